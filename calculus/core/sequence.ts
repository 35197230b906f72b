/** Operations on sequences of instructions: concatenation, unfolding of loops, the exits of a loop. */
import { present } from "../present.ts";
import { assertNever } from "../assert-never.ts";
import type { Choreography, Instruction, Sequence } from "./choreography.ts";
import { end, sequence } from "./choreography.ts";
import { spine } from "./spine.ts";
import { instructionsWithin } from "./subterms.ts";

export type Loop = Extract<Instruction, { kind: "loop" }>;

/** C1 ⨟ C2: the instructions of C1, then C2. Linear in C1. */
export function concatenate(first: Choreography, second: Choreography): Choreography {
  if (second.kind === "end") return first;
  return prepend(instructionsOf(first), second);
}

/** I1 ; … ; In ; C */
export function prepend(instructions: readonly Instruction[], term: Choreography): Choreography {
  let result = term;
  for (let index = instructions.length - 1; index >= 0; index--) result = sequence(present(instructions[index]), result);
  return result;
}

/** The instructions of a term, in order. */
function instructionsOf(term: Choreography): Instruction[] {
  return spine(term).flatMap((cell) => (cell.kind === "sequence" ? [cell.head] : []));
}

/** Rebuilds an instruction with its direct sub-terms replaced; the same object where nothing changed. Frames' bodies and loops' parts included. */
export function mapTerms(
  I: Instruction,
  change: (term: Choreography, part: "branch" | "loop-body" | "loop-exit" | "frame" | "leave") => Choreography,
): Instruction {
  switch (I.kind) {
    case "if": {
      const then = change(I.then, "branch");
      const otherwise = change(I.else, "branch");
      return then === I.then && otherwise === I.else ? I : { ...I, then, else: otherwise };
    }
    case "match": {
      const cases = I.cases.map((one) => ({ ...one, body: change(one.body, "branch") }));
      return cases.every((one, index) => one.body === I.cases[index]?.body) ? I : { ...I, cases };
    }
    case "choose": {
      const branches = I.branches.map((branch) => change(branch, "branch"));
      return branches.every((branch, index) => branch === I.branches[index]) ? I : { ...I, branches };
    }
    case "loop": {
      const body = change(I.body, "loop-body");
      const exit = change(I.exit, "loop-exit");
      return body === I.body && exit === I.exit ? I : { ...I, body, exit };
    }
    case "frame": {
      const body = change(I.body, "frame");
      return body === I.body ? I : { ...I, body };
    }
    case "leave": {
      const to = change(I.to, "leave");
      return to === I.to ? I : { ...I, to };
    }
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
      return I;
    default:
      return assertNever(I);
  }
}

const unfoldings = new WeakMap<Loop, Choreography>();

/**
 * The body of a closed loop with `continue X` replaced by the loop and `break X` by its exit; under an inner loop's body the replacement stands
 * under `leave`, and a `leave` that is no longer under any loop is opened (docs/semantics.md §5). Memoised by node.
 */
export function unfold(loop: Loop): Choreography {
  const known = unfoldings.get(loop);
  if (known !== undefined) return known;
  const again = sequence(loop, end);
  const memo = { outside: new WeakMap<Choreography, Choreography>(), inside: new WeakMap<Choreography, Choreography>() };

  function substitute(term: Choreography, nested: boolean): Choreography {
    const done = nested ? memo.inside : memo.outside;
    const cells = spine(term, (suffix) => done.has(suffix));
    const last = present(cells.pop());
    let result = done.get(last) ?? (last.kind === "end" ? last : end);
    if (last.kind === "sequence" && !done.has(last)) throw new Error("a sequence ends in ε");
    for (const cell of cells.reverse()) {
      if (cell.kind === "sequence") result = replaceHead(cell, result, nested);
      done.set(cell, result);
    }
    return result;
  }

  function replaceHead(cell: Sequence, tail: Choreography, nested: boolean): Choreography {
    const I = cell.head;
    switch (I.kind) {
      case "continue":
      case "break": {
        if (I.loop !== loop.name) return cell;
        const target = I.kind === "continue" ? again : loop.exit;
        return nested ? sequence({ kind: "leave", to: target }, end) : target;
      }
      case "leave":
        return nested ? cell : I.to;
      default: {
        const head = mapTerms(I, (part, where) => substitute(part, nested || where === "loop-body"));
        return head === I && tail === cell.tail ? cell : sequence(head, tail);
      }
    }
  }

  const result = substitute(loop.body, false);
  unfoldings.set(loop, result);
  return result;
}

/** The terms under `leave` in the body of a closed loop: with `loop.exit`, its exits. Each node once, in order. */
export function leavesOf(body: Choreography): readonly Choreography[] {
  return [...new Set(instructionsWithin(body, (I) => I.kind !== "leave").flatMap((I) => (I.kind === "leave" ? [I.to] : [])))];
}

/** The body with every `leave {E}` replaced by `leave {change(E)}`. */
export function mapLeaves(body: Choreography, change: (leave: Choreography) => Choreography): Choreography {
  const done = new WeakMap<Choreography, Choreography>();
  const visit = (term: Choreography): Choreography => {
    const cells = spine(term, (suffix) => done.has(suffix));
    let result: Choreography = end;
    for (const cell of cells.reverse()) {
      if (!done.has(cell) && cell.kind === "sequence") {
        const head: Instruction = cell.head.kind === "leave" ? { kind: "leave", to: change(cell.head.to) } : mapTerms(cell.head, visit);
        done.set(cell, head === cell.head && result === cell.tail ? cell : sequence(head, result));
      }
      result = done.get(cell) ?? cell;
    }
    return result;
  };
  return visit(body);
}
