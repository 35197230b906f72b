/**
 * Cut points of a control-flow machine: locations such that every cycle has one of them (Floyd, Assigning Meanings to Programs, 1967; large-block encoding after
 * Beyer et al., Software Model Checking via Large-Block Encoding, FMCAD 2009). Between cut points control flow has no cycle, and is one formula.
 */
import type { MachineProcess } from "../../../calculus/machine/index.ts";

export interface CutPoints {
  /** The start, and the targets of edges that close a cycle, in the order of their numbers. */
  readonly points: readonly number[];
  /**
   * What can be passed from a cut point without passing another: each location after all that lead to it, beginning with the cut point itself. Cut points that are
   * reached are not in it.
   */
  segment(point: number): readonly number[];
}

/** The cut points of a process: location 0, every target of a back edge of the depth-first search from it, and `more`. Linear in locations and commands. */
export function cutPoints({ locations }: MachineProcess, more: Iterable<number> = []): CutPoints {
  const targets = locations.map(({ commands }) => [...new Set(commands.map(({ target }) => target))]);
  const points = new Set([0, ...backEdgeTargets(targets), ...more]);
  const sorted = [...points].sort((left, right) => left - right);
  return { points: sorted, segment: (point) => finishingOrder(targets, point, points).reverse() };
}

interface Visit {
  readonly location: number;
  next: number;
}

function backEdgeTargets(targets: readonly (readonly number[])[]): ReadonlySet<number> {
  const heads = new Set<number>();
  const state = new Uint8Array(targets.length);
  const [unseen, open, done] = [0, 1, 2];
  const stack: Visit[] = [{ location: 0, next: 0 }];
  state[0] = open;
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const target = targets[top.location]?.[top.next];
    top.next += 1;
    if (target === undefined) {
      state[top.location] = done;
      stack.pop();
    } else if (state[target] === open) heads.add(target);
    else if (state[target] === unseen) {
      state[target] = open;
      stack.push({ location: target, next: 0 });
    }
  }
  return heads;
}

/** The locations of a segment, each after those that it leads to. */
function finishingOrder(targets: readonly (readonly number[])[], from: number, points: ReadonlySet<number>): number[] {
  const order: number[] = [];
  const seen = new Set([from]);
  const stack: Visit[] = [{ location: from, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const target = targets[top.location]?.[top.next];
    top.next += 1;
    if (target === undefined) {
      order.push(top.location);
      stack.pop();
    } else if (!points.has(target) && !seen.has(target)) {
      seen.add(target);
      stack.push({ location: target, next: 0 });
    }
  }
  return order;
}
