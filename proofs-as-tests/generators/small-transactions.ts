/** Programs of one role with two transactions over small domains, each with a compensation; with divisions that fail, choices and conditionals. */
import fc from "fast-check";
import type { Generator } from "../theorem.ts";

const integer = fc.constantFrom("0", "1", "x", "y", "n", "x + n", "x - n", "y + 1", "y / n", "if b then x else n", "min(y, 1)");
const condition = fc.constantFrom("b", "not b", "x < y", "x >= n", "x == 1", "y / n == 1");

const { sequence } = fc.letrec<{ statement: string; sequence: string }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 2 },
    { weight: 5, arbitrary: fc.tuple(fc.constantFrom("x", "y"), integer).map(([name, value]) => `${name} := ${value};`) },
    { weight: 1, arbitrary: condition.map((value) => `b := ${value};`) },
    { weight: 1, arbitrary: fc.constantFrom("x", "y").map((name) => `${name} := any 0..1;`) },
    {
      weight: 2,
      arbitrary: fc.tuple(condition, tie("sequence"), tie("sequence")).map(([test, then, otherwise]) => `if ${test} { ${then} } else { ${otherwise} }`),
    },
  ),
  sequence: fc.array(tie("statement"), { maxLength: 2 }).map((all) => all.join(" ")),
}));

/** What takes something and gives it back, and anything. */
const bodies = fc.oneof(
  fc.constantFrom(
    { body: "x := x - n;", undo: "x := x + n;" },
    { body: "x := x + n; y := y + 1;", undo: "y := y - 1; x := x - n;" },
    { body: "y := n;", undo: "y := 0;" },
  ),
  fc.record({ body: sequence, undo: sequence }),
);

function transaction(name: string, requires: string | undefined, result: string, { body, undo }: { readonly body: string; readonly undo: string }): string {
  return `transaction ${name}(n: Small) at A : int {
  ${requires === undefined ? "" : `requires ${requires} else abort;`} ${body} result ${result};
  compensate { ${undo} }
}
`;
}

const parts = fc.tuple(fc.option(condition, { nil: undefined }), integer, bodies);

/** The transactions are `one` and `two`. */
export const smallTransactions: Generator<string> = {
  name: "transactions over small domains",
  arbitrary: fc.tuple(parts, parts).map(
    ([one, two]) => `type Small = int where value >= 0 and value <= 2;
role A { durable x: Small = 0; durable y: Small = 0; durable b: bool = false; }
${transaction("one", ...one)}${transaction("two", ...two)}choreography Main(A) {
  saga { perform A.one(1); perform A.two(1); }
}
`,
  ),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};
