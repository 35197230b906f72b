/**
 * Contents of first-in-first-out queues as numbers: equal contents have one number, 0 is the empty queue. A queue is the one before its last message together
 * with that message, so that long queues share their beginnings; adding at the end and taking from the front are look-ups.
 */
import { present } from "../../calculus/present.ts";

export class Queues {
  private readonly before: number[] = [0];
  private readonly last: number[] = [-1];
  private readonly first: number[] = [-1];
  private readonly lengths: number[] = [0];
  private readonly longer: (Map<number, number> | undefined)[] = [undefined];
  private readonly shorter: (number | undefined)[] = [undefined];

  /** The queue with a message added at its end. */
  push(queue: number, message: number): number {
    const successors = (this.longer[queue] ??= new Map<number, number>());
    const known = successors.get(message);
    if (known !== undefined) return known;
    const added = this.before.length;
    this.before.push(queue);
    this.last.push(message);
    this.first.push(queue === 0 ? message : present(this.first[queue]));
    this.lengths.push(this.length(queue) + 1);
    this.longer.push(undefined);
    this.shorter.push(undefined);
    successors.set(message, added);
    return added;
  }

  /** The first message, undefined for the empty queue. */
  head(queue: number): number | undefined {
    return queue === 0 ? undefined : this.first[queue];
  }

  /** The queue without its first message. Each queue that it passes on the way is remembered. */
  pop(queue: number): number {
    const pending: number[] = [];
    let at = queue;
    for (; this.shorter[at] === undefined && this.length(at) > 1; at = present(this.before[at])) pending.push(at);
    let rest = this.shorter[at] ?? 0;
    for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
      rest = this.push(rest, present(this.last[each]));
      this.shorter[each] = rest;
    }
    return rest;
  }

  /** How many messages there are. */
  length(queue: number): number {
    return present(this.lengths[queue]);
  }
}
