/**
 * The protocol of a choreography as a declaration to read and to keep. A decision can be said in a protocol where its role tells it at once: every branch
 * goes on with a message of that role, and no two with the same one. Local actions, and decisions that change no message, are left out.
 */
import { present } from "../present.ts";
import type { Model, Role } from "../core/index.ts";
import type { Span } from "../diagnostics/index.ts";
import { printPlainType } from "../syntax/index.ts";
import { isUnknown } from "../values/index.ts";
import { controlGraph } from "./control-graph.ts";
import type { ControlEdge, ControlGraph } from "./control-graph.ts";
import { messageKey } from "./message-key.ts";

export type ExtractedProtocol = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string; readonly span: Span };

/** How long the text may get: what several paths reach is written for each of them. */
export const protocolTextLimit = 1_000_000;

type MessageEdge = Extract<ControlEdge, { kind: "message" }>;

/** A place of the protocol: the messages that may come next, all of one sender; none at the end. */
interface Place {
  readonly sender: Role | undefined;
  readonly edges: readonly MessageEdge[];
}

class Inexpressible extends Error {
  readonly span: Span;
  constructor(reason: string, span: Span) {
    super(reason);
    this.span = span;
  }
}

/** `protocol name(…) { … }` for a procedure of a checked file, or why a protocol cannot say what it does. Linear but for what is written several times. */
export function protocolOf(model: Model, procedureName: string, name: string = `${procedureName}Protocol`): ExtractedProtocol {
  const { span } = present(model.procedures.get(procedureName));
  const result = controlGraph(model, procedureName);
  if (!result.ok) return result;
  try {
    const places = placesOf(result.graph, span);
    return { ok: true, text: `protocol ${name}(${result.graph.roles.join(", ")}) {\n${write(places, result.graph.initial, span)}}\n` };
  } catch (error) {
    if (error instanceof Inexpressible) return { ok: false, reason: error.message, span: error.span };
    throw error;
  }
}

/**
 * The place at which a program point comes to rest: what silent steps lead to is one choice of the sender, or nothing that a protocol can say. Points with the
 * same messages before them are one place.
 */
function placesOf({ states }: ControlGraph, whole: Span): (state: number) => Place {
  const known = new Map<number, Place>();
  const places = new Map<string, Place>();
  const numbers = new Map<MessageEdge, number>();
  const numberOf = (edge: MessageEdge): number => {
    const number = numbers.get(edge) ?? numbers.size;
    numbers.set(edge, number);
    return number;
  };
  return (state) => {
    const before = known.get(state);
    if (before !== undefined) return before;
    const fresh = placeAt(states, state, whole);
    const key = fresh.edges.map(numberOf).join();
    const place = places.get(key) ?? fresh;
    places.set(key, place);
    known.set(state, place);
    return place;
  };
}

function placeAt(states: ControlGraph["states"], start: number, whole: Span): Place {
  const reached = new Set([start]);
  const messages = new Map<string, MessageEdge>();
  let decision: Extract<ControlEdge, { kind: "decision" }> | undefined;
  let mayEnd = false;
  for (const state of reached) {
    const { edges } = present(states[state]);
    if (edges.length === 0) mayEnd = true;
    for (const edge of edges) {
      if (edge.kind !== "message") {
        if (edge.kind === "decision") decision ??= edge;
        reached.add(edge.target);
        continue;
      }
      const key = `${edge.sender} ${edge.receiver} ${messageKey(edge.message)}`;
      const same = messages.get(key);
      if (same !== undefined && same.target !== edge.target)
        throw new Inexpressible(`two branches go on with the same message, ${edge.sender} -> ${edge.receiver} : ${edge.message.label}`, edge.site.span);
      messages.set(key, edge);
    }
  }
  const edges = [...messages.values()];
  const [first] = edges;
  const place = decision?.site.span ?? whole;
  if (first === undefined) {
    if (!mayEnd) throw new Inexpressible("it may go on for ever without a message", place);
    return { sender: undefined, edges };
  }
  if (mayEnd) throw new Inexpressible("one branch ends, and nobody is told; the other goes on", place);
  const { sender } = first;
  for (const { sender: other, site } of edges)
    if (other !== sender) throw new Inexpressible(`one branch goes on with a message of ${sender}, another with one of ${other}`, site.span);
  if (edges.length > 1 && decision !== undefined && decision.role !== sender)
    throw new Inexpressible(`${decision.role} decides what ${sender} sends`, decision.site.span);
  return { sender, edges };
}

/** The loop heads that are open around a place. */
interface Open {
  readonly place: Place;
  readonly variable: string;
  readonly outer: Open | undefined;
}

type Task = string | { readonly place: Place; readonly open: Open | undefined; readonly depth: number };

function write(placeOf: (state: number) => Place, initial: number, whole: Span): string {
  const heads = loopHeads(placeOf, initial);
  const lines: string[] = [];
  let length = 0;
  let loops = 0;
  const tasks: Task[] = [{ place: placeOf(initial), open: undefined, depth: 1 }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (typeof task === "string") {
      lines.push(task);
      length += task.length;
      if (length > protocolTextLimit) throw new Inexpressible(`its text takes more than ${String(protocolTextLimit)} characters`, whole);
      continue;
    }
    const { place, depth } = task;
    const indent = "  ".repeat(depth);
    const around = enclosing(task.open, place);
    if (around !== undefined) tasks.push(`${indent}continue ${around.variable};\n`);
    else if (heads.has(place)) {
      const open = { place, variable: `X${String(++loops)}`, outer: task.open };
      tasks.push(`${indent}}\n`, ...messagesOf(place, open, depth + 1, placeOf).toReversed(), `${indent}rec ${open.variable} {\n`);
    } else tasks.push(...messagesOf(place, task.open, depth, placeOf).toReversed());
  }
  return lines.join("");
}

function messagesOf({ sender, edges }: Place, open: Open | undefined, depth: number, placeOf: (state: number) => Place): readonly Task[] {
  const indent = "  ".repeat(depth);
  const [only] = edges;
  if (only !== undefined && edges.length === 1) return [`${indent}${messageText(only)}\n`, { place: placeOf(only.target), open, depth }];
  if (sender === undefined) return [];
  const branches = edges.flatMap((edge, index): readonly Task[] => [
    index === 0 ? `${indent}choice at ${sender} {\n` : `${indent}} or {\n`,
    `${indent}  ${messageText(edge)}\n`,
    { place: placeOf(edge.target), open, depth: depth + 1 },
  ]);
  return [...branches, `${indent}}\n`];
}

function messageText({ sender, receiver, message, site }: MessageEdge): string {
  const payload = message.payload.map(({ sort }) => {
    if (sort.kind === "session") return `${sort.protocol}@${sort.role}`;
    if (isUnknown(sort.type)) throw new Inexpressible("nothing determines the type of what is sent here", site.span);
    return printPlainType(sort.type);
  });
  return `${sender} -> ${receiver} : ${message.label}${payload.length === 0 ? "" : `(${payload.join(", ")})`};`;
}

function enclosing(open: Open | undefined, place: Place): Open | undefined {
  for (let each = open; each !== undefined; each = each.outer) if (each.place === place) return each;
  return undefined;
}

/** The places that a depth-first search comes back to while they are on its path; every cycle goes through one of them. */
function loopHeads(placeOf: (state: number) => Place, initial: number): ReadonlySet<Place> {
  const heads = new Set<Place>();
  const onPath = new Set<Place>();
  const entered = new Set<Place>();
  const path: { readonly place: Place; next: number }[] = [];
  const enter = (place: Place): void => {
    if (onPath.has(place)) heads.add(place);
    if (entered.has(place)) return;
    entered.add(place);
    onPath.add(place);
    path.push({ place, next: 0 });
  };
  enter(placeOf(initial));
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const edge = top.place.edges[top.next++];
    if (edge !== undefined) enter(placeOf(edge.target));
    else {
      onPath.delete(top.place);
      path.pop();
    }
  }
  return heads;
}
