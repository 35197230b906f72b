/** The door of the parser. The reference parser has a door of its own, `reference.ts`: it loads ohm. */
export { parseFile, type Parsed } from "./parse.ts";
export { nearest } from "./misspelled.ts";
export { forbiddenCharacter, isForbiddenAt } from "./characters.ts";
export { reservedWords } from "./tokens.ts";
