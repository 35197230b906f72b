/** A process of a machine before types are known: its variables have names, its commands say what they do on ends of further sessions, not yet on which. */
import type { Definitions, FieldDefinition, Role, Variable } from "../core/index.ts";
import { present } from "../present.ts";
import { bindingsAfter, boundBy, frameStates, isField } from "./bindings.ts";
import type { FrameState, Source } from "./bindings.ts";
import type { Control, ControlLocation, ControlMove } from "./control.ts";
import type { Guard, Update } from "./machine.ts";
import type { MoveEffect } from "./moves.ts";
import { renameAll, renameDomain, renameExpression } from "./rename.ts";
import type { Renaming } from "./rename.ts";
import { VariableNames } from "./variable-names.ts";

export interface DraftVariable {
  readonly name: Variable;
  readonly source: Variable;
  /** Absent: a field, or an end that was given. */
  readonly frame?: number;
  readonly field?: FieldDefinition;
  /** The end that it holds at the start. */
  readonly end?: GivenEnd;
}

/** C of session q. */
export interface GivenEnd {
  readonly session: string;
  readonly role: Role;
}

/** Variables are named as in the machine. */
export interface DraftCommand {
  readonly guard: Guard;
  readonly effect: MoveEffect;
  readonly updates: readonly Update[];
  /** Variables of frames that are sent as such: where they hold ends they do not hold them afterwards. */
  readonly sent: readonly Variable[];
  readonly move: ControlMove;
}

export interface DraftLocation {
  readonly location: ControlLocation;
  readonly commands: readonly DraftCommand[];
  /** The variables of the current frame that are set in all states here. */
  readonly set: ReadonlySet<Variable>;
}

export interface DraftProcess {
  readonly role: Role;
  readonly control: Control;
  readonly variables: readonly DraftVariable[];
  readonly locations: readonly DraftLocation[];
  /** The variable for a name of the source, in a frame or (undefined) among the fields. */
  readonly variableOf: (source: Variable, frame: number | undefined) => number | undefined;
}

export interface DraftRequest {
  readonly role: Role;
  readonly control: Control;
  readonly fields: readonly FieldDefinition[];
  readonly given: ReadonlyMap<Variable, GivenEnd>;
  readonly definitions: Definitions;
  /** Ends of further sessions are about. */
  readonly sendsEnds: boolean;
}

/** Linear in the moves, times the variables that their frames move. */
export function draftOf({ role, control, fields, given, definitions, sendsEnds }: DraftRequest): DraftProcess {
  const declared = new Set(fields.map(({ name }) => name));
  const states = frameStates(control, declared, sendsEnds);
  const names = new VariableNames(definitions);
  const variables: DraftVariable[] = [];
  const indices = new Map<string, number>();
  const keyOf = (source: Variable, frame: number | undefined): string => `${frame === undefined ? "" : String(frame)} ${source}`;
  const add = (variable: Omit<DraftVariable, "name">): void => {
    indices.set(keyOf(variable.source, variable.frame), variables.length);
    variables.push({ name: names.fresh(variable.source), ...variable });
  };
  for (const field of fields) add({ source: field.name, field });
  for (const [source, end] of given) add({ source, end });
  for (const { source, frame } of frameVariables(states)) add({ source, frame });
  const variableOf = (source: Variable, frame: number | undefined): number | undefined => indices.get(keyOf(source, frame));
  const nameOf = (source: Variable, frame: number | undefined): Variable => {
    const index = variableOf(source, frame);
    return index === undefined ? source : present(variables[index]).name;
  };
  const locations = control.locations.map((location, index): DraftLocation => {
    const state = present(states[index]);
    const { depth } = location;
    const at = (source: Variable): Variable => {
      if (isField(source, location, declared)) return nameOf(source, undefined);
      if (variableOf(source, depth) === undefined && !isDefined(source, definitions)) add({ source, frame: depth });
      return nameOf(source, depth);
    };
    const set = new Set<Variable>();
    for (const [source, how] of state[depth] ?? []) if (how === "set") set.add(nameOf(source, depth));
    return { location, set, commands: location.moves.map((move) => draftCommand(location, move, state, { declared, at, nameOf })) };
  });
  return { role, control, variables, locations, variableOf };
}

/** Whether a name that is no variable has a meaning nevertheless. */
function isDefined(name: string, { constants, constructors }: Definitions): boolean {
  return name === "none" || constants.has(name) || constructors.has(name);
}

function frameVariables(states: readonly FrameState[]): readonly { readonly source: Variable; readonly frame: number }[] {
  const found: Set<Variable>[] = [];
  for (const state of states) for (const [frame, bindings] of state.entries()) for (const name of bindings.keys()) (found[frame] ??= new Set()).add(name);
  return found.flatMap((sources, frame) => [...sources].map((source) => ({ source, frame })));
}

interface Naming {
  readonly declared: ReadonlySet<Variable>;
  /** The machine's variable for a name of the source at this location. */
  readonly at: Renaming;
  readonly nameOf: (source: Variable, frame: number | undefined) => Variable;
}

function draftCommand(location: ControlLocation, move: ControlMove, state: FrameState, naming: Naming): DraftCommand {
  const { declared, at, nameOf } = naming;
  const bound = new Set(boundBy(move).filter((source) => !isField(source, location, declared)));
  // A variable that is bound by the last step of its frame is in no state: from here on it has a name.
  for (const source of bound) at(source);
  const updates: Update[] = [];
  for (const { variable, value } of move.writes)
    if (isField(variable, location, declared)) updates.push({ variable: nameOf(variable, undefined), value: renameValue(value, at) });
  const after = bindingsAfter(location, move, state, declared);
  after.forEach((bindings, frame) => {
    for (const [source, from] of bindings) updates.push(...updateOf(nameOf(source, frame), source, frame, from, naming));
  });
  for (let frame = 0; frame <= location.depth; frame += 1) {
    const before = new Set(state[frame]?.keys() ?? []);
    if (frame === location.depth) for (const source of bound) before.add(source);
    for (const source of before) if (after[frame]?.has(source) !== true) updates.push({ variable: nameOf(source, frame), value: { kind: "unset" } });
  }
  const given = move.sent.filter((source) => location.held.includes(source));
  for (const source of given) updates.push({ variable: nameOf(source, undefined), value: { kind: "unset" } });
  for (const source of given)
    if (state[location.depth]?.has(source) === true) updates.push({ variable: nameOf(source, location.depth), value: { kind: "unset" } });
  const sent = move.sent.filter((source) => !isField(source, location, declared)).map((source) => nameOf(source, location.depth));
  return { guard: renameGuard(move.guard, at), effect: renameEffect(move.effect, at), updates, sent, move };
}

function updateOf(variable: Variable, source: Variable, frame: number, from: Source, { at, nameOf }: Naming): readonly Update[] {
  switch (from.kind) {
    case "kept":
    case "bound":
      return from.depth === frame ? [] : [{ variable, value: { kind: "copy", of: nameOf(source, from.depth) } }];
    case "written":
      return [{ variable, value: renameValue(from.value, at) }];
    case "argument":
      return [{ variable, value: { kind: "expression", expression: renameExpression(from.expression, at) } }];
  }
}

/** With the names of a machine's variables. */
export function renameValue(value: Update["value"], at: Renaming): Update["value"] {
  switch (value.kind) {
    case "expression":
      return { kind: "expression", expression: renameExpression(value.expression, at) };
    case "payload":
      return { ...value, scrutinee: renameExpression(value.scrutinee, at) };
    case "copy":
      return { kind: "copy", of: at(value.of) };
    case "unset":
      return value;
  }
}

/** With the names of a machine's variables. */
export function renameGuard(guard: Guard, at: Renaming): Guard {
  switch (guard.kind) {
    case "always":
      return guard;
    case "holds":
    case "refutes":
      return { kind: guard.kind, condition: renameExpression(guard.condition, at) };
    case "matches":
      return { ...guard, scrutinee: renameExpression(guard.scrutinee, at) };
    case "defined":
      return { ...guard, expressions: renameAll(guard.expressions, at) };
    case "undefined":
      return {
        ...guard,
        expressions: renameAll(guard.expressions, at),
        ...(guard.when === undefined ? {} : { when: renameExpression(guard.when, at) }),
      };
    case "all":
      return { kind: "all", guards: guard.guards.map((one) => renameGuard(one, at)) };
    case "has-end":
    case "has-no-end":
      return { ...guard, variable: at(guard.variable) };
  }
}

function renameEffect(effect: MoveEffect, at: Renaming): MoveEffect {
  switch (effect.kind) {
    case "send": {
      const payload = renameAll(effect.payload, at);
      return { ...effect, payload, ...(effect.session === undefined ? {} : { session: at(effect.session) }) };
    }
    case "receive":
      return { ...effect, variables: effect.variables.map(at), ...(effect.session === undefined ? {} : { session: at(effect.session) }) };
    case "any":
      return { ...effect, variable: at(effect.variable), domain: renameDomain(effect.domain, at) };
    case "local":
    case "choose":
    case "violate":
    case "stop":
    case "fail":
      return effect;
  }
}
