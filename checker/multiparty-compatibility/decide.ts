/**
 * Whether a network is safe with queues of any length (Lange and Yoshida, CAV 2019, Definition 4 without a bound): by k-multiparty compatibility for the least k
 * that will do, and where there is none by what else decides it. Each part of the network that communicates with itself only is decided on its own.
 */
import { present } from "../../calculus/present.ts";
import type { LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";
import { automataNetwork } from "../automata/automata-network.ts";
import { boundedGraph, runsIn, type BoundedGraph, type ReductionParts } from "./bounded-graph.ts";
import { claimOfUnmet, type Claim } from "./claim.ts";
import { componentsOf, type Component, type Move } from "./component.ts";
import { unexhausted, unsafe, type Obligation } from "./conditions.ts";
import { guaranteed } from "./guaranteed.ts";
import { chainInputDependent, outputDependent, stronglyInputDependent } from "./independence.ts";
import { abstractGraph, type AbstractGraph, type Situation } from "./queue-abstraction.ts";
import { replayClaim } from "./replay-claim.ts";
import { shapeOf, type Shape } from "./shape.ts";

export interface DecisionLimits {
  readonly maxK: number;
  readonly maxConfigurations: number;
  readonly shouldStop?: () => string | undefined;
  readonly parts?: ReductionParts;
}

/** How safety was established. `bound`: k-multiparty compatibility; `finite`: all that can happen was seen; `abstract`: the abstraction of long queues. */
export type Grounds =
  | { readonly kind: "bound"; readonly bound: number; readonly independence: "directed" | "k-SIBI" | "k-CIBI" }
  | { readonly kind: "finite"; readonly longest: number }
  | { readonly kind: "abstract"; readonly kept: number };

export type Decision =
  | { readonly kind: "safe"; readonly grounds: Grounds }
  | { readonly kind: "unsafe"; readonly run: readonly SplitEvent[]; readonly claim: Claim }
  | { readonly kind: "disagreement"; readonly run: readonly SplitEvent[]; readonly claim: Claim; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

export interface Decided {
  readonly decisions: readonly Decision[];
  readonly configurations: number;
  readonly steps: number;
}

/** Configurations of the abstraction, for a proof and for an argument that something never happens. */
const abstractLimits = { proof: 4000, never: 1500 } as const;
/** Configurations with queues of any length that are explored before the abstraction is tried. */
const fewConfigurations = 3000;
/** Messages of each queue that the abstraction keeps, tried in this order. */
const keptMessages = [1, 2, 3] as const;
/** Messages in a queue that seems to grow without end. */
const guessBound = 5;
/** Messages that are kept beyond the longest queue that was seen, so that a queue that is bounded is kept whole. */
const spareMessages = 2;
/** Configurations that may be unsafe and are looked at for one bound. */
const suspectLimit = 40;

/** Decides every component of a network of automata. */
export function decideSafety(automata: readonly LocalAutomaton[], limits: DecisionLimits): Decided {
  const shape = shapeOf(automata);
  const effort = { configurations: 0, steps: 0 };
  const decisions: Decision[] = [];
  for (const component of componentsOf(automataNetwork(automata))) {
    const decision = new ComponentDecision(automata, component, shape, limits, effort).decide();
    decisions.push(decision);
    if (decision.kind === "unsafe" || decision.kind === "disagreement") break;
  }
  return { decisions, ...effort };
}

class ComponentDecision {
  private readonly automata: readonly LocalAutomaton[];
  private readonly component: Component;
  private readonly isDirected: boolean;
  private readonly isOfClass: boolean;
  private readonly limits: DecisionLimits;
  private readonly effort: { configurations: number; steps: number };
  /** With the bounds 1, 2, …, as far as they were explored. */
  private readonly graphs: BoundedGraph[] = [];
  /** Why an exploration stopped before its end. */
  private stopped: string | undefined;

  constructor(automata: readonly LocalAutomaton[], component: Component, shape: Shape, limits: DecisionLimits, effort: ComponentDecision["effort"]) {
    this.automata = automata;
    this.component = component;
    this.isDirected = component.states.every((own) => own.every(({ channels }) => channels.length <= 1));
    this.isOfClass = shape.nondeterministic === undefined && component.states.every((own) => own.every(({ kind }) => kind !== "mixed"));
    this.limits = limits;
    this.effort = effort;
  }

  decide(): Decision {
    return (
      this.byBounds() ??
      this.bySuspects() ??
      this.byFiniteness(Math.min(fewConfigurations, this.limits.maxConfigurations)) ??
      this.byAbstraction() ??
      this.byFiniteness(this.limits.maxConfigurations) ?? { kind: "unknown", reason: this.unknown() }
    );
  }

  private unknown(): string {
    const reason = `not certifiable up to k = ${String(this.limits.maxK)}, and not decided by further exploration`;
    return this.stopped === undefined ? reason : `${reason}: ${this.stopped}`;
  }

  private explored(bound: number, reduce: boolean, isComparing: boolean, most = this.limits.maxConfigurations): BoundedGraph | undefined {
    const graph = boundedGraph(this.component, {
      bound,
      reduce,
      maxConfigurations: most,
      compares: isComparing && !this.isDirected,
      ...(this.limits.parts === undefined ? {} : { parts: this.limits.parts }),
      ...(this.limits.shouldStop === undefined ? {} : { shouldStop: this.limits.shouldStop }),
    });
    this.effort.configurations += graph.configurations.count;
    this.effort.steps += graph.source.length;
    if (graph.stopped === undefined) return graph;
    this.stopped = graph.stopped;
    return undefined;
  }

  /** The graph with this bound, explored once. */
  private graphOf(bound: number): BoundedGraph | undefined {
    for (let next = this.graphs.length + 1; next <= bound; next++) {
      const graph = this.explored(next, true, false);
      if (graph === undefined) return undefined;
      this.graphs.push(graph);
    }
    return this.graphs[bound - 1];
  }

  /** k-multiparty compatibility for the least bound that will do. */
  private byBounds(): Decision | undefined {
    if (!this.isOfClass) return undefined;
    for (let bound = 1; bound <= this.limits.maxK; bound++) {
      const reduced = this.graphOf(bound);
      if (reduced === undefined) return undefined;
      if (first(unsafe(reduced)) !== undefined) continue;
      const graph = this.isDirected ? reduced : this.explored(bound, true, true);
      if (graph === undefined) return undefined;
      const independence = this.independence(graph, bound);
      // What a role may receive instead is there with longer queues too.
      if (independence === "input-dependent") return undefined;
      if (independence === "output-dependent" || first(unexhausted(graph)) !== undefined) continue;
      return { kind: "safe", grounds: { kind: "bound", bound, independence } };
    }
    return undefined;
  }

  /** Configurations with bounded queues that are unsafe whatever the bound. */
  private bySuspects(): Decision | undefined {
    for (let bound = 1; bound <= this.limits.maxK; bound++) {
      const graph = this.graphOf(bound);
      if (graph === undefined) return undefined;
      const decision = this.unsafeConfiguration(graph);
      if (decision !== undefined) return decision;
    }
    return undefined;
  }

  private independence(graph: BoundedGraph, bound: number): "directed" | "k-SIBI" | "k-CIBI" | "output-dependent" | "input-dependent" {
    if (this.isDirected) return "directed";
    const isStrong = first(stronglyInputDependent(graph)) === undefined;
    if (!isStrong) {
      const whole = this.explored(bound, false, false);
      const chained = whole === undefined ? undefined : chainInputDependent(whole, this.limits.maxConfigurations);
      if (chained === undefined || chained.first !== undefined) return "input-dependent";
    }
    if (first(outputDependent(graph)) !== undefined) return "output-dependent";
    return isStrong ? "k-SIBI" : "k-CIBI";
  }

  /** A configuration that cannot meet an obligation within the bound, and by the abstraction never will; the nearest of those that are looked at. */
  private unsafeConfiguration(graph: BoundedGraph): Decision | undefined {
    const suspects = new Map<number, Obligation[]>();
    for (const { configuration, obligation } of unsafe(graph)) suspects.set(configuration, [...(suspects.get(configuration) ?? []), obligation]);
    const runs = runsIn(graph);
    let looked = 0;
    let contradiction: Decision | undefined;
    for (const configuration of runs.nearest) {
      for (const obligation of suspects.get(configuration) ?? []) {
        if (looked++ >= suspectLimit) return contradiction;
        if (!keptMessages.some((kept) => neverMet(this.component, situationOf(graph, configuration), obligation, kept, this.limits.maxConfigurations)))
          continue;
        const decision = this.confirmed(runs.to(configuration), claimOfUnmet(this.component, obligation));
        if (decision?.kind === "unsafe") return decision;
        contradiction ??= decision;
      }
    }
    return contradiction;
  }

  private confirmed(run: readonly SplitEvent[], claim: Claim): Decision | undefined {
    const replay = replayClaim(this.automata, run, claim);
    if (replay.kind === "confirmed") return { kind: "unsafe", run, claim };
    return replay.kind === "refuted" ? { kind: "disagreement", run, claim, reason: replay.reason } : undefined;
  }

  /** All that can happen with queues of any length, if the reduction leaves finitely much of it. */
  private byFiniteness(most: number): Decision | undefined {
    const graph = this.explored(Infinity, true, false, most);
    if (graph === undefined) return undefined;
    if (first(unsafe(graph)) !== undefined) return this.unsafeConfiguration(graph);
    return { kind: "safe", grounds: { kind: "finite", longest: Math.max(0, ...longestIn(graph)) } };
  }

  private byAbstraction(): Decision | undefined {
    const { component } = this;
    const longest = this.longestQueues();
    for (const least of keptMessages) {
      const kept = longest.map((length) => (length === undefined ? least : Math.max(length + spareMessages, least)));
      const start = { states: component.initial, queues: component.channels.map(() => []) };
      const maxConfigurations = Math.min(abstractLimits.proof, this.limits.maxConfigurations);
      const graph = abstractGraph(component, start, { kept, maxConfigurations });
      if (graph === undefined || graph === "found") return undefined;
      this.effort.configurations += graph.steps.length;
      if (isSafe(graph)) return { kind: "safe", grounds: { kind: "abstract", kept: least } };
    }
    return undefined;
  }

  /** The longest queue of each channel within a bound, among some configurations; undefined: it was full. Only a guess is made from it. */
  private longestQueues(): readonly (number | undefined)[] {
    const bound = guessBound;
    const graph = boundedGraph(this.component, { bound, reduce: false, maxConfigurations: Math.min(fewConfigurations, this.limits.maxConfigurations) });
    this.effort.configurations += graph.configurations.count;
    this.effort.steps += graph.source.length;
    return longestIn(graph).map((length) => (length < bound ? length : undefined));
  }
}

/** Whether every abstract configuration can meet its obligations, whatever the abstraction does not know. */
function isSafe(graph: AbstractGraph): boolean {
  const { component, steps, stateOf, isEmpty } = graph;
  const all = [...steps.keys()];
  const isReceived = component.channels.every((_, channel) => {
    const sure = guaranteed(graph, (move) => isReceive(move, channel));
    return all.every((configuration) => isEmpty(configuration, channel) || sure(configuration));
  });
  if (!isReceived) return false;
  return component.states.every((own, role) => {
    const waits = all.filter((configuration) => present(own[stateOf(configuration, role)]).kind === "receive");
    if (waits.length === 0) return true;
    const sure = guaranteed(graph, (move) => !move.sends && move.role === role);
    return waits.every(sure);
  });
}

function longestIn({ component, configurations, queues }: BoundedGraph): readonly number[] {
  const roles = component.states.length;
  const longest = component.channels.map(() => 0);
  for (let row = 0; row < configurations.count; row++) {
    const cells = configurations.at(row);
    for (const [channel, length] of longest.entries()) longest[channel] = Math.max(length, queues.length(present(cells[roles + channel])));
  }
  return longest;
}

function isReceive({ sends, channel }: Move, wanted: number): boolean {
  return !sends && channel === wanted;
}

/** Whether the abstraction has no step that meets the obligation after this configuration. */
function neverMet(component: Component, situation: Situation, obligation: Obligation, kept: number, most: number): boolean {
  const until = (move: Move): boolean => {
    if (move.sends) return false;
    return obligation.kind === "progress" ? move.role === obligation.role : obligation.kind === "reception" && move.channel === obligation.channel;
  };
  const graph = abstractGraph(component, situation, {
    kept: component.channels.map(() => kept),
    maxConfigurations: Math.min(abstractLimits.never, most),
    until,
  });
  return graph !== undefined && graph !== "found";
}

function situationOf({ component, configurations, queues }: BoundedGraph, configuration: number): Situation {
  const cells = configurations.at(configuration);
  const roles = component.states.length;
  return {
    states: [...cells.subarray(0, roles)],
    queues: component.channels.map((_, channel) => {
      const messages: number[] = [];
      for (let queue = present(cells[roles + channel]); queue !== 0; queue = queues.pop(queue)) messages.push(present(queues.head(queue)));
      return messages;
    }),
  };
}

function first<T>(items: Iterable<T>): T | undefined {
  for (const item of items) return item;
  return undefined;
}
