/** What is known while a choreography of Telltale is read: the place in it, and what is declared so far. */
import type { Limits } from "../../../calculus/diagnostics/index.ts";
import type { Declaration, Name } from "../../../calculus/syntax/index.ts";
import type { OpaqueTypes } from "../opaque-types.ts";
import type { TokenCursor } from "../token-cursor.ts";

/** `call P`: which roles P has is known only when everything has been read. */
export interface Call {
  readonly written: Name;
  /** As it is called in reports. */
  readonly protocol: Name;
  /** The roles of the `do` statement, filled at the end. */
  readonly roles: Name[];
}

type ProtocolDeclaration = Extract<Declaration, { kind: "protocol" }>;

export interface Reading {
  readonly cursor: TokenCursor;
  readonly limits: Limits;
  readonly types: OpaqueTypes;
  /** Where lines begin that begin a statement or declaration. */
  readonly lines: ReadonlySet<number>;
  /** With the protocols of their `where` blocks, whose roles are all those of the protocol around them until the end. */
  readonly protocols: ProtocolDeclaration[];
  readonly calls: Call[];
  /** The roles of the protocol that is read, in the order of their declaration. */
  roles: readonly Name[];
  /** The name of the protocol that is read, or around the one that is read. */
  protocol: string;
  /** Loops without a name that have begun. */
  loops: number;
  /** Messages of loops that are written out, over the whole file. */
  written: number;
}
