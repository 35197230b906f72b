import fc from "fast-check";
import { expect, test } from "vitest";
import type { Value } from "../core/index.ts";
import { defaultLimits } from "../diagnostics/index.ts";
import { elaborate } from "../elaboration/index.ts";
import { parseFile } from "../parser/index.ts";
import { closedOutcome, equalValues, makeList, makeMap, makeSet, none, printValue, some, unitValue } from "./index.ts";

const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.boolean(),
    fc.bigInt(),
    fc.string({ maxLength: 4, unit: "binary" }),
    fc.constantFrom(unitValue, none),
    tie("value").map(some),
    fc.array(tie("value"), { maxLength: 2 }).map((payload) => ({ kind: "variant" as const, name: "__proto__", payload })),
    tie("value").map((field) => ({ kind: "record" as const, name: "R", fields: [["constructor", field] as const] })),
    fc.array(tie("value"), { maxLength: 3 }).map(makeList),
    fc.array(tie("value"), { maxLength: 3 }).map(makeSet),
    fc.array(fc.tuple(tie("value"), tie("value")), { maxLength: 3 }).map(makeMap),
  ),
}));

test("what is printed parses as an expression that evaluates to the value", () => {
  fc.assert(
    fc.property(value, (written) => {
      const text = `enum E { __proto__ }\nrecord R { constructor: int }\nconst it = ${printValue(written)};`;
      const { tree, diagnostics } = parseFile(text, 0, defaultLimits);
      expect(diagnostics).toEqual([]);
      const { definitions } = elaborate([tree], [{ path: "test.choreo", text }]);
      const expression = definitions.constants.get("it");
      const outcome = expression === undefined ? undefined : closedOutcome(expression, definitions);
      expect(outcome?.kind === "value" && equalValues(outcome.value, written)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
