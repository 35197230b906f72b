/** The reader of `.tell` files of Telltale: from their text to the tree of a program that declares the same protocols. */
import { error } from "../../../calculus/diagnostics/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import type { ParsedFile } from "../../../calculus/syntax/index.ts";
import { lex } from "../lexer.ts";
import { OpaqueTypes } from "../opaque-types.ts";
import { TokenCursor } from "../token-cursor.ts";
import { resolveCalls } from "./calls.ts";
import { readDeclarations } from "./declarations.ts";
import { layOut } from "./layout.ts";
import { telltaleRules } from "./lexical-rules.ts";
import type { Reading } from "./reading.ts";

/** Total: every text gives a tree, and diagnostics for what it does not hold. Linear in the text and in what loops write out; recursive along nesting only. */
export const readTelltale: ParseFile = (text, file, limits) => {
  const span = { file, start: 0, end: text.length };
  const tree: ParsedFile = { declarations: [], span };
  const lexed = lex(text, file, limits, telltaleRules);
  if (lexed.fatal) return { tree, diagnostics: lexed.diagnostics, tokens: 0 };
  const { tokens, lines, diagnostics, fatal } = layOut(text, file, lexed.tokens, limits);
  if (fatal) return { tree, diagnostics: [...lexed.diagnostics, ...diagnostics], tokens: 0 };
  const cursor = new TokenCursor(text, file, tokens);
  const reading: Reading = { cursor, limits, types: new OpaqueTypes(), lines, protocols: [], calls: [], roles: [], protocol: "", loops: 0, written: 0 };
  readDeclarations(reading);
  resolveCalls(reading);
  const all = [...lexed.diagnostics, ...diagnostics, ...cursor.diagnostics];
  if (reading.protocols.length === 0 && all.every(({ severity }) => severity === "warning"))
    all.push(error("empty-file", { file, start: 0, end: 0 }, "the file declares no protocol"));
  all.sort((first, second) => first.span.start - second.span.start || first.span.end - second.span.end);
  return { tree: { ...tree, declarations: [...reading.types.declarations(), ...reading.protocols] }, diagnostics: all, tokens: tokens.length };
};
