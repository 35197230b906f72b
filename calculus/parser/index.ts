/** The door of the parser. The reference parser has a door of its own, `reference.ts`: it loads ohm. */
export { parseFile, type Parsed } from "./parse.ts";
export { nearest } from "./misspelled.ts";
export { forbiddenCharacter, isForbiddenAt } from "./characters.ts";
export { reservedWords } from "./tokens.ts";
// What other notations read with: tokens, expressions, types and faults as in programs.
export { Cursor, recovery } from "./cursor.ts";
export { lexWithinLimits } from "./parse.ts";
export { parseExpression } from "./expressions.ts";
export { parseSource, parseType } from "./types.ts";
export { parseFaults } from "./faults.ts";
export { decodeString } from "./string-literal.ts";
export * as tokenKinds from "./tokens.ts";
