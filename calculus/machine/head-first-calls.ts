/**
 * A choreography head first whose calls nest without end, as machines that call each other: one of the choreography and one of each call, with the roles that it has
 * and who of them acts no more (recursive state machines: Alur et al., Analysis of recursive state machines, TOPLAS 2005).
 */
import type { Model, Variable } from "../core/index.ts";
import { end } from "../core/index.ts";
import { recursiveProcedures } from "../head-first/index.ts";
import { present } from "../present.ts";
import { projection, projectionErrors } from "../projection/index.ts";
import { procedureOf } from "../semantics/index.ts";
import type { BuiltWithCalls, CallsBuildResult, HeadFirstBuildOptions } from "./built.ts";
import { leaversOf } from "./entered-calls.ts";
import type { EnteredCall } from "./entered-calls.ts";
import { attemptMachine, buildHeadFirst } from "./head-first.ts";
import type { HeadFirstLocation } from "./head-first-control.ts";
import type { Command, MachineLocation, MachineProcess, MachineVariable } from "./machine.ts";
import { NoMachine } from "./symbolic-values.ts";

/** More machines than this are not built. */
const maxMachines = 64;

/** The machines of a closed choreography of the model, which must be projectable: its own first. */
export function machinesWithCalls(model: Model, subject?: string, options: HeadFirstBuildOptions = { stopBranches: true }): CallsBuildResult {
  const { name, roles, body } = procedureOf(model, subject);
  const [error] = projectionErrors(model, projection());
  if (error !== undefined) return { ok: false, reason: `it is not projectable for ${error.role}` };
  const nesting = { kind: "summarised", procedures: recursiveProcedures(model) } as const;
  const numbers = new Map<string, number>();
  const waiting: EnteredCall[] = [];
  const numberOf = (call: EnteredCall): number => {
    const known = numbers.get(call.key);
    if (known !== undefined) return known;
    const fresh = numbers.size + 1;
    if (fresh > maxMachines) throw new NoMachine(`${name} has more than ${String(maxMachines)} different calls`);
    numbers.set(call.key, fresh);
    waiting.push(call);
    return fresh;
  };
  return attemptMachine(() => {
    const made = [drafted(buildHeadFirst({ model, name, roles, body, nesting, options }), numberOf)];
    for (const entered of waiting)
      made.push(drafted(buildHeadFirst({ model, name, roles: entered.frame.call.roles, body: end, entered, nesting, options }), numberOf));
    const writes = writtenFields(made);
    const machines = made.map((one, number) => withCalls(one, writes, present(writes[number])));
    // Who is through with the whole choreography goes on nowhere.
    return { ok: true, machines: machines.map((one, number) => (number === 0 ? { ...one, leaving: new Set() } : one)) };
  });
}

interface Drafted extends ReturnType<typeof buildHeadFirst> {
  readonly process: MachineProcess;
  /** By location, the number of the machine that is called there. */
  readonly callees: ReadonlyMap<number, number>;
}

function drafted(made: ReturnType<typeof buildHeadFirst>, numberOf: (call: EnteredCall) => number): Drafted {
  const callees = new Map(made.locations.flatMap(({ call }, index) => (call === undefined ? [] : [[index, numberOf(call)] as const])));
  return { ...made, callees, process: present(made.built.machine.processes[0]) };
}

/** Of each machine the fields that it may write, itself or in calls, as `A.x`: the least fixpoint. */
function writtenFields(made: readonly Drafted[]): readonly ReadonlySet<string>[] {
  const written = made.map(({ process }) => {
    const names = new Set(process.locations.flatMap(({ commands }) => commands.flatMap(writtenBy)));
    return new Set(process.variables.filter((variable) => isField(variable) && names.has(variable.name)).map(fieldKey));
  });
  for (let before = -1, after = 0; before !== after;) {
    before = after;
    for (const [number, { callees }] of made.entries())
      for (const callee of callees.values()) for (const field of present(written[callee])) present(written[number]).add(field);
    after = written.reduce((count, { size }) => count + size, 0);
  }
  return written;
}

function writtenBy({ effect, updates }: Command): readonly Variable[] {
  const bound = effect.kind === "transfer" ? effect.variables : effect.kind === "any" ? [effect.variable] : [];
  return [...bound, ...updates.map(({ variable }) => variable)];
}

function isField({ source, initial }: MachineVariable): boolean {
  return source.frame === undefined && initial !== undefined;
}

function fieldKey({ source: { role, variable } }: MachineVariable): string {
  return `${role}.${variable}`;
}

/** Puts the commands that set fields to anything between calls and their returns. */
function withCalls({ built, locations, callees, process }: Drafted, written: readonly ReadonlySet<string>[], own: ReadonlySet<string>): BuiltWithCalls {
  const all: MachineLocation[] = [...process.locations];
  const calls = new Map<number, { readonly callee: number; readonly target: number }>();
  const between = new Set<number>();
  for (const [index, callee] of callees) {
    const returning = present(all[index]?.commands[0]);
    calls.set(index, { callee, target: returning.target });
    let at = index;
    for (const variable of process.variables.filter((one) => isField(one) && written[callee]?.has(fieldKey(one)) === true)) {
      all[at] = { ...present(all[at]), commands: [settingAnyhow(variable, returning, all.length)] };
      all.push({ isEnd: false, commands: [] });
      between.add((at = all.length - 1));
    }
    all[at] = { ...present(all[at]), commands: [returning] };
  }
  const machine = { ...built.machine, processes: [{ ...process, locations: all }] };
  const origin = originsOf(locations.length, calls, all);
  return {
    machine,
    stateOf: (configuration) => built.stateOf({ ...configuration, locations: configuration.locations.map((location) => origin.get(location) ?? location) }),
    calls,
    between,
    leaving: new Set(locations.flatMap((location, index) => (isLeft(location) ? [index] : []))),
    writes: new Set(process.variables.filter((one) => isField(one) && own.has(fieldKey(one))).map(({ name }) => name)),
  };
}

function settingAnyhow({ name, type, source: { role } }: MachineVariable, { site }: Command, target: number): Command {
  return { role, guard: { kind: "always" }, effect: { kind: "any", variable: name, domain: { kind: "type", type } }, updates: [], target, site, rules: [] };
}

/** Of each location between a call and its return, that of the call. */
function originsOf(count: number, calls: BuiltWithCalls["calls"], all: readonly MachineLocation[]): ReadonlyMap<number, number> {
  const origins = new Map<number, number>();
  for (const call of calls.keys())
    for (let at = present(all[call]?.commands[0]).target; at >= count; at = present(all[at]?.commands[0]).target) origins.set(at, call);
  return origins;
}

function isLeft({ state, moves, isEnd }: HeadFirstLocation): boolean {
  return moves.length === 0 && !isEnd && leaversOf(state).length > 0;
}
