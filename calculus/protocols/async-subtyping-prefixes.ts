/**
 * What a supertype has done and its subtype has not done yet: sequences of actions as numbers, each sequence stored once. 0 is the empty one. A sequence is
 * the one before its last action together with that action, so that long sequences share their beginnings.
 */
import { present } from "../present.ts";

export class Prefixes {
  private readonly before: number[] = [0];
  private readonly last: number[] = [-1];
  private readonly lengths: number[] = [0];
  private readonly longer: (Map<number, number> | undefined)[] = [undefined];

  /** How many actions there are. */
  length(prefix: number): number {
    return present(this.lengths[prefix]);
  }

  /** The sequence with an action at its end. */
  push(prefix: number, action: number): number {
    const successors = (this.longer[prefix] ??= new Map<number, number>());
    const known = successors.get(action);
    if (known !== undefined) return known;
    const added = this.before.length;
    this.before.push(prefix);
    this.last.push(action);
    this.lengths.push(this.length(prefix) + 1);
    this.longer.push(undefined);
    successors.set(action, added);
    return added;
  }

  /** The actions, first to last. Linear. */
  actions(prefix: number): readonly number[] {
    const actions: number[] = [];
    for (let each = prefix; each !== 0; each = present(this.before[each])) actions.push(present(this.last[each]));
    return actions.reverse();
  }

  /** The sequence without the action at this place, 0 being the first. Linear in what comes behind it. */
  without(prefix: number, place: number): number {
    const behind: number[] = [];
    let rest = prefix;
    while (this.length(rest) > place + 1) {
      behind.push(present(this.last[rest]));
      rest = present(this.before[rest]);
    }
    rest = present(this.before[rest]);
    for (let action = behind.pop(); action !== undefined; action = behind.pop()) rest = this.push(rest, action);
    return rest;
  }
}
