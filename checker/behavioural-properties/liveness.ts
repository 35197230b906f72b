/** Live, live+, live++, and every pending action sooner or later on fair runs: the first obligation that fails, with its evidence. */
import { present } from "../../calculus/present.ts";
import { canReach, canSchedule, turnsOf } from "./backward.ts";
import { evidence, namedConfiguration, namedObligation, type BehaviourEvidence, type Claim } from "./evidence.ts";
import { fairRun, stuckConfigurations } from "./fair-run.ts";
import type { Fairness } from "./items.ts";
import { meets, obligationsOf, pendingIn, possibleWhere, type Obligation } from "./obligations.ts";
import { beyond, runTo, type StepGraph } from "./step-graph.ts";
import { cyclicComponents, visitsFor, type Part } from "./strongly-connected.ts";

/** The pieces of the definitions that a mutant may replace. */
export interface LivenessParts {
  readonly obligations: (graph: StepGraph) => readonly Obligation[];
  /** By action: whether it may come between an obligation and what meets it; undefined: every one may. */
  readonly between: (graph: StepGraph, obligation: Obligation) => Uint8Array | undefined;
  readonly assumed: (fairness: Fairness) => Fairness;
}

export const usualLiveness: LivenessParts = { obligations: obligationsOf, between: () => undefined, assumed: (fairness) => fairness };

/** An obligation with where it is pending and not possible, ascending, and where it is possible. */
interface Owed {
  readonly obligation: Obligation;
  readonly owing: readonly number[];
  readonly possible: Uint8Array;
}

/** What is owed somewhere, that which is owed first coming first. */
function owed(graph: StepGraph, { obligations }: LivenessParts): readonly Owed[] {
  const all: Owed[] = [];
  for (const obligation of obligations(graph)) {
    const isPending = pendingIn(graph, obligation);
    const possible = possibleWhere(graph, meets(graph, obligation));
    const owing: number[] = [];
    for (let number = 0; number < graph.count; number++) if (possible[number] === 0 && isPending(graph.configuration(number))) owing.push(number);
    if (owing.length > 0) all.push({ obligation, owing, possible });
  }
  return all.sort((one, other) => present(one.owing[0]) - present(other.owing[0]));
}

/**
 * The statement on runs: every complete fair run from a configuration with something pending comes to one where it is possible. Without fairness it is the
 * formula of live++, μY.(⟨t(p,q,m)⟩⊤ ∨ (⟨t⟩⊤ ∧ [t]Y)). Linear for each obligation; strong fairness: times the actions.
 */
export function starvedOnRuns(graph: StepGraph, fairness: Fairness, parts: LivenessParts): BehaviourEvidence | undefined {
  const assumed = parts.assumed(fairness);
  for (const { obligation, owing, possible } of owed(graph, parts)) {
    const follows = parts.between(graph, obligation);
    const part: Part = { labels: Int32Array.from(possible), name: 0, ...(follows === undefined ? {} : { follows }) };
    const found = fairRun(graph, part, owing, assumed);
    if (found === undefined) continue;
    const prefix = runTo(graph, found.start);
    const claim: Claim = { kind: "starved", pending: namedObligation(graph, obligation), after: prefix.length, fairness: assumed };
    return evidence(graph, claim, [...prefix, ...found.path], found.cycle);
  }
  return undefined;
}

/** νZ.(⋀ (⟨i⟩⊤ ⇒ μY.(⟨t(p,q,–)⟩⊤ ∨ ⟨t⟩Y)) ∧ (⟨o⟩⊤ ⇒ …) ∧ [t]Z): the first obligation that can become impossible for ever. Linear for each obligation. */
export function neverAgain(graph: StepGraph, parts: LivenessParts): BehaviourEvidence | undefined {
  for (const { obligation, owing, possible } of owed(graph, parts)) {
    const within = canReach(graph, possible);
    const lost = owing.filter((configuration) => within[configuration] === 0);
    const [first] = lost;
    if (first === undefined) continue;
    const closed = smallest(graph, first, pendingIn(graph, obligation));
    const start = Math.min(...closed.owing);
    const labels = new Int32Array(graph.count);
    for (const configuration of closed.all) labels[configuration] = 1;
    const found = present(fairRun(graph, { labels, name: 1 }, [start], "no-fairness"));
    const prefix = runTo(graph, start);
    const configurations = closed.all.map((configuration) => namedConfiguration(graph, configuration));
    const claim: Claim = { kind: "closed", pending: namedObligation(graph, obligation), after: prefix.length, every: "step", configurations };
    return evidence(graph, claim, [...prefix, ...found.path], found.cycle);
  }
  return undefined;
}

/**
 * A set of configurations that is never left, reached from this one, with those of its members in which the obligation is pending: an end or a bottom
 * component if it is pending there, everything reachable otherwise.
 */
function smallest(
  graph: StepGraph,
  from: number,
  isPending: (configuration: Int32Array) => boolean,
): { readonly all: readonly number[]; readonly owing: readonly number[] } {
  const reached = new Set([from]);
  for (const configuration of reached)
    for (const target of graph.targetOf.subarray(graph.first[configuration], graph.first[configuration + 1])) reached.add(target);
  const labels = new Int32Array(graph.count);
  for (const configuration of reached) labels[configuration] = 1;
  const end = stuckConfigurations(graph).find((configuration) => reached.has(configuration));
  const bottom = end === undefined ? present(cyclicComponents(graph, { labels, name: 1 }, [from], visitsFor(graph))[0]) : [end];
  const owing = bottom.filter((configuration) => isPending(graph.configuration(configuration)));
  return owing.length > 0 ? { all: bottom, owing } : { all: [...reached], owing: [from] };
}

/**
 * νZ.(… μY.(⟨t(p,q,m)⟩⊤ ∨ ∃r.(⟨t(r,·)⟩⊤ ∧ [t(r,·)]Y)) …): the first obligation that the choices of the roles can put off under every schedule. The run lets
 * the roles act in turn. Linear for each obligation.
 */
export function putOffByChoices(graph: StepGraph, parts: LivenessParts): BehaviourEvidence | undefined {
  for (const { obligation, owing, possible } of owed(graph, parts)) {
    const won = canSchedule(graph, possible);
    const start = owing.find((configuration) => won[configuration] === 0);
    if (start === undefined) continue;
    const prefix = runTo(graph, start);
    const { configurations, path, cycle } = evasion(graph, won, start);
    const named = configurations.map((configuration) => namedConfiguration(graph, configuration));
    const claim: Claim = { kind: "closed", pending: namedObligation(graph, obligation), after: prefix.length, every: "turn", configurations: named };
    return evidence(graph, claim, [...prefix, ...path], cycle);
  }
  return undefined;
}

/** The first step of each turn that stays where the obligation is put off; the configurations that they lead to; and a run in which the roles act in turn. */
function evasion(
  graph: StepGraph,
  won: Uint8Array,
  start: number,
): { readonly configurations: readonly number[]; readonly path: readonly number[]; readonly cycle: readonly number[] } {
  const turns = turnsOf(graph);
  const evading = (configuration: number): readonly number[] => {
    const chosen = new Map<number, number>();
    for (let edge = present(graph.first[configuration]); edge < present(graph.first[configuration + 1]); edge++) {
      const target = present(graph.targetOf[edge]);
      const turn = present(turns.of[edge]);
      if (target !== beyond && won[target] === 0 && !chosen.has(turn)) chosen.set(turn, edge);
    }
    return [...chosen.values()];
  };
  const configurations = new Set([start]);
  for (const configuration of configurations) for (const edge of evading(configuration)) configurations.add(present(graph.targetOf[edge]));
  const run: number[] = [];
  const seen = new Map<string, number>();
  let [at, lastActor] = [start, -1];
  for (;;) {
    const key = `${at} ${lastActor}`;
    const before = seen.get(key);
    if (before !== undefined) return { configurations: [...configurations], path: run.slice(0, before), cycle: run.slice(before) };
    seen.set(key, run.length);
    const options = evading(at);
    if (options.length === 0) return { configurations: [...configurations], path: run, cycle: [] };
    const actorOf = (edge: number): number => present(graph.actions[present(graph.actionOf[edge])]).actor;
    const edge = options.find((option) => actorOf(option) > lastActor) ?? present(options[0]);
    run.push(edge);
    [at, lastActor] = [present(graph.targetOf[edge]), actorOf(edge)];
  }
}
