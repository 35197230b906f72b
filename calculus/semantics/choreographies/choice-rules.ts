/** Branching at a role: on data, by pattern, by nondeterminism. The chosen branch is put before the continuation. */
import { present } from "../../present.ts";
import { concatenate } from "../../core/index.ts";
import { matchPattern } from "../match-pattern.ts";
import { sources } from "../rule-text.ts";
import { writeAll } from "../world.ts";
import { decided } from "./decided.ts";
import type { ChoreographyRule } from "./rule.ts";
import { rule } from "./rule.ts";

// Inside `then`, `else` and `branches` the metavariables are C1, C2; the object literal keeps their field names.
export const thenRule: ChoreographyRule = rule<"if">({
  name: "C-THEN",
  summary: "the guard holds",
  source: sources.montesi,
  drawing: `
  σ(p) ⊢ e ⇓ true
 ────────────────────────────────────────────────────────────
  ⟨if p.e {C1} else {C2} ; C, Σ⟩ —τ_p→ ⟨C1 ⨟ C, Σ⟩`,
  on: ["if"],
  apply: (premises) => decided(premises, true, () => concatenate(premises.I.then, premises.C), "C-THEN"),
});

export const elseRule: ChoreographyRule = rule<"if">({
  name: "C-ELSE",
  summary: "the guard does not hold",
  source: sources.montesi,
  drawing: `
  σ(p) ⊢ e ⇓ false
 ────────────────────────────────────────────────────────────
  ⟨if p.e {C1} else {C2} ; C, Σ⟩ —τ_p→ ⟨C2 ⨟ C, Σ⟩`,
  on: ["if"],
  apply: (premises) => decided(premises, false, () => concatenate(premises.I.else, premises.C), "C-ELSE"),
});

export const match: ChoreographyRule = rule<"match">({
  name: "C-MATCH",
  summary: "the first pattern that matches binds its variables",
  source: sources.ours,
  drawing: `
  σ(p) ⊢ e ⇓ v     Pᵢ is the first pattern that matches v, with x⃗ ↦ w⃗
 ──────────────────────────────────────────────────────────────────────────
  ⟨match p.e { P ⇒ C, … } ; C, Σ⟩ —τ_p→ ⟨Cᵢ ⨟ C, Σ[p.x⃗ ↦ w⃗]⟩`,
  on: ["match"],
  apply: ({ I, C, Σ, blocked, given }) => {
    const { role: p, cases, site } = I;
    if (blocked.has(p)) return [];
    return given.valuations(p, I, Σ).flatMap(({ result, consulted, world }) => {
      if (result.kind === "failure") return [];
      const { index, variables, values } = matchPattern(cases, present(result.values[0]), given.model.definitions);
      const term = concatenate(present(cases[index]).body, C);
      return [{ label: { kind: "local", role: p, oracles: consulted }, term, world: writeAll(world, p, variables, values), rules: ["C-MATCH"], site }];
    });
  },
});

export const choose: ChoreographyRule = rule<"choose">({
  name: "C-CHOOSE",
  summary: "a role chooses; the label says what",
  source: sources.ours,
  drawing: `
 ──────────────────────────────────────────────────────────────────────────────
  ⟨choose p {C0} or {C1} … ; C, Σ⟩ —τ_p(choose i)→ ⟨Cᵢ ⨟ C, Σ⟩`,
  on: ["choose"],
  apply: ({ I, C, Σ, blocked }) => {
    const { role: p, branches, site } = I;
    if (blocked.has(p)) return [];
    return branches.map((Ci, i) => ({ label: { kind: "choose", role: p, branch: i }, term: concatenate(Ci, C), world: Σ, rules: ["C-CHOOSE"], site }));
  },
});
