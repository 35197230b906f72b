/** The words, symbols and comments of Telltale's choreographies. */
import type { LexicalRules } from "../lexer.ts";

export const telltaleRules: LexicalRules = {
  word: /[A-Za-z_][A-Za-z0-9_]*|[0-9]+[A-Za-z0-9_]*/y,
  // The second line stands in payloads, guards and declarations, which are kept as text.
  symbols: [
    ...["->*", "->", "=>", "..", "{", "}", "(", ")", "[", "]", "|", ":", ",", ".", "=", "*", "<", ">"],
    ...["<->", "==", "!=", "<=", ">=", "&&", "||", "::", "+", "-", "/", "%", "!", "?", "&", "'", "#", "@", ";"],
  ].sort((left, right) => right.length - left.length),
  strings: true,
  limitsBrackets: true,
  lineComments: ["--"],
  blockComments: [{ open: "{-", close: "-}", marks: /-\}/g }],
};
