/** Free jumps of terms: `continue` and `break` of loops around them. Memoised by node; suffixes are visited once. */
import type { Choreography, Instruction } from "../core/index.ts";
import { mapTerms, spine } from "../core/index.ts";

export type Jump = Instruction & { readonly kind: "continue" | "break" };

const known = new WeakMap<Choreography, readonly Jump[]>();
const none: readonly Jump[] = [];

/** The free jumps of a term, one for each kind and loop. */
export function jumpsOf(term: Choreography): readonly Jump[] {
  let result = none;
  for (const cell of spine(term, (suffix) => known.has(suffix)).reverse()) {
    if (cell.kind === "end") continue;
    const memo = known.get(cell);
    result = memo ?? union(jumpsOfHead(cell.head), result);
    if (memo === undefined) known.set(cell, result);
  }
  return result;
}

/** Whether a term jumps out of itself. */
export function hasJump(term: Choreography): boolean {
  return jumpsOf(term).length > 0;
}

function jumpsOfHead(I: Instruction): readonly Jump[] {
  if (I.kind === "continue" || I.kind === "break") return [I];
  if (I.kind === "leave" || I.kind === "frame") return none;
  let result = none;
  mapTerms(I, (part) => {
    result = union(result, jumpsOf(part));
    return part;
  });
  return I.kind === "loop" ? result.filter((jump) => jump.loop !== I.name) : result;
}

function union(first: readonly Jump[], second: readonly Jump[]): readonly Jump[] {
  if (first.length === 0) return second;
  if (second.length === 0) return first;
  const missing = second.filter((jump) => !first.some((other) => other.kind === jump.kind && other.loop === jump.loop));
  return missing.length === 0 ? first : [...first, ...missing];
}
