/**
 * What variables and messages may hold: types, and ends of further sessions. Starts from what is declared and follows sends, receives and updates to the
 * least fixpoint. Where values of different types meet (in programs that are not well typed, or where procedures use one name for two things) the type is
 * not known, and everything that follows from it is not either.
 */
import type { Definitions, MessageLabel, Role, Variable } from "../core/index.ts";
import { present } from "../present.ts";
import type { Expression, Type } from "../syntax/index.ts";
import { hasUnknownPart, intType, isUnknown, joinTypes, typeKey, unknownType } from "../values/index.ts";
import type { DraftCommand, DraftVariable, GivenEnd } from "./draft.ts";
import type { Update } from "./machine.ts";
import type { TermScope } from "./term.ts";
import { termOf } from "./term-of.ts";
import { baseTypeOf, endType, isEndType } from "./types.ts";

/** One side of a queue: a role, or `q/C`. */
export type Side = string;

export interface Message {
  readonly from: Side;
  readonly to: Side;
  readonly label: MessageLabel;
  readonly types: readonly Type[];
}

export interface Flow {
  /** By process and variable; `unknownType` (or a type with unknown parts) where it is not known. */
  readonly types: readonly (readonly Type[])[];
  /** Which ends a variable may hold, by process and variable. */
  readonly ends: readonly (readonly ReadonlySet<string>[])[];
  /** What is sent, in the order in which it was found. */
  readonly messages: readonly Message[];
}

export type FlowResult = { readonly ok: true; readonly flow: Flow } | { readonly ok: false; readonly reason: string };

/** `q/C` */
export function endKey({ session, role }: GivenEnd): string {
  return `${session}/${role}`;
}

/** The end with this key. */
export function endOfKey(key: string): GivenEnd {
  const at = key.indexOf("/");
  return { session: key.slice(0, at), role: key.slice(at + 1) };
}

/** The queues on which a send or receive of a process is done: one for each end that its variable may hold, or that of its own session. */
export function sidesOf(
  role: Role,
  effect: { readonly kind: "send" | "receive"; readonly peer: Role; readonly session?: Variable },
  ends: (variable: Variable) => ReadonlySet<string>,
): readonly { readonly end?: GivenEnd; readonly from: Side; readonly to: Side }[] {
  const direct = (own: Side, other: Side): { readonly from: Side; readonly to: Side } =>
    effect.kind === "send" ? { from: own, to: other } : { from: other, to: own };
  if (effect.session === undefined) return [direct(role, effect.peer)];
  return [...ends(effect.session)].sort().map((key) => {
    const end = endOfKey(key);
    return { end, ...direct(key, endKey({ session: end.session, role: effect.peer })) };
  });
}

/** What is followed of a process. */
export interface FlowProcess {
  readonly role: Role;
  readonly variables: readonly Pick<DraftVariable, "name" | "field" | "end">[];
  readonly locations: readonly { readonly commands: readonly Pick<DraftCommand, "guard" | "effect" | "updates">[] }[];
}

interface Cell {
  type: Type;
  readonly ends: Set<string>;
}

/** What a variable's type is that holds values of different ones. */
const mixed: Type = { kind: "named", name: { text: "'mixed", span: unknownType.span }, span: unknownType.span };

function isMixed(type: Type): boolean {
  return type.kind === "named" && type.name.text === "'mixed";
}

type FollowedEffect = FlowProcess["locations"][number]["commands"][number]["effect"];

/** By send: the receives that take what it sends, with their processes. */
export type Meetings = ReadonlyMap<FollowedEffect, ReadonlyMap<FollowedEffect, number>>;

/**
 * `meetings`: a receive is told only what these sends send, and of one label and number of values there are several messages where their types differ; absent: what has
 * that label on that queue. @returns the flow, or why there is none: an end shares a variable with something else, or an expression is too large.
 */
export function messageFlow(processes: readonly FlowProcess[], definitions: Definitions, meetings?: Meetings): FlowResult {
  const settled = new Set<string>();
  for (;;) {
    const flow = new Fixpoint(processes, definitions, settled, meetings);
    const before = settled.size;
    const reason = flow.run();
    if (reason !== undefined) return { ok: false, reason };
    if (settled.size === before) return { ok: true, flow: flow.result() };
  }
}

class Fixpoint {
  readonly #processes: readonly FlowProcess[];
  readonly #definitions: Definitions;
  /** Cells that were found to mix types: they start so, because what was concluded from a narrower type would be wrong. */
  readonly #mixed: Set<string>;
  readonly #variables: readonly (readonly Cell[])[];
  readonly #indices: readonly ReadonlyMap<Variable, number>[];
  readonly #messages = new Map<string, { readonly from: Side; readonly to: Side; readonly label: MessageLabel; readonly cells: readonly Cell[] }>();
  readonly #known = new WeakMap<Expression, Type>();
  readonly #meetings: Meetings | undefined;
  #changed = true;
  #reason: string | undefined;

  constructor(processes: readonly FlowProcess[], definitions: Definitions, mixedCells: Set<string>, meetings: Meetings | undefined) {
    this.#processes = processes;
    this.#meetings = meetings;
    this.#definitions = definitions;
    this.#mixed = mixedCells;
    this.#indices = processes.map(({ variables }) => new Map(variables.map(({ name }, index) => [name, index])));
    this.#variables = processes.map(({ role, variables }) =>
      variables.map(({ name, field, end }) => {
        const cell = this.#cell(`${role}.${name}`, field === undefined ? unknownType : baseTypeOf(field.type, definitions));
        if (end !== undefined) this.#flow(cell, `${role}.${name}`, { type: endType, ends: new Set([endKey(end)]) });
        return cell;
      }),
    );
  }

  run(): string | undefined {
    while (this.#changed && this.#reason === undefined) {
      this.#changed = false;
      for (const [index, process] of this.#processes.entries())
        for (const location of process.locations) for (const command of location.commands) this.#follow(index, process, command);
    }
    return this.#reason;
  }

  result(): Flow {
    const messages = this.#meetings === undefined ? undefined : this.#kinds(this.#meetings);
    return {
      types: this.#variables.map((cells) => cells.map(typeIn)),
      ends: this.#variables.map((cells) => cells.map(({ ends }) => ends)),
      messages: messages ?? [...this.#messages.values()].map(({ from, to, label, cells }) => ({ from, to, label, types: cells.map(typeIn) })),
    };
  }

  /** What is sent, by types that agree; who receives it is told what others that agree with it have filled in. */
  #kinds(meetings: Meetings): readonly Message[] {
    const found = new Map<string, (Message & { readonly sends: FollowedEffect[] })[]>();
    for (const [process, { role, locations }] of this.#processes.entries())
      for (const { effect } of locations.flatMap(({ commands }) => commands)) {
        if (effect.kind !== "send") continue;
        const { to, label } = effect;
        const sent = effect.payload.map((expression) => typeIn(this.#valueOf(process, expression)));
        const kinds = found.get(messageKey(role, to, label, sent.length)) ?? [];
        found.set(messageKey(role, to, label, sent.length), kinds);
        const number = kinds.findIndex(({ types }) => agreed(types, sent) !== undefined);
        const before = kinds[number];
        if (before === undefined) kinds.push({ from: role, to, label, types: sent, sends: [effect] });
        else kinds[number] = { ...before, types: agreed(before.types, sent) ?? before.types, sends: [...before.sends, effect] };
      }
    const all = [...found.values()].flat();
    for (const { types, sends } of all)
      for (const [receive, process] of sends.flatMap((send) => [...(meetings.get(send) ?? [])]))
        this.#told(process, receive, (position) => ({ type: types[position] ?? unknownType, ends: new Set() }));
    return all.map(({ from, to, label, types }) => ({ from, to, label, types }));
  }

  /** What the receive binds. */
  #told(process: number, receive: FollowedEffect, values: (position: number) => Cell): void {
    if (receive.kind !== "receive") return;
    const { role } = present(this.#processes[process]);
    receive.variables.forEach((name, position) => {
      this.#flow(present(this.#variable(process, name)), `${role}.${name}`, values(position));
    });
  }

  #cell(key: string, type: Type): Cell {
    return { type: this.#mixed.has(key) ? mixed : type, ends: new Set() };
  }

  /** What `from` may hold `to` may hold as well. */
  #flow(to: Cell, key: string, from: Cell): void {
    for (const end of from.ends) {
      if (to.ends.has(end)) continue;
      to.ends.add(end);
      this.#changed = true;
    }
    if (isUnknown(from.type) || isMixed(to.type)) return;
    const joined = joinTypes(to.type, from.type);
    if (joined === undefined) {
      if (isEndType(to.type) || isEndType(from.type)) this.#reason = `${key} may hold the end of a session and other values`;
      this.#mixed.add(key);
      to.type = mixed;
      this.#changed = true;
    } else if (hasUnknownPart(to.type) && !same(to.type, joined)) {
      to.type = joined;
      this.#changed = true;
    }
  }

  #scope(process: number): TermScope {
    return {
      definitions: this.#definitions,
      variable: (name) => {
        const index = this.#indices[process]?.get(name);
        return index === undefined ? undefined : { process, index, type: present(this.#variables[process]?.[index]).type };
      },
    };
  }

  #typeOf(process: number, expression: Expression): Type {
    const known = this.#known.get(expression);
    if (known !== undefined) return known;
    const result = termOf(expression, this.#scope(process));
    if (!result.ok) {
      this.#reason = result.reason;
      return unknownType;
    }
    const { type } = result.term;
    if (!hasUnknownPart(type) && expression.kind !== "name") this.#known.set(expression, type);
    return type;
  }

  /** What an expression may evaluate to. */
  #valueOf(process: number, expression: Expression): Cell {
    const variable = expression.kind === "name" ? this.#variable(process, expression.name.text) : undefined;
    return variable ?? { type: this.#typeOf(process, expression), ends: new Set() };
  }

  #variable(process: number, name: Variable): Cell | undefined {
    const index = this.#indices[process]?.get(name);
    return index === undefined ? undefined : this.#variables[process]?.[index];
  }

  #follow(process: number, { role }: FlowProcess, { guard, effect, updates }: FlowProcess["locations"][number]["commands"][number]): void {
    const bind = (name: Variable, value: Cell): void => this.#flow(present(this.#variable(process, name)), `${role}.${name}`, value);
    const endsOf = (name: Variable): ReadonlySet<string> => this.#variable(process, name)?.ends ?? new Set<string>();
    if (effect.kind === "any") {
      const { domain, variable } = effect;
      bind(variable, { type: domain.kind === "range" ? intType : baseTypeOf(domain.type, this.#definitions), ends: new Set() });
    } else if (effect.kind === "send") {
      const values = effect.payload.map((expression) => this.#valueOf(process, expression));
      if (this.#meetings !== undefined)
        for (const [receive, receiver] of this.#meetings.get(effect) ?? []) this.#told(receiver, receive, (position) => present(values[position]));
      else
        for (const { from, to } of sidesOf(role, { ...effect, peer: effect.to }, endsOf)) {
          const cells = this.#message(from, to, effect.label, values.length);
          cells.forEach((cell, position) => this.#flow(cell, `${from}→${to} ${effect.label} ${String(position)}`, present(values[position])));
        }
    } else if (effect.kind === "receive" && this.#meetings === undefined) {
      for (const { from, to } of sidesOf(role, { ...effect, peer: effect.from }, endsOf)) {
        const sent = this.#messages.get(messageKey(from, to, effect.label, effect.variables.length));
        effect.variables.forEach((name, position) => {
          if (sent !== undefined) bind(name, present(sent.cells[position]));
        });
      }
    }
    for (const { variable, value } of updates) {
      const found = this.#updated(process, value, guard.kind === "matches" ? guard.cases[guard.index] : undefined);
      if (found !== undefined) bind(variable, found);
    }
  }

  #updated(process: number, value: Update["value"], matched: { readonly kind: string; readonly name?: string } | undefined): Cell | undefined {
    switch (value.kind) {
      case "expression":
        return this.#valueOf(process, value.expression);
      case "payload":
        return { type: this.#payloadType(this.#typeOf(process, value.scrutinee), matched?.name ?? "", value.position), ends: new Set() };
      case "copy":
        return this.#variable(process, value.of);
      case "unset":
        return undefined;
    }
  }

  #payloadType(scrutinee: Type, name: string, position: number): Type {
    if (scrutinee.kind === "option") return scrutinee.element;
    const constructor = this.#definitions.constructors.get(name)?.constructors.find((candidate) => candidate.name === name);
    const type = constructor?.payload[position];
    return type === undefined ? unknownType : baseTypeOf(type, this.#definitions);
  }

  #message(from: Side, to: Side, label: MessageLabel, count: number): readonly Cell[] {
    const key = messageKey(from, to, label, count);
    const known = this.#messages.get(key);
    if (known !== undefined) return known.cells;
    const cells = Array.from({ length: count }, (_, position) => this.#cell(`${from}→${to} ${label} ${String(position)}`, unknownType));
    this.#messages.set(key, { from, to, label, cells });
    this.#changed = true;
    return cells;
  }
}

function messageKey(from: Side, to: Side, label: MessageLabel, count: number): string {
  return `${from}→${to} ${label}/${String(count)}`;
}

function typeIn({ type }: Cell): Type {
  return isMixed(type) ? unknownType : type;
}

/** The types that both stand for; undefined where some differ. */
function agreed(left: readonly Type[], right: readonly Type[]): readonly Type[] | undefined {
  const joined = left.map((type, index) => joinTypes(type, present(right[index])));
  return joined.every((type) => type !== undefined) ? joined : undefined;
}

/** Equal types, where one came of the other by filling in what was open. */
function same(left: Type, right: Type): boolean {
  return left === right || typeKey(left) === typeKey(right);
}
