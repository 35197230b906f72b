/** From a model to a run of a network's machine, and its execution by the semantics of machines: what the solver says is never shown unexecuted. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Value } from "../../../calculus/core/index.ts";
import type { Machine, MachineConfiguration, MachineStep, QueuedMessage } from "../../../calculus/machine/index.ts";
import { machineSteps } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Label } from "../../../calculus/semantics/index.ts";
import type { Chooser } from "../../../calculus/values/index.ts";
import { printValue, valueKey } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import type { Context, Read } from "../values/index.ts";
import { decodeCell, decodeValue, picked, textReader } from "../values/index.ts";
import type { Moment, WatchedInNetwork } from "./network-conditions.ts";
import { isShownByMove } from "./network-conditions.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { Move } from "./moves.ts";

export interface RunStep {
  readonly move: Pick<Move, "what" | "process" | "slot">;
  /** What an `any` chooses. */
  readonly chosen?: Value;
  /** What fields are chosen to hold when a process starts again, by how choosers are asked. */
  readonly restarted?: ReadonlyMap<string, Value>;
  /** The message that is received or lost. */
  readonly message?: { readonly label: string; readonly values: readonly Value[] };
}

export interface NetworkRun {
  /** What the variables hold at the start, by process. */
  readonly initial: readonly (readonly (Value | undefined)[])[];
  readonly steps: readonly RunStep[];
  /** What functions without body answer. */
  readonly answers: readonly { readonly function: string; readonly arguments: readonly Value[]; readonly result: Value }[];
}

/** The run through these moments that the model describes, up to what is watched for in the last one. @throws Refusal */
export function runIn(moments: readonly Moment[], watched: WatchedInNetwork, program: NetworkProgram, read: Read, context: Context): NetworkRun {
  const text = textReader(read, context);
  const isTrue = (term: Term): boolean => {
    const value = read(term);
    return value.kind === "boolean" && value.value;
  };
  const steps = moments.flatMap(({ state, step }, number): readonly RunStep[] => {
    const move = step.moves.find(({ made }) => isTrue(made));
    if (move === undefined || (number === moments.length - 1 && !isShownByMove(watched, move))) return [];
    const { chosen, restarted = [] } = move;
    const role = program.machine.processes[move.process ?? 0]?.role ?? "";
    const slot = move.slot === undefined ? undefined : state.queues[move.slot.channel]?.[move.slot.position];
    const kind = slot?.is.findIndex(isTrue) ?? -1;
    const label = program.machine.channels[move.slot?.channel ?? 0]?.messages[kind]?.label;
    const values = slot?.payload[kind]?.map((value) => decodeValue(value, read, text, context)) ?? [];
    return [
      {
        move,
        ...(chosen === undefined ? {} : { chosen: decodeValue(chosen, read, text, context) }),
        ...(restarted.length === 0
          ? {}
          : { restarted: new Map(restarted.map(([name, value]) => [`${role}.${name} at a restart`, decodeValue(value, read, text, context)])) }),
        ...(label === undefined ? {} : { message: { label, values } }),
      },
    ];
  });
  const answers = context.applications
    .filter(({ holds }) => isTrue(holds))
    .map(({ definition, arguments: given, result }) => ({
      function: definition.name,
      arguments: given.map((one) => decodeValue(one, read, text, context)),
      result: decodeValue(result, read, text, context),
    }));
  const initial = present(moments[0]).state.cells.map((own) => own.map((cell) => decodeCell(cell, read, text, context)));
  return { initial: initial.map((own, process) => own.slice(0, program.machine.processes[process]?.variables.length)), steps, answers };
}

export type ExecutedNetworkRun =
  | { readonly ok: true; readonly labels: readonly Label[] }
  /** `step`: 1-based. */
  | { readonly ok: false; readonly step: number; readonly reason: string };

/** Executes the run. Linear in its steps, times what is possible in each state. */
export function executeNetworkRun({ machine }: NetworkProgram, run: NetworkRun): ExecutedNetworkRun {
  const answers = new Map(run.answers.map((answer) => [`${answer.function}(${answer.arguments.map(printValue).join(", ")})`, answer.result]));
  let configuration: MachineConfiguration = {
    locations: machine.processes.map(() => 0),
    values: run.initial,
    stopped: machine.processes.map(() => undefined),
    queues: machine.channels.map(() => []),
    oracles: new Map(),
    spent: machine.faults?.clauses.map(() => 0) ?? [],
  };
  const labels: Label[] = [];
  for (const [index, step] of run.steps.entries()) {
    const { chosen } = step;
    const chooser: Chooser = {
      meetLimit: () => undefined,
      choose: ({ kind, description }, domain) => picked(domain, kind === "any" ? (atRestart(description, step) ?? chosen) : answers.get(description)),
    };
    const before = configuration;
    const taken = machineSteps(machine, configuration, chooser).find((one) => isTaken(one, step, machine, before));
    if (taken === undefined) return { ok: false, step: index + 1, reason: `a step that the solver takes is not possible: ${describe(step.move)}` };
    labels.push(taken.label);
    configuration = taken.target;
  }
  return { ok: true, labels };
}

/** Choosers are also told where there are too many values to list them. */
function atRestart(description: string, { restarted = new Map() }: RunStep): Value | undefined {
  return [...restarted].find(([asked]) => description.startsWith(asked))?.[1];
}

function describe({ what }: RunStep["move"]): string {
  return what.kind === "command" ? `${what.offer.typed.command.effect.kind} of ${what.offer.typed.command.role}` : what.kind;
}

function isTaken({ command, label, target }: MachineStep, { move, message }: RunStep, machine: Machine, before: MachineConfiguration): boolean {
  const { what, process = 0, slot } = move;
  const isOfMessage = (): boolean => {
    if (slot === undefined) return true;
    const messages = present(before.queues[slot.channel]);
    const isIt = (one: QueuedMessage): boolean => one.label === message?.label && textOf([{ ...one, values: message.values }]) === textOf([one]);
    const position = machine.network.order === "bag" ? messages.findIndex(isIt) : slot.position;
    const found = messages[position];
    if (found === undefined) return false;
    if (label.kind === "receive" && label.kept === true) return textOf([{ ...found, values: label.values }]) === textOf([found]);
    return textOf(present(target.queues[slot.channel])) === textOf(messages.toSpliced(position, 1));
  };
  switch (what.kind) {
    case "command":
      if (command !== what.offer.typed.command) return false;
      if (label.kind !== "receive") return true;
      return (label.kept === true) === what.keeps && (!what.keeps || label.clause === what.clause) && isOfMessage();
    case "lose":
      return label.kind === "lose" && label.clause === what.clause && isOfMessage();
    case "reorder": {
      if (label.kind !== "reorder" || label.clause !== what.clause || slot === undefined) return false;
      const messages = present(before.queues[slot.channel]);
      const [first, second] = messages.slice(slot.position, slot.position + 2);
      if (first === undefined || second === undefined) return false;
      return textOf(present(target.queues[slot.channel])) === textOf(messages.toSpliced(slot.position, 2, second, first));
    }
    case "crash":
      if (label.kind !== "crash" || label.clause !== what.clause || label.role !== machine.processes[process]?.role) return false;
      return what.restarts || (target.stopped[process] === "crashed" && before.stopped[process] === undefined);
    default:
      return assertNever(what);
  }
}

function textOf(queue: readonly QueuedMessage[]): string {
  return queue.map(({ from, label, values }) => `${from}:${label}(${values.map(valueKey).join()})`).join(";");
}
