/** A queue of slots after one step: a message is put behind the last one, or the one at a position is taken and those behind it move up. */
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Context, SymbolicValue } from "../values/index.ts";
import { iteValue } from "../values/index.ts";
import type { SymbolicSlot } from "./network-state.ts";
import type { NetworkParts } from "./parts.ts";

export type QueueChange =
  | { readonly kind: "put"; readonly channel: number; readonly message: number; readonly values: readonly SymbolicValue[] }
  | { readonly kind: "take"; readonly channel: number; readonly position: number };

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
  const isPut = terms.or(...puts.map(({ when }) => when));
  return slots.map((slot, position) => {
    const next = slots[position + 1];
    const movesUp = terms.or(...takes.filter(({ change }) => change.position <= position).map(({ when }) => when));
    const isFree = parts.isNext(slots, position, context);
    const written = terms.and(isPut, isFree);
    const taken = terms.ite(movesUp, next?.taken ?? terms.false, terms.or(slot.taken, written));
    const is = slot.is.map((before, kind) => {
      const isOfKind = terms.or(...puts.filter(({ change }) => change.message === kind).map(({ when }) => when));
      return terms.ite(movesUp, next?.is[kind] ?? terms.false, terms.ite(written, isOfKind, before));
    });
    const payload = slot.payload.map((values, kind) =>
      values.map((before, index) => {
        const put = puts
          .filter(({ change }) => change.message === kind)
          .reduce((after, { change, when }) => iteValue(terms.and(when, isFree), present(change.values[index]), after, context), before);
        const following = next?.payload[kind]?.[index];
        return following === undefined ? put : iteValue(movesUp, following, put, context);
      }),
    );
    return { taken, is, payload };
  });
}
