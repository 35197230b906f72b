/** What is known while a Scribble text is read: the place in it, and what can be judged only at its end. */
import type { Limits } from "../../../calculus/diagnostics/index.ts";
import type { Declaration, Name, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import type { OpaqueTypes } from "../opaque-types.ts";
import type { TokenCursor } from "../token-cursor.ts";

/** A declared protocol, by the name that the text uses in its place. */
export interface DeclaredProtocol {
  readonly name: Name;
  /** How others name its roles, in order; new roles of a nested protocol are not among them. */
  readonly roles: readonly Name[];
  readonly kind: "global" | "nested";
}

/** The protocols that can be named in one place, and those around it. */
export interface Scope {
  readonly protocols: Map<string, DeclaredProtocol>;
  readonly outer: Scope | undefined;
}

/** An argument of `do` or `calls`: a role, and the formal role that it plays if the text says so (`A as X`). */
export interface RoleArgument {
  readonly actual: Name;
  readonly formal: Name | undefined;
}

/** `do Q(A, B);` or `C calls Q(A, B);`: what it enters is known only when everything has been read. */
export interface Entering {
  readonly verb: "do" | "calls";
  readonly protocol: Name;
  readonly arguments: readonly RoleArgument[];
  readonly scope: Scope;
  /** The roles of the `do` statement, filled at the end. */
  readonly roles: Name[];
}

export interface Reading {
  readonly cursor: TokenCursor;
  readonly limits: Limits;
  readonly types: OpaqueTypes;
  readonly protocols: Extract<Declaration, { kind: "protocol" }>[];
  readonly entered: Entering[];
  /** Who calls in a `calls` statement. */
  readonly callers: Map<ProtocolStatement, Name>;
}
