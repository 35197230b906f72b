/**
 * What provers are asked: for all inputs, and all choices that the stages make, the claims hold of what the stages come to. A stage executes a sequence of instructions from
 * values that inputs or stages before it left, so that properties of two executions (determinism, idempotence, absorption, compensation, equivalence) are obligations
 * as well as properties of one. Self-composition, after Barthe, D'Argenio and Rezk, Secure information flow by self-composition, CSFW 2004.
 */
import type { Choreography, Definitions, Domain } from "../../calculus/core/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";
import type { OwnPlace } from "./places.ts";

/** Where a value is: an input by its name, or what a stage left, `stage/variable`. */
export type Place = string;

export interface Input {
  readonly place: Place;
  /** Closed: it mentions constants and functions only. */
  readonly domain: Domain;
}

export interface Stage {
  /** Unique in its obligation, and no name of an input. */
  readonly name: string;
  /** What is executed: `assign`, `havoc`, `assert`, `assume`, `if`, `match`, `choose` of any roles, and messages between them, one after the other. */
  readonly body: Choreography;
  /** What its variables hold at first; variables that are absent are unset. A stage runs where all stages that it reads from are completed. */
  readonly reads: ReadonlyMap<OwnPlace, Place>;
}

export type Claim =
  /** It does not fail. */
  | { readonly kind: "completes"; readonly stage: string }
  /** Both complete or both fail. */
  | { readonly kind: "ends-alike"; readonly stages: readonly [string, string] }
  /** Where both are there: equal values, or both unset. */
  | { readonly kind: "same"; readonly left: Place; readonly right: Place }
  | { readonly kind: "true"; readonly place: Place }
  /** The value satisfies the refinements of the type. */
  | { readonly kind: "inhabits"; readonly place: Place; readonly type: Type };

/**
 * An execution that a false `assume` stops, or in which a function without body has no answer, is none: nothing is claimed of it. A failure (division by zero, a
 * function applied outside of its `requires`) is an end like any other.
 */
export interface Obligation {
  /** A clause: `reserve is idempotent`. */
  readonly name: string;
  readonly definitions: Definitions;
  readonly inputs: readonly Input[];
  /** In order; each makes choices of its own, and for all of them the claims must hold. Functions without body are the same in all stages. */
  readonly stages: readonly Stage[];
  /** The last stage, whose choices may be made so that the claims hold: every outcome of the others has a match among its own. */
  readonly match?: Stage;
  /** Stages that must complete for anything to be claimed. */
  readonly given: readonly string[];
  readonly claims: readonly Claim[];
}

/** Why there is no such obligation: a clause. */
export interface NotMeant {
  readonly kind: "not-meant";
  readonly reason: string;
}

/** Where the variable of a stage is after it. */
export function placeAfter(stage: string, variable: OwnPlace): Place {
  return `${stage}/${variable}`;
}

/** The stage that a place belongs to; undefined for an input. */
export function stageOf(place: Place, { stages, match }: Obligation): Stage | undefined {
  return [...stages, ...(match === undefined ? [] : [match])].find(({ name }) => place.startsWith(`${name}/`));
}
