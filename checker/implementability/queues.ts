/** Contents of first-in-first-out queues as numbers: equal contents have one number, 0 is the empty queue. Adding at the end and taking from the front are look-ups. */

export class Queues {
  private readonly contents: (readonly number[])[] = [[]];
  private readonly longer: Map<number, number>[] = [new Map<number, number>()];
  private readonly shorter: (number | undefined)[] = [undefined];

  /** The queue with a message added at its end. */
  push(queue: number, message: number): number {
    const known = this.longer[queue]?.get(message);
    if (known !== undefined) return known;
    const added = this.contents.length;
    this.contents.push([...this.of(queue), message]);
    this.longer.push(new Map<number, number>());
    this.shorter.push(undefined);
    this.longer[queue]?.set(message, added);
    return added;
  }

  /** The first message, undefined for the empty queue. */
  head(queue: number): number | undefined {
    return this.of(queue)[0];
  }

  /** The queue without its first message. */
  pop(queue: number): number {
    const known = this.shorter[queue];
    if (known !== undefined) return known;
    const rest = this.of(queue)
      .slice(1)
      .reduce((before, message) => this.push(before, message), 0);
    this.shorter[queue] = rest;
    return rest;
  }

  /** How many messages there are. */
  length(queue: number): number {
    return this.of(queue).length;
  }

  private of(queue: number): readonly number[] {
    return this.contents[queue] ?? [];
  }
}
