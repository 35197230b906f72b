/** The terms inside instructions, and walks over everything in a term. */
import { assertNever } from "../assert-never.ts";
import type { Choreography, Instruction } from "./choreography.ts";

/** The direct sub-terms of an instruction, in the order in which it is written. */
export function subterms(I: Instruction): readonly Choreography[] {
  switch (I.kind) {
    case "if":
      return [I.then, I.else];
    case "match":
      return I.cases.map(({ body }) => body);
    case "choose":
      return I.branches;
    case "loop":
      return [I.body, I.exit];
    case "frame":
      return [I.body];
    case "leave":
      return [I.to];
    case "communicate":
    case "select":
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
    case "call":
    case "continue":
    case "break":
    case "in-transit":
      return [];
    default:
      return assertNever(I);
  }
}

/**
 * The instructions of a term and of the terms inside them, each before what is inside it and that before what follows; a shared part once.
 * What is inside an instruction is left out where `into` says so. Linear in the distinct nodes, without recursion.
 */
export function instructionsWithin(term: Choreography, into: (I: Instruction) => boolean = () => true): readonly Instruction[] {
  const found: Instruction[] = [];
  const seen = new Set<Choreography>();
  const pending = [term];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (next.kind === "end" || seen.has(next)) continue;
    seen.add(next);
    found.push(next.head);
    pending.push(next.tail);
    if (into(next.head)) pending.push(...[...subterms(next.head)].reverse());
  }
  return found;
}
