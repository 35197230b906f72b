/** The effect of one command on what is known: the abstract counterpart of a step. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Definitions } from "../../../calculus/core/index.ts";
import type { Machine } from "../../../calculus/machine/index.ts";
import { mentionsVariables, shapeOfDomain } from "./domain-shape.ts";
import { cellOf, knowing, narrow } from "./knowledge.ts";
import type { Cell, Knowledge } from "./knowledge.ts";
import { anyShape, interval, join, meet, noShape, sumOf } from "./shape.ts";
import type { Shape } from "./shape.ts";
import { assume, shapeOfTerm, without } from "./term-shape.ts";
import { tagOfMessage } from "./message-kinds.ts";
import type { MaybeTerm, TypedCase, TypedCommand, TypedGuard } from "./typed-machine.ts";
import { shapeOfType } from "./type-shape.ts";

/** What the variables of one process may hold at one location. */
export type Cells = readonly Cell[];

/** What is in messages: by channel and `messageKey` with its tag. */
export interface MessageShapes {
  readonly payload: (channel: number, key: string) => readonly Shape[] | undefined;
}

export interface Transferred {
  /** Of the process afterwards. */
  readonly cells: Cells;
  readonly sent?: { readonly channel: number; readonly key: string; readonly payload: readonly Shape[] };
}

/** Tells messages of a channel apart: by label and number of values, in a mailbox also by the sender; where that is not enough, `MessageKind.tag` stands behind it. */
export function messageKey(machine: Machine, from: string, label: string, arity: number): string {
  return `${machine.network.order === "mailbox" ? `${from}\u0000` : ""}${label}\u0000${arity}`;
}

/** The key with its tag of a message of the channel, by its number. */
export function keyOfMessage(machine: Machine, channel: number, number: number): string | undefined {
  const message = machine.channels[channel]?.messages[number];
  return message === undefined
    ? undefined
    : `${messageKey(machine, message.from, message.label, message.types.length)}${tagOfMessage(machine, channel, number)}`;
}

/** What is known where the guard has been passed; undefined: it cannot be. */
export function passGuard(guard: TypedGuard, knowledge: Knowledge, definitions: Definitions): Knowledge | undefined {
  switch (guard.kind) {
    case "always":
      return knowledge;
    case "holds":
    case "refutes":
      return guard.condition === undefined ? knowledge : assume(guard.condition, guard.kind === "holds", knowledge, definitions);
    case "defined":
      return guard.terms.every((term) => mayHaveValue(term, knowledge, definitions)) ? knowledge : undefined;
    case "undefined": {
      const inner = guard.when === undefined ? knowledge : assume(guard.when, true, knowledge, definitions);
      if (inner === undefined) return undefined;
      return guard.terms.some((term) => term === undefined || shapeOfTerm(term, inner, definitions).mayFail) ? inner : undefined;
    }
    case "matches": {
      const before = guard.cases
        .slice(0, guard.index)
        .reduce<Knowledge | undefined>((known, one) => exclude(guard.scrutinee, one, known, definitions), knowledge);
      const chosen = guard.cases[guard.index];
      return before === undefined || chosen === undefined ? undefined : includeCase(guard.scrutinee, chosen, before, definitions);
    }
    case "all":
      return guard.guards.reduce<Knowledge | undefined>((known, one) => (known === undefined ? undefined : passGuard(one, known, definitions)), knowledge);
    case "has-end":
      return knowledge;
    case "has-no-end":
      return knowledge;
    default:
      return assertNever(guard);
  }
}

function mayHaveValue(term: MaybeTerm, knowledge: Knowledge, definitions: Definitions): boolean {
  return term === undefined || shapeOfTerm(term, knowledge, definitions).shape.kind !== "none";
}

function exclude(scrutinee: MaybeTerm, one: TypedCase, knowledge: Knowledge | undefined, definitions: Definitions): Knowledge | undefined {
  if (knowledge === undefined || scrutinee === undefined) return knowledge;
  const { shape } = shapeOfTerm(scrutinee, knowledge, definitions);
  switch (one.kind) {
    case "wildcard":
      return undefined;
    case "constructor":
      if (shape.kind !== "sum") return knowledge;
      return narrow(knowledge, scrutinee, sumOf(shape.cases.filter(({ name }) => name !== one.name)));
    case "literal": {
      if (one.value === undefined) return knowledge;
      return narrow(knowledge, scrutinee, without(shape, shapeOfTerm(one.value, knowledge, definitions).shape));
    }
    default:
      return assertNever(one);
  }
}

function includeCase(scrutinee: MaybeTerm, one: TypedCase, knowledge: Knowledge, definitions: Definitions): Knowledge | undefined {
  if (scrutinee === undefined) return knowledge;
  const { shape } = shapeOfTerm(scrutinee, knowledge, definitions);
  switch (one.kind) {
    case "wildcard":
      return shape.kind === "none" ? undefined : knowledge;
    case "constructor":
      return shape.kind === "sum" ? narrow(knowledge, scrutinee, sumOf(shape.cases.filter(({ name }) => name === one.name))) : knowledge;
    case "literal": {
      if (one.value === undefined) return knowledge;
      return narrow(knowledge, scrutinee, meet(shape, shapeOfTerm(one.value, knowledge, definitions).shape));
    }
    default:
      return assertNever(one);
  }
}

/** The shape of the scrutinee's payload at a place, in the case that a `matches` guard has passed. */
export function payloadShape(scrutinee: MaybeTerm, guard: TypedGuard, position: number, knowledge: Knowledge, definitions: Definitions): Shape {
  const chosen = guard.kind === "matches" ? guard.cases[guard.index] : undefined;
  if (scrutinee === undefined || chosen?.kind !== "constructor") return anyShape;
  const { shape } = shapeOfTerm(scrutinee, knowledge, definitions);
  return shape.kind === "sum" ? (shape.cases.find(({ name }) => name === chosen.name)?.payload[position] ?? noShape) : anyShape;
}

/** What the command does where this is known of its process; undefined: it is not enabled there. */
export function transfer(typed: TypedCommand, process: number, cells: Cells, machine: Machine, messages: MessageShapes): Transferred | undefined {
  const { definitions } = machine;
  const base = knowing((other, index) => (other === process ? (cells[index] ?? anything) : anything));
  const passed = passGuard(typed.guard, base, definitions);
  if (passed === undefined) return undefined;
  const { command } = typed;
  const { effect } = command;
  const bound = new Map<number, Shape>();
  let sent: Transferred["sent"];
  switch (effect.kind) {
    case "send":
    case "transfer": {
      const payload = typed.payload.map((term) => shapeOf(term, passed, definitions));
      if (payload.some(({ kind }) => kind === "none")) return undefined;
      if (effect.kind === "transfer") typed.bound.forEach((variable, index) => bound.set(variable, payload[index] ?? anyShape));
      else sent = { channel: effect.channel, key: `${messageKey(machine, command.role, effect.label, payload.length)}${typed.kinds[0]?.tag ?? ""}`, payload };
      break;
    }
    case "receive": {
      const key = messageKey(machine, effect.sender, effect.label, typed.bound.length);
      const tags = typed.kinds.length <= 1 ? [""] : typed.kinds.flatMap(({ tag, isHeld }) => (isHeld ? [tag] : []));
      const told = tags.map((tag) => messages.payload(effect.channel, `${key}${tag}`)).filter((payload) => payload !== undefined);
      if (told.length === 0) return undefined;
      typed.bound.forEach((variable, index) => bound.set(variable, told.map((payload) => payload[index] ?? anyShape).reduce(join)));
      break;
    }
    case "any": {
      const [variable] = typed.bound;
      if (variable !== undefined) bound.set(variable, domainShape(typed, process, machine, passed));
      break;
    }
    case "local":
    case "choose":
    case "violate":
    case "stop":
    case "fail":
    case "give-up":
      break;
    default:
      return assertNever(effect);
  }
  const variables = machine.processes[process]?.variables ?? [];
  const after: Cell[] = cells.map((cell, index) => (passed.narrowed.size === 0 ? cell : cellOf(passed, process, index)));
  for (const [index, shape] of bound) {
    const variable = variables[index];
    if (shape.kind === "none" || variable === undefined) return undefined;
    after[index] = { shape: meet(shape, shapeOfType(variable.type, definitions)), mayBeUnset: false };
  }
  if (typed.updates.length === 0) return { cells: after, ...(sent === undefined ? {} : { sent }) };
  const read = bound.size === 0 ? passed : { ...knowing((other, index) => (other === process ? (after[index] ?? anything) : anything)), locals: passed.locals };
  const written = typed.updates.map(({ variable: index, value }): readonly [number, Cell] => {
    const type = variables[index]?.type;
    const whole = type === undefined ? anyShape : shapeOfType(type, definitions);
    switch (value.kind) {
      case "unset":
        return [index, { shape: noShape, mayBeUnset: true }];
      case "copy":
        return [index, after[value.of] ?? anything];
      case "payload":
        return [index, { shape: meet(payloadShape(value.scrutinee, typed.guard, value.position, passed, definitions), whole), mayBeUnset: false }];
      case "term":
        return [index, { shape: meet(shapeOf(value.term, read, definitions), whole), mayBeUnset: false }];
      default:
        return assertNever(value);
    }
  });
  for (const [index, cell] of written) {
    if (cell.shape.kind === "none" && !cell.mayBeUnset) return undefined;
    after[index] = cell;
  }
  return { cells: after, ...(sent === undefined ? {} : { sent }) };
}

const anything: Cell = { shape: anyShape, mayBeUnset: true };

function shapeOf(term: MaybeTerm, knowledge: Knowledge, definitions: Definitions): Shape {
  return term === undefined ? anyShape : shapeOfTerm(term, knowledge, definitions).shape;
}

/** What an `any` chooses from. */
function domainShape({ domain }: TypedCommand, process: number, machine: Machine, knowledge: Knowledge): Shape {
  if (domain === undefined) return anyShape;
  if (domain.kind === "type") {
    const names = new Set(machine.processes[process]?.variables.map(({ name }) => name));
    if (mentionsVariables(domain.type, names, machine.definitions)) return shapeOfType(domain.type, machine.definitions);
    return shapeOfDomain(domain.domain, domain.type, machine.definitions);
  }
  const [low, high] = [shapeOf(domain.low, knowledge, machine.definitions), shapeOf(domain.high, knowledge, machine.definitions)];
  return interval(low.kind === "integer" ? low.low : undefined, high.kind === "integer" ? high.high : undefined);
}
