/** The words and symbols of stc (Pischke and Yoshida), a checker of session types. */
import type { LexicalRules } from "../lexer.ts";

export const stcRules: LexicalRules = {
  word: /[A-Za-z_][A-Za-z0-9_]*/y,
  symbols: ["->", "{", "}", ":", ",", "|", ".", "?", "!"],
  strings: false,
  lineComments: [],
  blockComments: [{ open: "/*", close: "*/", marks: /\*\//g }],
};
