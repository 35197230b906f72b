/**
 * The reader of `.global` files of stc: one global type a file, `rec t. a -> b { more: t, done: b -> c { bye: end } } | …`, as one protocol.
 *
 *   G ::= end | t | rec t. G | p -> q { l: G, … } | G | G
 *
 * The bar binds loosest: `rec t. G | H` is `(rec t. G) | H`.
 */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Limits, Span } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { Name, ProtocolBlock, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import { lex } from "../lexer.ts";
import { TokenCursor, recovery } from "../token-cursor.ts";
import { stcRules } from "./lexical-rules.ts";

/** Statements from the last to the first, so that a message is put in front by adding it; `height` bounds how deep blocks nest in them. */
interface Reversed {
  readonly statements: ProtocolStatement[];
  height: number;
}

/** A place between braces, or the whole file: the parts that a bar separates, all but the last. */
interface Group {
  readonly start: number;
  readonly parts: { readonly value: Reversed; readonly span: Span }[];
  /** Where the current part begins. */
  partStart: number;
}

type Frame =
  | { readonly kind: "recursion"; readonly variable: Name; readonly start: number }
  | {
      readonly kind: "choice";
      readonly from: Name;
      readonly to: Name;
      readonly start: number;
      readonly branches: { readonly message: ProtocolStatement; readonly value: Reversed; readonly span: Span }[];
      label: Name;
      group: Group;
    };

/** Total: every text gives a tree, and diagnostics for what it does not hold. Linear in the text; takes no stack for sequences or for nesting. */
export const readGlobal: ParseFile = (text, file, limits, path) => {
  const span = { file, start: 0, end: text.length };
  const { tokens, diagnostics, fatal } = lex(text, file, limits, stcRules);
  if (fatal) return { tree: { declarations: [], span }, diagnostics, tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  if (cursor.atEnd()) {
    const empty = diagnostics.length > 0 ? [] : [error("empty-file", { file, start: 0, end: 0 }, "the file holds no global type")];
    return { tree: { declarations: [], span }, diagnostics: [...diagnostics, ...empty], tokens: 1 };
  }
  const roles = new Map<string, Name>();
  const block = readWhole(cursor, limits, roles);
  const name = { text: nameOf(path), span: { file, start: 0, end: 0 } };
  const all = [...diagnostics, ...cursor.diagnostics].sort((first, second) => first.span.start - second.span.start);
  const declarations = block === undefined ? [] : [{ kind: "protocol" as const, name, roles: [...roles.values()], body: block, span }];
  return { tree: { declarations, span }, diagnostics: all, tokens: tokens.length };
};

/** The protocol is called after its file. */
export function nameOf(path: string): string {
  const base = path.slice(path.lastIndexOf("/") + 1);
  return base.slice(0, base.lastIndexOf(".")) || "G";
}

function readWhole(cursor: TokenCursor, limits: Limits, roles: Map<string, Name>): ProtocolBlock | undefined {
  try {
    return readType(cursor, limits, roles);
  } catch (failure) {
    if (failure !== recovery) throw failure;
    return undefined;
  }
}

function readType(cursor: TokenCursor, limits: Limits, roles: Map<string, Name>): ProtocolBlock {
  const frames: Frame[] = [];
  const whole: Group = { start: cursor.token().start, parts: [], partStart: cursor.token().start };

  const groupOf = (): Group => {
    const frame = frames.findLast((each) => each.kind === "choice");
    return frame === undefined ? whole : frame.group;
  };
  const role = (what: string): Name => {
    const name = cursor.name(what);
    if (!roles.has(name.text)) roles.set(name.text, name);
    return name;
  };
  const raised = (value: Reversed, by: number): number => {
    const height = value.height + by;
    if (height > limits.nesting) {
      const { start } = cursor.token();
      cursor.fail(
        "nesting-too-deep",
        { file: cursor.file, start, end: start },
        `choices and loops are nested deeper than ${String(limits.nesting)}, the limit`,
      );
    }
    return height;
  };
  const highest = (blocks: readonly { readonly value: Reversed }[]): number => blocks.reduce((height, { value }) => Math.max(height, raised(value, 1)), 0);
  const blockOf = (value: Reversed, span: Span): ProtocolBlock => ({ statements: value.statements.toReversed(), span });

  /** Reads up to the next type that is complete by itself. */
  function descend(): Reversed {
    for (;;) {
      const token = cursor.token();
      if (cursor.accept("end")) return { statements: [], height: 0 };
      if (cursor.accept("rec")) {
        const variable = cursor.name("the name of the recursion");
        cursor.expect(".");
        frames.push({ kind: "recursion", variable, start: token.start });
        continue;
      }
      if (token.kind !== "word") return cursor.unexpected("a global type", ["a global type is `end`, a name, `rec t. …` or `a -> b { label: … }`"]);
      if (!cursor.is("->", 1)) {
        const variable = cursor.name("a name");
        return { statements: [{ kind: "continue", variable, span: variable.span }], height: 0 };
      }
      const from = role("a role");
      cursor.advance();
      const to = role("the role that receives");
      cursor.expect("{", "`{` and the label of a message");
      const label = readLabel(cursor);
      const { start } = cursor.token();
      frames.push({ kind: "choice", from, to, start: token.start, branches: [], label, group: { start, parts: [], partStart: start } });
    }
  }

  /** The parts of a group as one: what a bar separates is parallel. */
  function close(group: Group, last: Reversed): Reversed {
    if (group.parts.length === 0) return last;
    const parts = [...group.parts, { value: last, span: cursor.spanFrom(group.partStart) }];
    const height = highest(parts);
    return { statements: [{ kind: "par", branches: parts.map(({ value, span }) => blockOf(value, span)), span: cursor.spanFrom(group.start) }], height };
  }

  /** Closes what the value ends; undefined when another type has to be read first. */
  function ascend(start: Reversed): Reversed | undefined {
    let value = start;
    for (;;) {
      const frame = frames.at(-1);
      if (frame?.kind === "recursion") {
        frames.pop();
        const span = cursor.spanFrom(frame.start);
        value = { statements: [{ kind: "rec", variable: frame.variable, body: blockOf(value, span), span }], height: raised(value, 1) };
        continue;
      }
      if (cursor.is("|")) {
        const group = groupOf();
        group.parts.push({ value, span: cursor.spanFrom(group.partStart) });
        cursor.advance();
        group.partStart = cursor.token().start;
        return undefined;
      }
      if (frame === undefined) return close(whole, value);
      const { from, to, label } = frame;
      const message: ProtocolStatement = { kind: "message", from, to: [to], label, payload: [], span: { ...from.span, end: label.span.end } };
      frame.branches.push({ message, value: close(frame.group, value), span: cursor.spanFrom(label.span.start) });
      if (cursor.accept(",")) {
        frame.label = readLabel(cursor);
        const { start: next } = cursor.token();
        frame.group = { start: next, parts: [], partStart: next };
        return undefined;
      }
      cursor.expect("}", "`,`, `|` or `}`");
      frames.pop();
      value = choiceOf(frame);
    }
  }

  function choiceOf({ from, start, branches }: Extract<Frame, { kind: "choice" }>): Reversed {
    const [only, another] = branches;
    for (const { message, value } of branches) value.statements.push(message);
    if (only !== undefined && another === undefined) return only.value;
    const height = highest(branches);
    // The head of the choice, where a label points to, is `a`.
    return {
      statements: [{ kind: "choice", at: from, branches: branches.map(({ value, span }) => blockOf(value, span)), span: cursor.spanFrom(start) }],
      height,
    };
  }

  for (;;) {
    const done = ascend(descend());
    if (done === undefined) continue;
    if (!cursor.atEnd()) cursor.unexpected("`|` or the end of the file");
    return blockOf(done, cursor.spanFrom(whole.start));
  }
}

function readLabel(cursor: TokenCursor): Name {
  const label = cursor.name("the label of a message");
  cursor.expect(":", "`:` and a type");
  return label;
}
