/** The model of checked files: declarations as tables, choreographies as procedures over the calculus, properties and expectations resolved. */
import type { Expectation, FieldDefinition, Model, PropertyDefinition, Role, SymbolicProtocol } from "../core/index.ts";
import { networkWords, readNetwork } from "../core/index.ts";
import { defaultLimits } from "../diagnostics/index.ts";
import type { Limits, SourceFile } from "../diagnostics/index.ts";
import type { Declaration, FieldDeclaration, ParsedFile } from "../syntax/index.ts";
import { contextsOf } from "./contexts/contexts-of.ts";
import { definitionsOf } from "./definitions.ts";
import { elaborateDomain } from "./domain.ts";
import { entryPoint } from "./entry-point.ts";
import { faultModelsOf } from "./faults.ts";
import { proceduresOf } from "./procedures.ts";
import { processesOf } from "./processes/processes-of.ts";
import { protocolsOf } from "./protocols/protocols-of.ts";
import { runtimeOf } from "./runtime.ts";
import { systemsOf } from "./systems.ts";
import { transactionsOf } from "./transactions/transactions-of.ts";
import type { TypeOfLocal } from "./transactions/transactions-of.ts";
import { unchecked } from "./unchecked.ts";

/**
 * Returns the model of well-checked files (the named one first, then what it imports). Properties and expectations are those of the named file:
 * an imported file's are judged when that file is named. `typeOfLocal` is asked for the types of locals that hold journaled values. Throws on a program that the checks refuse. Linear in the program.
 */
export function elaborate(
  files: readonly ParsedFile[],
  sources: readonly SourceFile[],
  limits: Limits = defaultLimits,
  typeOfLocal: TypeOfLocal = () => undefined,
): Model {
  const declarations = files.flatMap((file) => file.declarations);
  const own = files[0]?.declarations ?? [];
  const declaredRoles = rolesOf(declarations);
  const entry = entryPoint(files);
  const definitions = definitionsOf(declarations);
  const { roles, transactions, broadcast, declarations: plain } = transactionsOf(declarations, declaredRoles, definitions, typeOfLocal);
  const runtime = runtimeOf(own);
  const protocols = new Map(declarations.flatMap((declaration) => (declaration.kind === "protocol" ? [[declaration.name.text, declaration] as const] : [])));
  const contexts = declarations.filter((declaration) => declaration.kind === "context");
  return {
    sources,
    definitions,
    roles,
    procedures: proceduresOf(plain, roles),
    transactions,
    broadcasting: new Map([...proceduresOf(broadcast.declarations, roles)].filter(([name]) => broadcast.names.has(name))),
    ...(runtime === undefined ? {} : { runtime }),
    protocols: protocolsOf(protocols, definitions, limits).protocols,
    symbolicProtocols: new Map(declarations.flatMap((each) => (each.kind === "symbolic-protocol" ? [[each.name.text, symbolicProtocol(each)] as const] : []))),
    processes: processesOf(declarations, roles),
    systems: systemsOf(declarations),
    contexts: contextsOf(contexts, definitions, limits).contexts,
    faults: faultModelsOf(declarations, [...roles.keys()]),
    ...(entry === undefined ? {} : { entry }),
    properties: own.flatMap((declaration) => (declaration.kind === "property" ? [propertyDefinition(declaration, entry)] : [])),
    expectations: own.flatMap((declaration) => (declaration.kind === "expect" ? [expectation(declaration)] : [])),
  };
}

function symbolicProtocol({ name, roles, automaton, span }: Extract<Declaration, { kind: "symbolic-protocol" }>): SymbolicProtocol {
  return { name: name.text, roles: roles.map(({ text }) => text), automaton, span };
}

function rolesOf(declarations: readonly Declaration[]): ReadonlyMap<Role, readonly FieldDefinition[]> {
  const roles = new Map<Role, readonly FieldDefinition[]>();
  for (const declaration of declarations) {
    if (declaration.kind !== "role") continue;
    for (const role of declaration.roles) roles.set(role.name.text, role.fields.map(fieldDefinition));
  }
  return roles;
}

function fieldDefinition(field: FieldDeclaration): FieldDefinition {
  return {
    name: field.name.text,
    durable: field.durable,
    type: field.type,
    initial:
      field.initial.kind === "expression"
        ? { kind: "expression", expression: field.initial.expression }
        : { kind: "any", domain: elaborateDomain(field.initial.domain, field.type) },
  };
}

function propertyDefinition(declaration: Extract<Declaration, { kind: "property" }>, entry: string | undefined): PropertyDefinition {
  return {
    name: declaration.name.text,
    of: declaration.of?.text ?? entry ?? unchecked(`property ${declaration.name.text} without a choreography`),
    property: declaration.property,
    span: declaration.span,
  };
}

/** The words of a network in their standard form. */
function networkName(written: string): string {
  const reading = readNetwork(written);
  return reading.ok ? networkWords(reading.network) : written;
}

function expectation(declaration: Extract<Declaration, { kind: "expect" }>): Expectation {
  return {
    subject: declaration.subject,
    items: declaration.items,
    ...(declaration.faults === undefined ? {} : { faults: declaration.faults.text }),
    network: networkName(declaration.network ?? "fifo"),
    ...(declaration.fairness === undefined ? {} : { fairness: declaration.fairness }),
    span: declaration.span,
  };
}
