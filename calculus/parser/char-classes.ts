/** What an ASCII character can begin, as tables indexed by char code. */
import {
  AT,
  COMMA,
  LEFT_BRACE,
  LEFT_BRACKET,
  LEFT_PARENTHESIS,
  MODULO,
  PLUS,
  QUESTION,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  RIGHT_PARENTHESIS,
  SEMICOLON,
  TIMES,
} from "./tokens.ts";

export const WHITE = 1;
/** Letters and the underscore; whatever is at least this may continue a name. */
export const WORD = 2;
export const DIGIT = 3;

export const charClass: Uint8Array = buildCharClasses();

function buildCharClasses(): Uint8Array {
  const classes = new Uint8Array(128);
  for (const code of [9, 10, 13, 32]) classes[code] = WHITE;
  classes.fill(WORD, 65, 91);
  classes.fill(WORD, 97, 123);
  classes[95] = WORD;
  classes.fill(DIGIT, 48, 58);
  return classes;
}

const singles: readonly (readonly [character: string, kind: number, depth: number])[] = [
  ["(", LEFT_PARENTHESIS, 1],
  [")", RIGHT_PARENTHESIS, -1],
  ["[", LEFT_BRACKET, 1],
  ["]", RIGHT_BRACKET, -1],
  ["{", LEFT_BRACE, 1],
  ["}", RIGHT_BRACE, -1],
  [",", COMMA, 0],
  [";", SEMICOLON, 0],
  ["+", PLUS, 0],
  ["*", TIMES, 0],
  ["%", MODULO, 0],
  ["@", AT, 0],
  ["?", QUESTION, 0],
];

/** The kinds of the characters that are a token whatever follows; 0 for others. */
export const singleCharacterTokens: Uint8Array = new Uint8Array(128);

/** How a character changes the nesting of brackets. */
export const bracketDepth: Int8Array = new Int8Array(128);

for (const [character, kind, depth] of singles) {
  singleCharacterTokens[character.charCodeAt(0)] = kind;
  bracketDepth[character.charCodeAt(0)] = depth;
}
