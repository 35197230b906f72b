/** The words, symbols and comments of Scribble (language reference 0.3) and of nuScr, which adds ML comments, primes in names, operators and pragmas. */
import type { LexicalRules } from "../lexer.ts";

export const scribbleRules: LexicalRules = {
  // Names may begin with a digit, so numbers are words.
  word: /[A-Za-z0-9_][A-Za-z0-9_']*/y,
  symbols: ["&&", "||", "<>", "<=", ">=", "(", ")", "{", "}", "[", "]", ",", ";", ":", ".", "@", "<", ">", "=", "+", "-"],
  strings: true,
  limitsBrackets: true,
  lineComments: ["//", "(*)"],
  blockComments: [
    { open: "/*", close: "*/", marks: /\*\//g },
    { open: "(*", close: "*)", marks: /\(\*\)|\(\*|\*\)/g },
  ],
  pragma: { open: "(*#", close: "#*)" },
};
