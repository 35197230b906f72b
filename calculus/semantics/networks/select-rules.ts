/**
 * The rules of guarded choices (docs/semantics.md §6): each alternative is an action of its own, of which one is done. Its guard and the updates behind `do`
 * belong to the same step. Guarded commands after Dijkstra, CACM 18(8), 1975; mixed choice after Milner, Parrow and Walker, A Calculus of Mobile Processes, 1992.
 */
import type { Action, Alternative, AlternativeAction } from "../../core/index.ts";
import { concatenateBehaviours, prefix, stop } from "../../core/index.ts";
import { sources } from "../rule-text.ts";
import type { Valuation } from "../valuation.ts";
import { stopRole, writeAll } from "../world.ts";
import { receives, send } from "./communication-rules.ts";
import type { NetworkConclusion, NetworkPremises, NetworkRule } from "./rule.ts";
import { networkRule } from "./rule.ts";

type Premises = NetworkPremises<"select">;
type Of<K extends AlternativeAction["kind"]> = Extract<AlternativeAction, { readonly kind: K }>;

/** The ways in which the guard holds; an alternative without guard is always enabled. */
function holding({ evaluate, Σ }: Premises, { guard }: Alternative): readonly Valuation[] {
  const none: Valuation = { result: { kind: "values", values: [] }, consulted: [], world: Σ };
  if (guard === undefined) return [none];
  return evaluate([guard], Σ).filter(({ result }) => result.kind === "values" && result.values[0] === true);
}

/** N[p ↦ α ; Bᵢ ⨟ B] as premises of the rules about α. */
function instead(premises: Premises, action: Extract<Action, { kind: "send" | "receive" }>, one: Alternative, guard: Valuation): NetworkPremises {
  const { p, B, Q, model, network, bodyOf, evaluate } = premises;
  const expressions = action.kind === "send" ? action.expressions : [];
  const valuations = (): readonly Valuation[] => evaluate(expressions, guard.world);
  return { p, A: action, B: concatenateBehaviours(one.body, B), Q, Σ: guard.world, model, network, bodyOf, evaluate, valuations };
}

function sendOf({ to, label, expressions }: Of<"send">, { site }: Alternative): Action & { readonly kind: "send" } {
  return { kind: "send", to, label, expressions, site };
}

function receiveOf({ from, label, variables }: Of<"receive">, { site }: Alternative): Action & { readonly kind: "receive" } {
  return { kind: "receive", from, branches: [{ label, variables, body: stop }], site };
}

/** The step with what `do` writes: all values are computed before any is written. */
function withUpdates(premises: Premises, { updates }: Alternative, step: NetworkConclusion, rule: string): readonly NetworkConclusion[] {
  const rules = [rule, ...step.rules];
  const { p } = premises;
  if (updates.length === 0) return [{ ...shared(step), rules }];
  const variables = updates.map(({ variable }) => variable);
  const expressions = updates.map(({ expression }) => expression);
  return premises.evaluate(expressions, step.world).map(({ result, world }) => {
    if (result.kind === "values") return { ...shared(step), rules, world: writeAll(world, p, variables, result.values) };
    const label = { kind: "fail" as const, role: p, reason: result.reason, oracles: [] };
    const { A, B, Q, Σ } = premises;
    return { label, behaviour: prefix(A, B), channels: Q, world: stopRole(Σ, p, "failed"), rules: ["N-FAIL"], site: step.site };
  });
}

/** A copy of a conclusion that still computes its channels only when they are asked for. */
function shared(step: NetworkConclusion): NetworkConclusion {
  return {
    ...{ label: step.label, behaviour: step.behaviour, world: step.world, rules: step.rules, site: step.site },
    get channels() {
      return step.channels;
    },
  };
}

export const selectSend: NetworkRule = networkRule<"select">({
  name: "N-SELECT-SEND",
  summary: "a guarded choice sends, where the guard holds",
  source: sources.ours,
  drawing: `
  N(p) = select {…, when e: q!ℓ⟨e⃗⟩ do {x⃗ := d⃗} ⇒ Bᵢ, …} ; B     σ(p) ⊢ e ⇓ true
  ⟨N[p ↦ q!ℓ⟨e⃗⟩ ; Bᵢ ⨟ B], Q, Σ⟩ —μ→ ⟨N', Q', Σ'⟩ by N-SEND     σ'(p) ⊢ d⃗ ⇓ u⃗
 ──────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —μ→ ⟨N', Q', Σ'[p.x⃗ ↦ u⃗]⟩`,
  on: ["select"],
  apply: (premises) =>
    premises.A.alternatives.flatMap((one) => {
      const { action } = one;
      if (action.kind !== "send") return [];
      return holding(premises, one).flatMap((guard) =>
        send.apply(instead(premises, sendOf(action, one), one, guard)).flatMap((step) => withUpdates(premises, one, step, "N-SELECT-SEND")),
      );
    }),
});

export const selectReceive: NetworkRule = networkRule<"select">({
  name: "N-SELECT-RECEIVE",
  summary: "a guarded choice receives, where the guard holds and the message is there",
  source: sources.ours,
  drawing: `
  N(q) = select {…, when e: p?ℓ(y⃗) do {x⃗ := d⃗} ⇒ Bᵢ, …} ; B     σ(q) ⊢ e ⇓ true
  ⟨N[q ↦ p?ℓ(y⃗) ; Bᵢ ⨟ B], Q, Σ⟩ —μ→ ⟨N', Q', Σ'⟩ by N-RECEIVE     σ'(q) ⊢ d⃗ ⇓ u⃗
 ─────────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —μ→ ⟨N', Q', Σ'[q.x⃗ ↦ u⃗]⟩`,
  on: ["select"],
  apply: (premises) =>
    premises.A.alternatives.flatMap((one) => {
      const { action } = one;
      if (action.kind !== "receive") return [];
      return holding(premises, one).flatMap((guard) => {
        const inside = instead(premises, receiveOf(action, one), one, guard);
        return receives.flatMap((rule) => rule.apply(inside)).flatMap((step) => withUpdates(premises, one, step, "N-SELECT-RECEIVE"));
      });
    }),
});

export const selectLocal: NetworkRule = networkRule<"select">({
  name: "N-SELECT-LOCAL",
  summary: "a guarded choice goes on without a message, where the guard holds",
  source: sources.ours,
  drawing: `
  N(p) = select {…, when e: skip do {x⃗ := d⃗} ⇒ Bᵢ, …} ; B     σ(p) ⊢ e ⇓ true     σ(p) ⊢ d⃗ ⇓ u⃗
 ─────────────────────────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p→ ⟨N[p ↦ Bᵢ ⨟ B], Q, Σ[p.x⃗ ↦ u⃗]⟩`,
  on: ["select"],
  apply: (premises) => {
    const { p, B, Q } = premises;
    return premises.A.alternatives.flatMap((one) => {
      if (one.action.kind !== "local") return [];
      return holding(premises, one).flatMap(({ consulted, world }) => {
        const label = { kind: "local" as const, role: p, oracles: consulted };
        const step = { label, behaviour: concatenateBehaviours(one.body, B), channels: Q, world, rules: [], site: one.site };
        return withUpdates(premises, one, step, "N-SELECT-LOCAL");
      });
    });
  },
});

/** The valuations of a `select` in which what an alternative evaluates is undefined: its guard, or where that holds what it sends. */
export function undefinedAlternatives(premises: Premises): readonly (Valuation & { readonly site: Alternative["site"] })[] {
  return premises.A.alternatives.flatMap((one) => {
    const { action, guard, site } = one;
    const undefinedGuards = guard === undefined ? [] : premises.evaluate([guard], premises.Σ).filter(({ result }) => result.kind === "failure");
    const undefinedPayloads = action.kind === "send" ? holding(premises, one).flatMap(({ world }) => premises.evaluate(action.expressions, world)) : [];
    return [...undefinedGuards, ...undefinedPayloads.filter(({ result }) => result.kind === "failure")].map((each) => ({ ...each, site }));
  });
}
