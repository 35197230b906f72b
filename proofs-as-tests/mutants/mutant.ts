/** A mutant: an implementation with one deliberate error, and the theorem that must refute it. A theorem that kills no mutant proves little. */
import type { Parts } from "../implementation.ts";

export interface Mutant {
  readonly name: string;
  /** The error in one sentence. */
  readonly error: string;
  /** Id of the theorem that finds a counterexample within 500 runs at the default seed. */
  readonly killedBy: string;
  readonly change: (parts: Parts) => Parts;
}
