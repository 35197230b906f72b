/** The words, symbols and comments of ChorGram's g-choreographies (Tuosto and others); old versions write `[ … ]` around a comment, new ones `[[ … ]]`. */
import type { LexicalRules } from "../lexer.ts";

export const chorgramRules: LexicalRules = {
  word: /[A-Za-z0-9_$#~&^\\`/§<][A-Za-z0-9_$#~&^\\`/§<>]*/y,
  symbols: ["(o)", "->", "=>", "{", "}", "(", ")", "|", "+", "%", "*", ";", "@", ":", ",", "="],
  strings: false,
  limitsBrackets: true,
  lineComments: [".."],
  blockComments: [
    { open: "[[", close: "]]", marks: /\]\]/g },
    { open: "[", close: "]", marks: /\]/g },
  ],
};
