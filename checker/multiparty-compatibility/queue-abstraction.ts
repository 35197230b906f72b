/**
 * Configurations with queues of any length, finitely many of them: of each queue the first messages are kept, and of those behind them only that their sender
 * has sent them since it was in a certain state. Every step of the network is one of the abstraction, so what the abstraction cannot do any more, the network
 * cannot either; a send, and the receive of a message that is kept, are steps that the network can do too (docs/compatibility.md, with the proofs).
 */
import { present } from "../../calculus/present.ts";
import { ConfigurationTable } from "../automata/configuration-table.ts";
import { Queues } from "../automata/queues.ts";
import type { Component, Move } from "./component.ts";

/** A step of the abstraction: the role moves, and one of the outcomes is the case, which one is not known. */
export interface AbstractStep {
  readonly move: Move;
  readonly outcomes: readonly number[];
}

export interface AbstractGraph {
  readonly component: Component;
  /** By configuration, the first one initial. */
  readonly steps: readonly (readonly AbstractStep[])[];
  readonly stateOf: (configuration: number, role: number) => number;
  /** Whether the queue has a message: known of every configuration. */
  readonly isEmpty: (configuration: number, channel: number) => boolean;
}

/** A configuration of the network: the states of the roles, and the messages of each queue. */
export interface Situation {
  readonly states: readonly number[];
  readonly queues: readonly (readonly number[])[];
}

export interface AbstractionOptions {
  /** Messages of the queue that are kept, at least one, by channel. */
  readonly kept: readonly number[];
  readonly maxConfigurations: number;
  /** Stop at a step for which this holds. */
  readonly until?: (move: Move) => boolean;
}

/** No state of the sender: the messages that are kept are all there are. */
const nothing = -1;

/** What may follow when the first message of a queue is gone: the next one, and the state of the sender behind it, or `nothing` if it is the last. */
interface Refill {
  readonly message: number;
  readonly since: number;
}

/** What senders may have done between two of their states. */
class Histories {
  private readonly component: Component;
  private readonly reached = new Map<string, ReadonlySet<number>>();
  private readonly refills = new Map<string, readonly Refill[]>();

  constructor(component: Component) {
    this.component = component;
  }

  /** The states that a role may come to from a state, without sends to the channel unless it is `nothing`. */
  private reachable(role: number, from: number, without: number): ReadonlySet<number> {
    const key = `${String(role)} ${String(from)} ${String(without)}`;
    const known = this.reached.get(key);
    if (known !== undefined) return known;
    const reached = new Set([from]);
    for (const state of reached) {
      for (const { sends, channel, target } of present(present(this.component.states[role])[state]).moves) {
        if (!(sends && channel === without)) reached.add(target);
      }
    }
    this.reached.set(key, reached);
    return reached;
  }

  /** Whether the sender of the channel may have come from one state to the other with a send to the channel on the way. */
  private sendsBetween(channel: number, from: number, to: number): boolean {
    return this.firstSends(channel, from).some(({ target }) => this.reachable(this.senderOf(channel), target, nothing).has(to));
  }

  private senderOf(channel: number): number {
    return present(this.component.channels[channel]).sender;
  }

  private firstSends(channel: number, from: number): readonly Move[] {
    const own = present(this.component.states[this.senderOf(channel)]);
    return [...this.reachable(this.senderOf(channel), from, channel)].flatMap((state) =>
      present(own[state]).moves.filter((move) => move.sends && move.channel === channel),
    );
  }

  /** The messages that may come first in a queue whose sender came from one state to the other, with what may be behind them. */
  refill(channel: number, from: number, to: number): readonly Refill[] {
    const key = `${String(channel)} ${String(from)} ${String(to)}`;
    const known = this.refills.get(key);
    if (known !== undefined) return known;
    const found = new Map<string, Refill>();
    const add = (message: number, since: number): void => void found.set(`${String(message)} ${String(since)}`, { message, since });
    for (const { message, target } of this.firstSends(channel, from)) {
      if (this.reachable(this.senderOf(channel), target, channel).has(to)) add(message, nothing);
      if (this.sendsBetween(channel, target, to)) add(message, target);
    }
    const refills = [...found.values()];
    this.refills.set(key, refills);
    return refills;
  }
}

/** The abstract configurations that are reachable from a configuration of the network; undefined if there are too many. Linear in their number and steps. */
export function abstractGraph(component: Component, { states, queues: contents }: Situation, options: AbstractionOptions): AbstractGraph | "found" | undefined {
  const { kept, maxConfigurations, until } = options;
  const [roles, channels] = [component.states.length, component.channels.length];
  const queues = new Queues();
  const histories = new Histories(component);
  const configurations = new ConfigurationTable(roles + 2 * channels);
  const next = new Int32Array(roles + 2 * channels);
  next.set(states);
  for (const [channel, content] of contents.entries()) {
    next[roles + channel] = content.reduce((queue, message) => queues.push(queue, message), 0);
    next[roles + channels + channel] = nothing;
  }
  configurations.add(next);
  const steps: (readonly AbstractStep[])[] = [];
  for (let configuration = 0; configuration < configurations.count; configuration++) {
    if (configurations.count > maxConfigurations) return undefined;
    const from = configurations.at(configuration).slice();
    const own: AbstractStep[] = [];
    for (let role = 0; role < roles; role++) {
      for (const move of present(present(component.states[role])[present(from[role])]).moves) {
        const [place, behind] = [roles + move.channel, roles + channels + move.channel];
        const [queue, since] = [present(from[place]), present(from[behind])];
        next.set(from);
        next[role] = move.target;
        const outcomes: number[] = [];
        if (move.sends) {
          if (since === nothing) {
            if (queues.length(queue) < present(kept[move.channel])) next[place] = queues.push(queue, move.message);
            else next[behind] = move.source;
          }
          outcomes.push(configurations.numberOf(next));
        } else {
          if (queues.head(queue) !== move.message) continue;
          const rest = queues.pop(queue);
          if (since === nothing || queues.length(rest) >= present(kept[move.channel])) {
            next[place] = rest;
            outcomes.push(configurations.numberOf(next));
          } else {
            const { sender } = present(component.channels[move.channel]);
            for (const refill of histories.refill(move.channel, since, present(from[sender]))) {
              next[place] = queues.push(rest, refill.message);
              next[behind] = refill.since;
              outcomes.push(configurations.numberOf(next));
            }
          }
        }
        if (until?.(move) === true) return "found";
        own.push({ move, outcomes });
      }
    }
    steps.push(own);
  }
  return {
    component,
    steps,
    stateOf: (configuration, role) => present(configurations.at(configuration)[role]),
    isEmpty: (configuration, channel) => configurations.at(configuration)[roles + channel] === 0,
  };
}
