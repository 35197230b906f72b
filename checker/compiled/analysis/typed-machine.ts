/** A machine with terms for its expressions and indices for its variables: what the analysis and the translation read. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Definitions, Domain } from "../../../calculus/core/index.ts";
import type { Command, Guard, Machine, MatchCase, Term, Update } from "../../../calculus/machine/index.ts";
import { termOf } from "../../../calculus/machine/index.ts";
import type { Expression, Type } from "../../../calculus/syntax/index.ts";
import { boolType, intType, unknownType } from "../../../calculus/values/index.ts";
import { receivedKinds, sentKinds } from "./message-kinds.ts";
import type { MessageKind } from "./message-kinds.ts";

/** Absent where an expression is too large for a term. */
export type MaybeTerm = Term | undefined;

export type TypedGuard =
  | { readonly kind: "always" }
  | { readonly kind: "holds" | "refutes"; readonly condition: MaybeTerm }
  | { readonly kind: "defined"; readonly terms: readonly MaybeTerm[] }
  | { readonly kind: "undefined"; readonly when: MaybeTerm; readonly isConditional: boolean; readonly terms: readonly MaybeTerm[] }
  | { readonly kind: "matches"; readonly scrutinee: MaybeTerm; readonly cases: readonly TypedCase[]; readonly index: number }
  | { readonly kind: "all"; readonly guards: readonly TypedGuard[] }
  | { readonly kind: "has-end" | "has-no-end"; readonly variable: number; readonly session?: string; readonly end?: string };

export type TypedCase =
  { readonly kind: "constructor"; readonly name: string } | { readonly kind: "literal"; readonly value: MaybeTerm } | { readonly kind: "wildcard" };

export type TypedDomain =
  { readonly kind: "range"; readonly low: MaybeTerm; readonly high: MaybeTerm } | { readonly kind: "type"; readonly type: Type; readonly domain: Domain };

export interface TypedUpdate {
  readonly variable: number;
  readonly value:
    | { readonly kind: "term"; readonly term: MaybeTerm }
    | { readonly kind: "payload"; readonly scrutinee: MaybeTerm; readonly position: number }
    | { readonly kind: "copy"; readonly of: number }
    | { readonly kind: "unset" };
}

export interface TypedCommand {
  readonly command: Command;
  readonly guard: TypedGuard;
  /** Of a send or a transfer. */
  readonly payload: readonly MaybeTerm[];
  /** What a receive, a transfer or an `any` binds. */
  readonly bound: readonly number[];
  /** Of a send the kind of message that it is (none where that is not known), of a receive those that it may take. */
  readonly kinds: readonly MessageKind[];
  /** Of an `any`. */
  readonly domain?: TypedDomain;
  readonly updates: readonly TypedUpdate[];
}

export interface TypedMachine {
  readonly machine: Machine;
  /** By process and location. */
  readonly commands: readonly (readonly (readonly TypedCommand[])[])[];
}

/** The machine with terms. Linear in its expressions, with the bodies of functions in them. */
export function typedMachine(machine: Machine): TypedMachine {
  return { machine, commands: machine.processes.map((_, process) => typedLocations(machine, process)) };
}

function typedLocations(machine: Machine, process: number): readonly (readonly TypedCommand[])[] {
  const own = machine.processes[process];
  if (own === undefined) return [];
  const indices = new Map(own.variables.map(({ name }, index) => [name, index]));
  const indexOf = (name: string): number => {
    const index = indices.get(name);
    if (index === undefined) throw new Error(`the machine has no variable ${name}`);
    return index;
  };
  const typeOf = (name: string): Type => own.variables[indexOf(name)]?.type ?? unknownType;
  const definitions: Definitions = machine.definitions;
  const variable = (name: string): { readonly process: number; readonly index: number; readonly type: Type } | undefined => {
    const index = indices.get(name);
    return index === undefined ? undefined : { process, index, type: own.variables[index]?.type ?? unknownType };
  };
  const terms = new Map<Expression, MaybeTerm>();
  const term = (expression: Expression, expected: Type): MaybeTerm => {
    if (terms.has(expression)) return terms.get(expression);
    const result = termOf(expression, { definitions, variable }, expected);
    const found = result.ok ? result.term : undefined;
    terms.set(expression, found);
    return found;
  };
  const guardOf = (guard: Guard): TypedGuard => {
    switch (guard.kind) {
      case "always":
        return guard;
      case "holds":
      case "refutes":
        return { kind: guard.kind, condition: term(guard.condition, boolType) };
      case "defined":
        return { kind: "defined", terms: guard.expressions.map((one) => term(one, unknownType)) };
      case "undefined":
        return {
          kind: "undefined",
          when: guard.when === undefined ? undefined : term(guard.when, boolType),
          isConditional: guard.when !== undefined,
          terms: guard.expressions.map((one) => term(one, unknownType)),
        };
      case "matches":
        return { kind: "matches", scrutinee: term(guard.scrutinee, unknownType), cases: guard.cases.map(caseOf), index: guard.index };
      case "all":
        return { kind: "all", guards: guard.guards.map(guardOf) };
      case "has-end":
      case "has-no-end": {
        const { kind, session, end } = guard;
        return { kind, variable: indexOf(guard.variable), ...(session === undefined ? {} : { session }), ...(end === undefined ? {} : { end }) };
      }
      default:
        return assertNever(guard);
    }
  };
  const caseOf = (one: MatchCase): TypedCase => (one.kind === "literal" ? { kind: "literal", value: term(one.value, unknownType) } : one);
  const updateOf = ({ variable: name, value }: Update): TypedUpdate => {
    const index = indexOf(name);
    switch (value.kind) {
      case "expression":
        return { variable: index, value: { kind: "term", term: term(value.expression, typeOf(name)) } };
      case "payload":
        return { variable: index, value: { kind: "payload", scrutinee: term(value.scrutinee, unknownType), position: value.position } };
      case "copy":
        return { variable: index, value: { kind: "copy", of: indexOf(value.of) } };
      case "unset":
        return { variable: index, value };
      default:
        return assertNever(value);
    }
  };
  const commandOf = (command: Command): TypedCommand => {
    const { effect } = command;
    const common = { command, guard: guardOf(command.guard), updates: command.updates.map(updateOf) };
    switch (effect.kind) {
      case "send":
      case "transfer": {
        if (effect.kind === "transfer") {
          const types = effect.variables.map(typeOf);
          const payload = effect.payload.map((one, index) => term(one, types[index] ?? unknownType));
          return { ...common, payload, bound: effect.variables.map(indexOf), kinds: [] };
        }
        const kinds = sentKinds(machine, command.role, effect, { definitions, variable });
        const types = payloadTypes(machine, effect.channel, kinds[0]?.number, effect.label, effect.payload.length);
        return { ...common, payload: effect.payload.map((one, index) => term(one, types[index] ?? unknownType)), bound: [], kinds };
      }
      case "receive":
        return { ...common, payload: [], bound: effect.variables.map(indexOf), kinds: receivedKinds(machine, effect, effect.variables.map(typeOf)) };
      case "any": {
        const { domain } = effect;
        const typed: TypedDomain =
          domain.kind === "range"
            ? { kind: "range", low: term(domain.low, intType), high: term(domain.high, intType) }
            : { kind: "type", type: domain.type, domain };
        return { ...common, payload: [], bound: [indexOf(effect.variable)], kinds: [], domain: typed };
      }
      case "local":
      case "choose":
      case "violate":
      case "stop":
      case "fail":
      case "give-up":
        return { ...common, payload: [], bound: [], kinds: [] };
      default:
        return assertNever(effect);
    }
  };
  return own.locations.map(({ commands }) => commands.map(commandOf));
}

function payloadTypes({ channels }: Machine, channel: number, kind: number | undefined, label: string, arity: number): readonly Type[] {
  const messages = channels[channel]?.messages ?? [];
  const own = kind === undefined ? messages.find((one) => one.label === label && one.types.length === arity) : messages[kind];
  return own?.types ?? [];
}
