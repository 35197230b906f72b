/** T35: generated code explores what the rules explore, in both translations, with the same counts and shortest runs. */
import type { Model } from "../../calculus/core/index.ts";
import type { BuiltMachine } from "../../calculus/machine/index.ts";
import type { NetworkConfiguration, NetworkSystem } from "../../calculus/semantics/index.ts";
import type { CompiledExploration, Watch } from "../../checker/compiled/index.ts";
import { exploreCompiled } from "../../checker/compiled/index.ts";
import { networkSpace, recordingChooser } from "../../checker/index.ts";
import { choosingSystems } from "../generators/faulty-systems.ts";
import type { Implementation } from "../implementation.ts";
import { surroundedSystem } from "../machines/surrounded-system.ts";
import { share } from "../tally.ts";
import type { Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

/** So many states of a system are compared; of one that has no more, everything that was counted and found. */
const mostStates = 200;
const memory = 2 ** 23;

const watches = [
  { kind: "deadlock" },
  { kind: "orphan" },
  { kind: "reception" },
  { kind: "failure" },
  { kind: "no-value" },
] as const satisfies readonly Watch[];
type Sought = (typeof watches)[number]["kind"];

/** What an exploration found: of each watch how long a shortest run is. */
interface Found {
  readonly isComplete: boolean;
  readonly states: readonly string[];
  readonly transitions: number;
  readonly finalStates: number;
  readonly runs: ReadonlyMap<Sought, number>;
}

/** The first states by the rules, breadth first. */
function byRules(system: NetworkSystem): Found {
  const chooser = recordingChooser();
  const space = networkSpace(system, chooser);
  const depths = new Map<string, number>();
  const states: NetworkConfiguration[] = [];
  const runs = new Map<Sought, number>();
  const enter = (state: NetworkConfiguration, depth: number): void => {
    const key = space.key(state);
    if (depths.has(key)) return;
    depths.set(key, depth);
    states.push(state);
  };
  const note = (kind: Sought, length: number): void => {
    if (!runs.has(kind)) runs.set(kind, length);
  };
  for (const state of space.initial()) enter(state, 0);
  let transitions = 0;
  let finalStates = 0;
  for (const state of states) {
    if (states.length > mostStates) break;
    const depth = depths.get(space.key(state)) ?? 0;
    const moves = space.moves(state);
    if (chooser.empty.size > 0) note("no-value", depth);
    transitions += moves.length;
    const { isFinal, errors } = space.facts(state, moves);
    if (isFinal) finalStates += 1;
    for (const { kind } of errors) note(kind, depth);
    for (const { moments, target } of moves) {
      if (moments.some(({ step }) => step.label.kind === "fail")) note("failure", depth + 1);
      enter(target, depth + 1);
    }
  }
  const isComplete = states.length <= mostStates;
  return { isComplete, states: [...depths.keys()].slice(0, mostStates), transitions, finalStates, runs };
}

function byCode(exploration: CompiledExploration, built: BuiltMachine, system: NetworkSystem): Found {
  const { states, transitions, finalStates, found, configuration } = exploration;
  return {
    isComplete: exploration.ending.kind === "complete",
    states: Array.from({ length: states }, (_, state) => system.key(built.configurationOf(configuration(state)))),
    transitions,
    finalStates,
    runs: new Map(watches.flatMap(({ kind }, place) => (found.has(place) ? [[kind, found.get(place)?.steps.length ?? 0] as const] : []))),
  };
}

/** The first difference, in words. */
function difference(expected: Found, ours: Found): string | undefined {
  if (ours.states.length !== expected.states.length) return `${String(ours.states.length)} states, not ${String(expected.states.length)}`;
  const at = ours.states.findIndex((key, index) => key !== expected.states[index]);
  if (at >= 0) return `the state with the number ${String(at)} is another one`;
  if (ours.isComplete !== expected.isComplete) return `the exploration is ${ours.isComplete ? "" : "not "}complete`;
  if (!expected.isComplete) return undefined;
  if (ours.transitions !== expected.transitions) return `${String(ours.transitions)} transitions, not ${String(expected.transitions)}`;
  if (ours.finalStates !== expected.finalStates) return `${String(ours.finalStates)} final states, not ${String(expected.finalStates)}`;
  const wrong = watches.find(({ kind }) => ours.runs.get(kind) !== expected.runs.get(kind));
  return wrong === undefined ? undefined : `a ${wrong.kind} after ${steps(ours, wrong.kind)}, not ${steps(expected, wrong.kind)}`;
}

function steps({ runs }: Found, kind: Sought): string {
  const length = runs.get(kind);
  return length === undefined ? "no run" : `${String(length)} steps`;
}

function compare(model: Model, built: BuiltMachine, system: NetworkSystem, { parts }: Implementation, tally: Tally): Refutation | undefined {
  const expected = byRules(system);
  tally.add("systems");
  if (expected.isComplete) tally.add("with all states");
  if (expected.isComplete && expected.runs.size > 0) tally.add("with something wrong");
  if (expected.isComplete && expected.runs.has("no-value")) tally.add("with a choice without values");
  for (const backend of ["wasm", "javascript"] as const) {
    const options = { backend, decidedBy: [], adjustLayout: parts.layout };
    const found = attempted(() => {
      const result = exploreCompiled(built, model, watches.map(parts.watch), { maxStates: mostStates, memory }, options);
      if (!result.ok) return result.reason;
      if (result.exploration.callOuts.length === 0) tally.add(`without call-outs, in ${backend}`);
      return byCode(result.exploration, built, system);
    });
    if (typeof found === "string") return { kind: "refused", message: found };
    const because = difference(expected, found);
    if (because !== undefined) return { kind: "difference", message: `${backend}: ${because}` };
  }
  return undefined;
}

/** What is found, or why nothing is; what breaks down is refused, as a mutant may. */
function attempted(explore: () => Found | string): Found | string {
  try {
    return explore();
  } catch (error) {
    return error instanceof Error ? error.message : "it breaks down";
  }
}

export const generatedCode: Theorem = theorem<string>({
  id: "T35-code",
  everydayRuns: 20,
  name: "generated code explores what the rules explore",
  statement:
    "The code that is generated for a system of processes on any kind of network and under faults, as WebAssembly and as JavaScript, reaches the states of the rules in their order of discovery, by as many transitions, with as many final states, and its runs to a deadlock, an orphan, an unspecified reception, a failure or a choice without values are as long as the shortest ones.",
  reference: "docs/machine.md; Cousot and Cousot, 1977 (the analysis that gives states their bits)",
  forall: choosingSystems,
  given: (text) => text.includes("faults F {"),
  then: (text, implementation, tally) => {
    const subject = surroundedSystem(text);
    if (typeof subject === "string") return { kind: "refused", message: subject };
    return compare(subject.model, subject.built, subject.network, implementation, tally);
  },
  demands: [
    share("with something wrong", "systems", 5),
    share("with a choice without values", "systems", 1),
    share("without call-outs, in wasm", "systems", 30),
  ],
});
