/**
 * The process of a role as a symbolic transition system, for other tools: a script of SMT-LIB 2.6 with the annotations of VMT-LIB (Cimatti, Griggio and Tonetta, The
 * VMT-LIB Language and Tools, SMT 2022), which solvers that do not know them pass over. No name of a program begins with `'`. State variables are `'pc` and the leaves of the role's variables; `x'` is the
 * next of `x`; what a message carries and what is chosen are inputs, and `'action` says what the step shows.
 *
 *     init    pc = 0 ∧ what declarations say                step    ⋁ pc = ℓ ∧ guard ∧ effect ∧ pc′ = ℓ′ ∧ x′ = … ∧ what is not written stays
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Model, Role } from "../../../calculus/core/index.ts";
import { machineOfChoreography } from "../../../calculus/machine/index.ts";
import type { Machine, MachineProcess, TermScope } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { unknownType } from "../../../calculus/values/index.ts";
import type { TypedCommand } from "../../compiled/analysis/index.ts";
import { typedMachine } from "../../compiled/analysis/index.ts";
import { initialState } from "../head-first/states.ts";
import { newDeclarations } from "../solver/declarations.ts";
import { newTerms, printSort, printSymbol, printTerm } from "../terms/index.ts";
import type { Sort, Symbol, Term } from "../terms/index.ts";
import type { Cell, Cells, Context, SymbolicValue, ValueShape } from "../values/index.ts";
import {
  cellTerms,
  chooseValue,
  encodeGuard,
  encodeTerms,
  encodeUpdates,
  equalCells,
  equalValues,
  freshCell,
  freshValue,
  newContext,
  refuse,
  Refusal,
  shapeOf,
  storeCell,
  storeValue,
} from "../values/index.ts";

export type RoleSystem = { readonly role: Role } & ({ readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string });

/** Where a role is that failed, and one whose assumption is false. */
const stopped = { failed: -1, assumption: -2 } as const;

/** One system for each role of the network of a closed and projectable choreography. Linear in the machine. */
export function roleSystems(model: Model, subject: string | undefined): readonly RoleSystem[] {
  const result = machineOfChoreography(model, subject);
  if (!result.ok) return [...(model.procedures.get(subject ?? "")?.roles ?? [])].map((role) => ({ role, ok: false, reason: result.reason }));
  const { machine } = result.built;
  const { commands } = typedMachine(machine);
  return machine.processes.map((process, number): RoleSystem => {
    try {
      return { role: process.role, ok: true, text: systemText(process, number, present(commands[number]), machine) };
    } catch (error) {
      if (error instanceof Refusal) return { role: process.role, ok: false, reason: error.message };
      throw error;
    }
  });
}

interface Slot {
  readonly shape: ValueShape;
  readonly now: Cell;
  readonly next: Cell;
}

interface Scene {
  readonly process: MachineProcess;
  readonly number: number;
  readonly machine: Machine;
  readonly scope: TermScope;
  readonly slots: readonly Slot[];
  readonly action: Sort;
  readonly pc: readonly [Term, Term];
  readonly context: Context;
}

/** @throws Refusal */
function systemText(process: MachineProcess, number: number, commands: readonly (readonly TypedCommand[])[], machine: Machine): string {
  const context = newContext({ terms: newTerms(), definitions: machine.definitions, arithmetic: "integers" });
  const { terms } = context;
  const slots = process.variables.map(({ name, type }): Slot => {
    const shape = shapeOf(type, context);
    return { shape, now: freshCell(name, shape, true, context).cell, next: freshCell(`${name}'`, shape, true, context).cell };
  });
  const names = new Set(commands.flatMap((all) => all.map((typed) => actionOf(typed))));
  const action: Sort = { kind: "enumeration", name: "Action", members: [...names].sort() };
  const pc = [terms.symbol("'pc", terms.integer(0).sort), terms.symbol("'pc'", terms.integer(0).sort)] as const;
  const indices = new Map(process.variables.map(({ name }, index) => [name, index]));
  const scope: TermScope = {
    definitions: machine.definitions,
    variable: (name) => {
      const index = indices.get(name);
      return index === undefined ? undefined : { process: number, index, type: process.variables[index]?.type ?? unknownType };
    },
  };
  const scene: Scene = { process, number, machine, scope, slots, action, pc, context };
  const step = terms.or(...commands.flatMap((all, location) => all.map((typed) => stepOf(typed, location, scene))));
  const initial = initialState({ process, scope }, context);
  const start = terms.and(
    terms.equal(pc[0], terms.integer(0)),
    initial.reach,
    ...slots.map(({ shape, now }, index) => {
      const { cell, fits } = storeCell(present(initial.cells[index]), shape, true, context);
      return terms.and(fits, equalCells(now, cell, context));
    }),
  );
  const ends = process.locations.flatMap(({ isEnd }, location) => (isEnd ? [terms.equal(pc[0], terms.integer(location))] : []));
  return written(process.role, scene, { start, step, end: terms.or(...ends), assumed: terms.and(...context.assumptions) });
}

function written(
  role: Role,
  { slots, pc, context }: Scene,
  { start, step, end, assumed }: { readonly start: Term; readonly step: Term; readonly end: Term; readonly assumed: Term },
): string {
  const pairs: (readonly [Term, Term])[] = [pc];
  for (const { now, next } of slots) {
    const [these, those] = [cellTerms(now), cellTerms(next)];
    these.forEach((term, index) => pairs.push([term, present(those[index])]));
  }
  const variables = pairs.filter((pair): pair is readonly [Symbol, Symbol] => pair.every(({ kind }) => kind === "symbol"));
  const define = (name: string, term: Term, note: string): string => `(define-fun ${name} () ${printSort(term.sort)} (! ${printTerm(term)} ${note}))`;
  const lines = [
    `; the process of ${role}: 'pc is where it is, ${String(stopped.failed)} after a failure, ${String(stopped.assumption)} where its assumption was false`,
    "(set-logic ALL)",
    ...newDeclarations().declare([...variables.flat(), start, step, end, assumed]),
    ...variables.map(
      ([now, next], index) => `(define-fun |'next ${String(index)}| () ${printSort(now.sort)} (! ${printTerm(now)} :next ${printSymbol(next.name)}))`,
    ),
    ...(assumed === context.terms.true ? [] : [`(assert ${printTerm(assumed)})`]),
    define("|'init|", start, ":init true"),
    define("|'trans|", step, ":trans true"),
    define("|'end|", end, ":predicate true"),
  ];
  return `${lines.join("\n")}\n`;
}

/** What a step shows. */
function actionOf({ command: { effect } }: TypedCommand): string {
  switch (effect.kind) {
    case "send":
      return `${effect.to}!${effect.label}`;
    case "receive":
      return `${effect.sender}?${effect.label}`;
    case "any":
    case "choose":
    case "local":
    case "violate":
    case "stop":
    case "fail":
    case "transfer":
    case "give-up":
      return `'${effect.kind}`;
    default:
      return assertNever(effect);
  }
}

/** @throws Refusal */
function stepOf(typed: TypedCommand, location: number, scene: Scene): Term {
  const { context, slots, number, action, pc } = scene;
  const { terms } = context;
  const { command } = typed;
  const { effect } = command;
  const now: Cells = (_, index) => present(slots[index]).now;
  const conditions: Term[] = [terms.equal(pc[0], terms.integer(location)), encodeGuard(typed.guard, number, now, context)];
  const bound = slots.map((slot) => slot.now);
  let target = command.target;
  switch (effect.kind) {
    case "any": {
      const [variable = 0] = typed.bound;
      const choice = chooseValue(`any ${String(location)}`, effect.domain, { scope: scene.scope, cells: now }, context);
      conditions.push(choice.answered, choice.defined, choice.holds);
      bound[variable] = { value: choice.value, isSet: terms.true };
      break;
    }
    case "send": {
      const sent = encodeTerms(
        typed.payload.map((term) => term ?? refuse("an expression that is too large")),
        now,
        context,
      );
      conditions.push(sent.answered, sent.defined);
      payloadOf(effect.channel, scene.process.role, effect.label, actionOf(typed), scene).forEach(({ shape, value }, index) => {
        const stored = storeValue(present(sent.values[index]), shape, context);
        conditions.push(stored.fits, equalValues(value, stored.value, context));
      });
      break;
    }
    case "receive":
      payloadOf(effect.channel, effect.sender, effect.label, actionOf(typed), scene).forEach(({ value, wellFormed }, index) => {
        const variable = typed.bound[index];
        conditions.push(wellFormed);
        if (variable !== undefined) bound[variable] = { value, isSet: terms.true };
      });
      break;
    case "fail":
      target = stopped.failed;
      break;
    case "stop":
      target = stopped.assumption;
      break;
    case "local":
    case "choose":
    case "violate":
      break;
    case "transfer":
    case "give-up":
      throw new Error("a role by itself makes no step of a choreography head first");
    default:
      return assertNever(effect);
  }
  const updated = encodeUpdates(typed.updates, typed.guard, number, (_, index) => present(bound[index]), context);
  conditions.push(updated.answered, terms.equal(terms.symbol("'action", action), terms.member(action, actionOf(typed))));
  conditions.push(terms.equal(pc[1], terms.integer(target)));
  for (const [index, { shape, next }] of slots.entries()) {
    const { cell, fits } = storeCell(updated.cells.get(index) ?? present(bound[index]), shape, true, context);
    conditions.push(fits, equalCells(next, cell, context));
  }
  return terms.and(...conditions);
}

/** What a message carries, as inputs that all steps with this message share. @throws Refusal */
function payloadOf(
  channel: number,
  from: Role,
  label: string,
  name: string,
  { machine, context }: Scene,
): readonly { readonly shape: ValueShape; readonly value: SymbolicValue; readonly wellFormed: Term }[] {
  const { messages } = present(machine.channels[channel]);
  const types = messages.find((one) => one.from === from && one.label === label)?.types ?? [];
  return types.map((type, index) => {
    const shape = shapeOf(type, context);
    return { shape, ...freshValue(`${name}.${String(index)}`, shape, context) };
  });
}
