/**
 * The control of a network without its data: where every process is, who has stopped, and which kinds of messages wait in which order. Guards are disregarded, so every
 * reachable state of the network is one of these, as far as queues of so many slots go (Clarke, Grumberg and Long, Model checking and abstraction, TOPLAS 1994).
 */
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import type { TypedCommand } from "../../compiled/analysis/index.ts";
import type { NetworkProgram } from "./network-program.ts";
import { mayOverflow } from "./network-program.ts";
import type { NetworkState } from "./network-state.ts";
import { hasStopped } from "./network-state.ts";

export interface ControlState {
  readonly locations: readonly number[];
  readonly stopped: readonly (undefined | "failed" | "assumption")[];
  /** By channel: kinds of messages, the oldest first. */
  readonly queues: readonly (readonly number[])[];
}

/** A command of a process, and the control state that it leads to, by its number. */
export interface ControlEdge {
  readonly process: number;
  readonly typed: TypedCommand;
  readonly target: number;
}

export interface Control {
  readonly states: readonly ControlState[];
  /** By control state, in the order of processes and commands. */
  readonly edges: readonly (readonly ControlEdge[])[];
  /** In none of them a message is sent to a queue whose slots are full, where the network has room, or received into variables of other types. */
  readonly fits: boolean;
  /** No run comes back to a control state: every run ends after at most as many steps as there are states. */
  readonly isAcyclic: boolean;
}

/**
 * The control states; undefined where there are more than `most`, where queues have no order, and with faults. Locations that an analysis excludes are left out, unless
 * all are to be looked at, whatever variables hold.
 */
export function controlStates(
  program: NetworkProgram,
  most: number,
  looksAt: "reachable locations" | "all locations" = "reachable locations",
): Control | undefined {
  const { machine, commands, slots } = program;
  const isLookedAt = (process: number, location: number): boolean =>
    looksAt === "all locations" || program.analysis.locations[process]?.[location] !== undefined;
  const { network, faults } = machine;
  if (network.order === "bag" || network.lossy || network.duplicating || faults !== undefined) return undefined;
  const start: ControlState = {
    locations: machine.processes.map(() => 0),
    stopped: machine.processes.map(() => undefined),
    queues: machine.channels.map(() => []),
  };
  const states = [start];
  const numbers = new Map([[keyOf(start), 0]]);
  const edges: ControlEdge[][] = [];
  let fits = true;
  for (const state of states) {
    if (states.length > most) return undefined;
    const own: ControlEdge[] = [];
    edges.push(own);
    for (const [process, location] of state.locations.entries()) {
      if (state.stopped[process] !== undefined) continue;
      for (const typed of present(commands[process]?.[location])) {
        const { command, kinds } = typed;
        if (isLost(typed, state)) fits = false;
        if (!isLookedAt(process, command.target)) continue;
        const { effect } = command;
        let { queues, stopped } = state;
        if (effect.kind === "send") {
          const queue = present(queues[effect.channel]);
          if (queue.length >= slots) {
            if (mayOverflow(program)) fits = false;
            continue;
          }
          queues = queues.with(effect.channel, [...queue, kinds[0]?.number ?? -1]);
        } else if (effect.kind === "receive") {
          const queue = present(queues[effect.channel]);
          if (!kinds.some(({ number, isHeld }) => isHeld && queue[0] === number)) continue;
          queues = queues.with(effect.channel, queue.slice(1));
        } else if (effect.kind === "stop" || effect.kind === "fail") stopped = stopped.with(process, effect.kind === "fail" ? "failed" : "assumption");
        const next: ControlState = { locations: state.locations.with(process, command.target), stopped, queues };
        const key = keyOf(next);
        const target = numbers.get(key) ?? states.length;
        if (target === states.length) {
          numbers.set(key, target);
          states.push(next);
        }
        own.push({ process, typed, target });
      }
    }
  }
  return { states, edges, fits, isAcyclic: isAcyclic(edges) };
}

/** Whether the oldest message is one that the receive takes, and its variables do not hold. */
function isLost({ command: { effect }, kinds }: TypedCommand, { queues }: ControlState): boolean {
  return effect.kind === "receive" && kinds.some(({ number, isHeld }) => !isHeld && queues[effect.channel]?.[0] === number);
}

function keyOf({ locations, stopped, queues }: ControlState): string {
  return `${locations.join()} ${stopped.join()} ${queues.map((kinds) => kinds.join()).join(";")}`;
}

/** Kahn, Topological sorting of large networks, CACM 1962. Linear. */
function isAcyclic(edges: readonly (readonly ControlEdge[])[]): boolean {
  const incoming = edges.map(() => 0);
  for (const own of edges) for (const { target } of own) incoming[target] = (incoming[target] ?? 0) + 1;
  const free = [...edges.keys()].filter((number) => incoming[number] === 0);
  let left = edges.length - free.length;
  for (let number = free.pop(); number !== undefined; number = free.pop())
    for (const { target } of edges[number] ?? []) {
      const count = (incoming[target] ?? 0) - 1;
      incoming[target] = count;
      if (count > 0) continue;
      free.push(target);
      left -= 1;
    }
  return left === 0;
}

/** That the control of the state is this one. Linear in processes and slots. */
export function isControl(control: ControlState, state: NetworkState, context: Context): Term {
  const { terms } = context;
  const where = control.locations.map((location, process) => present(state.at[process]?.[location]));
  const stopped = control.stopped.map((is, process) => {
    const has = hasStopped(state, process, context);
    return is === undefined ? terms.not(has) : has;
  });
  const queues = control.queues.flatMap((kinds, channel) => {
    const slots = present(state.queues[channel]);
    return slots.map(({ taken, is }, position) => {
      const kind = kinds[position];
      return kind === undefined ? terms.not(taken) : terms.and(taken, present(is[kind]));
    });
  });
  return terms.and(...where, ...stopped, ...queues);
}
