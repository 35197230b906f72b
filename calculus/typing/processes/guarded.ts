/**
 * Guardedness of processes: no loop comes back to its head, and no process to itself by calls, before anything was done. A decision is something done,
 * so until the first action there is one way only, and it is followed.
 */
import { shapeOf } from "../../elaboration/index.ts";
import type { ProcessBlock, ProcessStatement } from "../../syntax/index.ts";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { components, isCycle } from "../graph.ts";
import { statementsOfProcess } from "../../elaboration/index.ts";

type NamedLoop = Extract<ProcessStatement, { kind: "loop" }>;

/** A block on the way, how far the way has come in it, and the loop whose body it is. */
interface Frame {
  readonly block: ProcessBlock;
  index: number;
  readonly loop: NamedLoop | undefined;
}

/** Where the way from the start of a block leads: to its first action or decision, back to the head of a loop, or out of the block. */
type Destination =
  { readonly kind: "statement"; readonly statement: ProcessStatement } | { readonly kind: "back"; readonly loop: NamedLoop } | { readonly kind: "out" };

/** Follows the way from the start of a block, the body of `loop` if there is one. Linear in the block. */
function follow(block: ProcessBlock, loop: NamedLoop | undefined): Destination {
  const frames: Frame[] = [{ block, index: 0, loop }];
  for (let top = frames.at(-1); top !== undefined; top = frames.at(-1)) {
    const statement = top.block.statements[top.index];
    if (statement === undefined) return top.loop === undefined ? { kind: "out" } : { kind: "back", loop: top.loop };
    const shape = shapeOf(statement);
    if (shape.kind === "jump") {
      const depth = frames.findLastIndex((frame) => frame.loop?.name.text === shape.jump.loop.text);
      const target = frames[depth]?.loop;
      if (target === undefined) return { kind: "out" };
      if (shape.jump.kind === "continue") return { kind: "back", loop: target };
      frames.splice(depth);
      const outer = frames.at(-1);
      if (outer === undefined) return { kind: "out" };
      outer.index++;
    } else if (statement.kind === "loop") frames.push({ block: statement.body, index: 0, loop: statement });
    else return { kind: "statement", statement };
  }
  return { kind: "out" };
}

/** Reports unguarded loops and unguarded recursion. Linear in the program but for loops at the start of loops. */
export function checkGuardedProcesses(program: Program, reporter: Reporter): void {
  const calls = new Map<string, Extract<ProcessStatement, { kind: "call" }>>();
  for (const [name, { body }] of program.processes) {
    for (const statement of statementsOfProcess(body)) {
      if (statement.kind !== "loop") continue;
      const way = follow(statement.body, statement);
      if (way.kind === "back" && way.loop === statement) {
        reporter.report("unguarded-loop", statement.name.span, `loop \`${statement.name.text}\` can come back here before anything was done`);
      }
    }
    const first = follow(body, undefined);
    if (first.kind === "statement" && first.statement.kind === "call") calls.set(name, first.statement);
  }
  const callees = (name: string): readonly string[] => {
    const call = calls.get(name);
    return call === undefined ? [] : [call.process.text];
  };
  for (const component of components(calls.keys(), callees)) {
    if (!isCycle(component, callees)) continue;
    for (const name of component.slice(0, 1)) {
      const call = calls.get(name);
      const callee = program.processes.get(call?.process.text ?? "");
      if (call === undefined || callee === undefined) continue;
      reporter.report("unguarded-recursion", call.span, `\`${name}\` can come back to this call without having done anything`, {
        labels: [{ span: callee.name.span, message: "the process called" }],
      });
    }
  }
}
