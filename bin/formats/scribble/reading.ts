/** What is known while a Scribble text is read: the place in it, and what can be judged only at its end. */
import type { Limits, Span } from "../../../calculus/diagnostics/index.ts";
import type { Declaration, ExpectItem, Name, PayloadItem } from "../../../calculus/syntax/index.ts";
import type { OpaqueTypes } from "../opaque-types.ts";
import type { TokenCursor } from "../token-cursor.ts";

/** A declared protocol, by the name that the text uses in its place. */
export interface DeclaredProtocol {
  readonly name: Name;
  /** How others name its roles, in order; new roles of a nested protocol are not among them. */
  readonly roles: readonly Name[];
  /** The same roles as the protocol itself names them. */
  readonly ends: readonly Name[];
  readonly kind: "global" | "nested";
  /** What it is called in our tree: `Outer.P` inside of `Outer`. */
  readonly path: string;
}

/** The protocols that can be named in one place, and those around it. */
export interface Scope {
  readonly protocols: Map<string, DeclaredProtocol>;
  /** The roles of the protocol whose interactions these are. */
  readonly roles: readonly Name[];
  readonly outer: Scope | undefined;
}

/** An argument of `do` or `calls`: a role, and the formal role that it plays if the text says so (`A as X`). */
export interface RoleArgument {
  readonly actual: Name;
  readonly formal: Name | undefined;
}

/** A message by which the role that calls invites another one, completed at the end: its label and the end that it carries. */
export interface Invitation {
  readonly to: Name;
  readonly label: { text: string; readonly span: Span };
  readonly payload: PayloadItem[];
}

/** `do Q(A, B);` or `C calls Q(A, B);`: what it enters is known only when everything has been read. */
export interface Entering {
  readonly verb: "do" | "calls";
  /** Those of a call, of `do` too where nuScr understands it as one; undefined where the session itself goes on. */
  readonly invitations: readonly Invitation[] | undefined;
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
  /** The pragmas read so far. */
  readonly pragmas: Set<string>;
  /** What pragmas ask to be judged of the protocols. */
  readonly asked: ExpectItem[];
}
