/** T12–T14: projection implies coherence; coherence is sound and complete for networks with first-in-first-out queues; the checker decides its definition. */
import type { Role } from "../../calculus/core/index.ts";
import {
  coherence,
  globalAutomaton,
  numbered,
  replayRuns,
  runsOfOpenness,
  runsOfViolation,
  subsetConstruction,
  usualCoherence,
  type Coherence,
  type GlobalAutomaton,
  type LocalAutomaton,
} from "../../calculus/protocols/index.ts";
import { typeCases } from "../generators/global-type-text.ts";
import type { TypeCase } from "../generators/global-types.ts";
import type { Implementation } from "../implementation.ts";
import { boundedViolation, hasTrace } from "../protocols/bounded-violations.ts";
import { incoherenceByDefinition } from "../protocols/coherence-by-definition.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const source = "Li, Stutz, Wies, Zufferey, OOPSLA 2025";

/** Events in a trace and traces of one network that are looked at. */
const fidelityBounds = { depth: 9, traces: 150 };
const deepening = [
  { depth: 6, traces: 60 },
  { depth: 12, traces: 600 },
] as const;

interface Judged {
  readonly automaton: GlobalAutomaton;
  readonly result: Coherence;
  readonly violations: readonly string[];
  readonly open: readonly Role[];
}

function judged({ roles, type }: TypeCase, implementation: Implementation): Judged {
  const automaton = globalAutomaton(type, roles);
  const result = coherence(automaton, usualCoherence, implementation.parts.coherence);
  const violations = result.roles.flatMap((each) => each.violations.map(({ condition }) => `${condition} ${each.role}`));
  return { automaton, result, violations, open: result.roles.filter(({ open }) => open !== undefined).map(({ role }) => role) };
}

function locals(automaton: GlobalAutomaton): readonly LocalAutomaton[] {
  const numberedAutomaton = numbered(automaton);
  return automaton.roles.map((role) => {
    const built = subsetConstruction(numberedAutomaton, role);
    if (built.kind === "capped") throw new Error(`the local automaton of ${role} is too large for a generated type`);
    return built.automaton;
  });
}

function isProjectable({ roles, type }: TypeCase, implementation: Implementation): boolean {
  const project = implementation.parts.projectType(type);
  return roles.every((role) => project(role, "full").ok);
}

export const projectableIsCoherent: Theorem = theorem<TypeCase>({
  id: "T12",
  name: "projectable protocols are coherent",
  statement: "Where inductive projection with full merge is defined for every role, the protocol is coherent and every role is sink-final.",
  reference: `${source}; projection: Scalas, Yoshida, POPL 2019, with the side condition on closed loops`,
  forall: typeCases,
  then: (value, implementation, tally) => {
    const { violations, open } = judged(value, implementation);
    const isFull = isProjectable(value, implementation);
    tally.add("types");
    if (isFull) tally.add("projectable");
    if (violations.length === 0) tally.add("coherent");
    if (violations.length === 0 && open.length === 0) tally.add("implementable");
    if (violations.length === 0 && !isFull) tally.add("coherent, not projectable");
    if (value.roles.length > 3) tally.add("more than three roles");
    if (!isFull) return undefined;
    if (violations.length > 0) return { kind: "incoherent", message: `projectable, but ${violations.join(", ")}` };
    return open.length === 0 ? undefined : { kind: "open", message: `projectable, but ${open.join(", ")} cannot know the end` };
  },
  demands: [
    share("projectable", "types", 15),
    share("coherent", "types", 30),
    share("coherent, not projectable", "types", 5),
    share("more than three roles", "types", 20),
  ],
});

export const coherenceIsSound: Theorem = theorem<TypeCase>({
  id: "T13",
  name: "coherent protocols are implemented",
  statement:
    "The network of the subset constructions of a coherent protocol has no deadlock and no trace that the protocol does not allow, within bounds on the traces.",
  reference: `${source} (soundness)`,
  forall: typeCases,
  given: (value, implementation) => judged(value, implementation).violations.length === 0,
  discardsPerRun: 3,
  then: (value, implementation, tally) => {
    const { automaton } = judged(value, implementation);
    const search = boundedViolation(automaton, locals(automaton), fidelityBounds.depth, fidelityBounds.traces);
    tally.add("types");
    if (search.kind === "none") tally.add("all traces seen");
    if (automaton.states.length > 5) tally.add("more than five states");
    if (search.kind !== "found") return undefined;
    return { kind: search.violation.kind, message: JSON.stringify(search.violation.trace) };
  },
  demands: [share("all traces seen", "types", 15), share("more than five states", "types", 20)],
});

export const coherenceIsComplete: Theorem = theorem<TypeCase>({
  id: "T14",
  name: "incoherent protocols are not implementable",
  statement:
    "Every violation comes with two runs that the role cannot tell apart and a step that only one of them allows: they replay against the definition of the language, and the network of the subset constructions takes the forbidden step. A search of its traces that knows nothing of coherence finds a violation, or reaches its bounds.",
  reference: `${source} (completeness)`,
  forall: typeCases,
  given: (value, implementation) => {
    const { violations, open } = judged(value, implementation);
    return violations.length > 0 || open.length > 0;
  },
  discardsPerRun: 3,
  then: (value, implementation, tally) => {
    const { automaton, result, violations } = judged(value, implementation);
    const automata = locals(automaton);
    const broken = unbelievable(automaton, automata, result, tally);
    if (broken !== undefined || violations.length === 0) return broken;
    tally.add("incoherent");
    const found = deepening.map(({ depth, traces }) => boundedViolation(automaton, automata, depth, traces)).find(({ kind }) => kind !== "undecided");
    tally.add(found === undefined ? "unknown at bound" : "found by search");
    return found?.kind === "none" ? { kind: "not confirmed", message: `${violations.join(", ")}, but all traces are allowed` } : undefined;
  },
  demands: [
    share("found by search", "incoherent", 80),
    share("send-coherent", "pairs of runs", 10),
    share("receive-coherent", "pairs of runs", 5),
    share("no-mixed-choice", "pairs of runs", 5),
    share("sink-final", "pairs of runs", 5),
  ],
});

/** Evidence that does not replay, or that the network does not show. */
function unbelievable(automaton: GlobalAutomaton, automata: readonly LocalAutomaton[], result: Coherence, tally: Tally): Refutation | undefined {
  for (const { violations, open } of result.roles) {
    const evidence = [...violations.map((each) => runsOfViolation(result, each)), ...(open === undefined ? [] : [runsOfOpenness(result, open)])];
    for (const runs of evidence) {
      tally.add("pairs of runs");
      tally.add(runs.claim);
      const replay = replayRuns(automaton, runs);
      if (!replay.ok) return { kind: "does not replay", message: `${runs.claim} ${runs.role}: ${replay.reason}\n${JSON.stringify(runs)}` };
      if (runs.claim === "sink-final") continue;
      if (!hasTrace(automata, [...runs.second, runs.step])) return { kind: "not a run of the network", message: JSON.stringify(runs) };
    }
  }
  return undefined;
}

export const coherenceByDefinition: Theorem = theorem<TypeCase>({
  id: "T14-definition",
  name: "the conditions as they are defined",
  statement: "The checker finds a violation of a condition at a role exactly where a second, naive computation from the definitions finds one.",
  reference: `${source}, definitions of send coherence, receive coherence, no mixed choice`,
  forall: typeCases,
  then: (value, implementation, tally) => {
    const { automaton, violations, open } = judged(value, implementation);
    const fast = [...new Set([...violations, ...open.map((role) => `sink-final ${role}`)])].sort();
    const naive = incoherenceByDefinition(automaton);
    tally.add("types");
    if (naive.length > 0) tally.add("with violations");
    return fast.join() === naive.join() ? undefined : { kind: "different", message: `the checker: ${fast.join()}\nthe definition: ${naive.join()}` };
  },
  demands: [share("with violations", "types", 30)],
});

export const implementabilityTheorems: readonly Theorem[] = [projectableIsCoherent, coherenceIsSound, coherenceIsComplete, coherenceByDefinition];
