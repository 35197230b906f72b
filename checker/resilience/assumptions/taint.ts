/** What may be otherwise at a replay, and the way by which it came to a variable: the lattice of the flow of chance. */
import { isMadeName } from "../../../calculus/core/index.ts";
import type { Role } from "../../../calculus/core/index.ts";
import type { Label, Span } from "../../../calculus/diagnostics/index.ts";

/** Something that a role which begins again may find otherwise. */
export interface Taint {
  /** As the subject of a sentence: `what A.x is chosen to be`. */
  readonly what: string;
  readonly origin: Span;
  /** Of what was read from durable state an earlier run of the role may have seen another value, which no run without a crash ends with. */
  readonly isRead: boolean;
  /** The assignments by which it came, in order. */
  readonly flow: readonly Label[];
}

/** By place, and by what it is and where it began. Absent: what the place holds is the same at a replay. */
export type Taints = ReadonlyMap<string, ReadonlyMap<string, Taint>>;

export const noTaints: Taints = new Map();

/** The place of a variable of a role: fields are known in all calls, locals in one. */
export function placeOf(role: Role, variable: string, isField: boolean): string {
  return `${role}.${variable}${isField ? "" : "@"}`;
}

export function isFieldPlace(place: string): boolean {
  return !place.endsWith("@");
}

/** The taints of a place. */
export function taintsAt(taints: Taints, place: string): readonly Taint[] {
  return [...(taints.get(place)?.values() ?? [])];
}

/** With a place that holds these, and nothing of what it held. A name that no program writes is no step of their ways. */
export function assigned(taints: Taints, place: string, held: readonly Taint[], step: Label & { readonly variable: string }): Taints {
  const { variable, span, message } = step;
  const changed = new Map(taints);
  if (held.length === 0) changed.delete(place);
  else {
    const moved = isMadeName(variable) ? held : held.map((taint) => ({ ...taint, flow: [...taint.flow, { span, message }] }));
    changed.set(place, new Map(moved.map((taint) => [keyOf(taint), taint])));
  }
  return changed;
}

/** Least upper bound: of two ways of one taint the shorter one, of equally long ones the first in the text. The first argument itself where it is the bound. */
export function joinedTaints(one: Taints, other: Taints): Taints {
  let joined: Map<string, Map<string, Taint>> | undefined;
  for (const [place, held] of other)
    for (const [key, taint] of held) {
      const known = (joined ?? one).get(place)?.get(key);
      if (known !== undefined && !isShorter(taint, known)) continue;
      joined ??= new Map([...one].map(([each, own]) => [each, new Map(own)]));
      joined.set(place, (joined.get(place) ?? new Map<string, Taint>()).set(key, taint));
    }
  return joined ?? one;
}

/** Equal iff the same taints are at the same places, whichever way they came. */
export function taintsKey(taints: Taints): string {
  return [...taints]
    .map(([place, held]) => `${place}(${[...held.keys()].sort().join("; ")})`)
    .sort()
    .join();
}

/** The places for which it holds. */
export function restricted(taints: Taints, isKept: (place: string) => boolean): Taints {
  return new Map([...taints].filter(([place]) => isKept(place)));
}

/** What a taint is, and where it began. */
export function keyOf({ what, origin }: Taint): string {
  return `${what} ${String(origin.file)}:${String(origin.start)}`;
}

function isShorter(one: Taint, other: Taint): boolean {
  if (one.flow.length !== other.flow.length) return one.flow.length < other.flow.length;
  for (const [index, { span }] of one.flow.entries()) {
    const theirs = other.flow[index]?.span ?? span;
    const order = span.file - theirs.file || span.start - theirs.start;
    if (order !== 0) return order < 0;
  }
  return false;
}
