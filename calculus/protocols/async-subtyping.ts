/**
 * Asynchronous subtyping T ≤ₐ T' on type graphs: a process of type T may replace one of type T' although it sends earlier, or receives from another first
 * (Ghilezan, Pantović, Prokić, Scalas and Yoshida, POPL 2021; JLAMP 2023). Undecidable (Bravetti, Carbone and Zavattaro, I&C 2017; Lange and Yoshida,
 * FoSSaCS 2017), so bounded: what is said to hold holds, what is said to fail fails, and at the bound it is unknown (docs/asynchronous-subtyping.md).
 */
import { present } from "../present.ts";
import { Endpoints } from "./async-subtyping-endpoints.ts";
import { failureOf, type AsyncSubtypeFailure } from "./async-subtyping-evidence.ts";
import { Matching } from "./async-subtyping-matching.ts";
import { asyncSubtypeRules, type AsyncSubtypeRules } from "./async-subtyping-rules.ts";
import { Search } from "./async-subtyping-search.ts";
import { adversaryWins, proverWins } from "./async-subtyping-solve.ts";
import { generalises } from "./async-subtyping-witness.ts";
import { plainSorts, type SortContext } from "./sorts.ts";
import { isSubtype } from "./subtyping.ts";
import type { TypeGraph } from "./type-graph.ts";

export type AsyncSubtypeResult =
  /** `synchronous`: it is a synchronous subtype. `explored`: the game was explored as far as it goes. `generalised`: it was proved for regular sets of positions, where outstanding actions may pile up. */
  | { readonly kind: "holds"; readonly positions: number; readonly how: "synchronous" | "explored" | "generalised" }
  | { readonly kind: "fails"; readonly positions: number; readonly failure: AsyncSubtypeFailure }
  | { readonly kind: "unknown"; readonly positions: number; readonly reason: string };

export interface AsyncSubtypeOptions {
  readonly context?: SortContext;
  /** The longest sequence of actions of T' that may be outstanding. */
  readonly outstanding?: number;
  /** Positions of one exploration. */
  readonly positions?: number;
  readonly rules?: AsyncSubtypeRules;
}

/** How far ahead T may be unless the caller says otherwise. */
const usualOutstanding = 1024;
/** How many positions an exploration may have unless the caller says otherwise. */
const usualPositions = 50_000;

/**
 * T ≤ₐ T' for two deterministic graphs. What holds with a bound holds with every larger one. The cost is that of the positions: states of T times states of T'
 * times the sequences of actions that are outstanding there.
 */
export function isAsyncSubtype(left: TypeGraph, right: TypeGraph, options: AsyncSubtypeOptions = {}): AsyncSubtypeResult {
  const rules = options.rules ?? asyncSubtypeRules;
  const context = options.context ?? plainSorts;
  const usual = { outstanding: options.outstanding ?? usualOutstanding, positions: options.positions ?? usualPositions };
  const endpoints = new Endpoints(left, right, rules, context);
  const isTyped = [endpoints.left, endpoints.right].every(({ kinds }) => !kinds.includes("other"));
  if (!isTyped) {
    const synchronous = isSubtype(left, right, { context, pairLimit: usual.positions });
    if (synchronous.kind === "holds") return { kind: "holds", positions: synchronous.pairs, how: "synchronous" };
  }
  let positions = 0;
  for (const limits of rounds(usual)) {
    for (const delays of [false, true]) {
      const search = new Search(endpoints, new Matching(endpoints, rules, limits), delays);
      const decisive = search.run(limits, (position) => isLost(search, position, rules["A-ACT"]));
      positions += search.outcomes.length;
      if (decisive !== undefined) return { kind: "fails", positions, failure: failureAt(search, decisive) };
      if (proverWins(search, rules["A-ACT"])) return { kind: "holds", positions, how: "explored" };
      const defeat = adversaryWins(search, rules["A-ACT"]);
      if (defeat !== undefined) return { kind: "fails", positions, failure: failureOf(search, defeat) };
      if (!search.isOpen && !search.hasChoices) throw new Error("a game that was explored to its end, without choices of the prover, is won by one side");
      if (search.hasChoices) continue;
      const witness = isTyped ? generalises(endpoints, limits === usual ? 500 : 120) : undefined;
      if (witness !== undefined) return { kind: "holds", positions: positions + witness, how: "generalised" };
      break;
    }
  }
  return { kind: "unknown", positions, reason: whyUnknown(isTyped, usual) };
}

interface Limits {
  readonly outstanding: number;
  readonly positions: number;
}

/** A look at what is near comes first: where actions pile up, a proof is found, or none is, before the bound is reached. */
function rounds(usual: Limits): readonly Limits[] {
  const near = { outstanding: Math.min(usual.outstanding, 24), positions: Math.min(usual.positions, 1000) };
  return near.outstanding === usual.outstanding && near.positions === usual.positions ? [usual] : [near, usual];
}

function whyUnknown(isTyped: boolean, { outstanding, positions }: Limits): string {
  if (!isTyped)
    return "a state receives from several peers, mixes sends and receives, or may have ended and still receives: there only synchronous subtyping is defined";
  return `undecided with at most ${outstanding} outstanding actions and ${positions} positions`;
}

/** At a position that the adversary can force: is it lost already, because nothing answers, or because T may send for ever and never do what is outstanding? */
function isLost(search: Search, position: number, mustBeFair: boolean): boolean {
  return deadOutcome(search, position) !== undefined || (mustBeFair && putOff(search, position) !== undefined);
}

function deadOutcome({ outcomes }: Search, position: number): number | undefined {
  const dead = present(outcomes[position]).findIndex(({ options, isOpen }) => options.length === 0 && !isOpen);
  return dead === -1 ? undefined : dead;
}

/** An outstanding action, and sends that T may repeat for ever without doing it. */
function putOff(
  { endpoints, matching, positions }: Search,
  position: number,
): { readonly theirs: number; readonly lead: readonly number[]; readonly loop: readonly number[] } | undefined {
  const { state, remainders } = present(positions[position]);
  const [only] = remainders;
  if (only === undefined || remainders.length !== 1 || only.prefix === 0 || endpoints.left.kinds[state] !== "sends") return undefined;
  for (const theirs of matching.prefixes.actions(only.prefix)) {
    const avoided = endpoints.right.sends[theirs] === 1 ? present(endpoints.right.peers[theirs]) : -1;
    if (endpoints.sendsForEver(state, avoided)) return { theirs, ...endpoints.sendingLoop(state, avoided) };
  }
  return undefined;
}

function failureAt(search: Search, position: number): AsyncSubtypeFailure {
  const path: number[] = [];
  for (let at = position; at > 0; at = present(search.positions[at]).before) path.push(present(search.positions[at]).by);
  path.reverse();
  const outcome = deadOutcome(search, position);
  if (outcome !== undefined) return failureOf(search, { path, position, outcome });
  const put = present(putOff(search, position));
  return failureOf(search, { path: [...path, ...put.lead], position, cycle: put.loop, putOff: put.theirs });
}
