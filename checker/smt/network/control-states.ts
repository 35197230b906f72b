/**
 * The control of a network without its data: where every process is, who has stopped, and which kinds of messages wait in which order. Guards are disregarded, so every
 * reachable state of the network is one of these, as far as queues of so many slots go (Clarke, Grumberg and Long, Model checking and abstraction, TOPLAS 1994).
 */
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import type { NetworkProgram } from "./network-program.ts";
import { kindOf, mayOverflow } from "./network-program.ts";
import type { NetworkState } from "./network-state.ts";
import { hasStopped } from "./network-state.ts";

export interface ControlState {
  readonly locations: readonly number[];
  readonly stopped: readonly boolean[];
  /** By channel: kinds of messages, the oldest first. */
  readonly queues: readonly (readonly number[])[];
}

export interface Control {
  readonly states: readonly ControlState[];
  /** In none of them a message is sent to a queue whose slots are full, where the network has room. */
  readonly fits: boolean;
  /** No run comes back to a control state: every run ends after at most as many steps as there are states. */
  readonly isAcyclic: boolean;
}

/** The control states; undefined where there are more than `most`, where queues have no order, and with faults. */
export function controlStates(program: NetworkProgram, most: number): Control | undefined {
  const { machine, commands, analysis, slots } = program;
  const { network, faults } = machine;
  if (network.order === "bag" || network.lossy || network.duplicating || faults !== undefined) return undefined;
  const start: ControlState = {
    locations: machine.processes.map(() => 0),
    stopped: machine.processes.map(() => false),
    queues: machine.channels.map(() => []),
  };
  const states = new Map([[JSON.stringify(start), start]]);
  const edges = new Map<string, string[]>();
  let fits = true;
  for (const [key, state] of states) {
    if (states.size > most) return undefined;
    for (const [process, location] of state.locations.entries()) {
      if (state.stopped[process] === true) continue;
      for (const { command, bound } of present(commands[process]?.[location])) {
        if (analysis.locations[process]?.[command.target] === undefined) continue;
        const { effect } = command;
        let { queues, stopped } = state;
        if (effect.kind === "send") {
          const queue = present(queues[effect.channel]);
          if (queue.length >= slots) {
            if (mayOverflow(program)) fits = false;
            continue;
          }
          const from = machine.channels[effect.channel]?.from ?? command.role;
          queues = queues.with(effect.channel, [...queue, kindOf(program, effect.channel, from, effect.label, effect.payload.length)]);
        } else if (effect.kind === "receive") {
          const queue = present(queues[effect.channel]);
          const kind = kindOf(program, effect.channel, effect.sender, effect.label, bound.length);
          if (kind < 0 || queue[0] !== kind) continue;
          queues = queues.with(effect.channel, queue.slice(1));
        } else if (effect.kind === "stop" || effect.kind === "fail") stopped = stopped.with(process, true);
        const next: ControlState = { locations: state.locations.with(process, command.target), stopped, queues };
        const nextKey = JSON.stringify(next);
        edges.set(key, [...(edges.get(key) ?? []), nextKey]);
        if (!states.has(nextKey)) states.set(nextKey, next);
      }
    }
  }
  return { states: [...states.values()], fits, isAcyclic: isAcyclic(edges) };
}

/** Kahn, Topological sorting of large networks, CACM 1962. Linear. */
function isAcyclic(edges: ReadonlyMap<string, readonly string[]>): boolean {
  const incoming = new Map<string, number>();
  for (const targets of edges.values()) for (const target of targets) incoming.set(target, (incoming.get(target) ?? 0) + 1);
  const free = [...edges.keys()].filter((key) => !incoming.has(key));
  let left = [...incoming.values()].reduce((sum, count) => sum + count, 0);
  for (let key = free.pop(); key !== undefined; key = free.pop())
    for (const target of edges.get(key) ?? []) {
      left -= 1;
      const count = (incoming.get(target) ?? 0) - 1;
      incoming.set(target, count);
      if (count === 0) free.push(target);
    }
  return left === 0;
}

/** That the control of the state is this one. Linear in processes and slots. */
export function isControl(control: ControlState, state: NetworkState, context: Context): Term {
  const { terms } = context;
  const where = control.locations.map((location, process) => present(state.at[process]?.[location]));
  const stopped = control.stopped.map((is, process) => {
    const has = hasStopped(state, process, context);
    return is ? has : terms.not(has);
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
