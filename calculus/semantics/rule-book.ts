/** All rules of the semantics, for `choreo-verify rules` and `choreo-verify explain C-SEND`. */
import { choreographyRules } from "./choreographies/rules.ts";
import { faultRules } from "./networks/fault-rules.ts";
import { networkRules } from "./networks/rules.ts";
import type { RuleText } from "./rule-text.ts";

/** Choreography rules first, axioms before delays, then network rules, then faults. */
export const ruleBook: readonly RuleText[] = [...Object.values(choreographyRules), ...Object.values(networkRules), ...Object.values(faultRules)].map(
  ({ name, summary, drawing, source }) => ({
    name,
    summary,
    drawing: drawing.replace(/^\n/, ""),
    source,
  }),
);

/** The rule of this name, in any case of letters. */
export function findRule(name: string): RuleText | undefined {
  return ruleBook.find((rule) => rule.name === name.toUpperCase());
}
