/**
 * A queue of slots after one step: a message is put behind the last one, or the one at a position is taken and those behind it move up, or it changes places with the
 * one behind it.
 */
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Context, SymbolicValue } from "../values/index.ts";
import { iteValue } from "../values/index.ts";
import type { SymbolicSlot } from "./network-state.ts";
import type { NetworkParts } from "./parts.ts";

export type QueueChange =
  | { readonly kind: "put"; readonly channel: number; readonly message: number; readonly values: readonly SymbolicValue[] }
  | { readonly kind: "take" | "swap"; readonly channel: number; readonly position: number };

/** At most one of the changes happens. Linear in slots, times changes and leaves. */
export function changedQueue(
  slots: readonly SymbolicSlot[],
  changes: readonly { readonly change: QueueChange; readonly when: Term }[],
  context: Context,
  parts: NetworkParts,
): readonly SymbolicSlot[] {
  const { terms } = context;
  if (changes.length === 0) return slots;
  const puts = changes.flatMap(({ change, when }) => (change.kind === "put" ? [{ change, when }] : []));
  const takes = changes.flatMap(({ change, when }) => (change.kind === "take" ? [{ change, when }] : []));
  const swaps = changes.flatMap(({ change, when }) => (change.kind === "swap" ? [{ change, when }] : []));
  const isPut = terms.or(...puts.map(({ when }) => when));
  return slots.map((slot, position) => {
    const next = slots[position + 1];
    const movesUp = terms.or(...takes.filter(({ change }) => change.position <= position).map(({ when }) => when));
    const isSwapped = (at: number): Term => terms.or(...swaps.filter(({ change }) => change.position === at).map(({ when }) => when));
    const [backward, forward] = [isSwapped(position), isSwapped(position - 1)];
    const before = slots[position - 1];
    const isFree = parts.isNext(slots, position, context);
    const written = terms.and(isPut, isFree);
    const taken = terms.ite(movesUp, next?.taken ?? terms.false, terms.or(slot.taken, written));
    const is = slot.is.map((was, kind) => {
      const isOfKind = terms.or(...puts.filter(({ change }) => change.message === kind).map(({ when }) => when));
      const overtaking = terms.ite(forward, before?.is[kind] ?? terms.false, was);
      return terms.ite(terms.or(movesUp, backward), next?.is[kind] ?? terms.false, terms.ite(written, isOfKind, overtaking));
    });
    const payload = slot.payload.map((values, kind) =>
      values.map((was, index) => {
        const put = puts
          .filter(({ change }) => change.message === kind)
          .reduce((after, { change, when }) => iteValue(terms.and(when, isFree), present(change.values[index]), after, context), was);
        const preceding = before?.payload[kind]?.[index];
        const kept = preceding === undefined ? put : iteValue(forward, preceding, put, context);
        const following = next?.payload[kind]?.[index];
        return following === undefined ? kept : iteValue(terms.or(movesUp, backward), following, kept, context);
      }),
    );
    return { taken, is, payload };
  });
}
