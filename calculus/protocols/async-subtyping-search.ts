/**
 * The game of asynchronous subtyping as a graph: positions are a state of T with what remains of T', breadth first within limits. The adversary chooses what T
 * sends and T' receives, the prover what T' sends. With `delays` the prover keeps everything that it may have chosen until T's own actions decide, which is
 * what the definition gives it: there T' answers to all of what T sends.
 */
import { present } from "../present.ts";
import type { Endpoints } from "./async-subtyping-endpoints.ts";
import { either, type Answer, type Continuation, type Matching, type Remainder } from "./async-subtyping-matching.ts";

/** What the adversary may do at a position, and what the prover may then choose among. */
export interface Outcome {
  /** The edge of T; -1 where it has none. */
  readonly edge: number;
  readonly options: readonly Option[];
  /** The prover may have more options than were looked at. */
  readonly isOpen: boolean;
}

export interface Option {
  readonly edge: number;
  readonly target: number;
  /** Nothing that was outstanding before is put off by the way here. */
  readonly isFair: boolean;
}

export interface Position {
  readonly state: number;
  /** What may remain of T'; one element unless the prover delays its choices. `owes`: something has been outstanding since nothing was. */
  readonly remainders: readonly (Remainder & { readonly owes: boolean })[];
  /** Where it was found first: a position and the edge of T. */
  readonly before: number;
  readonly by: number;
  /** The adversary can force the play to come here. */
  readonly isForced: boolean;
}

export interface SearchLimits {
  readonly positions: number;
}

/** More remainders at one position than this are not kept. */
const remainderLimit = 64;

export class Search {
  readonly endpoints: Endpoints;
  readonly matching: Matching;
  readonly delays: boolean;
  readonly positions: Position[] = [];
  /** By position; shorter than `positions` where the search stopped. */
  readonly outcomes: (readonly Outcome[])[] = [];
  /** Whether the prover ever had more than one way to go on. */
  hasChoices = false;
  /** Whether a bound has hidden something. */
  isOpen = false;
  /** By state of T, then by what remains of T'. */
  private readonly numbers: (Map<string | number, number> | undefined)[] = [];

  constructor(endpoints: Endpoints, matching: Matching, delays: boolean) {
    this.endpoints = endpoints;
    this.matching = matching;
    this.delays = delays;
  }

  /** Explores from the two initial states. Stops early at a forced position for which `isDecisive`. The position, if there is one. */
  run(limits: SearchLimits, isDecisive: (position: number) => boolean): number | undefined {
    this.numberOf(0, [{ prefix: 0, state: 0, owes: true }], -1, -1, true);
    for (let index = 0; index < this.positions.length; index++) {
      if (index >= limits.positions) {
        this.isOpen = true;
        return undefined;
      }
      this.outcomes.push(this.expand(index));
      if (present(this.positions[index]).isForced && isDecisive(index)) return index;
    }
    return undefined;
  }

  /** What can happen at a position. */
  private expand(index: number): readonly Outcome[] {
    const position = present(this.positions[index]);
    const { left } = this.endpoints;
    switch (left.kinds[position.state]) {
      case "ended":
        return this.ended(position);
      case "sends": {
        const outcomes: Outcome[] = [];
        for (let edge = present(left.graph.first[position.state]); edge < present(left.graph.first[position.state + 1]); edge++) {
          outcomes.push(...this.answered(index, edge, (remainder) => this.matching.output(edge, remainder)));
        }
        return outcomes;
      }
      case "receives":
        return this.answered(index, -1, (remainder) => this.matching.input(position.state, remainder));
      default:
        return this.inStep(index);
    }
  }

  private ended({ remainders }: Position): readonly Outcome[] {
    const { kinds } = this.endpoints.right;
    if (remainders.some(({ prefix, state }) => prefix === 0 && kinds[state] === "ended")) return [];
    const isOpen = remainders.some(({ prefix, state }) => prefix === 0 && kinds[state] === "other");
    this.isOpen ||= isOpen;
    return [{ edge: -1, options: [], isOpen }];
  }

  private answered(index: number, edge: number, match: (remainder: Remainder) => readonly Answer[]): readonly Outcome[] {
    const { remainders } = present(this.positions[index]);
    const [only] = remainders;
    if (only !== undefined && remainders.length === 1) return match(only).map((answer) => this.outcome(index, edge, answer, owesAll));
    // Which remainder a continuation comes from decides what it owes.
    const owing = new Map<Continuation, boolean>();
    const answers = remainders
      .map((remainder) => {
        const each = match(remainder);
        for (const { continuations } of each) for (const continuation of continuations) owing.set(continuation, remainder.owes);
        return each;
      })
      .reduce(either);
    return answers.map((answer) => this.outcome(index, edge, answer, (continuation) => present(owing.get(continuation))));
  }

  private outcome(index: number, edge: number, { continuations, isOpen }: Answer, owed: (continuation: Continuation) => boolean): Outcome {
    this.isOpen ||= isOpen;
    this.hasChoices ||= continuations.length > 1;
    const isForced = present(this.positions[index]).isForced && !isOpen;
    const isOnly = isForced && continuations.length === 1;
    const targetOf = ({ edge: by }: Continuation): number => present(this.endpoints.left.graph.target[by]);
    const [only] = continuations;
    const first = edge === -1 ? (only?.edge ?? -1) : edge;
    if (!this.delays || (continuations.length === 1 && only !== undefined)) {
      const options = continuations.map((each): Option => {
        const target = this.numberOf(targetOf(each), [{ prefix: each.prefix, state: each.state, owes: true }], index, each.edge, isOnly);
        return { edge: each.edge, target, isFair: each.isFair || !owed(each) };
      });
      return { edge: first, options, isOpen };
    }
    const groups = new Map<number, Continuation[]>();
    for (const each of continuations) groups.set(each.edge, [...(groups.get(each.edge) ?? []), each]);
    let hidesSome = isOpen;
    const options = [...groups].flatMap(([by, group]): readonly Option[] => {
      const remainders = group.map((each) => ({ prefix: each.prefix, state: each.state, owes: owed(each) && !each.isFair }));
      const isFair = remainders.every(({ owes }) => !owes);
      const kept = merged(remainders.map((each) => (isFair ? { ...each, owes: true } : each)));
      if (kept.length > remainderLimit) {
        hidesSome = this.isOpen = true;
        return [];
      }
      const target = this.numberOf(present(this.endpoints.left.graph.target[by]), kept, index, by, isForced && groups.size === 1);
      return [{ edge: by, target, isFair }];
    });
    return { edge: first, options, isOpen: hidesSome };
  }

  /** Where the types of the definition do not reach, T and T' must do the same, step by step, as in synchronous subtyping; else it stays open. */
  private inStep(index: number): readonly Outcome[] {
    const { state: s, remainders } = present(this.positions[index]);
    const { left, right } = this.endpoints;
    const nothingKnown: readonly Outcome[] = [{ edge: -1, options: [], isOpen: true }];
    const [remainder] = remainders;
    const isInStep = remainder !== undefined && remainders.length === 1 && remainder.prefix === 0;
    if (!isInStep || left.graph.isFinal[s] !== right.graph.isFinal[remainder.state]) return this.hidden(nothingKnown);
    const [ours, theirs] = [edgesOf(left.graph, s), edgesOf(right.graph, remainder.state)];
    const matches = (mine: number, other: number): boolean => {
      const [a, b] = [present(left.graph.action[mine]), present(right.graph.action[other])];
      return left.sends[a] === right.sends[b] && left.peers[a] === right.peers[b] && this.endpoints.obstacle(a, b) === undefined;
    };
    const isSend = (edge: number): boolean => left.sends[present(left.graph.action[edge])] === 1;
    const pairs = ours.map((mine) => [mine, theirs.find((other) => matches(mine, other))] as const);
    const everyReceive = theirs.every((other) => right.sends[present(right.graph.action[other])] === 1 || ours.some((mine) => matches(mine, other)));
    const someSend = ours.some(isSend) || theirs.every((other) => right.sends[present(right.graph.action[other])] !== 1);
    if (!everyReceive || !someSend || pairs.some(([, other]) => other === undefined)) return this.hidden(nothingKnown);
    return pairs.map(([edge, other]) => {
      const continuation = { edge, prefix: 0, state: present(right.graph.target[present(other)]), isFair: true };
      return this.outcome(index, edge, { continuations: [continuation], isOpen: false }, () => false);
    });
  }

  private hidden(outcomes: readonly Outcome[]): readonly Outcome[] {
    this.isOpen = true;
    return outcomes;
  }

  private numberOf(state: number, remainders: Position["remainders"], before: number, by: number, isForced: boolean): number {
    const [only] = remainders;
    const { states } = this.endpoints.right.graph;
    const key =
      only !== undefined && remainders.length === 1
        ? only.prefix * states + only.state
        : remainders.map((each) => `${each.prefix},${each.state},${each.owes ? 1 : 0}`).join(" ");
    const numbers = (this.numbers[state] ??= new Map<string | number, number>());
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, this.positions.length);
    return this.positions.push({ state, remainders, before, by, isForced }) - 1;
  }
}

/** A single remainder owes; what is fair about a step is said by its continuation. */
function owesAll(): boolean {
  return true;
}

function edgesOf({ first }: { readonly first: Int32Array }, state: number): readonly number[] {
  const edges: number[] = [];
  for (let edge = present(first[state]); edge < present(first[state + 1]); edge++) edges.push(edge);
  return edges;
}

/** Each remainder once, in a fixed order; where two are the same, what one owes both owe. */
function merged(remainders: Position["remainders"]): Position["remainders"] {
  const kept = new Map<string, Position["remainders"][number]>();
  for (const each of remainders) {
    const key = `${each.prefix} ${each.state}`;
    const before = kept.get(key);
    if (before === undefined || each.owes) kept.set(key, each);
  }
  return [...kept.values()].sort((a, b) => a.prefix - b.prefix || a.state - b.state);
}
