/**
 * Questions about a network decided by a solver, for all values of its data and all interleavings at once: hand-written systems, properties over several roles, every
 * network and fault model that has an encoding. A run that the solver finds is executed by the semantics of machines before anybody sees it.
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Model, Value } from "../../../calculus/core/index.ts";
import { isUnknown } from "../../../calculus/values/index.ts";
import { networkMachine } from "../../compiled/index.ts";
import type { CompilableNetwork } from "../../compiled/index.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import type { SymbolicAnswer } from "../head-first/index.ts";
import type { Question } from "../../items.ts";
import { readsPositions } from "../../property/one-role.ts";
import { newTerms } from "../terms/index.ts";
import type { Arithmetic } from "../values/index.ts";
import { newContext, Refusal } from "../values/index.ts";
import type { Control } from "./control-states.ts";
import { controlStates } from "./control-states.ts";
import type { NetworkDecision } from "./decide-network.ts";
import { NetworkDecider } from "./decide-network.ts";
import type { WatchedInNetwork } from "./network-conditions.ts";
import { truthAt } from "./network-conditions.ts";
import type { NetworkProgram } from "./network-program.ts";
import { mayOverflow, networkProgram } from "./network-program.ts";
import { executeNetworkRun } from "./network-run.ts";
import type { NetworkRun } from "./network-run.ts";
import { usualParts } from "./parts.ts";
import type { NetworkParts } from "./parts.ts";

/** An answer, and the length of the shortest run that decides it. */
export interface NetworkAnswer extends SymbolicAnswer {
  readonly length?: number;
}

export interface NetworkEffort extends Effortful {
  /** Slots of queues without bound, where their control does not show that fewer are enough. */
  readonly slots: number;
}

/** So many control states are looked at. */
const mostControlStates = 3_000;

/** One answer for each question. The cost is that of the solver, within the effort. */
export function surveyNetworkSymbolically(
  model: Model,
  network: CompilableNetwork,
  questions: readonly Question[],
  effort: NetworkEffort,
  parts: NetworkParts = usualParts,
): ReadonlyMap<Question, NetworkAnswer> {
  const tellsPositions = questions.some((question) => question.kind === "property" && readsPositions(question.property.formula));
  const machine = machineFor(model, network, tellsPositions, parts);
  if (!machine.ok) return new Map(questions.map((question) => [question, { outcome: "unknown", reason: machine.reason, method: "not encoded" }]));
  const { program, control } = withSlots(networkProgram(machine.built, effort.slots), effort.slots);
  const deciders = new Map<Arithmetic, NetworkDecider>();
  const deciderFor = (arithmetic: Arithmetic): NetworkDecider => {
    const before = deciders.get(arithmetic);
    if (before !== undefined) return before;
    const context = newContext({ terms: newTerms(), definitions: program.machine.definitions, arithmetic, ends: program.ends });
    const made = new NetworkDecider(program, control, context, effort, parts);
    deciders.set(arithmetic, made);
    return made;
  };
  const answers = new Map<Question, NetworkAnswer>();
  for (const question of questions) {
    const answer = answerTo(question, deciderFor, effort);
    const queries = effort.asked?.();
    answers.set(question, queries === undefined ? answer : { ...answer, queries });
  }
  return answers;
}

/** The machine; where messages of one label have values of different types, with types that are still to be shown (`NetworkDecider.isCut`). */
function machineFor(model: Model, network: CompilableNetwork, tellsPositions: boolean, { claimsTypes }: NetworkParts): ReturnType<typeof networkMachine> {
  const machine = networkMachine(model, network, tellsPositions);
  if (!machine.ok || !claimsTypes || !machine.built.machine.channels.some(({ messages }) => messages.some(({ types }) => types.some(isUnknown))))
    return machine;
  return networkMachine(model, network, tellsPositions, { claimsTypes: true });
}

/** As few slots as show that no queue can outgrow them, as far as control tells; otherwise all. */
function withSlots(program: NetworkProgram, most: number): { readonly program: NetworkProgram; readonly control: Control | undefined } {
  for (let slots = 1; slots <= most; slots += 1) {
    const smaller = networkProgram(program.built, slots, program);
    const control = controlStates(smaller, mostControlStates);
    if (control === undefined) break;
    if (control.fits || slots === most) return { program: smaller, control };
  }
  return { program, control: undefined };
}

/** Words where everything is bounded, otherwise integers. */
function answerTo(question: Question, deciderFor: (arithmetic: Arithmetic) => NetworkDecider, effort: NetworkEffort): NetworkAnswer {
  const reasons: string[] = [];
  for (const arithmetic of ["words", "integers"] as const) {
    try {
      return decided(question, deciderFor(arithmetic), arithmetic, effort);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      reasons.push(error.message);
    }
  }
  return { outcome: "unknown", reason: `it has no encoding: ${reasons.at(-1) ?? ""}`, method: "not encoded" };
}

/** What has to be seen, or not to be, for each question. */
function watchedFor(question: Question): WatchedInNetwork {
  if (question.kind === "property") {
    const { kind, formula } = question.property;
    return { kind: "formula", formula, wanted: kind === "never" || kind === "witness", at: kind === "finally" ? "final-states" : "states" };
  }
  switch (question.item) {
    case "no-failure":
      return { kind: "failure" };
    case "assert":
      return { kind: "violation" };
    case "deadlock-free":
      return { kind: "deadlock" };
    case "reception-safe":
      return { kind: "reception" };
    case "orphan-free":
      return { kind: "orphan" };
    default:
      return assertNever(question.item);
  }
}

/** @throws Refusal */
function decided(question: Question, decider: NetworkDecider, arithmetic: Arithmetic, { solver }: NetworkEffort): NetworkAnswer {
  const { program, context } = decider;
  const by = (technique: string): Pick<NetworkAnswer, "method" | "isUnbounded"> & { readonly technique: string } => ({
    ...(arithmetic === "words" ? {} : { isUnbounded: true }),
    technique: `${technique}, of the network`,
    method: `${technique}, of the network, ${arithmetic === "words" ? "bit-vectors" : "integers"}, ${solver.name}`,
  });
  const start = decider.start();
  if (start.kind === "unknown") return { outcome: "unknown", reason: `whether there is an initial state: ${start.reason}`, ...by("bounded model checking") };
  if (start.kind === "no") return { outcome: "vacuous", reason: "there is no initial state", ...by("bounded model checking") };
  const watched = watchedFor(question);
  const isWitness = question.kind === "property" && question.property.kind === "witness";
  const decision = decider.decide(watched);
  switch (decision.kind) {
    case "seen": {
      const method = by("bounded model checking");
      const executed = executeNetworkRun(program, decision.run);
      if (!executed.ok) return { outcome: "disagreement", reason: `step ${String(executed.step)} of the solver's run: ${executed.reason}`, ...method };
      const { length } = decision.run.steps;
      if (watched.kind === "formula") {
        const { defined } = truthAt(watched.formula, decider.seenAt(decision.depth), program, context);
        if (!decision.read(defined)) return { outcome: "error", reason: "in a reachable state the formula has no truth value", ...method, length };
      }
      const run = { initial: initialOf(program, decision.run), labels: executed.labels };
      return { outcome: isWitness ? "proved" : "violated", ...method, run, length };
    }
    case "seen-in-product": {
      const method = by("bounded model checking");
      const executed = executeNetworkRun(program, decision.run);
      if (!executed.ok) return { outcome: "disagreement", reason: `step ${String(executed.step)} of the solver's run: ${executed.reason}`, ...method };
      if (watched.kind === "formula" && decider.decide({ ...watched, wanted: "none" }).kind !== "never")
        return { outcome: "unknown", reason: "it is not known whether the formula has a truth value in every reachable state", ...method };
      return { outcome: isWitness ? "proved" : "violated", ...method, run: { initial: initialOf(program, decision.run), labels: executed.labels } };
    }
    case "up-to": {
      const method = by("bounded model checking");
      const cut = decider.isCut();
      if (isWitness || decision.steps === 0 || cut.kind !== "never")
        return { outcome: "unknown", reason: `${decision.reason}, with ${queuesOf(program)}`, ...method };
      return { outcome: "verified-up-to", reason: `for runs of at most ${String(decision.steps)} steps: ${decision.reason}`, ...method };
    }
    case "never": {
      const method = by(`${decision.method}, k = ${String(decision.k)}`);
      const cut = decider.isCut();
      if (cut.kind !== "never") return { outcome: "unknown", reason: leaving(program), ...method };
      const vacuous = vacuity(question, decider);
      if (isWitness && vacuous?.outcome !== "unknown") return { outcome: "violated", reason: vacuous?.reason ?? "no reachable state shows it", ...method };
      return { ...(vacuous ?? { outcome: "proved" }), ...method, ...(decision.invariants === undefined ? {} : { invariants: decision.invariants }) };
    }
    default:
      return assertNever(decision);
  }
}

function queuesOf({ slots }: NetworkProgram): string {
  return `queues of ${String(slots)} message${slots === 1 ? "" : "s"}`;
}

/** Why nothing is proved where runs may be cut. */
function leaving(program: NetworkProgram): string {
  const queues = queuesOf(program);
  const mixes = program.commands.flat(2).some(({ kinds }) => kinds.some(({ isHeld }) => !isHeld));
  const others = [...(mayOverflow(program) ? ["more may wait in one"] : []), ...(mixes ? ["a variable may be told values of another type"] : [])];
  return `nothing is found up to ${queues}, and ${others.join(", or ")}`;
}

/** Why a question that nothing contradicts is not proved all the same. @throws Refusal */
function vacuity(question: Question, decider: NetworkDecider): Pick<NetworkAnswer, "outcome" | "reason"> | undefined {
  const asked = decider.unanswered();
  if (asked !== undefined) return { outcome: "unknown", reason: asked };
  const without = decider.decide({ kind: "no-value" }, "any");
  if (without.kind === "seen" || without.kind === "seen-in-product") return { outcome: "vacuous", reason: "a choice that is reached has no value" };
  if (without.kind === "up-to") return { outcome: "unknown", reason: `whether every choice has a value: ${without.reason}` };
  const needed: readonly [WatchedInNetwork, string] | undefined =
    question.kind === "property" && question.property.kind === "finally"
      ? [{ kind: "end" }, "no final state is reachable"]
      : question.kind === "built-in" && question.item === "assert"
        ? [{ kind: "assertion" }, "no assertion is ever reached"]
        : undefined;
  if (needed !== undefined) {
    const [watched, reason] = needed;
    const seen: NetworkDecision = decider.decide(watched, "any");
    if (seen.kind === "never") return { outcome: "vacuous", reason };
    if (seen.kind === "up-to") return { outcome: "unknown", reason: `whether ${reason}: ${seen.reason}` };
  }
  if (!decider.program.commands.flat(2).some(({ command: { effect } }) => effect.kind === "stop")) return undefined;
  return decider.decide({ kind: "other-end" }).kind === "never" && decider.areRunsFinite()
    ? { outcome: "vacuous", reason: "every run is cut off by an assumption that is false" }
    : undefined;
}

/** By `A.x`: the fields. */
function initialOf({ machine }: NetworkProgram, { initial }: NetworkRun): ReadonlyMap<string, Value> {
  return new Map(
    machine.processes.flatMap(({ variables }, process) =>
      variables.flatMap(({ source }, index) => {
        const value = initial[process]?.[index];
        return value === undefined || source.frame !== undefined ? [] : [[`${source.role}.${source.variable}`, value] as const];
      }),
    ),
  );
}
