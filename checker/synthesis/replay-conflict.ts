/** Checks a conflict from the automata alone: the run step by step, and the claim about its end. Shares nothing with the searches. */
import { assertNever } from "../../calculus/assert-never.ts";
import { actor, eventKey, messageKey, printEvent, queueFault, type LocalAutomaton, type SplitEvent } from "../../calculus/protocols/index.ts";
import { replayNetworkRun } from "../automata/replay-network-run.ts";
import type { Conflict } from "./conflict.ts";

/** Undefined: the run is one of the network and ends in the conflict. Otherwise what is wrong. Quadratic in the run at worst. */
export function replayConflict(automata: readonly LocalAutomaton[], { kind, role, run, steps }: Conflict): string | undefined {
  switch (kind) {
    case "deadlock":
    case "orphan":
    case "reception":
      return replayNetworkRun(automata, run, kind, 0);
    case "mixed":
    case "race":
    case "silent-stop":
    case "starved":
      break;
    default:
      return assertNever(kind);
  }
  const states = new Map(automata.map(({ role: own, initial }) => [own, initial]));
  for (const event of run) {
    const target = stepOf(automata, states, event);
    if (target === undefined) return `${printEvent(event)} is not a step of ${actor(event)}`;
    states.set(actor(event), target);
  }
  for (const step of steps) {
    if (actor(step) !== role) return `${printEvent(step)} is not a step of ${role ?? "a role"}`;
    if (stepOf(automata, states, step) === undefined) return `${role} may not do ${printEvent(step)} after the run`;
    const wrong = queueFault([...run, step]);
    if (wrong !== undefined) return wrong;
  }
  const [first, second] = steps;
  const own = automata.find((automaton) => automaton.role === role);
  const state = own?.states[states.get(own.role) ?? 0];
  const isFinal = state?.isFinal === true;
  const waitsInVain = (state?.edges ?? []).every(({ action: { direction, peer, message } }) => {
    const isEmpty = balance(run, peer, role ?? "") === 0;
    return direction === "receive" && isEmpty && !maySend(automata, states, { kind: "send", sender: peer, receiver: role ?? "", message: messageKey(message) });
  });
  const holds: Readonly<Record<typeof kind, boolean>> = {
    mixed: first?.kind === "send" && second?.kind === "receive",
    race: first?.kind === "receive" && second?.kind === "receive" && first.sender !== second.sender,
    "silent-stop": first?.kind === "send" && isFinal,
    starved: state !== undefined && state.edges.length > 0 && !isFinal && waitsInVain,
  };
  return holds[kind] ? undefined : `the run does not end in what it is to show: ${kind}`;
}

function stepOf(automata: readonly LocalAutomaton[], states: ReadonlyMap<string, number>, event: SplitEvent): number | undefined {
  const automaton = automata.find(({ role }) => role === actor(event));
  const state = automaton?.states[states.get(actor(event)) ?? 0];
  return state?.edges.find(({ action: { direction, peer, message } }) => {
    const [sender, receiver] = direction === "send" ? [actor(event), peer] : [peer, actor(event)];
    return eventKey({ kind: direction, sender, receiver, message: messageKey(message) }) === eventKey(event);
  })?.target;
}

/** How many messages from one role to another the run leaves in the queue. */
function balance(run: readonly SplitEvent[], from: string, to: string): number {
  const own = run.filter(({ sender, receiver }) => sender === from && receiver === to);
  return own.filter(({ kind }) => kind === "send").length - own.filter(({ kind }) => kind === "receive").length;
}

/** Whether the send stands in any state that the edges of its role's automaton lead to from where it is. */
function maySend(automata: readonly LocalAutomaton[], states: ReadonlyMap<string, number>, event: SplitEvent): boolean {
  const automaton = automata.find(({ role }) => role === event.sender);
  if (automaton === undefined) return false;
  const reached = new Set([states.get(automaton.role) ?? automaton.initial]);
  for (const state of reached) {
    if (stepOf([automaton], new Map([[automaton.role, state]]), event) !== undefined) return true;
    for (const { target } of automaton.states[state]?.edges ?? []) reached.add(target);
  }
  return false;
}
