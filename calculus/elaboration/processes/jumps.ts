/**
 * What the jumps of a process make necessary. A conditional with a jump to a loop around it cannot keep its continuation in the tail, because a branch
 * that jumps never reaches it. A loop that is left by a jump to a loop around it cannot either: the end of its body is where `break` goes.
 */
import type { ProcessBlock } from "../../syntax/index.ts";
import type { Conditional, Loop } from "./shape.ts";
import { shapeOf } from "./shape.ts";

export interface Jumps {
  /** Conditionals whose continuation stands in their branches. */
  readonly escaping: ReadonlySet<Conditional>;
  /** Loops whose continuation stands at their breaks. */
  readonly brokenFromInside: ReadonlySet<Loop>;
  /** Loops that some `break` of their own leaves; a `while` is left by its condition. */
  readonly broken: ReadonlySet<Loop>;
  readonly names: ReadonlyMap<Loop, string>;
}

interface Open {
  readonly loop: Loop;
  readonly written: string | undefined;
}

/** Depth that no loop has: the target of a path that does not jump. */
const nowhere = Number.POSITIVE_INFINITY;

/** Returns what the jumps of a body make necessary, and the names of its loops in the calculus: L, L#2, …, `while#1`. Linear; recursive along nesting. */
export function jumpsOf(body: ProcessBlock): Jumps {
  const escaping = new Set<Conditional>();
  const brokenFromInside = new Set<Loop>();
  const broken = new Set<Loop>();
  const names = new Map<Loop, string>();
  const uses = new Map<string, number>();

  function nameOf(written: string): string {
    const count = (uses.get(written) ?? 0) + 1;
    uses.set(written, count);
    return written.endsWith("#") ? `${written}${String(count)}` : count === 1 ? written : `${written}#${String(count)}`;
  }

  /** The depth of the outermost loop that the block jumps to. */
  function outermost(block: ProcessBlock, loops: readonly Open[]): number {
    let target = nowhere;
    for (const statement of block.statements) {
      const shape = shapeOf(statement);
      switch (shape.kind) {
        case "action":
          break;
        case "jump": {
          const depth = loops.findLastIndex(({ written }) => written === shape.jump.loop.text);
          target = Math.min(target, depth);
          const left = loops[depth];
          if (left === undefined) break;
          if (shape.jump.kind === "continue") {
            // What follows the loops that are jumped out of would stand behind the outer loop once it is unfolded in their bodies.
            for (const { loop } of loops.slice(depth + 1)) brokenFromInside.add(loop);
            break;
          }
          broken.add(left.loop);
          if (depth < loops.length - 1) for (const { loop } of loops.slice(depth)) brokenFromInside.add(loop);
          break;
        }
        case "loop":
          names.set(shape.loop, nameOf(shape.name?.text ?? "while#"));
          target = Math.min(target, outermost(shape.body, [...loops, { loop: shape.loop, written: shape.name?.text }]));
          break;
        case "conditional": {
          const inner = Math.min(nowhere, ...shape.blocks.map((inside) => outermost(inside, loops)));
          if (inner < loops.length) escaping.add(shape.conditional);
          target = Math.min(target, inner);
          break;
        }
      }
    }
    return target;
  }

  outermost(body, []);
  return { escaping, brokenFromInside, broken, names };
}
