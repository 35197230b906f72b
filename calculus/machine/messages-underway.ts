/**
 * The messages in transit in a choreography, by their places in the queues that can be read off from it (docs/semantics.md §8): their values are variables of
 * the head-first machine, so that terms that differ in them only are one location.
 */
import type { Choreography, Instruction, Loop, Role, Value, Variable } from "../core/index.ts";
import { end, leavesOf, mapLeaves, mapTerms, prepend, spine, subterms } from "../core/index.ts";

export interface Underway {
  readonly from: Role;
  readonly to: Role;
  /** Among the messages from one to the other, from 0. */
  readonly place: number;
  /** What it carries in the term, in the place of values. */
  readonly values: readonly Value[];
  /** What the receiver binds. */
  readonly variables: readonly Variable[];
}

/** The term with canonical names in the place of all values on their way, and the messages, oldest first. */
export interface Named {
  readonly term: Choreography;
  readonly messages: readonly Underway[];
}

/** The name of a value on its way; also of the variable that holds it. No name of a program is written so. */
export function nameUnderway({ from, to, place }: Pick<Underway, "from" | "to" | "place">, position: number): string {
  return `${from}→${to} ${String(place)}.${String(position)}`;
}

const carriers = new WeakMap<Choreography, boolean>();

function carries(term: Choreography): boolean {
  let result = false;
  for (const cell of spine(term, (suffix) => carriers.has(suffix)).reverse()) {
    result = carriers.get(cell) ?? (result || (cell.kind === "sequence" && isCarrier(cell.head)));
    carriers.set(cell, result);
  }
  return result;
}

function isCarrier(I: Instruction): boolean {
  return I.kind === "in-transit" || subterms(I).some(carries);
}

type Places = ReadonlyMap<string, number>;

/** Names what is on its way; undefined where the branches of a choice disagree about it. Linear in the term. */
export function nameMessages(term: Choreography): Named | undefined {
  if (!carries(term)) return { term, messages: [] };
  const messages = new Map<string, Underway>();
  const disagreements: Instruction[] = [];

  const rename = (inside: Choreography, before: Places): { readonly term: Choreography; readonly after: Places } => {
    const heads: Instruction[] = [];
    let places = before;
    for (let rest = inside; rest.kind === "sequence"; rest = rest.tail) {
      if (!carries(rest)) return { term: prepend(heads, rest), after: places };
      const named = isCarrier(rest.head) ? renameHead(rest.head, places) : { head: rest.head, after: places };
      heads.push(named.head);
      places = named.after;
    }
    return { term: prepend(heads, end), after: places };
  };

  const renameHead = (I: Instruction, before: Places): { readonly head: Instruction; readonly after: Places } => {
    if (I.kind === "in-transit") {
      const channel = `${I.from}→${I.to}`;
      const place = before.get(channel) ?? 0;
      const { from, to, values, variables } = I;
      const key = `${channel} ${String(place)}`;
      if (!messages.has(key)) messages.set(key, { from, to, place, values, variables });
      const renamed = { ...I, values: values.map((_, position) => nameUnderway({ from, to, place }, position)) };
      return { head: renamed, after: new Map(before).set(channel, place + 1) };
    }
    const ends: Places[] = [];
    const branch = (part: Choreography): Choreography => {
      const named = rename(part, before);
      ends.push(named.after);
      return named.term;
    };
    const head = I.kind === "loop" ? renameLoop(I, branch) : mapTerms(I, branch);
    const [after = before, ...others] = ends;
    if (!others.every((other) => isSame(after, other))) disagreements.push(I);
    return { head, after };
  };

  const { term: named } = rename(term, new Map());
  return disagreements.length === 0 ? { term: named, messages: [...messages.values()] } : undefined;
}

/** What is on its way stands in the exits of a loop. */
function renameLoop(I: Loop, branch: (part: Choreography) => Choreography): Loop {
  const exit = branch(I.exit);
  const leaves = new Map(leavesOf(I.body).map((leave) => [leave, branch(leave)]));
  return { ...I, exit, body: mapLeaves(I.body, (leave) => leaves.get(leave) ?? leave) };
}

function isSame(one: Places, other: Places): boolean {
  return one.size === other.size && [...one].every(([channel, count]) => other.get(channel) === count);
}

/** The term with other values in its messages on their way; `value` is given the canonical name of each. */
export function withValues(term: Choreography, value: (name: string) => Value): Choreography {
  if (!carries(term)) return term;
  const replace = (inside: Choreography): Choreography => {
    const heads: Instruction[] = [];
    let rest = inside;
    for (; rest.kind === "sequence" && carries(rest); rest = rest.tail) {
      const { head } = rest;
      heads.push(
        head.kind === "in-transit" ? { ...head, values: head.values.map((name) => (typeof name === "string" ? value(name) : name)) } : mapTerms(head, replace),
      );
    }
    return prepend(heads, rest);
  };
  return replace(term);
}
