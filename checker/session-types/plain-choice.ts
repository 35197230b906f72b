/** Which guarded choices are choices of a session: what they are typed as (docs/session-types.md, T-SELECT). */
import type { Action, Behaviour } from "../../calculus/core/index.ts";
import { alternativeAsBehaviour, prefix, receiving, stop } from "../../calculus/core/index.ts";

type Select = Extract<Action, { kind: "select" }>;

const known = new WeakMap<Select, Plain>();

/** The choice that a `select` is, or why it is none of a session. */
export type Plain = { readonly ok: true; readonly behaviour: Behaviour } | { readonly ok: false; readonly reason: string };

/**
 * The internal choice of a `select` that only sends and can always send, or the external choice of one that only receives, from one role, each label once,
 * without guards. Memoised by node, so that the behaviour can be a point.
 */
export function plainChoice(A: Select): Plain {
  let plain = known.get(A);
  if (plain === undefined) known.set(A, (plain = compute(A)));
  return plain;
}

function compute({ alternatives, site }: Select): Plain {
  const kinds = new Set(alternatives.map(({ action }) => action.kind));
  if (kinds.has("local")) return { ok: false, reason: "one of its alternatives does not communicate" };
  if (kinds.size > 1) return { ok: false, reason: "it both sends and receives" };
  if (kinds.has("send")) {
    if (alternatives.every(({ guard }) => guard !== undefined))
      return { ok: false, reason: "all that it may send is guarded, so it may be able to send nothing" };
    return { ok: true, behaviour: prefix({ kind: "choose", branches: alternatives.map(alternativeAsBehaviour), site }, stop) };
  }
  if (alternatives.some(({ guard }) => guard !== undefined)) return { ok: false, reason: "a receive is guarded, so it may leave waiting what arrives" };
  const receives = alternatives.flatMap(({ action }) => (action.kind === "receive" ? [action] : []));
  const [sender, another] = new Set(receives.map(({ from }) => from));
  if (sender === undefined) return { ok: false, reason: "it has no alternative" };
  if (another !== undefined) return { ok: false, reason: `it waits for ${sender} and for ${another}` };
  const labels = new Set(receives.map(({ label }) => label));
  if (labels.size < receives.length) return { ok: false, reason: "two of its alternatives are for the same message" };
  const branches = alternatives.flatMap((one) => {
    const { action } = one;
    const alone = alternativeAsBehaviour(one);
    return action.kind === "receive" && alone.kind === "sequence" ? [{ label: action.label, variables: action.variables, body: alone.tail }] : [];
  });
  return { ok: true, behaviour: receiving(sender, branches, site) };
}
