/** The reader of `.gc` and `.sgg` files of ChorGram: one g-choreography a file, as one protocol that is called after the file. */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { ProtocolBlock } from "../../../calculus/syntax/index.ts";
import { lex } from "../lexer.ts";
import { TokenCursor, recovery } from "../token-cursor.ts";
import { nameOf } from "../stc/read-global.ts";
import { readParallel } from "./choreography.ts";
import { chorgramRules } from "./lexical-rules.ts";
import type { Reading } from "./reading.ts";

/** Total: every text gives a tree, and diagnostics for what it does not hold. Linear in the text for each level of nesting. */
export const readChorgram: ParseFile = (text, file, limits, path) => {
  const span = { file, start: 0, end: text.length };
  const { tokens, diagnostics, fatal } = lex(text, file, limits, chorgramRules);
  if (fatal) return { tree: { declarations: [], span }, diagnostics, tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  if (cursor.atEnd()) {
    const empty = diagnostics.length > 0 ? [] : [error("empty-file", { file, start: 0, end: 0 }, "the file holds no choreography")];
    return { tree: { declarations: [], span }, diagnostics: [...diagnostics, ...empty], tokens: 1 };
  }
  const words = new Set(tokens.filter(({ kind }) => kind === "word").map((token) => token.text));
  const reading: Reading = { cursor, limits, roles: new Map(), words, loops: 0, around: 0 };
  const body = readWhole(reading);
  const name = { text: nameOf(path), span: { file, start: 0, end: 0 } };
  const all = [...diagnostics, ...cursor.diagnostics].sort((first, second) => first.span.start - second.span.start);
  const declarations = [{ kind: "protocol" as const, name, roles: [...reading.roles.values()], body, span }];
  return { tree: { declarations, span }, diagnostics: all, tokens: tokens.length };
};

function readWhole(reading: Reading): ProtocolBlock {
  const { cursor } = reading;
  const whole = readParallel(reading);
  try {
    if (!cursor.atEnd()) cursor.unexpected("`;`, `|` or the end of the file");
  } catch (failure) {
    if (failure !== recovery) throw failure;
  }
  return whole;
}
