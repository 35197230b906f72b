/**
 * The product of a network's processes and queues as a machine of one process: its locations are the control states, and what waits in queues is in variables. It runs
 * as the network does, so that what decides sequential programs decides networks: cut points, invariants, Horn clauses (asynchronous product: Manna and Pnueli, The
 * Temporal Logic of Reactive and Concurrent Systems, 1992).
 *
 *     p: B!l(e)    at … q: k₁ … kₙ    ⟼    local     q[n] := e                      at … q: k₁ … kₙ l
 *     p: A?l(x)    at … q: l k₂ … kₙ  ⟼    local     x := q[0],  q[i] := q[i + 1]    at … q: k₂ … kₙ
 */
import type { BuiltHeadFirst, Command, Effect, Guard, MachineProcess, MachineVariable, MatchCase, Update } from "../../../calculus/machine/index.ts";
import { renameDomain, renameExpression, VariableNames } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Expression } from "../../../calculus/syntax/index.ts";
import type { Control, ControlEdge, ControlState } from "./control-states.ts";
import type { NetworkProgram } from "./network-program.ts";
import { usualParts } from "./parts.ts";
import type { NetworkParts } from "./parts.ts";

export interface ProductMachine {
  readonly built: BuiltHeadFirst;
  /** The edge of a command. */
  readonly edgeOf: ReadonlyMap<Command, ControlEdge>;
  /** The index of a value in a queue; undefined for a message that is none. */
  readonly slotVariable: (channel: number, position: number, kind: number, index: number) => number | undefined;
  /** The indices of all values in queues. */
  readonly slotVariables: ReadonlySet<number>;
}

/** The product of a network without further sessions. Linear in the control states and their edges, times the slots. */
export function productMachine(program: NetworkProgram, control: Control, parts: NetworkParts = usualParts): ProductMachine {
  const { machine } = program;
  const names = new VariableNames(machine.definitions);
  const variables: MachineVariable[] = [];
  const own = machine.processes.map((process) => new Map(process.variables.map((variable) => [variable.name, added(variables, variable, names)])));
  const slots = new Map<string, number>();
  for (const [channel, { to, from, messages }] of machine.channels.entries())
    for (let position = 0; position < program.slots; position += 1)
      for (const [kind, { label, types }] of messages.entries())
        for (const [index, type] of types.entries()) {
          const source = { role: to, variable: `${from ?? ""}→${to} ${label} ${String(position)}.${String(index)}` };
          slots.set(keyOf(channel, position, kind, index), variables.length);
          added(variables, { name: `${label}_${String(position)}`, source, type, durable: false }, names);
        }
  const slotVariable: ProductMachine["slotVariable"] = (channel, position, kind, index) => slots.get(keyOf(channel, position, kind, index));
  const nameOf = (channel: number, position: number, kind: number, index: number): string =>
    present(variables[present(slotVariable(channel, position, kind, index))]).name;
  const renaming = own.map((of) => remembered((name: string) => of.get(name) ?? name));
  const edgeOf = new Map<Command, ControlEdge>();
  const locations = control.states.map((state, number) => ({
    isEnd: false,
    commands: present(control.edges[number]).map((edge) => {
      const command = sequential(program, state, edge, present(renaming[edge.process]), nameOf, parts);
      edgeOf.set(command, edge);
      return command;
    }),
  }));
  const process: MachineProcess = { role: "network", of: machine.processes.map(({ role }) => role), variables, locations };
  const built: BuiltHeadFirst = {
    machine: { name: machine.name, definitions: machine.definitions, processes: [process], channels: [], network: machine.network },
    stateOf: () => {
      throw new Error("the product of a network is no choreography");
    },
  };
  return { built, edgeOf, slotVariable, slotVariables: new Set(slots.values()) };
}

function keyOf(...place: readonly number[]): string {
  return place.join();
}

/** The new name of the variable, which is added. */
function added(variables: MachineVariable[], variable: MachineVariable, names: VariableNames): string {
  const name = names.fresh(variable.name);
  variables.push({ ...variable, name });
  return name;
}

interface Renamed {
  readonly name: (name: string) => string;
  /** The same object for the same expression: guards of one location are about the same one. */
  readonly expression: (expression: Expression) => Expression;
}

function remembered(name: (name: string) => string): Renamed {
  const known = new Map<Expression, Expression>();
  return {
    name,
    expression: (expression) => {
      const before = known.get(expression) ?? renameExpression(expression, name);
      known.set(expression, before);
      return before;
    },
  };
}

type NameOf = (channel: number, position: number, kind: number, index: number) => string;

/** What the command does in the product. */
function sequential(
  { machine, slots }: NetworkProgram,
  { queues }: ControlState,
  { typed, target }: ControlEdge,
  renamed: Renamed,
  nameOf: NameOf,
  { received }: NetworkParts,
): Command {
  const { command } = typed;
  const { effect, role, site, rules } = command;
  const arity = (channel: number, kind: number): number => present(machine.channels[channel]?.messages[kind]).types.length;
  const common = { role, site, rules, target };
  const guard = renamedGuard(command.guard, renamed);
  switch (effect.kind) {
    case "send": {
      const { channel, payload } = effect;
      const waiting = present(queues[channel]);
      const { number: kind } = present(typed.kinds[0]);
      const expressions = payload.map(renamed.expression);
      const put = expressions.map((expression, index): Update => ({
        variable: nameOf(channel, waiting.length, kind, index),
        value: { kind: "expression", expression },
      }));
      const isDefined: readonly Guard[] = expressions.length === 0 ? [] : [{ kind: "defined", expressions }];
      return {
        ...common,
        guard: isDefined.length === 0 ? guard : { kind: "all", guards: [guard, ...isDefined] },
        effect: { kind: "local" },
        updates: [...command.updates.map((one) => renamedUpdate(one, renamed)), ...put],
      };
    }
    case "receive": {
      const { channel, variables } = effect;
      const waiting = present(queues[channel]);
      const taken = new Map(variables.map((variable, index) => [variable, nameOf(channel, 0, present(waiting[0]), index)]));
      const bound = remembered((name) => taken.get(name) ?? renamed.name(name));
      const updates = variables.map((variable): Update => ({ variable: renamed.name(variable), value: { kind: "copy", of: bound.name(variable) } }));
      // Their own updates are from the values after the receive; names that are written are those of the process.
      const more = command.updates.map((one) => ({ ...renamedUpdate(one, bound), variable: renamed.name(one.variable) }));
      const moved = Array.from({ length: slots }, (_, position): readonly Update[] => {
        const [here, next] = [waiting[position], waiting[position + 1]];
        const values = (kind: number | undefined): readonly number[] =>
          kind === undefined ? [] : Array.from({ length: arity(channel, kind) }, (_one, index) => index);
        return [
          ...values(here === next ? undefined : here).map((index): Update => ({
            variable: nameOf(channel, position, here ?? 0, index),
            value: { kind: "unset" },
          })),
          ...values(next).map((index): Update => ({
            variable: nameOf(channel, position, next ?? 0, index),
            value: { kind: "copy", of: nameOf(channel, position + 1, next ?? 0, index) },
          })),
        ];
      }).flat();
      return { ...common, guard, effect: { kind: "local" }, updates: [...received(updates), ...more, ...moved] };
    }
    case "any": {
      const own: Effect = { kind: "any", variable: renamed.name(effect.variable), domain: renameDomain(effect.domain, renamed.name) };
      return { ...common, guard, effect: own, updates: command.updates.map((one) => renamedUpdate(one, renamed)) };
    }
    default:
      return { ...common, guard, effect, updates: command.updates.map((one) => renamedUpdate(one, renamed)) };
  }
}

function renamedGuard(guard: Guard, renamed: Renamed): Guard {
  const all = (expressions: readonly Expression[]): readonly Expression[] => expressions.map(renamed.expression);
  switch (guard.kind) {
    case "always":
      return guard;
    case "holds":
    case "refutes":
      return { kind: guard.kind, condition: renamed.expression(guard.condition) };
    case "matches":
      return {
        ...guard,
        scrutinee: renamed.expression(guard.scrutinee),
        cases: guard.cases.map((one): MatchCase => (one.kind === "literal" ? { ...one, value: renamed.expression(one.value) } : one)),
      };
    case "defined":
      return { kind: "defined", expressions: all(guard.expressions) };
    case "undefined":
      return { ...guard, expressions: all(guard.expressions), ...(guard.when === undefined ? {} : { when: renamed.expression(guard.when) }) };
    case "all":
      return { kind: "all", guards: guard.guards.map((one) => renamedGuard(one, renamed)) };
    case "has-end":
    case "has-no-end":
      return { ...guard, variable: renamed.name(guard.variable) };
  }
}

function renamedUpdate({ variable, value }: Update, renamed: Renamed): Update {
  const name = renamed.name(variable);
  switch (value.kind) {
    case "expression":
      return { variable: name, value: { kind: "expression", expression: renamed.expression(value.expression) } };
    case "payload":
      return { variable: name, value: { ...value, scrutinee: renamed.expression(value.scrutinee) } };
    case "copy":
      return { variable: name, value: { kind: "copy", of: renamed.name(value.of) } };
    case "unset":
      return { variable: name, value };
  }
}
