/** Machines as text (docs/machine.md, the format): declarations as in a program, then queues, processes, their variables and locations. `readMachine` is the inverse. */
import { assertNever } from "../assert-never.ts";
import type { Definitions, Domain, FaultClause, NetworkArchitecture } from "../core/index.ts";
import { reservedWords } from "../parser/index.ts";
import type { Expression, Type } from "../syntax/index.ts";
import { printExpression, printPlainType, printSource, printString, printType } from "../syntax/index.ts";
import { isUnknown } from "../values/index.ts";
import type { Command, Effect, Guard, Machine, MachineChannel, MachineLocation, MachineProcess, MachineVariable, MatchCase, Update } from "./machine.ts";
import { isEndType } from "./types.ts";

const readable = /^[A-Za-z][A-Za-z0-9_]*$/;
const reserved: ReadonlySet<string> = new Set(reservedWords);

/** A name as it is, or in quotes where it is none of the language: `"q/C"`. */
export function printName(name: string): string {
  return readable.test(name) && !reserved.has(name) ? name : printString(name);
}

/** The text of a machine. Linear in it. */
export function printMachine(machine: Machine): string {
  const lines = [...definitionLines(machine.definitions), `machine ${printName(machine.name)} on ${printNetwork(machine.network)} {`];
  const { faults } = machine;
  if (faults !== undefined) lines.push(`  faults ${faults.name} {`, ...faults.clauses.map((clause) => `    ${printClause(clause)}`), "  }");
  for (const channel of machine.channels) lines.push(`  ${printChannel(channel)}`);
  for (const process of machine.processes) lines.push(...processLines(process));
  lines.push("}");
  return `${lines.join("\n")}\n`;
}

function definitionLines({ types, enums, records, constants, functions }: Definitions): readonly string[] {
  const list = (items: readonly string[]): string => `{ ${items.join(", ")} }`;
  return [
    ...[...types].map(([name, type]) => `type ${name} = ${printType(type)};`),
    ...[...enums.values()].map(
      ({ name, constructors }) =>
        `enum ${name} ${list(constructors.map((one) => (one.payload.length === 0 ? one.name : `${one.name}(${one.payload.map(printPlainType).join(", ")})`)))}`,
    ),
    ...[...records.values()].map(({ name, fields }) => `record ${name} ${list(fields.map((field) => `${field.name}: ${printPlainType(field.type)}`))}`),
    ...[...constants].map(([name, expression]) => `const ${name} = ${printExpression(expression)};`),
    ...[...functions.values()].map(({ name, parameters, result, requires, ensures, body }) => {
      const given = parameters.map((parameter) => `${parameter.name}: ${printPlainType(parameter.type)}`).join(", ");
      const clause = (word: string, expression: Expression | undefined): string => (expression === undefined ? "" : ` ${word} ${printExpression(expression)}`);
      return `fn ${name}(${given}): ${printPlainType(result)}${clause("requires", requires)}${clause("ensures", ensures)}${clause("=", body)};`;
    }),
  ];
}

/** `mailbox bounded(2) lossy` */
export function printNetwork({ order, capacity, lossy, duplicating }: NetworkArchitecture): string {
  return [
    order,
    ...(capacity === undefined ? [] : [`bounded(${String(capacity)})`]),
    ...(lossy ? ["lossy"] : []),
    ...(duplicating ? ["duplicating"] : []),
  ].join(" ");
}

function printClause(clause: FaultClause): string {
  const budget = clause.atMost === undefined ? "" : ` at most ${String(clause.atMost)}`;
  if (clause.kind === "crash") return `crash ${clause.roles.join(", ")}${clause.restarts ? "" : " permanently"}${budget};`;
  const { from, to, label } = clause;
  const between = from === undefined || to === undefined ? "" : ` ${from} -> ${to}${label === undefined ? "" : ` : ${label}`}`;
  return `${clause.kind}${between}${budget};`;
}

function printChannel({ from, to, messages }: MachineChannel): string {
  const held = messages.map(
    (one) => `${from === undefined ? `${printName(one.from)} ` : ""}${printName(one.label)}(${one.types.map(printMachineType).join(", ")})`,
  );
  return `queue ${from === undefined ? "" : `${printName(from)} `}-> ${printName(to)} {${held.length === 0 ? "" : ` ${held.join(", ")} `}}`;
}

/** Types that no text can name have names of their own here: `end` is written `"end"`, and what is not known `"?"`. */
function printMachineType(type: Type): string {
  if (isEndType(type)) return '"end"';
  if (isUnknown(type)) return '"?"';
  switch (type.kind) {
    case "list":
    case "set":
    case "option":
      return `${type.kind}<${printMachineType(type.element)}>`;
    case "map":
      return `map<${printMachineType(type.key)}, ${printMachineType(type.value)}>`;
    case "primitive":
    case "named":
    case "refined":
      return printPlainType(type);
    default:
      return assertNever(type);
  }
}

function processLines({ role, of, variables, locations }: MachineProcess): readonly string[] {
  return [
    `  process ${printName(role)}${of === undefined ? "" : ` of ${names(of)}`} {`,
    ...variables.map((variable) => `    ${printVariable(variable, role)}`),
    ...locations.flatMap(({ commands, isEnd, label, stopped, givenUp }, index) => [
      `    location ${String(index)}${isEnd ? " end" : ""}${label === undefined ? "" : ` at ${printName(label)}`}${printDead(stopped, givenUp)} {`,
      ...commands.map((command) => `      ${printCommand(command, role)}`),
      "    }",
    ]),
    "  }",
  ];
}

function names(roles: readonly string[]): string {
  return roles.map(printName).join(", ");
}

/** Who takes no step any more, and why. */
function printDead(stopped: MachineLocation["stopped"] = [], givenUp: MachineLocation["givenUp"] = []): string {
  const list = (word: string, roles: readonly string[]): string => (roles.length === 0 ? "" : ` ${word} (${names(roles)})`);
  const because = (wanted: "failed" | "assumption"): readonly string[] => stopped.filter(({ why }) => why === wanted).map(({ role }) => role);
  return `${list("failed", because("failed"))}${list("stopped", because("assumption"))}${list("without", givenUp)}`;
}

/** `durable x: int = 0;`, `variable x_1 of A.x frame 1: int;` */
function printVariable({ name, source, type, durable, initial }: MachineVariable, role: string): string {
  const same = source.role === role && source.variable === name;
  const origin = same ? "" : ` of ${printName(source.role)}.${printName(source.variable)}`;
  const frame = source.frame === undefined ? "" : ` frame ${String(source.frame)}`;
  return `${durable ? "durable" : "variable"} ${name}${origin}${frame}: ${printMachineType(type)}${printInitial(initial)};`;
}

function printInitial(initial: MachineVariable["initial"]): string {
  if (initial === undefined) return "";
  switch (initial.kind) {
    case "expression":
      return ` = ${printExpression(initial.expression)}`;
    case "any":
      return ` = ${printDomain(initial.domain)}`;
    case "value": {
      const { value } = initial;
      if (typeof value !== "object" || value.kind !== "endpoint") throw new Error("a variable begins with a value that no text denotes");
      return ` = end ${printName(value.session)}.${printName(value.role)}`;
    }
    default:
      return assertNever(initial);
  }
}

function printDomain(domain: Domain): string {
  return printSource({ kind: "any", domain: { ...domain, span: { file: 0, start: 0, end: 0 } } });
}

function printCommand({ role, joined, guard, effect, updates, target, rules }: Command, own: string): string {
  const parts = [
    ...(role === own ? [] : [`as ${names([role, ...(joined ?? [])])}`]),
    ...(guard.kind === "always" ? [] : [printGuard(guard)]),
    printEffect(effect),
    ...(updates.length === 0 ? [] : [`do ${updates.map(printUpdate).join(", ")}`]),
    `goto ${String(target)}${rules.length === 0 ? "" : ` by ${rules.map(printString).join(", ")}`}`,
  ];
  return `${parts.join("; ")};`;
}

function printGuard(guard: Exclude<Guard, { kind: "always" }>): string {
  const list = (expressions: readonly Expression[]): string => `(${expressions.map(printExpression).join(", ")})`;
  switch (guard.kind) {
    case "holds":
      return `when ${printExpression(guard.condition)}`;
    case "refutes":
      return `unless ${printExpression(guard.condition)}`;
    case "defined":
      return `defined ${list(guard.expressions)}`;
    case "undefined":
      return `undefined ${list(guard.expressions)}${guard.when === undefined ? "" : ` when ${printExpression(guard.when)}`}`;
    case "matches":
      return `match ${printExpression(guard.scrutinee)} { ${guard.cases.map(printCase).join(", ")} } case ${String(guard.index)}`;
    case "all":
      return `all { ${guard.guards.map((one) => (one.kind === "always" ? "" : `${printGuard(one)}; `)).join("")}}`;
    case "has-end":
      return `holds ${guard.variable} end ${printName(guard.session ?? "")}.${printName(guard.end ?? "")}`;
    case "has-no-end":
      return `lacks ${guard.variable}`;
    default:
      return assertNever(guard);
  }
}

/** A constructor stands behind `is`, so that it is not taken for an expression. */
function printCase(one: MatchCase): string {
  switch (one.kind) {
    case "wildcard":
      return "_";
    case "constructor":
      return `is ${one.name}`;
    case "literal":
      return printExpression(one.value);
    default:
      return assertNever(one);
  }
}

function printEffect(effect: Effect): string {
  switch (effect.kind) {
    case "local":
      return "skip";
    case "stop":
    case "fail":
      return effect.kind;
    case "choose":
      return `choose ${String(effect.branch)}`;
    case "violate":
      return `violate ${printString(effect.text)}`;
    case "any":
      return `${effect.variable} := ${printDomain(effect.domain)}`;
    case "send":
      return `send ${String(effect.channel)} to ${printName(effect.to)} ${printName(effect.label)}(${effect.payload.map(printExpression).join(", ")})`;
    case "receive": {
      const sender = effect.sender === effect.from ? "" : ` sent ${printName(effect.sender)}`;
      return `receive ${String(effect.channel)} from ${printName(effect.from)}${sender} ${printName(effect.label)}(${effect.variables.join(", ")})`;
    }
    case "transfer": {
      const message = `${printName(effect.label)}(${effect.payload.map(printExpression).join(", ")})`;
      const bound = effect.variables.join(", ");
      if (effect.half === "receive") return `take ${printName(effect.from)} ${message} into (${bound})`;
      return `${effect.half === "send" ? "post" : "transfer"} ${printName(effect.to)} ${message} into (${bound})`;
    }
    case "give-up":
      return `without (${names(effect.roles)})`;
    default:
      return assertNever(effect);
  }
}

function printUpdate({ variable, value }: Update): string {
  switch (value.kind) {
    case "expression":
      return `${variable} := ${printExpression(value.expression)}`;
    case "payload":
      return `${variable} payload ${String(value.position)} (${printExpression(value.scrutinee)})`;
    case "copy":
      return `${variable} copy ${value.of}`;
    case "unset":
      return `${variable} unset`;
    default:
      return assertNever(value);
  }
}
