/** The shape of a typing rule: its drawing, and what it asks for where it applies. */
import type { Action } from "../../calculus/core/index.ts";
import type { RuleText } from "../../calculus/semantics/index.ts";
import type { TypingRuleName } from "./derivation.ts";
import type { Goal, Situation } from "./situation.ts";

/** The judgements that a rule needs, and the variables whose ends its step gives away; undefined where something is wrong, which was reported. */
export type Premises = { readonly goals: readonly Goal[]; readonly delegates?: readonly string[] } | undefined;

export interface TypingRule<K extends Action["kind"] = Action["kind"]> extends RuleText {
  readonly name: TypingRuleName;
  readonly on: readonly K[];
  /** Whether the rule is the one for this judgement; of those for an action the first that applies is taken. */
  readonly applies?: (situation: Situation<K>) => boolean;
  readonly premises: (situation: Situation<K>) => Premises;
}

/** Gives a rule about some actions the type of rules in the record; `on` is what makes this safe. */
export function typingRule<K extends Action["kind"]>(definition: TypingRule<K>): TypingRule {
  const { on, applies, premises } = definition;
  const isAbout = (situation: Situation): situation is Situation & Situation<K> => (on as readonly string[]).includes(situation.A.kind);
  return {
    ...definition,
    applies: (situation) => isAbout(situation) && (applies?.(situation) ?? true),
    premises: (situation) => (isAbout(situation) ? premises(situation) : undefined),
  };
}

export const sources = {
  scalas: "Scalas and Yoshida, Less Is More: Multiparty Session Types Revisited, POPL 2019",
  ghilezan: "Ghilezan, Jakšić, Pantović, Scalas and Yoshida, Precise Subtyping for Synchronous Multiparty Sessions, JLAMP 2019",
  ours: "docs/session-types.md",
} as const;
