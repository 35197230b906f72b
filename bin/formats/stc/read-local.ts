/**
 * The reader of `.st` files of stc: one local type a file, `rec t. s ! { more: t, done: s ? { bye: end } }`.
 *
 *   T ::= end | t | rec t. T | p ! { l: T, … } | p ? { l: T, … }
 */
import { localEnd } from "../../../calculus/core/index.ts";
import type { LocalBranch, LocalType } from "../../../calculus/core/index.ts";
import { error } from "../../../calculus/diagnostics/index.ts";
import type { Diagnostic, Limits } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { Name } from "../../../calculus/syntax/index.ts";
import { lex } from "../lexer.ts";
import { TokenCursor, recovery } from "../token-cursor.ts";
import { stcRules } from "./lexical-rules.ts";

export interface ReadLocalType {
  /** Present iff there is no diagnostic: closed, guarded, labels of each choice distinct. */
  readonly type?: LocalType;
  readonly diagnostics: readonly Diagnostic[];
  readonly tokens: number;
}

type Frame =
  | { readonly kind: "recursion"; readonly variable: Name }
  | { readonly kind: "select" | "branch"; readonly peer: Name; readonly branches: LocalBranch[]; readonly labels: Map<string, Name>; label: Name };

/** A local type as a tree that declares nothing: what is wrong with it is said, and there is no protocol to judge. */
export const readLocal: ParseFile = (text, file, limits) => {
  const { diagnostics, tokens } = readLocalType(text, file, limits);
  return { tree: { declarations: [], span: { file, start: 0, end: text.length } }, diagnostics, tokens };
};

/** Reads one local type. Linear in the text; takes no stack. */
export function readLocalType(text: string, file: number, limits: Limits): ReadLocalType {
  const { tokens, diagnostics, fatal } = lex(text, file, limits, stcRules);
  if (fatal) return { diagnostics, tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  if (cursor.atEnd() && diagnostics.length === 0)
    return { diagnostics: [error("empty-file", { file, start: 0, end: 0 }, "the file holds no local type")], tokens: 1 };
  let type: LocalType | undefined;
  try {
    type = readType(cursor);
  } catch (failure) {
    if (failure !== recovery) throw failure;
  }
  const all = [...diagnostics, ...cursor.diagnostics];
  if (all.length > 0 || type === undefined) return { diagnostics: all, tokens: tokens.length };
  return { type, diagnostics: all, tokens: tokens.length };
}

function readType(cursor: TokenCursor): LocalType {
  const frames: Frame[] = [];
  /** Binders around the place by name, the innermost last; how many of each name there were, for distinct variables. */
  const bound = new Map<string, { readonly name: string; readonly frame: number }[]>();
  const counts = new Map<string, number>();
  /** How many actions stand around the place, and stood around each binder. */
  let actions = 0;
  const actionsAt: number[] = [];

  function bind({ text }: Name): void {
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    const binders = bound.get(text) ?? [];
    bound.set(text, binders);
    binders.push({ name: count === 1 ? text : `${text}#${String(count)}`, frame: frames.length });
  }

  function variable(name: Name): LocalType {
    const binder = bound.get(name.text)?.at(-1);
    if (binder === undefined) {
      cursor.report("unknown-loop", name.span, `no \`rec ${name.text}\` stands around this`);
      return localEnd;
    }
    if (actionsAt[binder.frame] === actions) cursor.report("unguarded-recursion", name.span, `this comes back to \`${name.text}\` without a message`);
    return { kind: "variable", name: binder.name };
  }

  function readLabel(): Name {
    const label = cursor.name("the label of a message");
    cursor.expect(":", "`:` and a type");
    return label;
  }

  function descend(): LocalType {
    for (;;) {
      const token = cursor.token();
      if (cursor.accept("end")) return localEnd;
      if (cursor.accept("rec")) {
        const name = cursor.name("the name of the recursion");
        cursor.expect(".");
        bind(name);
        actionsAt[frames.length] = actions;
        frames.push({ kind: "recursion", variable: name });
        continue;
      }
      if (token.kind !== "word")
        return cursor.unexpected("a local type", ["a local type is `end`, a name, `rec t. …`, `p ! { label: … }` or `p ? { label: … }`"]);
      const name = cursor.name("a name");
      const isSend = cursor.is("!");
      if (!isSend && !cursor.is("?")) return variable(name);
      cursor.advance();
      cursor.expect("{", "`{` and the label of a message");
      const label = readLabel();
      actions++;
      frames.push({ kind: isSend ? "select" : "branch", peer: name, branches: [], labels: new Map([[label.text, label]]), label });
    }
  }

  /** Closes what the type ends; undefined when another one has to be read first. */
  function ascend(start: LocalType): LocalType | undefined {
    let type = start;
    for (;;) {
      const frame = frames.at(-1);
      if (frame === undefined) return type;
      if (frame.kind === "recursion") {
        frames.pop();
        const name = bound.get(frame.variable.text)?.pop()?.name ?? frame.variable.text;
        type = { kind: "recursion", variable: name, body: type };
        continue;
      }
      frame.branches.push({ peer: frame.peer.text, message: { label: frame.label.text, payload: [] }, continuation: type });
      if (cursor.accept(",")) {
        const label = readLabel();
        const before = frame.labels.get(label.text);
        if (before === undefined) frame.labels.set(label.text, label);
        else
          cursor.report("ambiguous-choice", label.span, `two branches have the label \`${label.text}\``, {
            labels: [{ span: before.span, message: "the other" }],
          });
        frame.label = label;
        return undefined;
      }
      cursor.expect("}", "`,` or `}`");
      frames.pop();
      actions--;
      const byLabel = (left: LocalBranch, right: LocalBranch): number => (left.message.label < right.message.label ? -1 : 1);
      type = { kind: frame.kind, branches: frame.branches.sort(byLabel) };
    }
  }

  for (;;) {
    const done = ascend(descend());
    if (done === undefined) continue;
    if (!cursor.atEnd()) cursor.unexpected("the end of the file");
    return done;
  }
}
