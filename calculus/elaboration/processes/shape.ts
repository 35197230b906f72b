/** The control structure of the statements of processes, apart from what they do: what every walk over a body needs to know. */
import { assertNever } from "../../assert-never.ts";
import type { Name, ProcessBlock, ProcessStatement } from "../../syntax/index.ts";

export type Jump = Extract<ProcessStatement, { kind: "continue" | "break" }>;
export type Loop = Extract<ProcessStatement, { kind: "loop" | "while" }>;
export type Conditional = Extract<ProcessStatement, { kind: "if" | "match" | "choose" | "branch" | "select" }>;

export type Shape =
  | { readonly kind: "jump"; readonly jump: Jump }
  /** A `while` has no name. */
  | { readonly kind: "loop"; readonly loop: Loop; readonly name: Name | undefined; readonly body: ProcessBlock }
  | { readonly kind: "conditional"; readonly conditional: Conditional; readonly blocks: readonly ProcessBlock[] }
  | { readonly kind: "action" };

/** Returns the shape of a statement; a missing `else` is no block. */
export function shapeOf(statement: ProcessStatement): Shape {
  switch (statement.kind) {
    case "continue":
    case "break":
      return { kind: "jump", jump: statement };
    case "loop":
      return { kind: "loop", loop: statement, name: statement.name, body: statement.body };
    case "while":
      return { kind: "loop", loop: statement, name: undefined, body: statement.body };
    case "if": {
      const blocks = statement.else === undefined ? [statement.then] : [statement.then, statement.else];
      return { kind: "conditional", conditional: statement, blocks };
    }
    case "match":
    case "branch":
      return { kind: "conditional", conditional: statement, blocks: statement.cases.map(({ body }) => body) };
    case "choose":
      return { kind: "conditional", conditional: statement, blocks: statement.branches };
    case "select":
      return { kind: "conditional", conditional: statement, blocks: statement.alternatives.map(({ body }) => body) };
    case "send":
    case "receive":
    case "assign":
    case "assert":
    case "assume":
    case "call":
    case "unsupported":
      return { kind: "action" };
    default:
      return assertNever(statement);
  }
}

/** Returns the statements of the block in the order written, inner ones after the one that they stand in. Linear; recursive along nesting only. */
export function statementsOf(block: ProcessBlock): readonly ProcessStatement[] {
  const found: ProcessStatement[] = [];
  const gather = (inner: ProcessBlock): void => {
    for (const statement of inner.statements) {
      found.push(statement);
      const shape = shapeOf(statement);
      if (shape.kind === "loop") gather(shape.body);
      else if (shape.kind === "conditional") shape.blocks.forEach(gather);
    }
  };
  gather(block);
  return found;
}
