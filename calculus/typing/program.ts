/**
 * The declared names of a program, as every check reads them. Types and values have namespaces of their own, roles stand in both; what is judged
 * (choreographies, transactions, protocols, processes, systems, contexts, properties) shares a third; fault models have one of their own.
 */
import type { Definitions, FunctionDefinition } from "../core/index.ts";
import type { Declaration, FieldDeclaration, Name, ParsedFile, Type } from "../syntax/index.ts";

export type ChoreographyDeclaration = Extract<Declaration, { kind: "choreography" }>;
export type ProtocolDeclaration = Extract<Declaration, { kind: "protocol" }>;
export type SymbolicProtocolDeclaration = Extract<Declaration, { kind: "symbolic-protocol" }>;
export type ProcessDeclaration = Extract<Declaration, { kind: "process" }>;
export type SystemDeclaration = Extract<Declaration, { kind: "system" }>;
export type ContextDeclaration = Extract<Declaration, { kind: "context" }>;
export type FaultsDeclaration = Extract<Declaration, { kind: "faults" }>;
export type TransactionDeclaration = Extract<Declaration, { kind: "transaction" }>;
export type PropertyDeclaration = Extract<Declaration, { kind: "property" }>;

export interface DeclaredName {
  /** What it is, as a noun for messages. */
  readonly what: "role" | "type" | "enum" | "record" | "constructor" | "constant" | "function";
  readonly name: Name;
}

export interface Field {
  readonly declaration: FieldDeclaration;
  /** Its base type. */
  readonly type: Type;
}

export interface Program {
  readonly files: readonly ParsedFile[];
  readonly definitions: Definitions;
  /** Roles, types, enums and records. */
  readonly typeNames: ReadonlyMap<string, DeclaredName>;
  /** Roles, constants, functions and constructors. */
  readonly valueNames: ReadonlyMap<string, DeclaredName>;
  /** Declared roles with their fields. */
  readonly roles: ReadonlyMap<string, { readonly name: Name; readonly fields: ReadonlyMap<string, Field> }>;
  /** A role that has a field of this name, for the words of an error. */
  readonly fieldOwner: (field: string) => { readonly name: Name; readonly fields: ReadonlyMap<string, Field> } | undefined;
  readonly choreographies: ReadonlyMap<string, ChoreographyDeclaration>;
  readonly protocols: ReadonlyMap<string, ProtocolDeclaration>;
  /** Protocols with data, of other formats. */
  readonly symbolicProtocols: ReadonlyMap<string, SymbolicProtocolDeclaration>;
  readonly processes: ReadonlyMap<string, ProcessDeclaration>;
  readonly systems: ReadonlyMap<string, SystemDeclaration>;
  readonly contexts: ReadonlyMap<string, ContextDeclaration>;
  readonly faults: ReadonlyMap<string, FaultsDeclaration>;
  readonly transactions: ReadonlyMap<string, TransactionDeclaration>;
  /** Properties of the named file. */
  readonly properties: ReadonlyMap<string, PropertyDeclaration>;
  /** Whether there are later constructs (`strategy S`), whose names expectations may name. */
  readonly hasUnsupported: boolean;
  /** The payload of each constructor. */
  readonly payloads: ReadonlyMap<string, readonly Type[]>;
  /** The fields of each record, as written. */
  readonly recordFields: ReadonlyMap<string, ReadonlyMap<string, Type>>;
  /** The type without refinements and with declared names expanded; the unknown type for what is not declared. */
  readonly base: (type: Type) => Type;
  /** The type of a constant; the unknown type when it is ill-typed or recursive. */
  readonly constantType: (name: string) => Type;
  /** Whether a call of the function may consult one without a body. */
  readonly reachesOracle: (definition: FunctionDefinition) => boolean;
}
