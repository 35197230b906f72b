/** A global protocol with data, of a checked file. */
import type { Span } from "../diagnostics/index.ts";
import type { SymbolicAutomaton } from "../syntax/index.ts";
import type { Role } from "./choreography.ts";

export interface SymbolicProtocol {
  readonly name: string;
  /** In the order of the text. */
  readonly roles: readonly Role[];
  readonly automaton: SymbolicAutomaton;
  readonly span: Span;
}
