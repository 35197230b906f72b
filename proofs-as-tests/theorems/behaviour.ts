/** T19: the hierarchy of behavioural properties, on random contexts; and what the fast algorithms say is what the formulas say. */
import {
  behaviourNetworks,
  behaviourProperties,
  byCompatibility,
  evidenceAgainst,
  fairnessAssumptions,
  recheckEvidence,
  stepGraph,
  type BehaviourEvidence,
  type BehaviourItem,
  type Fairness,
  type StepGraph,
} from "../../checker/behavioural-properties/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { automataNetwork, type CommunicatingSystem } from "../../checker/automata/index.ts";
import { contextCases, type ContextCase } from "../generators/contexts.ts";
import type { Implementation } from "../implementation.ts";
import { actionsIn, behaviourSystem, holdsByFormula } from "../protocols/behaviour-formulas.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const source = "Scalas, Yoshida, POPL 2019, §5; fairness: van Glabbeek, Höfner, ACM Computing Surveys 2019";

/** Configurations that are explored, and messages in a queue. */
const bounds = { maxConfigurations: 120, queueBound: 3, memory: 2 ** 28 };
/** So few configurations are looked at to see that what was found there is certain. */
const few = { ...bounds, maxConfigurations: 8, queueBound: 1 };
/** Where the formulas are evaluated naively, and where all subsets of the actions are tried. */
const naive = { configurations: 12, queue: 3, actions: 5 };

type Kind = BehaviourItem["kind"];

/** The stronger one first. */
const implications: readonly (readonly [Kind, Kind])[] = [
  ["live++", "live+"],
  ["live+", "live"],
  ["live", "deadlock-free"],
  ["terminating", "deadlock-free"],
  ["never-terminating", "deadlock-free"],
];

const monotone: readonly (readonly [Fairness, Fairness])[] = [
  ["no-fairness", "weak-fairness"],
  ["weak-fairness", "strong-fairness"],
];

type Ask = (kind: Kind, fairness?: Fairness) => BehaviourEvidence | undefined;

function asking(graph: StepGraph, { parts }: Implementation): Ask {
  const answers = new Map<string, { readonly evidence: BehaviourEvidence | undefined }>();
  return (kind, fairness) => {
    const key = `${kind} ${fairness ?? ""}`;
    const answer = answers.get(key) ?? { evidence: evidenceAgainst(graph, { kind }, fairness, parts.liveness) };
    answers.set(key, answer);
    return answer.evidence;
  };
}

function hierarchy({ automata }: ContextCase, implementation: Implementation, tally: Tally): Refutation | undefined {
  for (const network of behaviourNetworks) {
    const numbered = automataNetwork(automata);
    const graph = stepGraph(numbered, network, bounds);
    const ask = asking(graph, implementation);
    tally.add("networks");
    if (graph.cut === undefined) tally.add("whole networks");
    if (ask("live++") === undefined) tally.add("live++");
    else if (ask("live") === undefined) tally.add("live, not live++");
    else if (ask("deadlock-free") === undefined) tally.add("deadlock-free, not live");
    for (const [strong, weak] of implications) {
      if (ask(strong) === undefined && ask(weak) !== undefined) return { kind: "hierarchy", message: `${network}: ${strong}, and not ${weak}` };
    }
    for (const kind of ["live", "terminating"] as const) {
      for (const [weaker, stronger] of monotone) {
        if (ask(kind, weaker) === undefined && ask(kind, stronger) !== undefined)
          return { kind: "fairness", message: `${network}: ${kind} with ${weaker}, and not with ${stronger}` };
      }
    }
    if (ask("live", "strong-fairness") === undefined && ask("live") !== undefined)
      return { kind: "fairness", message: `${network}: live with strong fairness, and not by the formula` };
    const beginning = asking(stepGraph(numbered, network, few), implementation);
    for (const kind of behaviourProperties) {
      if (graph.cut !== undefined || beginning(kind) === undefined) continue;
      tally.add("certain early");
      if (ask(kind) === undefined) return { kind: "uncertain", message: `${network}: ${kind} fails in a part and not in the whole` };
    }
  }
  return undefined;
}

export const livenessHierarchy: Theorem = theorem<ContextCase>({
  id: "T19",
  name: "live++ implies live+ implies live implies deadlock-free",
  statement:
    "Of synchronous networks and of those with queues, up to bounds: live++ implies live+, that implies live, and that implies deadlock-free. What is live or terminating without fairness is so under weak fairness, then under strong fairness, and then live by its formula. What fails in a part that was explored fails in the whole.",
  reference: source,
  forall: contextCases,
  then: hierarchy,
  demands: [
    share("whole networks", "networks", 60),
    share("live++", "networks", 5),
    share("live, not live++", "networks", 2),
    share("deadlock-free, not live", "networks", 5),
  ],
});

const safetyBounds = { maxStates: 200, memory: bounds.memory };

function systemOf(automata: ContextCase["automata"]): CommunicatingSystem {
  return { kind: "context", name: "C", span: nowhere, automata, assumptions: [], exact: true };
}

function asDefined({ automata }: ContextCase, implementation: Implementation, tally: Tally): Refutation | undefined {
  for (const network of behaviourNetworks) {
    const system = behaviourSystem(automata, network, naive);
    tally.add("networks");
    if (system === undefined) continue;
    tally.add("small networks");
    const graph = stepGraph(automataNetwork(automata), network, bounds);
    if (graph.count !== system.length || graph.cut !== undefined)
      return { kind: "configurations", message: `${network}: ${graph.count}, not ${system.length}` };
    const ask = asking(graph, implementation);
    for (const [kind, fairness] of questions) {
      if (fairness === "strong-fairness" && actionsIn(system) > naive.actions) continue;
      const evidence = ask(kind, fairness);
      const what = `${network}: ${kind}${fairness === undefined ? "" : ` with ${fairness}`}`;
      if ((evidence === undefined) !== holdsByFormula(system, { kind }, fairness)) {
        return {
          kind: `${evidence === undefined ? "holds" : "fails"} ${kind}`,
          message: `${what} ${evidence === undefined ? "fails" : "holds"} by its formula`,
        };
      }
      if (evidence === undefined) tally.add("holds");
      else tally.add("fails");
      const following =
        network === "fifo"
          ? byCompatibility(systemOf(automata), { kind }, { network, ...(fairness === undefined ? {} : { fairness }) }, safetyBounds, undefined)
          : undefined;
      if (following !== undefined) tally.add(`by compatibility: ${following.verdict}`);
      if (following !== undefined && (following.verdict === "proved") !== (evidence === undefined))
        return { kind: "compatibility", message: `${what}: ${following.verdict} by compatibility` };
      const wrong = evidence && recheckEvidence(automata, network, evidence);
      if (wrong !== undefined) return { kind: "evidence", message: `${what}: ${wrong}` };
      if (fairness === "strong-fairness" && evidence !== undefined && evidence.cycle.length > 0) tally.add("strongly fair cycles");
    }
  }
  return undefined;
}

const questions: readonly (readonly [Kind, Fairness | undefined])[] = [
  ...behaviourProperties.map((kind) => [kind, undefined] as const),
  ...fairnessAssumptions.flatMap((fairness) => [["live", fairness] as const, ["terminating", fairness] as const]),
];

export const behaviourByDefinition: Theorem = theorem<ContextCase>({
  id: "T19-definition",
  name: "the behavioural properties are their formulas",
  statement:
    "Each property holds exactly where its formula of the μ-calculus does, evaluated naively over sets of configurations; liveness and termination on fair runs where the formulas for fair runs say so. What follows from compatibility agrees. Every violation comes with a run that replays, and a cycle that is fair.",
  reference: `${source}; fair runs: Emerson, Lei, Science of Computer Programming 1987`,
  forall: contextCases,
  then: asDefined,
  demands: [
    share("small networks", "networks", 50),
    share("holds", "small networks", 100),
    share("fails", "small networks", 100),
    share("strongly fair cycles", "small networks", 5),
    share("by compatibility: proved", "small networks", 5),
    share("by compatibility: violated", "small networks", 5),
  ],
});
