/** Nondeterministic choices that evaluation and semantics leave to a chooser: `any`, initial values, and answers of functions without body. */
import type { Role, Value } from "../core/index.ts";

/** A nondeterministic choice that the semantics must resolve: an `any`, an initial value, or a first oracle application. */
export interface ChoiceRequest {
  readonly kind: "any" | "oracle";
  readonly role: Role;
  /** What is chosen, for reports: `A.x`, `price("TAPL")`. */
  readonly description: string;
}

/** All values of a finite domain in a fixed order; of an infinite one, or of one too large to enumerate, some value for each index, or undefined where none was found that satisfies the refinement. */
export type DomainValues =
  | { readonly kind: "finite"; readonly values: readonly Value[] }
  | {
      readonly kind: "infinite";
      /** Whether there are really infinitely many, or just more than are enumerated. */
      readonly extent: "infinite" | "large";
      readonly sample: (index: bigint) => Value | undefined;
      /** Whether a value that somebody claims, a trace for example, belongs to the domain. */
      readonly contains: (value: Value) => boolean;
    };

/** A limit of the evaluator that a role met: there is no value, and no failure either. */
export interface MetLimit {
  readonly role: Role;
  /** What was evaluated, cut where it is long: `power(2, 10000000)`. */
  readonly what: string;
  /** `integer of more than 1048576 bits` */
  readonly reason: string;
}

/** How nondeterminism is resolved: exhaustively (all values, infinite domains are recorded as obstacles) or by a sampler. */
export interface Chooser {
  readonly choose: (request: ChoiceRequest, domain: DomainValues) => readonly Value[];
  /** Told of every limit that evaluation met: there the role has no step, so what was seen is not everything. */
  readonly meetLimit: (limit: MetLimit) => void;
}

/** `A, evaluating power(2, 10000000): integer of more than 1048576 bits` */
export function describeLimit({ role, what, reason }: MetLimit): string {
  return `${role}${role === "" ? "" : ", "}evaluating ${what}: ${reason}`;
}

/** f(args) = r: an application of a function without body and the answer that it got. */
export interface OracleAnswer {
  readonly name: string;
  readonly arguments: readonly Value[];
  readonly result: Value;
}
