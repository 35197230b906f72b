/** Counterexamples and witnesses as data: a run of the network that was replayed before anyone sees it, and what is wrong where. */
import type { Role, Site, Value } from "../../calculus/core/index.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import type { Trace } from "../../interpreter/index.ts";

/** One step of the run, numbered from 1. */
export interface CounterexampleStep {
  readonly number: number;
  /** Who acts. */
  readonly role: Role;
  readonly label: Label;
  /** The label as text, `Buyer ! Seller buy⟨3⟩`. */
  readonly text: string;
  /** The derivation, from the conclusion inwards. */
  readonly rules: readonly string[];
  readonly site: Site;
}

/** The value that a variable of a formula has; `value` is absent where it is not set. */
export interface Binding {
  /** `Seller.stock` */
  readonly variable: string;
  readonly value?: Value;
  /** The value as text, or `not set`. */
  readonly text: string;
}

/** The smallest part of a formula that is false, with what it reads. */
export interface FailingConjunct {
  readonly text: string;
  readonly bindings: readonly Binding[];
}

export interface Counterexample {
  readonly kind: "violation" | "witness";
  /** One sentence: role, step and what is wrong there. */
  readonly message: string;
  /** What the `any` fields held at the start. */
  readonly initial: readonly Binding[];
  readonly steps: readonly CounterexampleStep[];
  /** The steps behind the first so many are repeated for ever; absent: the run ends there. */
  readonly loop?: number;
  /** The number of the step after which the property is false; 0 is the initial state. */
  readonly step: number;
  /** The role that is to blame, where there is one. */
  readonly role?: Role;
  readonly conjunct?: FailingConjunct;
  /** Roles that wait when the run is over, each with the role it waits for. */
  readonly waiting: readonly { readonly role: Role; readonly for: Role }[];
  /** The run as a trace that `replay` reads. */
  readonly trace: Trace;
  /** The command that shows this run again. */
  readonly reproduce: string;
}
