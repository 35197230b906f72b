/**
 * What a step does to the frames of a role, without their contents: which frame of before each frame of afterwards is. This is the law of
 * `semantics/networks/system.ts` (leaving a frame, dropping that of a tail call), followed for behaviours instead of stores.
 */
import type { Behaviour, Variable } from "../core/index.ts";
import { prefix, stop } from "../core/index.ts";
import { present } from "../present.ts";
import type { Expression } from "../syntax/index.ts";

/** A frame after a step: one of before, by its depth, or the frame of a call that was entered. */
export type Slot =
  | { readonly kind: "kept"; readonly from: number }
  | { readonly kind: "pushed"; readonly parameters: readonly { readonly variable: Variable; readonly expression: Expression }[] };

/** The base frame is at depth 0, the current one is the last. */
export type Stack = readonly Slot[];

/** The frames of a role with so many calls open, none of them touched. */
export function stackOf(depth: number): Stack {
  return Array.from({ length: depth + 1 }, (_, from) => ({ kind: "kept", from }));
}

/** What a process does next, and its frames then. */
export interface Settled {
  readonly behaviour: Behaviour;
  readonly stack: Stack;
}

/** After a step of the innermost behaviour: `tails` is what follows the frames around it, outermost first. Linear in the open frames. */
export function settle(behaviour: Behaviour, stack: Stack, tails: readonly Behaviour[]): Settled {
  let settled = isFramed(behaviour) ? leave(behaviour, stack) : { behaviour, stack };
  for (let index = tails.length - 1; index >= 0; index -= 1)
    settled = leave(prefix({ kind: "frame", body: settled.behaviour }, present(tails[index])), settled.stack);
  return settled;
}

function isFramed(behaviour: Behaviour): boolean {
  return behaviour.kind === "sequence" && behaviour.head.kind === "frame";
}

/** Leaves a frame whose body is over, and drops a frame in which only the frame of a tail call is left. */
function leave(framed: Behaviour, stack: Stack): Settled {
  if (framed.kind === "end" || framed.head.kind !== "frame") return { behaviour: framed, stack };
  const { head, tail } = framed;
  if (head.body.kind === "end") return { behaviour: tail, stack: stack.slice(0, -1) };
  if (isFramed(head.body) && head.body.tail.kind === "end")
    return { behaviour: prefix(head.body.head, tail), stack: stack.toSpliced(stack.length - 1 - openFrames(head.body), 1) };
  return { behaviour: framed, stack };
}

/** How many frames are open from this one inwards. */
function openFrames(behaviour: Behaviour): number {
  let depth = 0;
  let inner = behaviour;
  while (inner.kind === "sequence" && inner.head.kind === "frame") {
    depth += 1;
    inner = inner.head.body;
  }
  return depth;
}

/** The calls that a behaviour is in, and what is to be done in the innermost: `tails` is what follows them, outermost first. */
export function innermost(
  behaviour: Behaviour,
  expose: (behaviour: Behaviour) => Behaviour,
): { readonly inner: Behaviour; readonly tails: readonly Behaviour[] } {
  const tails: Behaviour[] = [];
  let inner = expose(behaviour);
  while (inner.kind === "sequence" && inner.head.kind === "frame") {
    tails.push(inner.tail);
    inner = expose(inner.head.body);
  }
  return { inner: inner.kind === "end" ? stop : inner, tails };
}
