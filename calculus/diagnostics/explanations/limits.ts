/** Explanation pages: limits on input. Each failing program is built, because it is too long to read. */
import { defaultLimits } from "../limits.ts";
import type { Explanations } from "./explanation.ts";

function assigning(expression: string): string {
  return `role A { x: int = 1; }\nchoreography main(A) { A.x := ${expression}; }\n`;
}

export const limitsExplanations: Explanations = {
  "file-too-large": {
    explanation: `A file has at most ${String(defaultLimits.fileBytes / 1024 / 1024)} MiB. Larger files are refused before they are read; split the program by \`import\`.`,
    failing: () => `// ${"-".repeat(defaultLimits.fileBytes)}\n${assigning("2")}`,
    repaired: assigning("2"),
  },
  "nesting-too-deep": {
    explanation: `At most ${String(defaultLimits.nesting)} brackets are open at one place, as many \`else if\` follow each other, and at most 1000 operators of one expression stand inside each other. Everything that walks over a program may then follow it by recursion.

Compute a large value in several assignments, move inner statements to a choreography of their own, and use \`match\` for many cases.`,
    failing: () => assigning(`${"(".repeat(defaultLimits.nesting)}1${")".repeat(defaultLimits.nesting)}`),
    repaired: assigning("(1)"),
  },
  "identifier-too-long": {
    explanation: `A name has at most ${String(defaultLimits.identifierLength)} characters.`,
    failing: () => `role ${"A".repeat(defaultLimits.identifierLength + 1)};\nrole B;\nchoreography main(B) { }\n`,
    repaired: "role A;\nrole B;\nchoreography main(B) { }\n",
  },
  "literal-too-long": {
    explanation: `A number has at most ${String(defaultLimits.literalDigits)} digits and a string at most ${String(defaultLimits.stringLength)} characters as written. Integers that a program computes are as large as they get.`,
    failing: () => assigning("9".repeat(defaultLimits.literalDigits + 1)),
    repaired: assigning("power(10, 40) - 1"),
  },
  "too-many-roles": {
    explanation: `A program declares at most ${String(defaultLimits.roles)} roles, its imports included.`,
    failing: () => `role A;\nrole ${Array.from({ length: defaultLimits.roles }, (_, index) => `R${String(index)}`).join(", ")};\nchoreography main(A) { }\n`,
    repaired: "role A;\nrole R0, R1;\nchoreography main(A) { }\n",
  },
  "program-too-large": {
    explanation: `A program has at most ${String(defaultLimits.syntaxNodes)} tokens (words, numbers, strings and symbols), those of its imports included, which bounds the size of its syntax tree.`,
    failing: () => `role A { x: list<int> = [${"1,".repeat(defaultLimits.syntaxNodes / 2)} 1]; }\nchoreography main(A) { }\n`,
    repaired: "role A { x: list<int> = [1, 1]; }\nchoreography main(A) { }\n",
  },
};
