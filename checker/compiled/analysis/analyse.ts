/**
 * What every variable may hold at every location, and every message: the least fixed point that iteration with widening finds, and a few rounds downwards
 * from it. Cousot and Cousot, Abstract interpretation: a unified lattice model, POPL 1977.
 */
import type { Machine } from "../../../calculus/machine/index.ts";
import { initialCell } from "./domain-shape.ts";
import type { Cell } from "./knowledge.ts";
import { isSameShape, join, noShape } from "./shape.ts";
import type { Shape } from "./shape.ts";
import { thresholdsOf } from "./thresholds.ts";
import { transfer } from "./transfer.ts";
import type { Cells, MessageShapes } from "./transfer.ts";
import type { TypedMachine } from "./typed-machine.ts";
import { widen } from "./widen.ts";

export interface Analysis {
  /** By process and location; undefined where the location is never reached. */
  readonly locations: readonly (readonly (Cells | undefined)[])[];
  /** By process: what its variables may hold anywhere. */
  readonly variables: readonly Cells[];
  /** By channel and `messageKey` with its tag (`keyOfMessage`); absent for messages that are never sent. */
  readonly messages: readonly ReadonlyMap<string, readonly Shape[]>[];
}

/** So often a place grows by what it is told before it jumps to the next bound. */
const patience = 8;
const downwardRounds = 3;

/** Analyses a machine. Every reachable configuration is within the result. Terminates: each place grows finitely often. */
export function analyse(typed: TypedMachine): Analysis {
  const { machine } = typed;
  const initial = machine.processes.map(({ variables }) => variables.map((variable) => initialCell(variable, machine.definitions)));
  let { state, isWidened } = upwards(typed, initial);
  for (let round = 0; isWidened && round < downwardRounds; round += 1) {
    const smaller = downwards(typed, initial, state);
    isWidened = !isSame(smaller, state);
    state = smaller;
  }
  const variables = machine.processes.map(({ variables: own }, process) =>
    own.map((_, index) =>
      (state.locations[process] ?? []).reduce<Cell>((all, cells) => (cells === undefined ? all : joinCell(all, cells[index] ?? all)), {
        shape: noShape,
        mayBeUnset: false,
      }),
    ),
  );
  return { ...state, variables };
}

type State = Pick<Analysis, "locations" | "messages">;

function joinCell(left: Cell, right: Cell): Cell {
  const shape = join(left.shape, right.shape);
  const mayBeUnset = left.mayBeUnset || right.mayBeUnset;
  return shape === left.shape && mayBeUnset === left.mayBeUnset ? left : { shape, mayBeUnset };
}

function joinCells(left: Cells | undefined, right: Cells): Cells {
  if (left === undefined) return right;
  const joined = left.map((cell, index) => joinCell(cell, right[index] ?? cell));
  return joined.every((cell, index) => cell === left[index]) ? left : joined;
}

function isSame(left: State, right: State): boolean {
  const sameCells = (one: Cells, other: Cells): boolean => one.every((cell, index) => isSameShape(cell.shape, other[index]?.shape ?? noShape));
  return (
    left.locations.every((all, process) =>
      all.every((cells, location) => {
        const others = right.locations[process]?.[location];
        return cells === undefined || others === undefined ? cells === others : sameCells(cells, others);
      }),
    ) &&
    left.messages.every((of, channel) =>
      [...of].every(([key, payload]) => payload.every((shape, index) => isSameShape(shape, right.messages[channel]?.get(key)?.[index] ?? noShape))),
    )
  );
}

/** Which processes may begin again with what their durable variables hold. */
function restarting({ processes, faults }: Machine): readonly boolean[] {
  return processes.map(({ role }) => faults?.clauses.some((clause) => clause.kind === "crash" && clause.restarts && clause.roles.includes(role)) === true);
}

/** Of the initial cells, those of durable variables also hold what they hold here. */
function restarted(machine: Machine, process: number, initial: Cells, cells: Cells): Cells {
  return initial.map((cell, index) => (machine.processes[process]?.variables[index]?.durable === true ? joinCell(cell, cells[index] ?? cell) : cell));
}

function upwards(typed: TypedMachine, initial: readonly Cells[]): { readonly state: State; readonly isWidened: boolean } {
  let isWidened = false;
  const { machine, commands } = typed;
  const thresholds = thresholdsOf(typed, initial);
  const restarts = restarting(machine);
  const locations: (Cells | undefined)[][] = machine.processes.map(({ locations: all }) => all.map(() => undefined));
  const visits = locations.map((all) => all.map(() => 0));
  const messages = machine.channels.map(() => new Map<string, { payload: readonly Shape[]; changes: number }>());
  const readers = machine.channels.map((_, channel) =>
    commands.flatMap((of, process) =>
      of.flatMap((all, location) =>
        all.some(({ command: { effect } }) => effect.kind === "receive" && effect.channel === channel) ? [{ process, location }] : [],
      ),
    ),
  );
  const pending: { readonly process: number; readonly location: number }[] = [];
  const waiting = new Set<string>();
  const wake = (process: number, location: number): void => {
    const key = `${process}:${location}`;
    if (waiting.has(key)) return;
    waiting.add(key);
    pending.push({ process, location });
  };
  const known: MessageShapes = { payload: (channel, key) => messages[channel]?.get(key)?.payload };

  const reach = (process: number, location: number, cells: Cells): void => {
    const own = locations[process];
    const counts = visits[process];
    if (own === undefined || counts === undefined) return;
    const before = own[location];
    const joined = joinCells(before, cells);
    if (joined === before) return;
    const count = (counts[location] ?? 0) + 1;
    counts[location] = count;
    if (count > patience) isWidened = true;
    const after =
      before === undefined || count <= patience
        ? joined
        : joined.map((cell, index) => {
            const old = before[index];
            return old === undefined || old === cell ? cell : { ...cell, shape: widen(old.shape, cell.shape, thresholds) };
          });
    own[location] = after;
    wake(process, location);
    const start = initial[process];
    if (restarts[process] === true && start !== undefined) reach(process, 0, restarted(machine, process, start, after));
  };

  const tell = (channel: number, key: string, payload: readonly Shape[]): void => {
    const before = messages[channel]?.get(key);
    const joined = before === undefined ? payload : before.payload.map((shape, index) => join(shape, payload[index] ?? shape));
    if (before !== undefined && joined.every((shape, index) => shape === before.payload[index])) return;
    const changes = (before?.changes ?? 0) + 1;
    if (changes > patience) isWidened = true;
    const after = before === undefined || changes <= patience ? joined : joined.map((shape, index) => widen(before.payload[index] ?? shape, shape, thresholds));
    messages[channel]?.set(key, { payload: after, changes });
    for (const { process, location } of readers[channel] ?? []) if (locations[process]?.[location] !== undefined) wake(process, location);
  };

  initial.forEach((cells, process) => {
    reach(process, 0, cells);
  });
  for (let next = pending.shift(); next !== undefined; next = pending.shift()) {
    const { process, location } = next;
    waiting.delete(`${process}:${location}`);
    const cells = locations[process]?.[location];
    if (cells === undefined) continue;
    for (const command of commands[process]?.[location] ?? []) {
      const result = transfer(command, process, cells, machine, known);
      if (result === undefined) continue;
      if (result.sent !== undefined) tell(result.sent.channel, result.sent.key, result.sent.payload);
      reach(process, command.command.target, result.cells);
    }
  }
  return { state: { locations, messages: messages.map((of) => new Map([...of].map(([key, { payload }]) => [key, payload]))) }, isWidened };
}

/** One application of all commands to a state that no command leads out of: what comes out is no larger, and still has everything that is reachable. */
function downwards({ machine, commands }: TypedMachine, initial: readonly Cells[], state: State): State {
  const restarts = restarting(machine);
  const locations: (Cells | undefined)[][] = state.locations.map((all) => all.map(() => undefined));
  const messages = state.messages.map(() => new Map<string, readonly Shape[]>());
  const known: MessageShapes = { payload: (channel, key) => state.messages[channel]?.get(key) };
  const reach = (process: number, location: number, cells: Cells): void => {
    const own = locations[process];
    if (own !== undefined) own[location] = joinCells(own[location], cells);
  };
  initial.forEach((start, process) => {
    reach(process, 0, start);
    const before = state.locations[process] ?? [];
    before.forEach((cells, location) => {
      if (cells === undefined) return;
      if (restarts[process] === true) reach(process, 0, restarted(machine, process, start, cells));
      for (const command of commands[process]?.[location] ?? []) {
        const result = transfer(command, process, cells, machine, known);
        if (result === undefined) continue;
        reach(process, command.command.target, result.cells);
        if (result.sent === undefined) continue;
        const { channel, key, payload } = result.sent;
        const earlier = messages[channel]?.get(key);
        messages[channel]?.set(key, earlier === undefined ? payload : earlier.map((shape, index) => join(shape, payload[index] ?? shape)));
      }
    });
  });
  return { locations, messages };
}
