/** Local steps: assignment, nondeterministic assignment, assertions, assumptions, and failure (docs/semantics.md §2, §3). */
import { present } from "../../present.ts";
import type { Instruction, Role } from "../../core/index.ts";
import { conditionText } from "../condition-text.ts";
import { sources } from "../rule-text.ts";
import { stopRole, write } from "../world.ts";
import { decided, judged } from "./decided.ts";
import type { ChoreographyRule } from "./rule.ts";
import { rule, siteOf } from "./rule.ts";

export const assign: ChoreographyRule = rule<"assign">({
  name: "C-ASSIGN",
  summary: "a role evaluates and binds",
  source: sources.montesi,
  drawing: `
  σ(p) ⊢ e ⇓ v
 ───────────────────────────────────────────────
  ⟨p.x := e ; C, Σ⟩ —τ_p→ ⟨C, Σ[p.x ↦ v]⟩`,
  on: ["assign"],
  apply: ({ I, C, Σ, blocked, given }) => {
    const { role: p, variable: x, site } = I;
    if (blocked.has(p)) return [];
    return given.valuations(p, I, Σ).flatMap(({ result, consulted, world }) => {
      if (result.kind === "failure") return [];
      return [
        { label: { kind: "local", role: p, oracles: consulted }, term: C, world: write(world, p, x, present(result.values[0])), rules: ["C-ASSIGN"], site },
      ];
    });
  },
});

export const any: ChoreographyRule = rule<"havoc">({
  name: "C-ANY",
  summary: "a role binds any value of a domain",
  source: sources.ours,
  drawing: `
  v ∈ D
 ─────────────────────────────────────────────────────────
  ⟨p.x := any D ; C, Σ⟩ —τ_p(any v)→ ⟨C, Σ[p.x ↦ v]⟩`,
  on: ["havoc"],
  apply: ({ I, C, Σ, blocked, given }) => {
    const { role: p, variable: x, site } = I;
    if (blocked.has(p)) return [];
    return given.valuations(p, I, Σ).flatMap(({ result, consulted, world }) => {
      if (result.kind === "failure") return [];
      const v = present(result.values[0]);
      return [{ label: { kind: "any", role: p, value: v, oracles: consulted }, term: C, world: write(world, p, x, v), rules: ["C-ANY"], site }];
    });
  },
});

export const assertion: ChoreographyRule = rule<"assert">({
  name: "C-ASSERT",
  summary: "an assertion that holds is a local step",
  source: sources.ours,
  drawing: `
  σ(p) ⊢ e ⇓ true
 ─────────────────────────────────────────
  ⟨assert p.e ; C, Σ⟩ —τ_p→ ⟨C, Σ⟩`,
  on: ["assert"],
  apply: (premises) => decided(premises, true, () => premises.C, "C-ASSERT"),
});

export const violate: ChoreographyRule = rule<"assert">({
  name: "C-VIOLATE",
  summary: "an assertion that does not hold is a step that shows it; the role goes on",
  source: sources.ours,
  drawing: `
  σ(p) ⊢ e ⇓ false
 ─────────────────────────────────────────────
  ⟨assert p.e ; C, Σ⟩ —τ_p(✗ e)→ ⟨C, Σ⟩`,
  on: ["assert"],
  apply: (premises) => {
    const { role: p, condition, site } = premises.I;
    return judged(premises, false).map(({ consulted, world }) => ({
      label: { kind: "violate", role: p, site: conditionText(p, condition), oracles: consulted },
      term: premises.C,
      world,
      rules: ["C-VIOLATE"],
      site,
    }));
  },
});

export const assumption: ChoreographyRule = rule<"assume">({
  name: "C-ASSUME",
  summary: "an assumption that holds is a local step",
  source: sources.ours,
  drawing: `
  σ(p) ⊢ e ⇓ true
 ─────────────────────────────────────────
  ⟨assume p.e ; C, Σ⟩ —τ_p→ ⟨C, Σ⟩`,
  on: ["assume"],
  apply: (premises) => decided(premises, true, () => premises.C, "C-ASSUME"),
});

export const stop: ChoreographyRule = rule<"assume">({
  name: "C-STOP",
  summary: "an assumption that does not hold stops its role; nothing is violated",
  source: sources.ours,
  drawing: `
  σ(p) ⊢ e ⇓ false
 ─────────────────────────────────────────────────────────────────
  ⟨assume p.e ; C, Σ, S⟩ —stop_p→ ⟨assume p.e ; C, Σ, S ∪ {p}⟩`,
  on: ["assume"],
  apply: (premises) => {
    const { I, C } = premises;
    return judged(premises, false).map(({ consulted, world }) => ({
      label: { kind: "stop", role: I.role, oracles: consulted },
      term: { kind: "sequence", head: I, tail: C },
      world: stopRole(world, I.role, "assumption"),
      rules: ["C-STOP"],
      site: I.site,
    }));
  },
});

/** The roles that evaluate something in the step of I. */
function evaluators(I: Instruction): readonly Role[] {
  switch (I.kind) {
    case "communicate":
      return [I.from];
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
    case "if":
    case "match":
      return [I.role];
    case "call":
      return I.roles;
    case "frame":
      return I.pending;
    default:
      return [];
  }
}

export const fail: ChoreographyRule = rule({
  name: "C-FAIL",
  summary: "an expression that is undefined stops its role; the instruction stays and the others go on",
  source: sources.ours,
  drawing: `
  I evaluates e⃗ at p     σ(p) ⊢ e⃗ undefined
 ───────────────────────────────────────────────
  ⟨I ; C, Σ, S⟩ —fail_p→ ⟨I ; C, Σ, S ∪ {p}⟩`,
  on: ["communicate", "assign", "havoc", "assert", "assume", "if", "match", "call", "frame"],
  apply: ({ I, C, Σ, blocked, given }) =>
    evaluators(I)
      .filter((p) => !blocked.has(p))
      .flatMap((p) =>
        given.valuations(p, I, Σ).flatMap(({ result, consulted, world }) => {
          if (result.kind === "values") return [];
          const { reason } = result;
          return [
            {
              label: { kind: "fail" as const, role: p, reason, oracles: consulted },
              term: { kind: "sequence" as const, head: I, tail: C },
              world: stopRole(world, p, "failed"),
              rules: ["C-FAIL"],
              site: siteOf(I),
            },
          ];
        }),
      ),
});
