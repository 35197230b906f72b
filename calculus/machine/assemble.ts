/** From processes with names and types to the machine: queues are numbered, actions on further sessions become one command for each end that can be held. */
import type { Definitions, FaultModel, NetworkArchitecture, Role, Value, Variable } from "../core/index.ts";
import { present } from "../present.ts";
import type { Expression, Type } from "../syntax/index.ts";
import { channelKey } from "../semantics/index.ts";
import { hasUnknownPart } from "../values/index.ts";
import type { DraftCommand, DraftLocation, DraftProcess } from "./draft.ts";
import type { Command, Effect, Guard, Machine, MachineChannel, MachineProcess, MachineVariable, Update } from "./machine.ts";
import type { Flow } from "./message-flow.ts";
import { sidesOf } from "./message-flow.ts";
import { consultsOracles, isPartial } from "./partial.ts";
import type { TermScope } from "./term.ts";
import { termOf } from "./term-of.ts";
import { isEndType } from "./types.ts";

export interface Parts {
  readonly name: string;
  readonly processes: readonly DraftProcess[];
  readonly flow: Flow;
  readonly definitions: Definitions;
  readonly network: NetworkArchitecture;
  readonly faults?: FaultModel;
}

/** Linear in the commands. */
export function assemble({ name, processes, flow, definitions, network, faults }: Parts): Machine {
  const queues = new Queues(
    processes.map(({ role }) => role),
    network,
  );
  const endsOf = (process: number, variable: Variable): ReadonlySet<string> => {
    const index = present(processes[process]).variables.findIndex((candidate) => candidate.name === variable);
    return flow.ends[process]?.[index] ?? new Set();
  };
  for (const [index, { role, locations }] of processes.entries()) {
    for (const { commands } of locations) {
      for (const { effect } of commands) {
        if (effect.kind !== "send" && effect.kind !== "receive") continue;
        const peer = effect.kind === "send" ? effect.to : effect.from;
        for (const { from, to } of sidesOf(role, { ...effect, peer }, (variable) => endsOf(index, variable))) queues.add(from, to);
      }
    }
  }
  queues.close();
  return {
    name,
    definitions,
    processes: processes.map((process, index): MachineProcess => {
      const types = present(flow.types[index]);
      const finish = new Finish(process, index, types, definitions, network, queues, (variable) => endsOf(index, variable));
      return {
        role: process.role,
        variables: process.variables.map((_, at) => variableOf(process, at, present(types[at]))),
        locations: process.locations.map((location) => ({
          commands: location.commands.flatMap((command) => finish.commands(location, command)),
          isEnd: location.location.isEnd,
          ...(location.location.label === undefined ? {} : { label: location.location.label }),
        })),
      };
    }),
    channels: queues.channels(flow.messages),
    network,
    ...(faults === undefined ? {} : { faults }),
  };
}

function variableOf({ role, variables }: DraftProcess, index: number, type: Type): MachineVariable {
  const { name, source: variable, frame, field, end } = present(variables[index]);
  const value: Value | undefined = end === undefined ? undefined : { kind: "endpoint", ...end };
  const initial = value === undefined ? field?.initial : { kind: "value" as const, value };
  return {
    name,
    source: { role, variable, ...(frame === undefined ? {} : { frame }) },
    type,
    durable: field?.durable ?? end !== undefined,
    ...(initial === undefined ? {} : { initial }),
  };
}

/** The queues of a network, by their sides. */
export class Queues {
  readonly #ranks: ReadonlyMap<Role, number>;
  readonly #isMailbox: boolean;
  readonly #sides = new Map<string, { readonly from?: Role; readonly to: Role }>();
  #numbers: ReadonlyMap<string, number> = new Map();

  constructor(roles: readonly Role[], network: NetworkArchitecture) {
    this.#ranks = new Map(roles.map((role, index) => [role, index]));
    this.#isMailbox = network.order === "mailbox";
  }

  #key(from: Role, to: Role): string {
    return this.#isMailbox ? to : channelKey(from, to);
  }

  add(from: Role, to: Role): void {
    this.#sides.set(this.#key(from, to), this.#isMailbox ? { to } : { from, to });
  }

  /** Numbers them: by sender, then by receiver, in the order of processes; those of further sessions behind, by name. */
  close(): void {
    const rank = (side: Role | undefined): number => (side === undefined ? -1 : (this.#ranks.get(side) ?? this.#ranks.size));
    const sorted = [...this.#sides].sort(
      ([name, one], [otherName, other]) => rank(one.from) - rank(other.from) || rank(one.to) - rank(other.to) || (name < otherName ? -1 : 1),
    );
    this.#sides.clear();
    for (const [key, sides] of sorted) this.#sides.set(key, sides);
    this.#numbers = new Map(sorted.map(([key], index) => [key, index]));
  }

  numberOf(from: Role, to: Role): number {
    return present(this.#numbers.get(this.#key(from, to)));
  }

  /** With what may be in them. */
  channels(messages: Flow["messages"]): readonly MachineChannel[] {
    const held: (MachineChannel["messages"][number] & { readonly rank: number })[][] = [...this.#sides].map(() => []);
    for (const { from, to, label, types } of messages)
      present(held[this.numberOf(from, to)]).push({ from, label, types, rank: this.#ranks.get(from) ?? this.#ranks.size });
    return [...this.#sides.values()].map((sides, index) => ({
      ...sides,
      messages: present(held[index])
        .sort((one, other) => one.rank - other.rank || order(one.label, other.label) || one.types.length - other.types.length)
        .map(({ from, label, types }) => ({ from, label, types })),
    }));
  }
}

function order(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What is known of an expression, whose variables are taken to be set. */
interface Asked {
  readonly isPartial: boolean;
  readonly consults: boolean;
  readonly variables: readonly number[];
}

/** What becomes of the commands of one process. */
class Finish {
  readonly #process: DraftProcess;
  readonly #index: number;
  readonly #types: readonly Type[];
  readonly #definitions: Definitions;
  readonly #network: NetworkArchitecture;
  readonly #queues: Queues;
  readonly #endsOf: (variable: Variable) => ReadonlySet<string>;
  readonly #indices: ReadonlyMap<Variable, number>;
  readonly #asked = new WeakMap<Expression, Asked>();

  constructor(
    process: DraftProcess,
    index: number,
    types: readonly Type[],
    definitions: Definitions,
    network: NetworkArchitecture,
    queues: Queues,
    endsOf: (variable: Variable) => ReadonlySet<string>,
  ) {
    this.#process = process;
    this.#index = index;
    this.#types = types;
    this.#definitions = definitions;
    this.#network = network;
    this.#queues = queues;
    this.#endsOf = endsOf;
    this.#indices = new Map(process.variables.map(({ name }, at) => [name, at]));
  }

  commands(location: DraftLocation, draft: DraftCommand): readonly Command[] {
    const { move } = draft;
    const updates = this.#updates(draft);
    const common = { role: this.#process.role, updates, target: move.target, site: move.site, rules: this.#rules(move.rules) };
    return this.#ways(location, draft).map(({ guard, effect }) => ({ ...common, guard, effect }));
  }

  /** Of the rules about receives the one for this network. */
  #rules(rules: readonly string[]): readonly string[] {
    const { order: kind } = this.#network;
    return kind === "fifo" ? rules : rules.map((rule) => (rule === "N-RECEIVE" ? `N-RECEIVE-${kind.toUpperCase()}` : rule));
  }

  /** What was sent as a name and holds an end is not held afterwards. */
  #updates({ updates, sent }: DraftCommand): readonly Update[] {
    const given = sent.filter((name) => {
      const index = this.#indices.get(name);
      return index !== undefined && isEndType(present(this.#types[index]));
    });
    if (given.length === 0) return updates;
    const changed = updates.map((update): Update =>
      update.value.kind === "copy" && given.includes(update.value.of) ? { ...update, value: { kind: "unset" } } : update,
    );
    const missing = given.filter((name) => updates.every(({ variable }) => variable !== name));
    return [...changed, ...missing.map((variable): Update => ({ variable, value: { kind: "unset" } }))];
  }

  #ways(location: DraftLocation, { guard, effect }: DraftCommand): readonly { readonly guard: Guard; readonly effect: Effect }[] {
    if (effect.kind !== "send" && effect.kind !== "receive") {
      const settled = this.#guard(location, guard);
      return settled === undefined ? [] : [{ guard: settled, effect }];
    }
    const { label, session } = effect;
    const peer = effect.kind === "send" ? effect.to : effect.from;
    return sidesOf(this.#process.role, { kind: effect.kind, peer, ...(session === undefined ? {} : { session }) }, this.#endsOf).map(({ end, from, to }) => {
      const channel = this.#queues.numberOf(from, to);
      const farSide = end === undefined ? peer : channelKey(from, to);
      const done: Effect =
        effect.kind === "send"
          ? { kind: "send", channel, to: farSide, label, payload: effect.payload }
          : { kind: "receive", channel, sender: from, from: farSide, label, variables: effect.variables };
      if (end === undefined || session === undefined) return { guard, effect: done };
      return { guard: { kind: "has-end", variable: session, session: end.session, end: end.role }, effect: done };
    });
  }

  /** The guard as it is needed: undefined where it never holds. */
  #guard(location: DraftLocation, guard: Guard): Guard | undefined {
    switch (guard.kind) {
      case "defined":
        return guard.expressions.some((expression) => this.#isPartialOrAsks(location, expression)) ? guard : { kind: "always" };
      case "undefined":
        return guard.expressions.some((expression) => this.#isPartial(location, expression)) ? guard : undefined;
      case "has-no-end":
        return this.#surelyHolds(location, guard.variable) ? undefined : guard;
      default:
        return guard;
    }
  }

  #surelyHolds(location: DraftLocation, name: Variable): boolean {
    const index = present(this.#indices.get(name));
    return isEndType(present(this.#types[index])) && this.#isSet(location, index);
  }

  #isSet({ set }: DraftLocation, index: number): boolean {
    const { name, frame } = present(this.#process.variables[index]);
    return frame === undefined || set.has(name);
  }

  #isPartial(location: DraftLocation, expression: Expression): boolean {
    const { isPartial: partial, variables } = this.#ask(expression);
    return partial || variables.some((index) => !this.#isSet(location, index));
  }

  #isPartialOrAsks(location: DraftLocation, expression: Expression): boolean {
    return this.#isPartial(location, expression) || this.#ask(expression).consults;
  }

  #ask(expression: Expression): Asked {
    const known = this.#asked.get(expression);
    if (known !== undefined) return known;
    const variables: number[] = [];
    const scope: TermScope = {
      definitions: this.#definitions,
      variable: (name) => {
        const index = this.#indices.get(name);
        if (index === undefined) return undefined;
        variables.push(index);
        return { process: this.#index, index, type: present(this.#types[index]) };
      },
    };
    const result = termOf(expression, scope);
    if (!result.ok) throw new Error(result.reason);
    // Of values of several types an operation may meet one that it is not for.
    const meetsOthers = variables.some((index) => hasUnknownPart(present(this.#types[index])));
    const found = { isPartial: meetsOthers || isPartial(result.term), consults: consultsOracles(result.term), variables };
    this.#asked.set(expression, found);
    return found;
  }
}
