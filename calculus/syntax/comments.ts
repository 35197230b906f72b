/** Comments as the tree keeps them, so that `fmt` loses none (docs/language.md, Comments). */

/** What stands beside a declaration, field, statement or case. */
export interface Commented {
  /**
   * The lines above it: comments as written with their slashes, `//` and `///` alike; an empty string is an empty line that `fmt` keeps.
   * A comment written in the middle of a statement is moved here.
   */
  readonly comments?: readonly string[];
  /** The comment behind it on its last line, with its slashes. */
  readonly trailing?: string;
}

/** What stands before a closing brace, or at the end of a file, with nothing behind it. */
export interface Closed {
  /** Comments as written; an empty string is an empty line. */
  readonly closing?: readonly string[];
}
