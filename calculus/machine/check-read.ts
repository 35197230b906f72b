/** What a machine that was read must satisfy before it is run: numbers that exist, names that are declared, expressions that have types. */
import type { Domain, Variable } from "../core/index.ts";
import type { Diagnostic, Span } from "../diagnostics/index.ts";
import { error, nowhere } from "../diagnostics/index.ts";
import type { Expression, ParsedFile, Type } from "../syntax/index.ts";
import { expressionTypes } from "../typing/index.ts";
import { boolType, describeType, hasUnknownPart, intType, joinTypes, unknownType } from "../values/index.ts";
import type { Command, Effect, Guard, Machine, MachineLocation, MachineProcess } from "./machine.ts";
import { isEndType } from "./types.ts";

/** What is wrong, each with its place in the text. `files` hold the declarations. Linear in the machine. */
export function checkMachine(machine: Machine, files: readonly ParsedFile[]): readonly Diagnostic[] {
  const types = expressionTypes(files);
  const found: Diagnostic[] = [];
  const roles = new Set<string>();
  for (const process of machine.processes) {
    if (roles.has(process.role)) found.push(error("unexpected-token", placeOf(process), `there are two processes called ${process.role}`));
    roles.add(process.role);
    found.push(...new ProcessCheck(machine, process, types).run());
  }
  return found;
}

function placeOf({ locations }: MachineProcess): Span {
  return locations.flatMap(({ commands }) => commands)[0]?.site.span ?? nowhere;
}

class ProcessCheck {
  readonly #machine: Machine;
  readonly #process: MachineProcess;
  readonly #types: ReturnType<typeof expressionTypes>;
  readonly #variables: ReadonlyMap<Variable, Type>;
  readonly #found: Diagnostic[] = [];

  constructor(machine: Machine, process: MachineProcess, types: ReturnType<typeof expressionTypes>) {
    this.#machine = machine;
    this.#process = process;
    this.#types = types;
    this.#variables = new Map(process.variables.map(({ name, type }) => [name, isEndType(type) ? unknownType : type]));
  }

  run(): readonly Diagnostic[] {
    const { role, variables, locations } = this.#process;
    const place = placeOf(this.#process);
    if (this.#variables.size < variables.length) this.#say(place, `two variables of ${role} have one name`);
    if (locations.length === 0) this.#say(place, `${role} has no location to start at`);
    for (const { name, type, initial } of variables) {
      if (initial?.kind === "expression") this.#expression(initial.expression, type, new Map(), initial.expression.span);
      if (initial?.kind === "any") this.#domain(initial.domain, new Map(), place);
      if (this.#machine.definitions.constants.has(name)) this.#say(place, `${name} is a constant`);
    }
    for (const location of locations) {
      this.#dead(location, place);
      for (const command of location.commands) {
        this.#roles(command);
        this.#command(command);
      }
    }
    return this.#found;
  }

  #say(span: Span, message: string): void {
    this.#found.push(error("unexpected-token", span, message));
  }

  /** Roles act in the process that is of them, or is theirs. */
  #roles({ role, joined = [], effect, site }: Command): void {
    const own = this.#process.of ?? [this.#process.role];
    const others = effect.kind === "transfer" ? [effect.from, effect.to] : effect.kind === "give-up" ? effect.roles : [];
    const strange = [...(effect.kind === "give-up" ? [] : [role, ...joined]), ...others].find((one) => !own.includes(one));
    if (strange !== undefined) this.#say(site.span, `${strange} is none of the roles of ${this.#process.role}`);
  }

  #dead({ stopped = [], givenUp = [] }: MachineLocation, place: Span): void {
    const own = this.#process.of ?? [];
    const strange = [...stopped.map(({ role }) => role), ...givenUp].find((one) => !own.includes(one));
    if (strange !== undefined) this.#say(place, `${strange} is none of the roles that a location of ${this.#process.role} is about`);
  }

  #command(command: Command): void {
    const { guard, effect, updates, target, site } = command;
    if (target >= this.#process.locations.length) this.#say(site.span, `there is no location ${String(target)}`);
    this.#guard(guard, site.span);
    this.#effect(effect, site.span);
    const written = new Set<Variable>();
    for (const { variable, value } of updates) {
      const type = this.#variable(variable, site.span);
      if (written.has(variable)) this.#say(site.span, `${variable} is written twice in one step`);
      written.add(variable);
      if (value.kind === "expression") this.#expression(value.expression, type, this.#variables, site.span);
      else if (value.kind === "copy") this.#variable(value.of, site.span);
      else if (value.kind === "payload") {
        this.#expression(value.scrutinee, unknownType, this.#variables, site.span);
        if (guard.kind !== "matches" || guard.cases[guard.index]?.kind !== "constructor")
          this.#say(site.span, "a payload is of the constructor that a `match` has found");
      }
    }
  }

  #guard(guard: Guard, span: Span): void {
    switch (guard.kind) {
      case "always":
        return;
      case "holds":
      case "refutes":
        this.#expression(guard.condition, boolType, this.#variables, span);
        return;
      case "defined":
      case "undefined":
        for (const expression of guard.expressions) this.#expression(expression, unknownType, this.#variables, span);
        if (guard.kind === "undefined" && guard.when !== undefined) this.#expression(guard.when, boolType, this.#variables, span);
        return;
      case "matches":
        if (guard.index >= guard.cases.length) this.#say(span, `there is no case ${String(guard.index)}`);
        this.#expression(guard.scrutinee, unknownType, this.#variables, span);
        for (const one of guard.cases) if (one.kind === "literal") this.#expression(one.value, unknownType, new Map(), span);
        return;
      case "all":
        for (const one of guard.guards) this.#guard(one, span);
        return;
      case "has-end":
      case "has-no-end":
        this.#variable(guard.variable, span);
        return;
    }
  }

  #effect(effect: Effect, span: Span): void {
    switch (effect.kind) {
      case "send":
      case "receive":
        if (effect.channel >= this.#machine.channels.length) this.#say(span, `there is no queue ${String(effect.channel)}`);
        break;
      case "transfer":
        if (effect.payload.length !== effect.variables.length && (effect.half !== "send" || effect.variables.length > 0))
          this.#say(span, "a transfer binds as many variables as it has values");
        break;
      case "any":
        this.#variable(effect.variable, span);
        this.#domain(effect.domain, this.#variables, span);
        break;
      default:
    }
    if (effect.kind === "send" || effect.kind === "transfer")
      for (const expression of effect.payload) this.#expression(expression, unknownType, this.#variables, span);
    if (effect.kind === "receive" || effect.kind === "transfer") for (const variable of effect.variables) this.#variable(variable, span);
  }

  #variable(name: Variable, span: Span): Type {
    const type = this.#variables.get(name);
    if (type === undefined) this.#say(span, `${this.#process.role} has no variable ${name}`);
    return type ?? unknownType;
  }

  #domain(domain: Domain, variables: ReadonlyMap<Variable, Type>, span: Span): void {
    if (domain.kind === "type") {
      if (hasUnknownPart(this.#types.base(domain.type))) this.#say(span, "`any` ranges over a type that is not declared");
      const bound = new Map(variables).set("value", domain.type.kind === "refined" ? domain.type.base : domain.type);
      for (let type = domain.type; type.kind === "refined"; type = type.base) this.#expression(type.predicate, boolType, bound, span);
      return;
    }
    this.#expression(domain.low, intType, variables, span);
    this.#expression(domain.high, intType, variables, span);
  }

  #expression(expression: Expression, expected: Type, variables: ReadonlyMap<Variable, Type>, span: Span): void {
    const { type, diagnostics } = this.#types.typeOf(expression, variables);
    this.#found.push(...diagnostics.filter(({ severity }) => severity === "error"));
    const wanted = isEndType(expected) ? unknownType : this.#types.base(expected);
    if (diagnostics.length === 0 && joinTypes(wanted, type) === undefined)
      this.#found.push(error("type-mismatch", span, `expected ${describeType(wanted)}, found ${describeType(type)}`));
  }
}
