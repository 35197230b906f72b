/**
 * Which moves of a configuration are enough. Moves of different roles commute, and nobody can take away what a role can do: others only add messages behind the
 * first of a queue, and room. So the moves of a role, where nothing that others do can add one, are a persistent set (Godefroid, LNCS 1032, 1996), and exploring
 * them alone loses nothing that the conditions speak of; the proof is in docs/compatibility.md.
 */
import { present } from "../../calculus/present.ts";
import type { Queues } from "../automata/queues.ts";
import type { Component, LocalState, Move } from "./component.ts";

/** Whether the role can make this move: there is room in the queue, or the message is the first in it. */
export function isEnabled({ sends, channel, message }: Move, configuration: Int32Array, roles: number, queues: Queues, bound: number): boolean {
  const queue = present(configuration[roles + channel]);
  return sends ? queues.length(queue) < bound : queues.head(queue) === message;
}

/** Whether no step of the others changes which moves of this state are enabled: its queues to send to have room, and those to receive from have a first message. */
export function isStable({ moves }: LocalState, configuration: Int32Array, roles: number, queues: Queues, bound: number): boolean {
  for (const { sends, channel } of moves) {
    const length = queues.length(present(configuration[roles + channel]));
    if (sends ? length >= bound : length === 0) return false;
  }
  return true;
}

/**
 * What the conditions that compare the choices of one state can see: the moves of roles with a state of several channels, what fills or empties these channels.
 * By number of move; a reduction that keeps them apart loses none of their orders.
 */
export function visibleMoves({ states, channels, moves }: Component): readonly boolean[] {
  const choosing = states.map((own) => own.some((state) => state.channels.length > 1));
  const watched = channels.map(() => false);
  for (const own of states) for (const state of own) if (state.channels.length > 1) for (const channel of state.channels) watched[channel] = true;
  return moves.map(({ role, channel }) => choosing[role] === true || watched[channel] === true);
}
