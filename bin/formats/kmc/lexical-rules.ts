/** The words, symbols and comments of kmc (Lange and Yoshida), a checker of multiparty compatibility: local types, and machines as the tools before it write them. */
import type { LexicalRules } from "../lexer.ts";

const comments: Pick<LexicalRules, "strings" | "lineComments" | "blockComments"> = {
  strings: false,
  lineComments: ["--"],
  blockComments: [{ open: "/*", close: "*/", marks: /\*\//g }],
};

/** `A: rec x . { B!a; x, C?b; end }`. Nesting is limited by the reader: a sequence is as long as the file allows. */
export const localTypeRules: LexicalRules = {
  ...comments,
  word: /[A-Za-z0-9_]+/y,
  symbols: ["{", "}", ":", ";", ",", ".", "!", "?"],
};

/** `.outputs A`, `.state graph`, `q0 1 ! a q1`: words are what white space and the two directions separate. */
export const machineRules: LexicalRules = {
  ...comments,
  word: /(?:[A-Za-z0-9_.,:;'"*+@#$%&=<>()[\]{}|~^]|-(?!-))+/y,
  symbols: ["!", "?"],
};
