/**
 * The configurations that are reachable with at most so many messages in a queue, and their steps: all of them, or enough for the conditions (`reduction.ts`).
 * Depth first, so that the strongly connected components come out on the way (Tarjan, SIAM J. Computing 1, 1972): with them, what can still be received from
 * each configuration is known when the search is over, and no role is put off for ever (Valmari, LNCS 483, 1991).
 */
import { present } from "../../calculus/present.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import { ConfigurationTable } from "../automata/configuration-table.ts";
import { Queues } from "../automata/queues.ts";
import { eventOfMove, type Component, type LocalState, type Move } from "./component.ts";
import { isEnabled, isStable, visibleMoves } from "./reduction.ts";

/** What a mutant may replace. */
export interface ReductionParts {
  readonly isStable: typeof isStable;
  readonly visibleMoves: typeof visibleMoves;
}

export const reductionParts: ReductionParts = { isStable, visibleMoves };

export interface GraphOptions {
  /** Messages in a queue; infinite: any number. */
  readonly bound: number;
  /** Explore enough for the conditions, not everything. */
  readonly reduce: boolean;
  /** Keep what compares the choices of one state, in the order in which it happens; for eventual reception and progress that is not needed. */
  readonly compares?: boolean;
  readonly maxConfigurations: number;
  readonly shouldStop?: () => string | undefined;
  readonly parts?: ReductionParts;
}

export interface BoundedGraph {
  readonly component: Component;
  readonly bound: number;
  readonly configurations: ConfigurationTable;
  readonly queues: Queues;
  /** By step. `move` is a number of the component. */
  readonly source: readonly number[];
  readonly target: readonly number[];
  readonly move: readonly number[];
  /** Whether somewhere after this configuration, or in it, a message of this channel is received. */
  readonly canReceive: (configuration: number, channel: number) => boolean;
  /** Why the search stopped before its end; then nothing else of it holds but that its configurations are reachable. */
  readonly stopped: string | undefined;
}

/** How many configurations are explored between two questions whether to stop. */
const patience = 4096;

/** Explores a component. Linear in the configurations and steps that are explored, times a word for each 32 channels. */
export function boundedGraph(component: Component, options: GraphOptions): BoundedGraph {
  const { bound, reduce, compares = false, maxConfigurations, shouldStop, parts = reductionParts } = options;
  const visible = compares ? parts.visibleMoves(component) : undefined;
  const roles = component.states.length;
  const width = roles + component.channels.length;
  const words = Math.max(1, Math.ceil(component.channels.length / 32));
  const queues = new Queues();
  const configurations = new ConfigurationTable(width);
  const [source, target, move]: [number[], number[], number[]] = [[], [], []];
  const next = new Int32Array(width);
  next.set(component.initial);
  configurations.add(next);
  /** By configuration: the order of discovery (0: not discovered), the least order it reaches on the stack, and whether it is on the stack. */
  const [order, low, waiting]: [number[], number[], boolean[]] = [[0], [0], [false]];
  /** By configuration: the role whose moves alone were explored, or -1 for all; and those whose moves were added because they were put off. */
  const chosen: number[] = [-1];
  const added = new Map<number, number[]>();
  const exits: boolean[] = [false];
  const received: number[] = new Array<number>(words).fill(0);
  const stack: number[] = [];
  let discovered = 0;
  let stopped: string | undefined;
  const stateOf = (configuration: Int32Array, role: number): LocalState => present(present(component.states[role])[present(configuration[role])]);

  /** The configuration whose moves are taken. */
  const current = new Int32Array(width);
  const takeMoves = (row: number, role: number): void => {
    for (const edge of stateOf(current, role).moves) {
      if (!isEnabled(edge, current, roles, queues, bound)) continue;
      const place = roles + edge.channel;
      const queue = present(current[place]);
      next.set(current);
      next[role] = edge.target;
      next[place] = edge.sends ? queues.push(queue, edge.message) : queues.pop(queue);
      const reached = configurations.numberOf(next);
      if (reached === order.length) {
        order.push(0);
        low.push(0);
        waiting.push(false);
        chosen.push(-1);
        exits.push(false);
        for (let word = 0; word < words; word++) received.push(0);
      }
      source.push(row);
      target.push(reached);
      move.push(edge.number);
    }
  };
  const isMovable = (role: number): boolean => stateOf(current, role).moves.some((edge) => isEnabled(edge, current, roles, queues, bound));
  const expand = (row: number): void => {
    configurations.read(row, current);
    const role = reduce ? preferred(component, current, queues, bound, visible, parts) : -1;
    chosen[row] = role;
    if (role >= 0) takeMoves(row, role);
    else for (let each = 0; each < roles; each++) takeMoves(row, each);
  };
  /** A role that could move all the time in the last component of the stack, and none of whose moves is explored there. */
  const putOff = (row: number): number => {
    const explored = new Set<number>();
    for (let index = stack.length - 1; index >= 0; index--) {
      const each = present(stack[index]);
      if (chosen[each] === -1) return -1;
      explored.add(present(chosen[each]));
      for (const role of added.get(each) ?? []) explored.add(role);
      if (each === row) break;
    }
    configurations.read(row, current);
    for (let role = 0; role < roles; role++) if (!explored.has(role) && isMovable(role)) return role;
    return -1;
  };

  const addReceived = (row: number, from: number): void => {
    for (let word = 0; word < words; word++) received[row * words + word] = present(received[row * words + word]) | present(received[from * words + word]);
  };

  const [frames, cursors, ends]: [number[], number[], number[]] = [[], [], []];
  const enter = (row: number): void => {
    order[row] = low[row] = ++discovered;
    waiting[row] = true;
    stack.push(row);
    frames.push(row);
    cursors.push(source.length);
    expand(row);
    ends.push(source.length);
  };
  enter(0);
  while (frames.length > 0) {
    const top = frames.length - 1;
    const row = present(frames[top]);
    const at = present(cursors[top]);
    if (at < present(ends[top])) {
      cursors[top] = at + 1;
      const reached = present(target[at]);
      const edge = present(component.moves[present(move[at])]);
      if (!edge.sends) {
        const word = row * words + (edge.channel >>> 5);
        received[word] = present(received[word]) | (1 << (edge.channel & 31));
      }
      if (order[reached] === 0) {
        if (configurations.count > maxConfigurations) stopped = `the limit of ${String(maxConfigurations)} configurations was reached`;
        else if (shouldStop !== undefined && discovered % patience === 0) stopped = shouldStop();
        if (stopped !== undefined) break;
        enter(reached);
        continue;
      }
      if (waiting[reached] === true) low[row] = Math.min(present(low[row]), present(order[reached]));
      else exits[row] = true;
      addReceived(row, reached);
      continue;
    }
    if (low[row] === order[row]) {
      const late = reduce && exits[row] !== true ? putOff(row) : -1;
      if (late >= 0) {
        cursors[top] = source.length;
        takeMoves(row, late);
        ends[top] = source.length;
        added.set(row, [...(added.get(row) ?? []), late]);
        continue;
      }
      for (;;) {
        const each = present(stack.pop());
        waiting[each] = false;
        for (let word = 0; word < words; word++) received[each * words + word] = present(received[row * words + word]);
        if (each === row) break;
      }
    }
    frames.pop();
    cursors.pop();
    ends.pop();
    const below = frames[top - 1];
    if (below === undefined) continue;
    if (waiting[row] === true) {
      low[below] = Math.min(present(low[below]), present(low[row]));
      if (exits[row] === true) exits[below] = true;
    } else exits[below] = true;
    addReceived(below, row);
  }
  const canReceive = (configuration: number, channel: number): boolean =>
    (present(received[configuration * words + (channel >>> 5)]) & (1 << (channel & 31))) !== 0;
  return { component, bound, configurations, queues, source, target, move, canReceive, stopped };
}

/**
 * The role whose moves alone are explored, or -1: one whose moves the others do not touch, none of them visible; rather one that receives, else one that sends
 * to the shortest queue, so that queues stay short.
 */
function preferred(
  { states }: Component,
  configuration: Int32Array,
  queues: Queues,
  bound: number,
  visible: readonly boolean[] | undefined,
  parts: ReductionParts,
): number {
  let [best, least] = [-1, Infinity];
  for (let role = 0; role < states.length; role++) {
    const state = present(present(states[role])[present(configuration[role])]);
    if (state.kind === "end" || !parts.isStable(state, configuration, states.length, queues, bound)) continue;
    let longest = -1;
    let [isMovable, isSeen] = [false, false];
    for (const move of state.moves) {
      if (!isEnabled(move, configuration, states.length, queues, bound)) continue;
      isMovable = true;
      if (visible?.[move.number] === true) isSeen = true;
      if (move.sends) longest = Math.max(longest, queues.length(present(configuration[states.length + move.channel])));
    }
    if (!isMovable || isSeen || longest >= least) continue;
    [best, least] = [role, longest];
    if (longest < 0) break;
  }
  return best;
}

/** A shortest run, among those that were explored, to each configuration that is asked for. */
export function runsIn({ component, configurations, source, target, move }: BoundedGraph): RunsIn {
  const first = new Int32Array(configurations.count + 1);
  for (const row of source) first[row + 1] = present(first[row + 1]) + 1;
  for (let row = 0; row < configurations.count; row++) first[row + 1] = present(first[row + 1]) + present(first[row]);
  const [steps, filled] = [new Int32Array(source.length), first.slice()];
  for (const [step, row] of source.entries()) {
    const place = present(filled[row]);
    steps[place] = step;
    filled[row] = place + 1;
  }
  const before = new Int32Array(configurations.count).fill(-1);
  const distance = new Int32Array(configurations.count).fill(-1);
  distance[0] = 0;
  const queue = [0];
  for (const row of queue) {
    for (let place = present(first[row]); place < present(first[row + 1]); place++) {
      const step = present(steps[place]);
      const reached = present(target[step]);
      if (present(distance[reached]) >= 0) continue;
      distance[reached] = present(distance[row]) + 1;
      before[reached] = step;
      queue.push(reached);
    }
  }
  const movesTo = (row: number): readonly Move[] => {
    const moves: Move[] = [];
    for (let at = row; at !== 0; at = present(source[present(before[at])])) moves.push(present(component.moves[present(move[present(before[at])])]));
    return moves.reverse();
  };
  return { nearest: queue, to: (row) => movesTo(row).map((each) => eventOfMove(component, each)) };
}

export interface RunsIn {
  /** The configurations, nearest to the initial one first. */
  readonly nearest: readonly number[];
  readonly to: (configuration: number) => readonly SplitEvent[];
}
