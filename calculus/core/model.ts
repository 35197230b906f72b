/** A checked file, resolved for execution: what the semantics, the projection and every engine read. Built by `elaborate`. */
import type { Expression, Name, Property, Type, ExpectItem } from "../syntax/index.ts";
import type { Choreography, Domain, Role, Variable } from "./choreography.ts";
import type { FaultModel } from "./fault-model.ts";
import type { Protocol } from "./global-type.ts";
import type { Context } from "./local-automaton.ts";
import type { Behaviour } from "./process.ts";
import type { SymbolicProtocol } from "./symbolic-protocol.ts";
import type { RuntimeDefinition, TransactionDefinition } from "./transaction.ts";
import type { SourceFile, Span } from "../diagnostics/index.ts";

export interface FunctionDefinition {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  readonly result: Type;
  readonly requires?: Expression;
  readonly ensures?: Expression;
  /** Absent: an oracle (docs/semantics.md §2). */
  readonly body?: Expression;
}

export interface EnumDefinition {
  readonly name: string;
  readonly constructors: readonly { readonly name: string; readonly payload: readonly Type[] }[];
}

export interface RecordDefinition {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: Type }[];
}

export interface FieldDefinition {
  readonly name: Variable;
  readonly durable: boolean;
  readonly type: Type;
  readonly initial: { readonly kind: "expression"; readonly expression: Expression } | { readonly kind: "any"; readonly domain: Domain };
}

/** C_X with its formal roles ps(X); `instantiate` renames them to actual ones. */
export interface Procedure {
  readonly name: string;
  readonly roles: readonly Role[];
  /** The declared role whose state a formal role has (itself for a declared role). */
  readonly stateOf: ReadonlyMap<Role, Role>;
  /** Parameters in declaration order; `call.arguments` groups the actual ones by role in this order. */
  readonly parameters: readonly { readonly name: Variable; readonly type: Type; readonly role: Role }[];
  /** The protocol that it claims to implement. */
  readonly implements?: string;
  readonly body: Choreography;
  readonly span: Span;
}

/** Everything expressions need: constants, functions, types, constructors. */
export interface Definitions {
  readonly constants: ReadonlyMap<string, Expression>;
  readonly functions: ReadonlyMap<string, FunctionDefinition>;
  readonly types: ReadonlyMap<string, Type>;
  readonly enums: ReadonlyMap<string, EnumDefinition>;
  readonly records: ReadonlyMap<string, RecordDefinition>;
  /** Constructor name to its enum. */
  readonly constructors: ReadonlyMap<string, EnumDefinition>;
}

export interface PropertyDefinition {
  readonly name: string;
  readonly of: string;
  readonly property: Property;
  readonly span: Span;
}

export interface Expectation {
  readonly subject: Name;
  readonly items: readonly ExpectItem[];
  /** The name of a fault model. */
  readonly faults?: string;
  /** Words of a network in their standard form (`readNetwork`), or `synchronous`. */
  readonly network: string;
  readonly fairness?: string;
  readonly span: Span;
}

/** A hand-written endpoint: `process Name(x: T) plays A in P { … }`, or without `in P`. */
export interface ProcessDefinition {
  readonly name: string;
  readonly role: Role;
  /** Absent: it is not typed, and speaks to any role. */
  readonly protocol?: string;
  readonly parameters: readonly { readonly name: Variable; readonly type: Type }[];
  readonly body: Behaviour;
  readonly span: Span;
}

/** Who is what in a network of endpoints. */
export interface SystemDefinition {
  readonly name: string;
  /** In the order written, one for each role. A projection is of a choreography or of a protocol. */
  readonly members: readonly {
    readonly role: Role;
    readonly by: { readonly kind: "process" | "choreography" | "protocol"; readonly name: string };
    readonly span: Span;
  }[];
  /** Further sessions: who holds their ends at first, and in which variable. */
  readonly sessions: readonly {
    readonly name: string;
    readonly protocol: string;
    readonly ends: readonly { readonly role: Role; readonly holder: Role; readonly variable: Variable }[];
    readonly span: Span;
  }[];
  readonly span: Span;
}

export interface Model {
  readonly sources: readonly SourceFile[];
  readonly definitions: Definitions;
  /** Declared roles in order, with their fields. */
  readonly roles: ReadonlyMap<Role, readonly FieldDefinition[]>;
  readonly procedures: ReadonlyMap<string, Procedure>;
  /** By the names of their procedures. */
  readonly transactions: ReadonlyMap<string, TransactionDefinition>;
  /**
   * What replaces a procedure that contains a saga where aborts are broadcast: nobody is told that a transaction committed, nothing is compensated by the program, and
   * `abort A` is a call of the transaction `abort`.
   */
  readonly broadcasting: ReadonlyMap<string, Procedure>;
  readonly runtime?: RuntimeDefinition;
  /** Assertions say of what comes to places of refined types that it satisfies their refinements. */
  readonly checksRefinements?: true;
  readonly protocols: ReadonlyMap<string, Protocol>;
  /** Protocols with data, of other formats. */
  readonly symbolicProtocols: ReadonlyMap<string, SymbolicProtocol>;
  readonly processes: ReadonlyMap<string, ProcessDefinition>;
  readonly systems: ReadonlyMap<string, SystemDefinition>;
  readonly contexts: ReadonlyMap<string, Context>;
  readonly faults: ReadonlyMap<string, FaultModel>;
  /** `main`, or the only choreography. */
  readonly entry?: string;
  readonly properties: readonly PropertyDefinition[];
  readonly expectations: readonly Expectation[];
}
