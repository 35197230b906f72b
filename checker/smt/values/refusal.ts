/** What cannot be encoded is refused with its reason, never approximated: thrown where it is found, a value where somebody decides. */
import type { Span } from "../../../calculus/diagnostics/index.ts";

/** Thrown by everything here that meets something it has no encoding for. `attempt` makes a value of it. */
export class Refusal extends Error {}

/** What integers as words cannot hold: integers without end can. */
export class WordRefusal extends Refusal {}

export interface Refused {
  readonly kind: "refused";
  /** A clause: `a list without a bound`. */
  readonly reason: string;
  readonly span: Span;
}

/** @throws Refusal, always. `reason` is a clause: what has no encoding. */
export function refuse(reason: string): never {
  throw new Refusal(reason);
}

/** What is built, or why it is refused; `span` is the place to blame. Errors that are no refusals are ours and pass. */
export function attempt<T>(span: Span, build: () => T): { readonly kind: "encoded"; readonly result: T } | Refused {
  try {
    return { kind: "encoded", result: build() };
  } catch (error) {
    if (error instanceof Refusal) return { kind: "refused", reason: error.message, span };
    throw error;
  }
}
