/**
 * The properties of whole systems on the replay machine (docs/sagas.md): P1 masking and P2 recovery, P3 atomicity of sagas, P4 determinism of the outcome, P5 effects
 * exactly once, P6 no residue. Each is decided by exploration with faults, the first two against the exploration without.
 */
import type { Chooser } from "../../calculus/semantics/index.ts";
import { replaySystem } from "../../interpreter/recovery/index.ts";
import type { RecordedRun, ReplayConfiguration, ReplayStep, ReplaySystem } from "../../interpreter/recovery/index.ts";
import { exploreReplay, isAcyclic, runTo } from "./exploration.ts";
import type { ReplayExploration, ReplayLimits } from "./exploration.ts";
import { differences, distance, endOf, halves, hasAborted, hasUncounted, repeated, residue } from "./outcomes.ts";
import type { Outcome } from "./outcomes.ts";
import { reducedReplay } from "./reduction.ts";
import { recordedRun } from "./recording.ts";

export const replayItems = ["replay-safe", "recovers", "saga-atomic", "outcome-deterministic", "exactly-once", "residue-free"] as const;
export type ReplayItem = (typeof replayItems)[number];

export const replayDefinitions: Readonly<Record<ReplayItem, string>> = {
  "replay-safe": "whatever crashes, every end of the system is one that it has without faults, and nobody is stuck who would not be without them",
  recovers: "whatever crashes, nobody is stuck who would not be without faults",
  "saga-atomic": "at every end, all that a session did is done, or all of it is compensated",
  "outcome-deterministic": "from the same state and inputs all ends are the same",
  "exactly-once": "no transaction and no write of a durable field happens twice in a session",
  "residue-free": "at every end, nothing is left in a queue of a session that is over",
};

/** A run with faults that shows something, and what. */
export interface ReplayFinding {
  readonly initial: ReplayConfiguration;
  readonly steps: readonly ReplayStep<ReplayConfiguration>[];
  /** Sentences: the differences from the nearest end without faults, what is stuck, what happened twice. */
  readonly shows: readonly string[];
  /** It was found among few orders of moves, behind an abort: there may be a shorter one. */
  readonly mayBeShorter?: boolean;
  /** Another run from the same beginning, where it takes two to show it. */
  readonly other?: readonly ReplayStep<ReplayConfiguration>[];
}

export type ReplayAnswer =
  | { readonly verdict: "proved" | "vacuous"; readonly reason?: string }
  | { readonly verdict: "violated"; readonly finding: ReplayFinding; readonly recorded: RecordedRun }
  | { readonly verdict: "unknown" | "disagreement"; readonly reason: string };

export interface ReplayAnswers {
  readonly answers: ReadonlyMap<ReplayItem, ReplayAnswer>;
  readonly states: number;
  readonly transitions: number;
  /** Ends without faults, over all beginnings. */
  readonly outcomes: number;
  /** With them. */
  readonly outcomesWithFaults: number;
  /** Of moves of different participants, which commute, one order was explored. */
  readonly isReduced: boolean;
}

/** What one exploration says of ends. */
interface Ends {
  readonly outcomes: ReadonlyMap<string, { readonly outcome: Outcome; readonly number: number }>;
  readonly stuck: ReadonlyMap<string, { readonly who: readonly string[]; readonly number: number }>;
}

/** Is shown what is explored with faults, from one beginning after the other. */
export type Watch = (explored: ReplayExploration) => void;

type Choosing = Chooser & { readonly obstacle?: () => string | undefined; readonly initial?: () => Chooser };

/**
 * Decides the items. Linear in the configurations of the machine, which it explores twice: without faults, and with them. Where moves of different participants commute,
 * one order of them is enough to prove something; what is violated is looked for among all orders, so that nothing shorter shows it.
 */
export function judgeReplay(system: ReplaySystem, items: readonly ReplayItem[], chooser: Choosing, limits: ReplayLimits, watch?: Watch): ReplayAnswers {
  if (reducedReplay(system) === undefined) return judgeAll(system, (all) => all, items, chooser, limits, watch);
  const few = judgeAll(system, (all) => reducedReplay(all) ?? all, items, chooser, limits, watch);
  const isNothingFound = [...few.answers.values()].every(({ verdict }) => verdict !== "violated" && verdict !== "disagreement");
  // Effects are counted at every moment: they are counted at ends too, if there are any.
  if (isNothingFound && (few.isFinite || !items.includes("exactly-once"))) return { ...few, isReduced: true };
  const all = judgeAll(system, (same) => same, items, chooser, limits, watch);
  const answers = [...all.answers].map(([item, answer]): [ReplayItem, ReplayAnswer] => {
    const found = few.answers.get(item);
    if (answer.verdict !== "unknown" || found?.verdict !== "violated") return [item, answer];
    return [item, { ...found, finding: { ...found.finding, mayBeShorter: true } }];
  });
  return { ...all, answers: new Map(answers) };
}

function judgeAll(
  asked: ReplaySystem,
  reduce: (system: ReplaySystem) => ReplaySystem,
  items: readonly ReplayItem[],
  chooser: Choosing,
  limits: ReplayLimits,
  watch?: Watch,
): ReplayAnswers & { readonly isFinite: boolean } {
  const system = reduce(asked);
  const found = new Map<ReplayItem, ReplayAnswer>();
  const { parts } = system;
  const calm = reduce(
    replaySystem(parts.model, parts.network, {
      switches: parts.switches,
      sessions: parts.sessions,
      ...(parts.subject === undefined ? {} : { subject: parts.subject }),
    }),
  );
  const sums = { states: 0, transitions: 0, outcomes: 0, outcomesWithFaults: 0 };
  let limit: string | undefined;
  let initials = 0;
  let statesWithout = 0;
  let isFinite = true;
  let isAborted = false;
  let isCounted = true;
  for (const initial of system.initial(chooser.initial?.() ?? chooser)) {
    initials += 1;
    if (limit !== undefined) break;
    const without = exploreReplay(calm, { ...initial, spent: [] }, chooser, { ...limits, before: statesWithout });
    const all = exploreReplay(system, initial, chooser, { ...limits, before: sums.states });
    watch?.(all);
    isFinite &&= isAcyclic(all);
    isAborted ||= items.includes("saga-atomic") && all.quiescent.some((number) => hasAborted(system, all.configurations[number] as ReplayConfiguration));
    if (items.includes("exactly-once")) isCounted &&= !all.configurations.some(hasUncounted);
    statesWithout += without.configurations.length;
    sums.states += all.configurations.length;
    sums.transitions += all.transitions;
    const [reference, ends] = [endsOf(calm, without), endsOf(system, all)];
    sums.outcomes += reference.outcomes.size;
    sums.outcomesWithFaults += ends.outcomes.size;
    limit ??= without.limit ?? all.limit;
    for (const item of items) {
      if (found.has(item)) continue;
      const finding = look(item, system, initial, all, ends, reference, without.limit === undefined);
      if (finding === undefined) continue;
      // What is found is made again, from its beginning, before anybody sees it.
      const recorded = recordedRun(system, finding);
      found.set(
        item,
        recorded === undefined
          ? { verdict: "disagreement", reason: "a run was found that the machine does not make again" }
          : { verdict: "violated", finding, recorded },
      );
    }
  }
  limit ??= chooser.obstacle?.();
  for (const item of items) {
    if (found.has(item)) continue;
    if (isAboutNothing(item, system)) found.set(item, { verdict: "vacuous", reason: "nothing is done to durable state" });
    else if (limit !== undefined) found.set(item, { verdict: "unknown", reason: limit });
    else if (initials === 0) found.set(item, { verdict: "vacuous", reason: "there is no initial state" });
    else if (sums.outcomesWithFaults === 0 && item !== "recovers" && item !== "exactly-once")
      found.set(item, { verdict: "vacuous", reason: "no run comes to an end" });
    else if (item === "saga-atomic" && !isAborted) found.set(item, { verdict: "vacuous", reason: "no run aborts" });
    else if (item === "exactly-once" && !isCounted)
      found.set(item, { verdict: "unknown", reason: "a write is executed too often in one run to tell all of its executions apart" });
    else found.set(item, { verdict: "proved" });
  }
  return { answers: found, ...sums, isReduced: false, isFinite };
}

/** Whether the property is about effects, and there are none. */
export function isAboutNothing(item: ReplayItem, { parts }: ReplaySystem): boolean {
  const transactions = [...parts.transactions.values()].filter(({ writes }) => writes.length > 0);
  if (item === "saga-atomic") return transactions.length === 0;
  return item === "exactly-once" && transactions.length === 0 && [...parts.durableFields.values()].every((fields) => fields.size === 0);
}

function endsOf(system: ReplaySystem, { configurations, quiescent }: ReplayExploration): Ends {
  const outcomes = new Map<string, { outcome: Outcome; number: number }>();
  const stuck = new Map<string, { who: readonly string[]; number: number }>();
  for (const number of quiescent) {
    const end = endOf(system, configurations[number] as ReplayConfiguration);
    if ("outcome" in end) {
      if (!outcomes.has(end.outcome.key)) outcomes.set(end.outcome.key, { outcome: end.outcome, number });
    } else if (!stuck.has(end.stuck.key)) stuck.set(end.stuck.key, { who: end.stuck.who, number });
  }
  return { outcomes, stuck };
}

function look(
  item: ReplayItem,
  system: ReplaySystem,
  initial: ReplayConfiguration,
  all: ReplayExploration,
  ends: Ends,
  reference: Ends,
  isReferenceComplete: boolean,
): ReplayFinding | undefined {
  const at = (number: number, shows: readonly string[]): ReplayFinding => ({ initial, steps: runTo(all, number), shows });
  const firstOf = (numbers: readonly number[], shown: (configuration: ReplayConfiguration) => readonly string[]): ReplayFinding | undefined => {
    for (const number of numbers) {
      const shows = shown(all.configurations[number] as ReplayConfiguration);
      if (shows.length > 0) return at(number, shows);
    }
    return undefined;
  };
  switch (item) {
    case "replay-safe":
    case "recovers": {
      if (!isReferenceComplete) return undefined;
      const isCalmlyStuck = (who: readonly string[]): boolean => [...reference.stuck.values()].some((one) => one.who.join() === who.join());
      const stuck = [...ends.stuck]
        .filter(([key, { who }]) => !reference.stuck.has(key) && (item === "replay-safe" || !isCalmlyStuck(who)))
        .map(([, one]) => one);
      const other = item === "recovers" ? [] : [...ends.outcomes].filter(([key]) => !reference.outcomes.has(key)).map(([, one]) => one);
      const [first] = [...stuck, ...other].sort((one, another) => one.number - another.number);
      if (first === undefined) return undefined;
      if ("who" in first) return at(first.number, [`${first.who.join(", ")} ${first.who.length === 1 ? "is" : "are"} stuck`]);
      const [nearest] = [...reference.outcomes.values()]
        .map(({ outcome }) => outcome)
        .sort((one, another) => distance(first.outcome, one) - distance(first.outcome, another));
      return at(first.number, nearest === undefined ? ["without faults there is no end"] : differences(first.outcome, nearest));
    }
    case "saga-atomic":
      return firstOf(all.quiescent, (configuration) => ("outcome" in endOf(system, configuration) ? halves(system, configuration) : []));
    case "exactly-once":
      return firstOf([...all.configurations.keys()], (configuration) => repeated(configuration).map((what) => `${what} happens twice`));
    case "residue-free":
      return firstOf(all.quiescent, residue);
    case "outcome-deterministic": {
      const [one, another] = [...ends.outcomes.values()];
      if (one === undefined || another === undefined) return undefined;
      return { ...at(another.number, differences(another.outcome, one.outcome)), other: runTo(all, one.number) };
    }
  }
}
