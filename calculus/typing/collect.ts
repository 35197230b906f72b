/** Gathers the declarations of all files into tables, reporting names that are declared twice. */
import { laterProperties } from "./built-in-properties.ts";
import { definitionsOf } from "../elaboration/index.ts";
import type { Declaration, Name, ParsedFile, Type } from "../syntax/index.ts";
import { unknownType } from "../values/index.ts";
import { baseTypes } from "./base-types.ts";
import { closedScope } from "./closed-scope.ts";
import { itemNames } from "./expected-items.ts";
import { infer } from "./expressions.ts";
import type {
  ChoreographyDeclaration,
  ContextDeclaration,
  DeclaredName,
  FaultsDeclaration,
  Field,
  ProcessDeclaration,
  Program,
  PropertyDeclaration,
  ProtocolDeclaration,
  SymbolicProtocolDeclaration,
  SystemDeclaration,
  TransactionDeclaration,
} from "./program.ts";
import { aliasGraph, dependenciesFirst, valueGraph } from "./recursion.ts";
import { namesIn } from "./references.ts";
import type { Reporter } from "./reporter.ts";
import { silent } from "./reporter.ts";

/** Returns the tables; of two declarations of one name the first counts. Linear in the declarations. */
export function collectProgram(files: readonly ParsedFile[], reporter: Reporter): Program {
  const declarations = files.flatMap((file) => file.declarations);
  const definitions = definitionsOf(declarations.toReversed());
  const base = baseTypes(definitions);
  // Chains of aliases, constants and functions may be long; taken in this order, each link looks one step back.
  for (const name of dependenciesFirst(aliasGraph(definitions))) base(definitions.types.get(name) ?? unknownType);
  const typeNames = new Map<string, DeclaredName>();
  const valueNames = new Map<string, DeclaredName>();
  const roles = new Map<string, { name: Name; fields: Map<string, Field> }>();
  const choreographies = new Map<string, ChoreographyDeclaration>();
  const protocols = new Map<string, ProtocolDeclaration>();
  const symbolicProtocols = new Map<string, SymbolicProtocolDeclaration>();
  const processes = new Map<string, ProcessDeclaration>();
  const systems = new Map<string, SystemDeclaration>();
  const contexts = new Map<string, ContextDeclaration>();
  const faults = new Map<string, FaultsDeclaration>();
  const transactions = new Map<string, TransactionDeclaration>();
  const properties = new Map<string, PropertyDeclaration>();
  const judged = new Map<string, Name>();

  const declare = (what: DeclaredName["what"], name: Name, ...spaces: readonly Map<string, DeclaredName>[]): boolean =>
    spaces.every((space) => once(space, { what, name }, (entry) => entry.name, reporter));

  for (const declaration of declarations) {
    switch (declaration.kind) {
      case "role":
        for (const role of declaration.roles) {
          if (declare("role", role.name, typeNames, valueNames)) roles.set(role.name.text, { name: role.name, fields: fieldsOf(role.fields, base, reporter) });
        }
        break;
      case "const":
        declare("constant", declaration.name, valueNames);
        break;
      case "type":
        declare("type", declaration.name, typeNames);
        break;
      case "enum":
        declare("enum", declaration.name, typeNames);
        for (const constructor of declaration.constructors) declare("constructor", constructor.name, valueNames);
        break;
      case "record":
        declare("record", declaration.name, typeNames);
        distinct(
          declaration.fields.map((field) => field.name),
          reporter,
        );
        break;
      case "function":
        declare("function", declaration.name, valueNames);
        distinct(
          declaration.parameters.map((parameter) => parameter.name),
          reporter,
        );
        break;
      case "choreography":
        if (once(judged, declaration.name, (name) => name, reporter)) choreographies.set(declaration.name.text, declaration);
        break;
      case "protocol":
        if (once(judged, declaration.name, (name) => name, reporter)) protocols.set(declaration.name.text, declaration);
        break;
      case "symbolic-protocol":
        if (once(judged, declaration.name, (name) => name, reporter)) symbolicProtocols.set(declaration.name.text, declaration);
        break;
      case "process":
        if (once(judged, declaration.name, (name) => name, reporter)) processes.set(declaration.name.text, declaration);
        break;
      case "system":
        if (once(judged, declaration.name, (name) => name, reporter)) systems.set(declaration.name.text, declaration);
        break;
      case "context":
        if (once(judged, declaration.name, (name) => name, reporter)) contexts.set(declaration.name.text, declaration);
        break;
      case "faults":
        once(faults, declaration, ({ name }) => name, reporter);
        break;
      case "transaction":
        if (once(judged, declaration.name, (name) => name, reporter)) transactions.set(declaration.name.text, declaration);
        break;
      case "runtime":
      case "property":
      case "import":
      case "expect":
      case "expect-error":
      case "unsupported":
        break;
      default:
        declaration satisfies never;
    }
  }
  for (const declaration of files[0]?.declarations ?? []) {
    if (declaration.kind !== "property") continue;
    const { text, span } = declaration.name;
    if (itemNames.includes(text) || laterProperties.has(text)) reporter.report("reserved-builtin-name", span, `\`${text}\` is a built-in property`);
    if (once(judged, declaration.name, (name) => name, reporter)) properties.set(declaration.name.text, declaration);
  }

  const owners = new Map([...roles.values()].toReversed().flatMap((role) => [...role.fields.keys()].map((field) => [field, role] as const)));
  const constants = new Map<string, Type>();
  const reaching = new Set<string>();
  const program: Program = {
    files,
    definitions,
    typeNames,
    valueNames,
    roles,
    fieldOwner: (field) => owners.get(field),
    choreographies,
    protocols,
    symbolicProtocols,
    processes,
    systems,
    contexts,
    faults,
    transactions,
    properties,
    hasUnsupported: declarations.some(({ kind }) => kind === "unsupported"),
    payloads: new Map([...definitions.enums.values()].flatMap(({ constructors }) => constructors.map(({ name, payload }) => [name, payload] as const))),
    recordFields: new Map([...definitions.records].map(([name, { fields }]) => [name, new Map(fields.map((field) => [field.name, field.type]))])),
    base,
    constantType: (name) => constants.get(name) ?? unknownType,
    reachesOracle: (definition) => reaching.has(definition.name),
  };
  const graph = valueGraph(definitions);
  for (const name of dependenciesFirst(graph)) {
    const value = definitions.constants.get(name);
    const definition = definitions.functions.get(name);
    if (value !== undefined) constants.set(name, infer(value, closedScope(program, silent, { what: "a constant", oracles: "allowed" })));
    if (definition !== undefined && (definition.body === undefined || [...namesIn(definition.body)].some((each) => reaching.has(each)))) reaching.add(name);
  }
  return program;
}

function fieldsOf(
  declared: Extract<Declaration, { kind: "role" }>["roles"][number]["fields"],
  base: (type: Type) => Type,
  reporter: Reporter,
): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const declaration of declared) once(fields, { declaration, type: base(declaration.type) }, (field) => field.declaration.name, reporter);
  return fields;
}

/** Adds the entry under its name unless the name is taken, which is reported. */
function once<Entry>(table: Map<string, Entry>, entry: Entry, nameOf: (entry: Entry) => Name, reporter: Reporter): boolean {
  const name = nameOf(entry);
  const before = table.get(name.text);
  if (before === undefined) table.set(name.text, entry);
  else reportTwice(name, nameOf(before), reporter);
  return before === undefined;
}

/** Reports each name of the list that stands in it before. */
export function distinct(names: readonly Name[], reporter: Reporter, code: TwiceCode = "duplicate-name"): void {
  const seen = new Map<string, Name>();
  for (const name of names) {
    const before = seen.get(name.text);
    if (before === undefined) seen.set(name.text, name);
    else reportTwice(name, before, reporter, code);
  }
}

type TwiceCode = "duplicate-name" | "repeated-variable" | "repeated-receiver";

function reportTwice(name: Name, before: Name, reporter: Reporter, code: TwiceCode = "duplicate-name"): void {
  const what = code === "duplicate-name" ? "is declared twice" : "stands here twice";
  reporter.report(code, name.span, `\`${name.text}\` ${what}`, { labels: [{ span: before.span, message: "first here" }] });
}
