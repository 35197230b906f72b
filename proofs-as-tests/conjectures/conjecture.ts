/** A statement that somebody might believe and that does not hold, kept in sight with its counterexample. */

export interface Conjecture {
  readonly name: string;
  readonly statement: string;
  /** The counterexample in a sentence. */
  readonly refutation: string;
  /** Does the counterexample still refute the statement? */
  readonly isRefuted: () => boolean;
}
