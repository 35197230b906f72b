/** The theorems that one exploration of a choreography and its network answers, and how it notes what refutes them. */
import type { Refutation } from "../theorem.ts";

export type Question = "T1" | "T3" | "T4" | "T5" | "T6" | "T7" | "T8" | "T9" | "T10";

/** Notes a refutation; the message is only made for the first one of each theorem. */
export type Refute = (question: Question, kind: string, message: () => string) => void;

/** The first refutation of each theorem. */
export class Refutations {
  readonly first: Map<Question, Refutation> = new Map();

  readonly refute: Refute = (question, kind, message) => {
    if (!this.first.has(question)) this.first.set(question, { kind, message: message() });
  };
}
