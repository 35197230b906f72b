/** The shape of a rule of choreographies: a name, a drawing, a source, and the function that is the drawing. */
import type { Choreography, Instruction, Model, Role, RoleSet, Site } from "../../core/index.ts";
import type { Label } from "../label.ts";
import type { Chooser, World } from "../transition-system.ts";
import type { Valuation } from "../valuation.ts";
import type { RuleText } from "../rule-text.ts";

/** ⟨I ; C, Σ⟩ with what a derivation may use. */
export interface Premises<K extends Instruction["kind"] = Instruction["kind"]> {
  readonly I: Instruction & { readonly kind: K };
  readonly C: Choreography;
  readonly Σ: World;
  /** Roles that instructions before I, conditionals around it, or S exclude as subjects. */
  readonly blocked: RoleSet;
  readonly given: Given;
}

/** What every rule is given. */
export interface Given {
  readonly model: Model;
  readonly chooser: Chooser;
  readonly rules: ChoreographyRules;
  /** σ(p) ⊢ e⃗ ⇓ v⃗: one valuation per oracle answer. */
  readonly valuations: (role: Role, I: Instruction, world: World) => readonly Valuation[];
  /** ⟨C, Σ⟩ —μ→ ⟨C', Σ'⟩ for all μ whose subject is not blocked. */
  readonly steps: (C: Choreography, Σ: World, blocked: RoleSet) => readonly Conclusion[];
  /** C_X[q̄/ps(X)] */
  readonly instantiate: (procedure: string, roles: readonly Role[]) => Choreography;
  /** Loops that are being unfolded above: unfolding one again has no finite derivation. */
  readonly unfolding: Set<Instruction>;
}

/** ⟨I ; C, Σ⟩ —label→ ⟨term, world⟩ by `rules`, from the conclusion inwards. */
export interface Conclusion {
  readonly label: Label;
  readonly term: Choreography;
  readonly world: World;
  readonly rules: readonly string[];
  readonly site: Site;
}

export interface ChoreographyRule<K extends Instruction["kind"] = Instruction["kind"]> extends RuleText {
  /** The instructions that the rule is about. */
  readonly on: readonly K[];
  readonly apply: (premises: Premises<K>) => readonly Conclusion[];
}

/** D-INSTR is applied along the sequence without recursion: it says which roles may not act before I does, or (undefined) that nobody may. */
export interface InstructionDelay extends RuleText {
  readonly bars: (I: Instruction) => RoleSet | undefined;
}

export type ChoreographyRuleName =
  | "C-SEND"
  | "C-SELECT"
  | "C-RECEIVE"
  | "C-ASSIGN"
  | "C-ANY"
  | "C-THEN"
  | "C-ELSE"
  | "C-MATCH"
  | "C-CHOOSE"
  | "C-CALL"
  | "C-ENTER"
  | "C-ASSERT"
  | "C-VIOLATE"
  | "C-ASSUME"
  | "C-STOP"
  | "C-FAIL"
  | "C-FRAME"
  | "C-LOOP"
  | "D-COND"
  | "D-CALL"
  | "D-LOOP";

/** A relation is a record of its rules: leaving one out does not compile; replacing one makes a mutant. */
export type ChoreographyRules = { readonly [Name in ChoreographyRuleName]: ChoreographyRule } & { readonly "D-INSTR": InstructionDelay };

/** Gives a rule about some instructions the type of rules in the record; `on` is what makes this safe. */
export function rule<K extends Instruction["kind"]>(definition: ChoreographyRule<K>): ChoreographyRule {
  const { on, apply } = definition;
  const applies = (premises: Premises): premises is Premises & Premises<K> => (on as readonly string[]).includes(premises.I.kind);
  return { ...definition, apply: (premises) => (applies(premises) ? apply(premises) : []) };
}

const nowhere: Site = { span: { file: -1, start: 0, end: 0 } };

/** Where an instruction stands; frames stand where their call does. */
export function siteOf(I: Instruction): Site {
  switch (I.kind) {
    case "frame":
      return I.call.site;
    case "leave":
      return nowhere;
    default:
      return I.site;
  }
}
