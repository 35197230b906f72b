/** What the place of an expression decides. */
import type { Span } from "../diagnostics/index.ts";
import type { Name, Type } from "../syntax/index.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";

/** What the place of an expression decides: which variables it sees, and what may be called. */
export interface ExpressionScope {
  readonly program: Program;
  readonly reporter: Reporter;
  /** The type of a variable of this place; undefined when the name is none. Reports a variable that may not be set yet. */
  readonly variable: (name: Name) => Type | undefined;
  /** Names of the variables, for suggestions. */
  readonly variables: () => Iterable<string>;
  /** Whether the name is a role here. */
  readonly isRole: (name: string) => boolean;
  /** Whether `X.f` is about a role unless X is declared as something else: so it is in properties, where no variable stands alone. */
  readonly ownersAreRoles: boolean;
  /** The type of `A.x` where A is a role; reports where that is not allowed. */
  readonly roleField: (role: Name, field: Name, span: Span) => Type;
  /** Says why an unknown name is not seen here; false when there is nothing better to say than that it is unknown. */
  readonly explainUnknown: (name: Name) => boolean;
  /** Whether functions without a body may be consulted; `in-select`: not in the guards and updates of a `select`. */
  readonly oracles: "allowed" | "refused" | "in-select";
}
