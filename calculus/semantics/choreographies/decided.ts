/** What the rules for conditionals, assertions and assumptions share: σ(p) ⊢ e ⇓ true, or false. */
import type { Choreography } from "../../core/index.ts";
import type { Valuation } from "../valuation.ts";
import type { Conclusion, Premises } from "./rule.ts";

type Conditional = Premises<"if"> | Premises<"assert"> | Premises<"assume">;

/** The valuations of a condition at its role that give this truth value; none while the role may not act. */
export function judged({ I, Σ, blocked, given }: Conditional, truth: boolean): readonly Valuation[] {
  if (blocked.has(I.role)) return [];
  return given.valuations(I.role, I, Σ).filter(({ result }) => result.kind === "values" && result.values[0] === truth);
}

/** A step of p that only decides how it goes on: with this term if its condition has this truth value. */
export function decided(premises: Conditional, truth: boolean, term: () => Choreography, name: string): readonly Conclusion[] {
  const { role: p, site } = premises.I;
  return judged(premises, truth).map(({ consulted, world }) => ({
    label: { kind: "local", role: p, oracles: consulted },
    term: term(),
    world,
    rules: [name],
    site,
  }));
}
