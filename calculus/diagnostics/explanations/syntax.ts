/** Explanation pages: the text of a program (docs/language.md, Lexical structure and the sections behind it). */
import type { Explanations } from "./explanation.ts";

/** One program that is right; each page breaks it in one place. */
function program(...statements: readonly string[]): string {
  return `role Buyer { budget: int = 10; }
role Seller { stock: int = 3; }
choreography main(Buyer, Seller) {
${statements.map((statement) => `  ${statement}\n`).join("")}}
`;
}

export const syntaxExplanations: Explanations = {
  "unexpected-token": {
    explanation: `At this place the grammar allows other words or symbols than the one that stands there; the message says which. Reading goes on at the next statement or declaration, so further errors in the same file are independent of this one.

A word of the language that is misspelled is named, and read as what it was meant to be.`,
    failing: program("Buyer.budget -> Seller;"),
    repaired: program("Buyer.budget -> Seller.offer;"),
  },
  "unexpected-character": {
    explanation: `No symbol of the language begins with this character. Programs are written in ASCII; strings and comments may contain any text. Symbols from papers and other languages (→, ≤, &&) have an ASCII form, which the message names.`,
    failing: program("Buyer.budget → Seller.offer;"),
    repaired: program("Buyer.budget -> Seller.offer;"),
  },
  "control-character": {
    explanation: `A NUL byte, an escape, a lone carriage return or another control character stands in the text, in a string or in a comment. Editors and terminals show such text otherwise than it is. In strings a line break is written \\n, a tab \\t, and any other character \\u{hex}.`,
    failing: program("Buyer.budget -> Seller.offer; // \u0007"),
    repaired: program("Buyer.budget -> Seller.offer;"),
  },
  "bidi-control-character": {
    explanation: `An invisible character changes the direction in which the following text is shown, so that a reviewer may read another program than the tool does (Boucher and Anderson, Trojan Source, 2021). It is refused everywhere, comments and strings included; a string that needs one writes it as \\u{hex}.`,
    failing: program("Buyer.budget -> Seller.offer; // \u202e reffo"),
    repaired: program("Buyer.budget -> Seller.offer; // offer"),
  },
  "unterminated-string": {
    explanation: `A string ends in a double quote on the line on which it begins. A line break inside a string is written \\n.`,
    failing: program('Buyer.name := "Ada;'),
    repaired: program('Buyer.name := "Ada";'),
  },
  "invalid-escape": {
    explanation: `In a string a backslash begins an escape: \\" \\\\ \\n \\t, or \\u{hex} with the code point of any character up to 10FFFF.`,
    failing: program('Buyer.path := "C:\\data";'),
    repaired: program('Buyer.path := "C:\\\\data";'),
  },
  "invalid-number": {
    explanation: `Numbers are whole numbers in decimal digits, of any size. They have no fraction, no exponent and no unit; a name does not begin with a digit.`,
    failing: program("Buyer.budget := 10euros;"),
    repaired: program("Buyer.budget := 10;"),
  },
  "unclosed-block": {
    explanation: `A brace that was opened is not closed before the next declaration or the end of the file. The brace that is named is the innermost one that is open there; the missing one may belong to a block inside it that took its closing brace.`,
    failing: program("if Buyer.(budget > 5) {", "Buyer -> Seller : buy;"),
    repaired: program("if Buyer.(budget > 5) {", "Buyer -> Seller : buy;", "} else {", "Buyer -> Seller : quit;", "}"),
  },
  "missing-semicolon": {
    explanation: `Every statement, field and declaration that does not end in a block ends in a semicolon. Reading goes on as if it stood there.`,
    failing: program("Buyer.budget -> Seller.offer", "Seller.stock := stock - 1;"),
    repaired: program("Buyer.budget -> Seller.offer;", "Seller.stock := stock - 1;"),
  },
  "reserved-word": {
    explanation: `The words of the language are never names: not of roles, variables, fields, types, loops or messages. \`_\` alone is not a name either; it is the pattern that matches everything and the label of a message without label.`,
    failing: program("Buyer -> Seller : continue;"),
    repaired: program("Buyer -> Seller : proceed;"),
  },
  "use-double-equals": {
    explanation: `Equality of values is written \`==\`, in expressions and in properties. A single \`=\` gives a value in declarations; assignment is \`:=\`.`,
    failing: program("assert Seller.(stock = 3);"),
    repaired: program("assert Seller.(stock == 3);"),
  },
  "chained-comparison": {
    explanation: `Comparisons do not associate: \`a < b < c\` would compare a boolean with a number. Write \`a < b and b < c\`.`,
    failing: program("assert Seller.(0 < stock < 9);"),
    repaired: program("assert Seller.(0 < stock and stock < 9);"),
  },
  "parenthesise-located-expression": {
    explanation: `Behind \`A.\` stands one primary: a name, a call, a literal, with fields and indices behind it. Anything with an operator is written in parentheses, so that it is plain which part of a line the role evaluates.`,
    failing: program("Buyer.budget + 1 -> Seller.offer;"),
    repaired: program("Buyer.(budget + 1) -> Seller.offer;"),
  },
  "parenthesise-refinement": {
    explanation: `A refinement, \`T where e\`, stands alone in \`type T = …\` and behind \`any\`. In a field, a parameter, a result or between angle brackets it stands in parentheses, because an \`=\`, a comma or a \`>\` follows there.`,
    failing: `role Seller { stock: int where value >= 0 = 3; }
choreography main(Seller) { }
`,
    repaired: `role Seller { stock: (int where value >= 0) = 3; }
choreography main(Seller) { }
`,
  },
  "empty-payload": {
    explanation: `A communication \`A.(e, …) -> B.(x, …);\` carries one value or more. A message without a value is a selection, \`A -> B : label;\`.`,
    failing: program("Buyer.() -> Seller.offer;"),
    repaired: program("Buyer -> Seller : offer;"),
  },
  "missing-selection-label": {
    explanation: `A selection tells its receivers which branch was taken; the label is all that it says. To send a value, write which: \`A.e -> B.x;\`.`,
    failing: program("Buyer -> Seller;"),
    repaired: program("Buyer -> Seller : buy;"),
  },
  "missing-initial-value": {
    explanation: `Every field of a role has an initial value: \`= e\`, or \`= any\` for every value of its type, \`= any 0..9\` for a range, \`= any where value > 0\` for the values that satisfy a predicate. A verdict then holds for all of them.`,
    failing: `role Seller { stock: int; }
choreography main(Seller) { }
`,
    repaired: `role Seller { stock: int = any 0..3; }
choreography main(Seller) { }
`,
  },
  "empty-file": {
    explanation: `The file has no declaration, only white space or comments. That is refused, because a check of it would pass without having looked at anything.`,
    failing: "// nothing yet\n",
    repaired: program("Buyer -> Seller : buy;"),
  },
  "not-yet-supported": {
    explanation: `The construct belongs to the language, but this version does not give it a meaning. It is read as text with balanced brackets, kept as written by \`fmt\`, and refused by everything else, instead of being approximated.`,
    failing: program("par { Buyer -> Seller : buy; } and { Seller -> Buyer : hello; }"),
    repaired: program("Buyer -> Seller : buy;", "Seller -> Buyer : hello;"),
  },
};
