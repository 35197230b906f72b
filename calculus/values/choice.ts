/** Nondeterministic choices that evaluation and semantics leave to a chooser: `any`, initial values, and answers of functions without body. */
import type { Role, Value } from "../core/index.ts";

/** A nondeterministic choice that the semantics must resolve: an `any`, an initial value, or a first oracle application. */
export interface ChoiceRequest {
  readonly kind: "any" | "oracle";
  readonly role: Role;
  /** What is chosen, for reports: `A.x`, `price("TAPL")`. */
  readonly description: string;
}

/** All values of a finite domain in a fixed order; of an infinite one some value for each index, or undefined where none was found that satisfies the refinement. */
export type DomainValues =
  | { readonly kind: "finite"; readonly values: readonly Value[] }
  | {
      readonly kind: "infinite";
      readonly sample: (index: bigint) => Value | undefined;
      /** Whether a value that somebody claims, a trace for example, belongs to the domain. */
      readonly contains: (value: Value) => boolean;
    };

/** How nondeterminism is resolved: exhaustively (all values, infinite domains are recorded as obstacles) or by a sampler. */
export interface Chooser {
  readonly choose: (request: ChoiceRequest, domain: DomainValues) => readonly Value[];
}

/** f(args) = r: an application of a function without body and the answer that it got. */
export interface OracleAnswer {
  readonly name: string;
  readonly arguments: readonly Value[];
  readonly result: Value;
}
