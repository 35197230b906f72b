/** The heads of a role on flat arrays, with the question whether those of a set merge: what coinductive projection asks millions of times. */
import { present } from "../present.ts";
import type { MergeKind } from "./merge-local.ts";
import type { Head, RoleHeads } from "./role-heads.ts";

export interface FlatHeads {
  /** The edges of head h are `first[h]` to `first[h + 1] - 1`. */
  readonly first: Int32Array;
  readonly action: Int32Array;
  readonly behind: Int32Array;
  /** The member of a set with one member; -1 for others. */
  readonly onlyMember: Int32Array;
  /** Two members of a set that do not merge. */
  readonly conflict: (members: Uint16Array | Int32Array, begin: number, end: number, merge: MergeKind) => readonly [Head, Head] | undefined;
}

/** The flat form; linear in the edges of the heads. */
export function flatten({ heads, sets, actions }: RoleHeads): FlatHeads {
  const first = new Int32Array(heads.length + 1);
  heads.forEach((head, index) => (first[index + 1] = (first[index] as number) + head.edges.length));
  const signatures = new Map<string, number>();
  /** Heads with one shape merge whatever is behind them: the kind, and for sends (plainly: and receives) the actions; for receives the peer. */
  const shapes = { plain: new Int32Array(heads.length), full: new Int32Array(heads.length) };
  const number = (text: string): number => {
    const known = signatures.get(text);
    if (known !== undefined) return known;
    signatures.set(text, signatures.size);
    return signatures.size - 1;
  };
  heads.forEach((head, index) => {
    const exact = number(`${head.kind} ${[...head.actions].sort((a, b) => a - b).join()}`);
    const peers = new Set(head.actions.map((action) => present(actions[action]).peer));
    shapes.plain[index] = exact;
    shapes.full[index] = head.kind === "receive" && peers.size === 1 ? number(`from ${[...peers].join()}`) : exact;
  });
  const labels = actions.map(({ direction, peer, message }) => `${direction} ${peer} ${message.label}`);
  const once = new Set<string>();
  const ambiguous = new Set(labels.filter((label) => once.size === once.add(label).size));
  const labelsClash = (one: Head, other: Head): boolean =>
    one.actions.some((a) => ambiguous.has(present(labels[a])) && other.actions.some((b) => a !== b && labels[a] === labels[b]));
  return {
    first,
    action: Int32Array.from(heads.flatMap((head) => head.actions)),
    behind: Int32Array.from(heads.flatMap((head) => head.behind)),
    onlyMember: Int32Array.from(sets, (set) => (set.length === 1 ? present(set[0]) : -1)),
    conflict: (members, begin, end, merge) => {
      const shape = shapes[merge];
      const expected = shape[members[begin] as number];
      for (let index = begin + 1; index < end; index++) {
        if (shape[members[index] as number] !== expected) return [present(heads[members[begin] as number]), present(heads[members[index] as number])];
      }
      if (ambiguous.size === 0) return undefined;
      const all = Array.from(members.subarray(begin, end), (member) => present(heads[member]));
      for (const [index, one] of all.entries()) for (const other of all.slice(0, index)) if (labelsClash(other, one)) return [other, one];
      return undefined;
    },
  };
}
