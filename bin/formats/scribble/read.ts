/** The reader of `.nuscr` and `.scr` files: from their text to the tree of a program that declares the same protocols. */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { Declaration, ExpectItem, ParsedFile } from "../../../calculus/syntax/index.ts";
import { lex } from "../lexer.ts";
import { OpaqueTypes } from "../opaque-types.ts";
import { TokenCursor } from "../token-cursor.ts";
import { checkEntered } from "./entering.ts";
import { scribbleRules } from "./lexical-rules.ts";
import { readModule } from "./module.ts";
import type { Reading } from "./reading.ts";

/** Total: every text gives a tree, and diagnostics for what it does not hold. Linear in the text; recursive along brackets only, which the lexer limits. */
export const readScribble: ParseFile = (text, file, limits) => {
  const span = { file, start: 0, end: text.length };
  const { tokens, diagnostics, fatal } = lex(text, file, limits, scribbleRules);
  const tree: ParsedFile = { declarations: [], span };
  if (fatal) return { tree, diagnostics, tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  const reading: Reading = { cursor, limits, types: new OpaqueTypes(), protocols: [], entered: [], pragmas: new Set(), asked: [] };
  readModule(reading);
  checkEntered(reading.entered, cursor);
  const all = [...diagnostics, ...cursor.diagnostics];
  if (all.length === 0 && reading.protocols.length === 0) all.push(error("empty-file", { file, start: 0, end: 0 }, "the file declares no protocol"));
  all.sort((first, second) => first.span.start - second.span.start || first.span.end - second.span.end);
  const asked = reading.asked.length === 0 ? [] : reading.protocols.map((protocol) => expectation(protocol, reading.asked));
  return { tree: { ...tree, declarations: [...reading.types.declarations(), ...reading.protocols, ...asked] }, diagnostics: all, tokens: tokens.length };
};

function expectation({ name }: Extract<Declaration, { kind: "protocol" }>, items: readonly ExpectItem[]): Declaration {
  return { kind: "expect", subject: name, items, span: items[0]?.span ?? name.span };
}
