/** Sending and receiving (docs/semantics.md §5): two transitions, one subject each; between them the message is a term, p⇝q. */
import { sequence } from "../../core/index.ts";
import { sources } from "../rule-text.ts";
import { writeAll } from "../world.ts";
import type { ChoreographyRule } from "./rule.ts";
import { rule } from "./rule.ts";

export const send: ChoreographyRule = rule<"communicate">({
  name: "C-SEND",
  summary: "a role evaluates and sends; the values are fixed now",
  source: `${sources.asynchrony}; ${sources.montesi}`,
  drawing: `
  σ(p) ⊢ e⃗ ⇓ v⃗
 ──────────────────────────────────────────────────────────────────────────
  ⟨p.e⃗ -> q.x⃗ : ℓ ; C, Σ⟩ —p!q ℓ⟨v⃗⟩→ ⟨p⇝q.x⃗ : ℓ⟨v⃗⟩ ; C, Σ⟩`,
  on: ["communicate"],
  apply: ({ I, C, Σ, blocked, given }) => {
    const { from: p, to: q, variables, label, site } = I;
    if (blocked.has(p)) return [];
    return given.valuations(p, I, Σ).flatMap(({ result, consulted, world }) => {
      if (result.kind === "failure") return [];
      const { values } = result;
      const term = sequence({ kind: "in-transit", from: p, to: q, label, variables, values, site }, C);
      return [{ label: { kind: "send", from: p, to: q, label, values, oracles: consulted }, term, world, rules: ["C-SEND"], site }];
    });
  },
});

export const select: ChoreographyRule = rule<"select">({
  name: "C-SELECT",
  summary: "a role sends a label: the receiver learns which branch was taken",
  source: `${sources.asynchrony}; ${sources.theory}`,
  drawing: `
 ────────────────────────────────────────────────────────
  ⟨p -> q[ℓ] ; C, Σ⟩ —p!q ℓ⟨⟩→ ⟨p⇝q : ℓ⟨⟩ ; C, Σ⟩`,
  on: ["select"],
  apply: ({ I, C, Σ, blocked }) => {
    const { from: p, to: q, label, site } = I;
    if (blocked.has(p)) return [];
    const term = sequence({ kind: "in-transit", from: p, to: q, label, variables: [], values: [], site }, C);
    return [{ label: { kind: "send", from: p, to: q, label, values: [], oracles: [] }, term, world: Σ, rules: ["C-SELECT"], site }];
  },
});

export const receive: ChoreographyRule = rule<"in-transit">({
  name: "C-RECEIVE",
  summary: "a role takes the message that is in transit to it and binds its values",
  source: sources.asynchrony,
  drawing: `
 ──────────────────────────────────────────────────────────────────
  ⟨p⇝q.x⃗ : ℓ⟨v⃗⟩ ; C, Σ⟩ —q?p ℓ⟨v⃗⟩→ ⟨C, Σ[q.x⃗ ↦ v⃗]⟩`,
  on: ["in-transit"],
  apply: ({ I, C, Σ, blocked }) => {
    const { from: p, to: q, label, variables, values, site } = I;
    if (blocked.has(q)) return [];
    const world = writeAll(Σ, q, variables, values);
    return [{ label: { kind: "receive", from: p, to: q, label, values }, term: C, world, rules: ["C-RECEIVE"], site }];
  },
});
