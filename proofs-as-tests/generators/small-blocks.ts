/** Programs of one role with two labelled blocks over small domains, with divisions that fail, choices and conditionals. */
import fc from "fast-check";
import type { Generator } from "../theorem.ts";

const { statement } = fc.letrec<{ statement: string; sequence: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 3 },
    { weight: 4, arbitrary: fc.tuple(fc.constantFrom("x", "y"), integer()).map(([name, value]) => `A.${name} := ${value};`) },
    { weight: 2, arbitrary: condition().map((value) => `A.b := ${value};`) },
    { weight: 1, arbitrary: fc.constantFrom("x", "y").map((name) => `A.${name} := any 0..1;`) },
    { weight: 1, arbitrary: condition().map((value) => `assume A.(${value});`) },
    {
      weight: 3,
      arbitrary: fc.tuple(condition(), tie("sequence"), tie("sequence")).map(([test, then, otherwise]) => `if A.(${test}) { ${then} } else { ${otherwise} }`),
    },
    { weight: 1, arbitrary: fc.tuple(tie("sequence"), tie("sequence")).map(([left, right]) => `choose A { ${left} } or { ${right} }`) },
  ),
  sequence: fc.array(tie("statement"), { maxLength: 2 }).map((all) => all.join(" ")),
}));

function integer(): fc.Arbitrary<string> {
  return fc.constantFrom("0", "1", "x", "y", "x + 1", "2 - y", "x * y", "y / x", "6 % y", "if b then x else 1", "max(x, y)", "min(y, 1)", "next(x)");
}

function condition(): fc.Arbitrary<string> {
  return fc.constantFrom("b", "not b", "x < y", "x == 1", "y / x == 1", "x == y or b");
}

const block = fc.array(statement, { minLength: 1, maxLength: 3 }).map((all) => all.join(" "));

/** The labels are `one` and `two`; every second program has the same block twice. */
export const smallBlocks: Generator<string> = {
  name: "blocks over small domains",
  arbitrary: fc.tuple(block, block, fc.boolean()).map(
    ([one, two, isSame]) => `type Small = int where value >= 0 and value <= 2;
fn next(n: int): int requires n < 2 = n + 1;
role A { durable x: Small = 0; durable y: Small = 0; b: bool = false; }
choreography Main(A) {
  'one: if A.true { ${one} }
  'two: if A.true { ${isSame ? one : two} }
}
`,
  ),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};
