/**
 * The transition system of a network of automata as `.aut` text (the Aldebaran format of CADP and mCRL2): its states are the configurations that are reached,
 * with synchronous communication or with queues of at most so many messages.
 */
import { error } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import { messageKey } from "../../../calculus/protocols/index.ts";
import { automataNetwork } from "../../../checker/automata/index.ts";
import type { NetworkEdge } from "../../../checker/automata/index.ts";
import type { AutomataToWrite, WrittenText } from "./automata-to-write.ts";

export interface TransitionSystemOptions {
  /** Messages that a queue holds at most; 0: send and receive are one step. */
  readonly bound: number;
  readonly maxStates: number;
}

/** By role the state, by channel the queue. */
interface Configuration {
  readonly states: readonly number[];
  readonly queues: readonly (readonly number[])[];
}

interface Step {
  readonly label: string;
  readonly next: Configuration;
}

/** The text, `A->B!ask` for a send, `A->B?ask` for a receive and `A->B:ask` for both at once; refused beyond the limit of states. Linear in the text. */
export function transitionSystemText({ name, span, automata }: AutomataToWrite, { bound, maxStates }: TransitionSystemOptions): WrittenText {
  const network = automataNetwork(automata);
  const edgesOf = (role: number, state: number): readonly NetworkEdge[] => network.states[role]?.[state]?.edges ?? [];
  const textOf = ({ channel, message }: NetworkEdge, sign: string): string => {
    const { sender, receiver } = present(network.channels[channel]);
    return `${present(network.roles[sender])}->${present(network.roles[receiver])}${sign}${present(network.messages[message])}`;
  };

  function* synchronous({ states, queues }: Configuration): Generator<Step> {
    for (const [role, state] of states.entries()) {
      for (const edge of edgesOf(role, state)) {
        if (!edge.sends) continue;
        for (const other of edgesOf(edge.peer, states[edge.peer] ?? 0)) {
          if (other.sends || other.channel !== edge.channel || other.message !== edge.message) continue;
          yield { label: textOf(edge, ":"), next: { states: states.with(role, edge.target).with(edge.peer, other.target), queues } };
        }
      }
    }
  }

  function* queued({ states, queues }: Configuration): Generator<Step> {
    for (const [role, state] of states.entries()) {
      for (const edge of edgesOf(role, state)) {
        const queue = queues[edge.channel] ?? [];
        if (edge.sends ? queue.length >= bound : queue[0] !== edge.message) continue;
        const after = edge.sends ? [...queue, edge.message] : queue.slice(1);
        yield { label: textOf(edge, edge.sends ? "!" : "?"), next: { states: states.with(role, edge.target), queues: queues.with(edge.channel, after) } };
      }
    }
  }

  const stepsOf = bound === 0 ? synchronous : queued;
  const initial: Configuration = { states: [...network.initial], queues: network.channels.map(() => []) };
  const keyOf = ({ states, queues }: Configuration): string => `${states.join(" ")};${queues.map((queue) => queue.join(" ")).join(";")}`;
  const numbers = new Map([[keyOf(initial), 0]]);
  const configurations = [initial];
  const lines: string[] = [];
  for (let index = 0; index < configurations.length; index++) {
    for (const { label, next } of stepsOf(present(configurations[index]))) {
      const key = keyOf(next);
      const known = numbers.get(key) ?? configurations.length;
      if (known === configurations.length) {
        if (configurations.length >= maxStates) {
          const limit = `the transition system of ${name} has more than ${String(maxStates)} states, the limit`;
          return { diagnostics: [error("program-too-large", span, limit, { notes: ["--max-states sets another limit, --bound shorter queues"] })] };
        }
        numbers.set(key, known);
        configurations.push(next);
      }
      lines.push(`(${String(index)},"${quoted(label)}",${String(known)})\n`);
    }
  }
  return { text: `${head(0, lines.length, configurations.length)}${lines.join("")}` };
}

/** The automaton of one role by itself. Linear. */
export function roleSystemText({ automata }: AutomataToWrite): WrittenText {
  const { role, initial, states } = present(automata[0]);
  const lines = states.flatMap(({ edges }, state) =>
    edges.map(({ action: { direction, peer, message }, target }) => {
      const label = direction === "send" ? `${role}->${peer}!${messageKey(message)}` : `${peer}->${role}?${messageKey(message)}`;
      return `(${String(state)},"${quoted(label)}",${String(target)})\n`;
    }),
  );
  return { text: `${head(initial, lines.length, states.length)}${lines.join("")}` };
}

function head(initial: number, transitions: number, states: number): string {
  return `des (${String(initial)},${String(transitions)},${String(states)})\n`;
}

/** A label in quotes is printable ASCII without quotes. */
function quoted(text: string): string {
  return Array.from(text, (character) => (/^[ !#-~]$/.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)).join("");
}
