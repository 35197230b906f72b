/** The commands of a head-first machine before types are known: names of roles, frames and messages become variables of one process. */
import { assertNever } from "../assert-never.ts";
import type { Definitions, FieldDefinition, Model, Role, Value, Variable } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import { present } from "../present.ts";
import type { Label } from "../semantics/index.ts";
import { parametersOf, subject } from "../semantics/index.ts";
import type { Expression, Type } from "../syntax/index.ts";
import { joinFrameStates } from "./bindings.ts";
import type { FrameState } from "./bindings.ts";
import { renameGuard, renameValue } from "./draft.ts";
import type { EnteredCall } from "./entered-calls.ts";
import type { HeadFirstLocation, HeadFirstMove, RoleChange } from "./head-first-control.ts";
import type { Command, Effect, Guard, Update } from "./machine.ts";
import { nameUnderway } from "./messages-underway.ts";
import { renameAll, renameDomain } from "./rename.ts";
import { NoMachine } from "./symbolic-values.ts";
import type { SymbolicValues } from "./symbolic-values.ts";
import { baseTypeOf } from "./types.ts";
import { VariableNames } from "./variable-names.ts";

/** Absent frame: a field, or a value on its way to the role. */
export interface HeadFirstVariable {
  readonly name: Variable;
  readonly role: Role;
  readonly source: Variable;
  readonly frame?: number;
  readonly field?: FieldDefinition;
}

export interface HeadFirstDraft {
  readonly variables: readonly HeadFirstVariable[];
  /** By location. */
  readonly commands: readonly (readonly Command[])[];
}

/** What may be set at a location, by role. */
type States = ReadonlyMap<Role, FrameState>;

/**
 * Linear in the moves, times the variables of the frames that they change. `entered`: location 0 is that of a call that was entered, whose roles hold anything in
 * their fields and parameters. @throws NoMachine
 */
export function headFirstDraft(
  locations: readonly HeadFirstLocation[],
  roles: readonly Role[],
  model: Model,
  values: SymbolicValues,
  entered?: EnteredCall["frame"],
): HeadFirstDraft {
  return new Draft(locations, roles, model, values, entered).draft();
}

class Draft {
  readonly #locations: readonly HeadFirstLocation[];
  readonly #definitions: Definitions;
  readonly #values: SymbolicValues;
  readonly #fields: ReadonlyMap<Role, ReadonlySet<Variable>>;
  readonly #variables: HeadFirstVariable[] = [];
  readonly #names: VariableNames;
  readonly #known = new Map<string, Variable>();

  /** By role, the frames at the start. */
  readonly #start = new Map<Role, FrameState>();

  constructor(
    locations: readonly HeadFirstLocation[],
    roles: readonly Role[],
    model: Model,
    values: SymbolicValues,
    entered: EnteredCall["frame"] | undefined,
  ) {
    this.#locations = locations;
    this.#definitions = model.definitions;
    this.#values = values;
    this.#names = new VariableNames(model.definitions);
    this.#fields = new Map(roles.map((role) => [role, new Set((model.roles.get(role) ?? []).map(({ name }) => name))]));
    const given = (field: FieldDefinition): FieldDefinition => (entered === undefined ? field : anything(field.name, field.type, model.definitions));
    for (const role of roles) for (const field of model.roles.get(role) ?? []) this.#add({ role, source: field.name, field: given(field) });
    for (const role of roles) {
      const parameters = entered?.live.includes(role) === true ? parametersOf(model, entered.call, role) : [];
      for (const { name, type } of parameters) this.#add({ role, source: name, frame: 1, field: anything(name, type, model.definitions) });
      const own = new Map(parameters.map(({ name }) => [name, "set"] as const));
      this.#start.set(role, entered?.live.includes(role) === true ? [new Map(), own] : [new Map()]);
    }
  }

  draft(): HeadFirstDraft {
    const states = this.#states();
    const commands = this.#locations.map((location, index) => location.moves.map((move) => this.#command(location, move, present(states[index]))));
    return { variables: this.#variables, commands };
  }

  #add(variable: Omit<HeadFirstVariable, "name">): Variable {
    const { role, source, frame } = variable;
    const name = this.#names.fresh(source);
    this.#variables.push({ name, ...variable });
    this.#known.set(keyOf(role, source, frame), name);
    return name;
  }

  /** The variable for a name of the source. */
  #nameOf(role: Role, source: Variable, frame: number | undefined): Variable {
    return this.#known.get(keyOf(role, source, frame)) ?? this.#add({ role, source, ...(frame === undefined ? {} : { frame }) });
  }

  #underwayVariable(to: Role, canonical: string): Variable {
    return this.#nameOf(to, canonical, undefined);
  }

  /** For each location the variables of frames that may be set there: the least fixpoint. */
  #states(): readonly States[] {
    const states: (States | undefined)[] = this.#locations.map(() => undefined);
    states[0] = this.#start;
    const waiting = [0];
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
      const before = present(states[index]);
      for (const move of present(this.#locations[index]).moves) {
        const after = new Map(before);
        for (const [role, change] of move.changes) after.set(role, this.#after(change, present(before.get(role)), role));
        const known = states[move.target];
        const joined = known === undefined ? after : joinStates(known, after);
        if (joined === known) continue;
        states[move.target] = joined;
        waiting.push(move.target);
      }
    }
    return states.map((state) => state ?? new Map());
  }

  #after({ frames }: RoleChange, before: FrameState, role: Role): FrameState {
    return frames.map(({ from, writes }) => {
      const bindings = new Map<Variable, "set" | "may-be-set">(from === undefined ? [] : (before[from] ?? []));
      for (const name of writes.keys()) if (!this.#isField(role, name)) bindings.set(name, "set");
      return bindings;
    });
  }

  #isField(role: Role, name: Variable): boolean {
    return this.#fields.get(role)?.has(name) === true;
  }

  #command(location: HeadFirstLocation, move: HeadFirstMove, states: States): Command {
    const at = (role: Role): ((name: string) => string) => {
      const depth = present(location.depths.get(role));
      const state = states.get(role)?.[depth];
      return (name) => {
        if (this.#isField(role, name)) return this.#nameOf(role, name, undefined);
        if (state?.get(name) === "set") return this.#nameOf(role, name, depth);
        if (state?.has(name) !== true && this.#isDefined(name)) return name;
        throw new NoMachine(`${role}.${name} may be read before it is set`);
      };
    };
    const [first] = move.steps;
    const guards = move.guards.map(({ role, guard }) => renameGuard(guard, at(role)));
    const common = { guard: together(guards), target: move.target };
    if (first === undefined && move.returns === true) {
      const [role = ""] = location.call?.frame.live ?? [];
      const effect: Effect = { kind: "local" };
      return { ...common, role, effect, updates: this.#updates(location, move, effect, states, at), site: location.site ?? { span: nowhere }, rules: [] };
    }
    if (first === undefined) {
      const [role = ""] = move.givenUp;
      return { ...common, role, effect: { kind: "give-up", roles: move.givenUp }, updates: [], site: location.site ?? { span: nowhere }, rules: [] };
    }
    const role = subject(first.label);
    const effect = this.#effect(location, move, first.label, at);
    const joined = first.label.kind === "send" ? [] : move.steps.slice(1).map(({ label }) => subject(label));
    return {
      ...common,
      role,
      ...(joined.length === 0 ? {} : { joined }),
      effect,
      updates: this.#updates(location, move, effect, states, at),
      site: first.site,
      rules: move.steps.flatMap(({ rules }) => rules),
    };
  }

  #isDefined(name: string): boolean {
    const { constants, constructors } = this.#definitions;
    return name === "none" || constants.has(name) || constructors.has(name);
  }

  /** The variable that a role binds when it receives or chooses: a field, or one of its current frame. */
  #bound({ depths }: HeadFirstLocation, role: Role, name: Variable): Variable {
    return this.#nameOf(role, name, this.#isField(role, name) ? undefined : present(depths.get(role)));
  }

  #effect(location: HeadFirstLocation, move: HeadFirstMove, label: Label, at: (role: Role) => (name: string) => string): Effect {
    switch (label.kind) {
      case "local":
      case "stop":
      case "fail":
        return { kind: label.kind };
      case "choose":
        return { kind: "choose", branch: label.branch };
      case "violate":
        return { kind: "violate", text: label.site };
      case "any": {
        const meaning = this.#values.meaningOf(label.value);
        if (meaning?.kind !== "chosen") throw new Error("what was chosen has no domain");
        return { kind: "any", variable: this.#bound(location, label.role, meaning.variable), domain: renameDomain(meaning.domain, at(label.role)) };
      }
      case "send": {
        const { from, to } = label;
        const message = present(move.message);
        const payload = renameAll(this.#payload(message.values), at(from));
        const common = { kind: "transfer", from, to, label: label.label, payload } as const;
        if (move.steps.length > 1) return { ...common, variables: message.variables.map((name) => this.#bound(location, to, name)) };
        const names = message.values.map((_, position) => nameUnderway(message, position));
        const isLost = names.some((name) => !move.underway.has(name));
        return { ...common, half: "send", variables: isLost ? [] : names.map((name) => this.#underwayVariable(to, name)) };
      }
      case "receive": {
        const { from, to } = label;
        const message = present(move.message);
        const payload = message.values.map((_, position) => nameExpression(this.#underwayVariable(to, nameUnderway(message, position))));
        const variables = message.variables.map((name) => this.#bound(location, to, name));
        return { kind: "transfer", from, to, label: label.label, payload, variables, half: "receive" };
      }
      case "crash":
      case "lose":
      case "reorder":
        throw new Error("a choreography has no faults");
      default:
        return assertNever(label);
    }
  }

  #payload(values: readonly Value[]): readonly Expression[] {
    return values.map((value) => {
      const meaning = this.#values.meaningOf(value);
      if (meaning?.kind !== "sent") throw new Error("what is sent has no expression");
      return meaning.expression;
    });
  }

  #updates(location: HeadFirstLocation, move: HeadFirstMove, effect: Effect, states: States, at: (role: Role) => (name: string) => string): readonly Update[] {
    const updates: Update[] = [];
    const bound = new Set(effect.kind === "transfer" ? effect.variables : effect.kind === "any" ? [effect.variable] : []);
    for (const [role, change] of move.changes) {
      for (const [name, token] of change.fields) {
        const value = this.#written(token, at(role));
        if (value !== undefined) updates.push({ variable: this.#nameOf(role, name, undefined), value });
      }
      updates.push(...this.#frameUpdates(role, change, present(location.depths.get(role)), present(states.get(role)), bound, at(role)));
    }
    return [...updates, ...this.#underwayUpdates(location, move)];
  }

  #written(token: Value, at: (name: string) => string): Update["value"] | undefined {
    const meaning = present(this.#values.meaningOf(token));
    return meaning.kind === "sent" || meaning.kind === "chosen" ? undefined : renameValue(meaning, at);
  }

  #frameUpdates(
    role: Role,
    { frames }: RoleChange,
    depth: number,
    state: FrameState,
    bound: ReadonlySet<Variable>,
    at: (name: string) => string,
  ): readonly Update[] {
    const updates: Update[] = [];
    const after = frames.map(({ from, writes }, frame) => {
      const names = new Set<Variable>();
      const copy = (name: Variable, source: number): void => {
        if (source !== frame) updates.push({ variable: this.#nameOf(role, name, frame), value: { kind: "copy", of: this.#nameOf(role, name, source) } });
      };
      for (const name of from === undefined ? [] : (state[from]?.keys() ?? [])) {
        names.add(name);
        if (!writes.has(name)) copy(name, present(from));
      }
      for (const [name, token] of writes) {
        names.add(name);
        const value = this.#written(token, at);
        if (value === undefined) copy(name, depth);
        else updates.push({ variable: this.#nameOf(role, name, frame), value });
      }
      return names;
    });
    for (let frame = 0; frame <= depth; frame += 1) {
      const before = new Set(state[frame]?.keys() ?? []);
      for (const { role: owner, source, frame: where, name } of this.#variables) if (owner === role && where === frame && bound.has(name)) before.add(source);
      for (const name of before) if (after[frame]?.has(name) !== true) updates.push({ variable: this.#nameOf(role, name, frame), value: { kind: "unset" } });
    }
    return updates;
  }

  /** Messages move up when the oldest is taken, and are forgotten when nobody will take them any more. */
  #underwayUpdates({ underway }: HeadFirstLocation, move: HeadFirstMove): readonly Update[] {
    const updates: Update[] = [];
    const target = present(this.#locations[move.target]).underway;
    const after = new Set<string>();
    for (const message of target) {
      message.values.forEach((_, position) => {
        const name = nameUnderway(message, position);
        after.add(name);
        const before = move.underway.get(name);
        if (typeof before !== "string" || before === name || this.#values.meaningOf(before) !== undefined) return;
        updates.push({
          variable: this.#underwayVariable(message.to, name),
          value: { kind: "copy", of: this.#underwayVariable(message.to, before) },
        });
      });
    }
    for (const message of underway) {
      message.values.forEach((_, position) => {
        const name = nameUnderway(message, position);
        if (!after.has(name)) updates.push({ variable: this.#underwayVariable(message.to, name), value: { kind: "unset" } });
      });
    }
    return updates;
  }
}

/** What may be any value of the type: without refinements, which nothing keeps. */
function anything(name: Variable, type: Type, definitions: Definitions): FieldDefinition {
  const base = baseTypeOf(type, definitions);
  return { name, type: base, durable: false, initial: { kind: "any", domain: { kind: "type", type: base } } };
}

function keyOf(role: Role, source: Variable, frame: number | undefined): string {
  return `${role} ${frame === undefined ? "" : String(frame)} ${source}`;
}

function together(guards: readonly Guard[]): Guard {
  const [only, ...others] = guards;
  return only === undefined ? { kind: "always" } : others.length === 0 ? only : { kind: "all", guards };
}

function nameExpression(text: Variable): Expression {
  return { kind: "name", name: { text, span: nowhere }, span: nowhere };
}

function joinStates(known: States, more: States): States {
  let isSame = true;
  const joined = new Map<Role, FrameState>();
  for (const [role, state] of known) {
    const result = joinFrameStates(state, present(more.get(role)));
    if (result !== state) isSame = false;
    joined.set(role, result);
  }
  return isSame ? known : joined;
}
