/**
 * The limits on input, each a named value with a diagnostic of its own (docs/language.md, Limits).
 * They bound the work that a hostile file can ask for before anything is understood of it.
 */

export interface Limits {
  /** Bytes of UTF-8 in one file: `file-too-large`. */
  readonly fileBytes: number;
  /** Brackets (round, square, curly) open at one place, and prefix operators or `if`/`else` chains within one expression: `nesting-too-deep`. */
  readonly nesting: number;
  /** UTF-16 code units of one identifier: `identifier-too-long`. */
  readonly identifierLength: number;
  /** Decimal digits of one integer literal: `literal-too-long`. */
  readonly literalDigits: number;
  /** UTF-16 code units of one string literal as written: `literal-too-long`. */
  readonly stringLength: number;
  /** Declared roles of one program: `too-many-roles`. */
  readonly roles: number;
  /** Tokens of one program, imports included, which bound the nodes of its syntax tree: `program-too-large`. */
  readonly syntaxNodes: number;
  /** Files between the named one and the deepest import: `imports-too-deep`. */
  readonly importDepth: number;
  /** Uses of protocols (`do`) in one program once all are expanded: `protocol-too-large`. */
  readonly protocolInstances: number;
  /** Statements and messages of the protocols of one program once the uses of protocols are expanded: `protocol-too-large`. */
  readonly protocolSize: number;
  /** Steps from the states of the contexts of one program to the actions and ends that they lead to: `context-too-large`. */
  readonly contextSize: number;
  /** Diagnostics of one file that are shown; the rest are counted. */
  readonly shownDiagnostics: number;
}

/** A fault happens at most so many times, or any number of times: `fault-budget`. */
export const maximumFaultBudget = 1_000_000;

/** The largest capacity of `bounded(n)`: `unknown-network`. */
export const maximumCapacity = 1_000_000;

export const defaultLimits: Limits = {
  fileBytes: 4 * 1024 * 1024,
  nesting: 200,
  identifierLength: 256,
  literalDigits: 4096,
  stringLength: 65_536,
  roles: 1024,
  syntaxNodes: 2_000_000,
  importDepth: 16,
  protocolInstances: 10_000,
  protocolSize: 2_000_000,
  contextSize: 2_000_000,
  shownDiagnostics: 20,
};
