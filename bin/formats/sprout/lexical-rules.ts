/** The words, symbols and comments of Sprout's automata (Li, Stutz, Wies and Zufferey, CAV 2025). */
import type { LexicalRules } from "../lexer.ts";

export const sproutRules: LexicalRules = {
  // A prime marks the value of a register after a transition.
  word: /[A-Za-z][A-Za-z0-9_]*'?|[0-9]+/y,
  symbols: ["->", "/\\", "\\/", ">=", "<=", "!=", "=", "<", ">", "~", "+", "-", "*", "/", "%", "(", ")", "{", "}", ",", ":"],
  strings: false,
  limitsBrackets: true,
  lineComments: ["//"],
  blockComments: [],
};
