/** Free jumps of terms: `continue` and `break` of loops around them. Memoised by node; suffixes are visited once. */
import type { Choreography, Instruction } from "./choreography.ts";
import { mapTerms } from "./sequence.ts";
import { spine } from "./spine.ts";

export type Jump = Instruction & { readonly kind: "continue" | "break" };

const known = new WeakMap<Choreography, readonly Jump[]>();
const none: readonly Jump[] = [];

/** The free jumps of a term, one for each kind and loop. */
export function jumpsOf(term: Choreography): readonly Jump[] {
  const memo = known.get(term);
  return memo ?? compute(term);
}

function compute(term: Choreography): readonly Jump[] {
  let result = none;
  for (const cell of spine(term, (suffix) => known.has(suffix)).reverse()) {
    if (cell.kind === "end") continue;
    const before = known.get(cell);
    result = before ?? (canJump(cell.head) ? union(headJumps(cell.head), result) : result);
    if (before === undefined) known.set(cell, result);
  }
  return result;
}

/** Whether a term jumps out of itself. */
export function hasJump(term: Choreography): boolean {
  return term.kind === "sequence" && jumpsOf(term).length > 0;
}

function canJump(I: Instruction): boolean {
  return I.kind === "if" || I.kind === "match" || I.kind === "choose" || I.kind === "loop" || I.kind === "continue" || I.kind === "break";
}

const heads = new WeakMap<Instruction, readonly Jump[]>();

/** The free jumps of an instruction. */
export function headJumps(I: Instruction): readonly Jump[] {
  let result = heads.get(I);
  if (result === undefined) heads.set(I, (result = jumpsOfHead(I)));
  return result;
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
