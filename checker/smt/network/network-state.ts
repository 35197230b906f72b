/**
 * States of a network as terms. Where each process is is one Boolean for each location, so that what is known of it at the start folds away; a queue is slots, the
 * oldest message first, each with whether it is taken, which kind of message is in it, and payload cells for every kind. What stands in a slot that is not taken, and the
 * payload of another kind, means nothing.
 */
import type { MachineVariable } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { keyOfMessage } from "../../compiled/analysis/index.ts";
import type { Term } from "../terms/index.ts";
import { boolSort } from "../terms/index.ts";
import type { Cell, Context, SymbolicValue } from "../values/index.ts";
import { freshCell, freshValue, nothing, shapeOf, storeCell } from "../values/index.ts";
import { initialState } from "../head-first/states.ts";
import type { NetworkProgram } from "./network-program.ts";

export type Why = "failed" | "assumption" | "crashed";

export interface SymbolicSlot {
  readonly taken: Term;
  /** By kind; where the slot is taken exactly one of them is true. */
  readonly is: readonly Term[];
  readonly payload: readonly (readonly SymbolicValue[])[];
}

export interface NetworkState {
  /** What is asked of the state before anything else: that it is one. */
  readonly reach: Term;
  /** By process and location. */
  readonly at: readonly (readonly Term[])[];
  readonly stopped: readonly Readonly<Record<Why, Term>>[];
  readonly cells: readonly (readonly Cell[])[];
  readonly queues: readonly (readonly SymbolicSlot[])[];
  /** By clause of the fault model, and number: it has been used more often. */
  readonly spent: readonly (readonly Term[])[];
}

/** All initial states at once. @throws Refusal */
export function initialNetwork(program: NetworkProgram, context: Context): NetworkState {
  const { terms } = context;
  const { machine } = program;
  const states = machine.processes.map((_, process) => beginning(program, process, () => true, "0", context));
  return {
    reach: terms.and(...states.map(({ reach }) => reach)),
    at: machine.processes.map(({ locations }) => locations.map((_, location) => terms.boolean(location === 0))),
    stopped: machine.processes.map(() => ({ failed: terms.false, assumption: terms.false, crashed: terms.false })),
    cells: states.map(({ cells }) => cells),
    queues: machine.channels.map(({ messages }) =>
      Array.from({ length: program.slots }, () => ({
        taken: terms.false,
        is: messages.map(() => terms.false),
        payload: messages.map(({ types }) => types.map(() => nothing)),
      })),
    ),
    spent: budgets(program).map((budget) => Array.from({ length: budget }, () => terms.false)),
  };
}

/** What the variables of a process hold when it begins, of those that do not keep what they hold. `tag` names what is chosen. @throws Refusal */
export function beginning(
  { machine, scopes }: NetworkProgram,
  process: number,
  isSet: (variable: MachineVariable) => boolean,
  tag: string,
  context: Context,
): ReturnType<typeof initialState> {
  const own = present(machine.processes[process]);
  const variables = own.variables.map((variable): MachineVariable => {
    const { initial, ...others } = variable;
    const named = { ...others, name: `${own.role}.${variable.name}` };
    return initial !== undefined && isSet(variable) ? { ...named, initial } : named;
  });
  return initialState({ scope: present(scopes[process]), process: { ...own, variables } }, context, tag);
}

/** Any state that the analysis does not exclude: symbols are called after the place and `@tag`. @throws Refusal */
export function anyNetwork(program: NetworkProgram, tag: string, context: Context): NetworkState {
  const { terms } = context;
  const { machine, analysis } = program;
  const conditions: Term[] = [];
  const at = machine.processes.map(({ role, locations }, process) => {
    const here = locations.map((_, location) =>
      analysis.locations[process]?.[location] === undefined ? terms.false : terms.symbol(`${role} at ${String(location)}@${tag}`, boolSort),
    );
    conditions.push(exactlyOne(here, context));
    return here;
  });
  const stopped = machine.processes.map(({ role }, process) => {
    const why = (reason: Why): Term => (canStop(program, process, reason) ? terms.symbol(`${role} ${reason}@${tag}`, boolSort) : terms.false);
    const flags = { failed: why("failed"), assumption: why("assumption"), crashed: why("crashed") };
    conditions.push(atMostOne([flags.failed, flags.assumption, flags.crashed], context));
    return flags;
  });
  const cells = machine.processes.map(({ role, variables }, process) =>
    variables.map(({ name, type }, index): Cell => {
      const { shape, mayBeUnset } = present(analysis.variables[process]?.[index]);
      if (shape.kind === "none") return { value: nothing, isSet: terms.false };
      const { cell, wellFormed } = freshCell(`${role}.${name}@${tag}`, shapeOf(type, context, shape), mayBeUnset, context);
      conditions.push(wellFormed);
      return cell;
    }),
  );
  for (const [process, locations] of analysis.locations.entries())
    for (const [location, known] of locations.entries()) {
      if (known === undefined) continue;
      const fits = known.flatMap(({ shape, mayBeUnset }, index) => {
        const cell = present(cells[process]?.[index]);
        if (cell.value.kind === "nothing") return [];
        if (shape.kind === "none") return [terms.not(cell.isSet)];
        return [storeCell(cell, shapeOf(present(machine.processes[process]?.variables[index]).type, context, shape), mayBeUnset, context).fits];
      });
      conditions.push(terms.implies(present(at[process]?.[location]), terms.and(...fits)));
    }
  const queues = machine.channels.map(({ messages }, channel) => {
    const slots = Array.from({ length: program.slots }, (_, position): SymbolicSlot => {
      const name = `queue ${String(channel)}[${String(position)}]`;
      const taken = terms.symbol(`${name}@${tag}`, boolSort);
      const is = messages.map((_message, kind) => terms.symbol(`${name}.${String(kind)}@${tag}`, boolSort));
      const payload = messages.map(({ types }, kind) => {
        const known = analysis.messages[channel]?.get(keyOfMessage(machine, channel, kind) ?? "");
        const values = types.map((type, index) =>
          freshValue(`${name}.${String(kind)}[${String(index)}]@${tag}`, shapeOf(type, context, known?.[index]), context),
        );
        const isIt = present(is[kind]);
        conditions.push(known === undefined ? terms.not(isIt) : terms.implies(isIt, terms.and(...values.map(({ wellFormed }) => wellFormed))));
        return values.map(({ value }) => value);
      });
      conditions.push(terms.implies(taken, exactlyOne(is, context)));
      return { taken, is, payload };
    });
    for (const [position, { taken }] of slots.entries()) {
      const before = slots[position - 1];
      if (before !== undefined) conditions.push(terms.implies(taken, before.taken));
    }
    return slots;
  });
  const spent = budgets(program).map((budget, clause) => {
    const used = Array.from({ length: budget }, (_, number) => terms.symbol(`spent ${String(clause)} ${String(number)}@${tag}`, boolSort));
    for (const [number, one] of used.entries()) conditions.push(terms.implies(one, used[number - 1] ?? terms.true));
    return used;
  });
  return { reach: terms.and(...conditions), at, stopped, cells, queues, spent };
}

/** How often each clause of the fault model can be used; 0 where that is not counted. */
function budgets({ machine }: NetworkProgram): readonly number[] {
  return machine.faults?.clauses.map(({ atMost }) => atMost ?? 0) ?? [];
}

function canStop({ machine, commands }: NetworkProgram, process: number, why: Why): boolean {
  const role = machine.processes[process]?.role ?? "";
  if (why === "crashed") return machine.faults?.clauses.some((clause) => clause.kind === "crash" && !clause.restarts && clause.roles.includes(role)) === true;
  const kind = why === "failed" ? "fail" : "stop";
  return commands[process]?.some((all) => all.some(({ command: { effect } }) => effect.kind === kind)) === true;
}

function atMostOne(flags: readonly Term[], { terms }: Context): Term {
  return terms.and(...flags.flatMap((one, index) => flags.slice(index + 1).map((other) => terms.not(terms.and(one, other)))));
}

function exactlyOne(flags: readonly Term[], context: Context): Term {
  return context.terms.and(context.terms.or(...flags), atMostOne(flags, context));
}

/** The process has stopped, for whatever reason. */
export function hasStopped({ stopped }: NetworkState, process: number, { terms }: Context): Term {
  const { failed, assumption, crashed } = present(stopped[process]);
  return terms.or(failed, assumption, crashed);
}
