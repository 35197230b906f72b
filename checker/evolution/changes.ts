/** What is new in a protocol and what is gone: roles, messages, and branches where both versions stand after the same messages. */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { GlobalAutomaton, GlobalEdge } from "../../calculus/protocols/index.ts";
import { messageKey, printMessage } from "../../calculus/protocols/index.ts";

export interface Change {
  readonly change: "new" | "gone";
  readonly kind: "role" | "message" | "branch";
  /** The role, or `A -> B : m`. */
  readonly text: string;
  /** For branches: the messages on a way to it, which both versions have. */
  readonly after: readonly string[];
  /** In the text of the version that has it; absent for roles. */
  readonly span?: Span;
}

/** A protocol as it is compared. */
export interface Version {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly automaton: GlobalAutomaton;
}

/** All changes: roles, then messages in the order of the texts, then branches. Linear in the pairs of states that the same messages lead to. */
export function changes(older: Version, newer: Version): readonly Change[] {
  const [old, now] = [messagesOf(older.automaton), messagesOf(newer.automaton)];
  return [
    ...roleChanges("gone", older, newer),
    ...roleChanges("new", newer, older),
    ...messageChanges("gone", old, now),
    ...messageChanges("new", now, old),
    ...branchChanges(older.automaton, newer.automaton, old, now),
  ];
}

function roleChanges(change: Change["change"], version: Version, other: Version): readonly Change[] {
  return version.roles.filter((role) => !other.roles.includes(role)).map((role) => ({ change, kind: "role", text: role, after: [] }));
}

function messagesOf({ states }: GlobalAutomaton): ReadonlyMap<string, GlobalEdge> {
  const messages = new Map<string, GlobalEdge>();
  for (const { edges } of states) for (const edge of edges) if (!messages.has(keyOf(edge))) messages.set(keyOf(edge), edge);
  return messages;
}

function messageChanges(change: Change["change"], messages: ReadonlyMap<string, GlobalEdge>, others: ReadonlyMap<string, GlobalEdge>): readonly Change[] {
  return [...messages].filter(([key]) => !others.has(key)).map(([, edge]) => ({ change, kind: "message", text: textOf(edge), after: [], span: edge.span }));
}

/** Branches of choices that one version has after messages that both have; a message that is new or gone altogether is told once, as a message. */
function branchChanges(
  older: GlobalAutomaton,
  newer: GlobalAutomaton,
  old: ReadonlyMap<string, GlobalEdge>,
  now: ReadonlyMap<string, GlobalEdge>,
): readonly Change[] {
  const places: { readonly one: number; readonly other: number; readonly before: number; readonly by: string }[] = [
    { one: older.initial, other: newer.initial, before: -1, by: "" },
  ];
  const seen = new Set([`${older.initial} ${newer.initial}`]);
  const found = new Map<string, Change>();
  const afterOf = (place: number): readonly string[] => {
    const texts: string[] = [];
    for (let at = place; at > 0; at = present(places[at]).before) texts.push(present(places[at]).by);
    return texts.reverse();
  };
  for (let index = 0; index < places.length; index++) {
    const { one, other } = present(places[index]);
    const [mine, theirs] = [present(older.states[one]).edges, present(newer.states[other]).edges];
    const tell = (change: Change["change"], edges: readonly GlobalEdge[], others: readonly GlobalEdge[], elsewhere: ReadonlyMap<string, GlobalEdge>): void => {
      for (const edge of edges) {
        const isChoice = edges.length > 1 || others.length > 0;
        if (!isChoice || !elsewhere.has(keyOf(edge)) || others.some((each) => keyOf(each) === keyOf(edge))) continue;
        const key = `${change} ${edge.span.start} ${keyOf(edge)}`;
        if (!found.has(key)) found.set(key, { change, kind: "branch", text: textOf(edge), after: afterOf(index), span: edge.span });
      }
    };
    tell("gone", mine, theirs, now);
    tell("new", theirs, mine, old);
    for (const edge of mine) {
      const same = theirs.find((each) => keyOf(each) === keyOf(edge));
      if (same === undefined) continue;
      const key = `${edge.target} ${same.target}`;
      if (seen.has(key)) continue;
      seen.add(key);
      places.push({ one: edge.target, other: same.target, before: index, by: textOf(edge) });
    }
  }
  return [...found.values()];
}

function keyOf({ sender, receiver, message }: GlobalEdge): string {
  return JSON.stringify([sender, receiver, messageKey(message)]);
}

function textOf({ sender, receiver, message }: GlobalEdge): string {
  return `${sender} -> ${receiver} : ${printMessage(message)}`;
}
