/** All rules that `rules` lists and `explain` draws: those of the semantics and those of session typing. */
import { ruleBook } from "../calculus/semantics/index.ts";
import type { RuleText } from "../calculus/semantics/index.ts";
import { sessionTypingRules } from "../checker/index.ts";

export const allRules: readonly RuleText[] = [...ruleBook, ...sessionTypingRules];
