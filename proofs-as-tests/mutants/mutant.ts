/** A mutant: an implementation with one deliberate error, and the theorem that must refute it. A theorem that kills no mutant proves little. */
import type { Parts } from "../implementation.ts";

export interface Mutant {
  readonly name: string;
  /** The error in one sentence. */
  readonly error: string;
  /** Id of the theorem that finds a counterexample within 500 runs. */
  readonly killedBy: string;
  /** Where they begin, if a counterexample comes late at the default seed and sooner at this one. */
  readonly seed?: number;
  readonly change: (parts: Parts) => Parts;
}
