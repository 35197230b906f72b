/**
 * Subtyping relative to a protocol: may this endpoint stand where the protocol's own endpoint of the role stood? Each state of the endpoint is decorated with the
 * states of the protocol in which the others may be (Li, Stutz and Wies, ESOP 2024, protocol refinement); the conditions are those under which the network
 * has only runs of the protocol and no deadlock (docs/asynchronous-subtyping.md). Polynomial, but for availability, which is exponential in blocked roles.
 */
import { present } from "../present.ts";
import type { Role } from "../core/index.ts";
import { availability } from "./availability.ts";
import type { GlobalEdge, LocalAutomaton, LocalEdge } from "./automata.ts";
import { messageKey } from "./message-key.ts";
import type { NumberedAutomaton } from "./numbered-automaton.ts";
import { splitEvent, type SplitEvent } from "./split-event.ts";

/**
 * `sends-otherwise`: it sends what no run of the protocol has there (send validity). `takes-early`: it takes a message that is meant for later (receive validity).
 * `refuses`: it never takes a message that the protocol has it receive next (receive exhaustivity). `silent`: the protocol waits for it to send, and it sends
 * nothing (send preservation). `unfinished`: the protocol is over, and it is not (final states).
 */
export type RelativeViolationKind = (typeof relativeConditions)[number];

/** All conditions; a mutant drops one. */
export const relativeConditions = ["sends-otherwise", "takes-early", "refuses", "silent", "unfinished"] as const;

export interface RelativeOptions {
  /** Pairs of a state of the endpoint and a state of the protocol. */
  readonly pairs?: number;
  readonly conditions?: readonly RelativeViolationKind[];
}

export interface RelativeViolation {
  readonly kind: RelativeViolationKind;
  /** A run of the network; the last step is the wrong one, for the first two kinds. */
  readonly run: readonly SplitEvent[];
  /** The state that the endpoint is in after the run, before a wrong step. */
  readonly state: number;
  /** What the protocol wants of the role there, where it wants something. */
  readonly wanted?: SplitEvent;
}

export type RelativeSubtypeResult =
  | { readonly kind: "holds"; readonly pairs: number }
  | { readonly kind: "fails"; readonly pairs: number; readonly violation: RelativeViolation }
  | { readonly kind: "unknown"; readonly reason: string };

/** How many pairs of a state of the endpoint and a state of the protocol are looked at unless the caller says otherwise. */
const relativePairLimit = 2_000_000;

interface Pair {
  readonly state: number;
  readonly global: number;
  readonly before: number;
  readonly by: number;
}

/** Decides for a coherent protocol; `endpoint` is deterministic and of one of its roles. */
export function isRelativeSubtype(protocol: NumberedAutomaton, endpoint: LocalAutomaton, options: RelativeOptions = {}): RelativeSubtypeResult {
  const { pairs: limit = relativePairLimit, conditions = relativeConditions } = options;
  const { first, target, event, sender, receiver, roleNumber } = protocol;
  const role = roleNumber.get(endpoint.role);
  if (role === undefined) return { kind: "unknown", reason: `${endpoint.role} is no role of the protocol` };
  const waiting = availability(protocol);
  const pairs: Pair[] = [];
  const seen = new Set<number>();
  const visit = (state: number, global: number, before: number, by: number): void => {
    const key = state * protocol.states + global;
    if (seen.has(key)) return;
    seen.add(key);
    pairs.push({ state, global, before, by });
  };
  const sendable = sendableEvents(protocol, role);
  visit(endpoint.initial, protocol.automaton.initial, -1, -1);
  for (let index = 0; index < pairs.length; index++) {
    if (index >= limit) return { kind: "unknown", reason: `more than ${limit} pairs of states` };
    const { state, global } = present(pairs[index]);
    const { edges, isFinal } = present(endpoint.states[state]);
    const fails = (kind: RelativeViolationKind, run: readonly SplitEvent[], wanted?: SplitEvent): RelativeSubtypeResult => ({
      kind: "fails",
      pairs: pairs.length,
      violation: { kind, run: [...runTo(protocol, pairs, index), ...run], state, ...(wanted === undefined ? {} : { wanted }) },
    });
    for (const edge of edges) {
      if (edge.action.direction === "send" && conditions.includes("sends-otherwise") && !sendable(global, edge))
        return fails("sends-otherwise", [ownEvent(endpoint.role, edge)]);
    }
    let ownSend: GlobalEdge | undefined;
    for (let each = present(first[global]); each < present(first[global + 1]); each++) {
      const number = present(event[each]);
      const behind = present(target[each]);
      const isSender = sender[number] === role;
      if (!isSender && receiver[number] !== role) {
        visit(state, behind, index, each);
        continue;
      }
      const example = protocol.edge(each);
      const taken = edges.find(({ action }) => isSame(action, endpoint.role, example));
      if (isSender) ownSend = example;
      else if (taken === undefined && conditions.includes("refuses")) return fails("refuses", [splitEvent("send", example)], splitEvent("receive", example));
      if (taken !== undefined) visit(taken.target, behind, index, each);
      for (const edge of edges) {
        if (!conditions.includes("takes-early") || edge.action.direction !== "receive" || (!isSender && edge.action.peer === example.sender)) continue;
        const peer = roleNumber.get(edge.action.peer);
        if (peer === undefined) continue;
        // Who waits for a send of the role that is not done is blocked, too: then the question begins before the send.
        const available = waiting.from(isSender ? global : behind, peer, role);
        if (!available.complete) return { kind: "unknown", reason: "the limit of availability was reached" };
        for (const [early, run] of available.runs) {
          if (!isSame(edge.action, endpoint.role, present(protocol.example[early]))) continue;
          const ahead = eventsAround(protocol, role, isSender ? run : [each, ...run]);
          return fails("takes-early", [...ahead, ownEvent(endpoint.role, edge)], splitEvent(isSender ? "send" : "receive", example));
        }
      }
    }
    if (ownSend !== undefined && conditions.includes("silent") && edges.every(({ action }) => action.direction === "receive"))
      return fails("silent", [], splitEvent("send", ownSend));
    if (conditions.includes("unfinished") && present(protocol.automaton.states[global]).isFinal && !isFinal && edges.length > 0) return fails("unfinished", []);
  }
  return { kind: "holds", pairs: pairs.length };
}

/** Whether some continuation without the role leads from a state to where the role may send so. Answers are kept by event. */
function sendableEvents(protocol: NumberedAutomaton, role: number): (global: number, edge: LocalEdge) => boolean {
  const { states, source, target, event, sender, receiver } = protocol;
  const before: number[][] = Array.from({ length: states }, () => []);
  const starts = new Map<string, number[]>();
  for (let edge = 0; edge < event.length; edge++) {
    const number = present(event[edge]);
    if (sender[number] === role) {
      const { receiver: to, message } = present(protocol.example[number]);
      const key = `${to} ${messageKey(message)}`;
      starts.set(key, [...(starts.get(key) ?? []), present(source[edge])]);
    } else if (receiver[number] !== role) present(before[present(target[edge])]).push(present(source[edge]));
  }
  const known = new Map<string, ReadonlySet<number>>();
  return (global, { action }) => {
    const key = `${action.peer} ${messageKey(action.message)}`;
    let reached = known.get(key);
    if (reached === undefined) {
      const all = new Set(starts.get(key) ?? []);
      for (const state of all) for (const each of present(before[state])) all.add(each);
      known.set(key, (reached = all));
    }
    return reached.has(global);
  };
}

function isSame({ direction, peer, message }: LocalEdge["action"], role: Role, edge: GlobalEdge): boolean {
  const [from, to] = direction === "send" ? [role, peer] : [peer, role];
  return edge.sender === from && edge.receiver === to && messageKey(edge.message) === messageKey(message);
}

function ownEvent(role: Role, { action: { direction, peer, message }, span }: LocalEdge): SplitEvent {
  const [sender, receiver] = direction === "send" ? [role, peer] : [peer, role];
  return { kind: direction, sender, receiver, message: messageKey(message), ...(span === undefined ? {} : { span }) };
}

/** The messages on the way to a pair, each sent and received. */
function runTo(protocol: NumberedAutomaton, pairs: readonly Pair[], index: number): readonly SplitEvent[] {
  const edges: number[] = [];
  for (let at = index; at > 0; at = present(pairs[at]).before) edges.push(present(pairs[at]).by);
  return edges.reverse().flatMap((edge) => {
    const example = protocol.edge(edge);
    return [splitEvent("send", example), splitEvent("receive", example)];
  });
}

/** What the others do of a run while the role does nothing: what waits for somebody who waits is left out. */
function eventsAround(protocol: NumberedAutomaton, role: number, run: readonly number[]): readonly SplitEvent[] {
  const blocked = new Set([role]);
  return run.flatMap((edge): readonly SplitEvent[] => {
    const number = present(protocol.event[edge]);
    const example = protocol.edge(edge);
    const [from, to] = [present(protocol.sender[number]), present(protocol.receiver[number])];
    if (blocked.has(from)) {
      blocked.add(to);
      return [];
    }
    return blocked.has(to) ? [splitEvent("send", example)] : [splitEvent("send", example), splitEvent("receive", example)];
  });
}
