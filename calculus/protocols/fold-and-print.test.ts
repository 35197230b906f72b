/** Folds visit each object once; texts of types follow the papers and are cut at their limit. */
import { expect, test } from "vitest";
import type { GlobalType } from "../core/index.ts";
import { globalEnd } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import { foldGlobalType, foldLocalType } from "./fold.ts";
import { printGlobalType, printHead, printLocalType } from "./print-types.ts";
import { globalTypeOf, localTypeOf } from "./written-types.ts";

test("a type that doubles a hundred times is folded in a hundred steps", () => {
  let type: GlobalType = globalEnd;
  for (let index = 0; index < 100; index++) {
    const continuation = type;
    type = {
      kind: "choice",
      sender: "a",
      branches: ["l", "r"].map((label) => ({ receiver: "b", message: { label, payload: [] }, continuation, span: nowhere })),
      span: nowhere,
    };
  }
  let visits = 0;
  const depth = foldGlobalType<number>(type, (_, parts) => {
    visits++;
    return 1 + Math.max(-1, ...parts);
  });
  expect([depth, visits]).toEqual([100, 101]);
  expect(printGlobalType(type, 30)).toBe("a → b { l. a → b { l. a → b { …");
});

test("parts come before what they are part of", () => {
  const order: string[] = [];
  foldLocalType(localTypeOf("mu t. &{ p?a: t, p?b: end }"), (part) => order.push(part.kind));
  expect(order).toEqual(["variable", "end", "branch", "recursion"]);
});

test("texts of types", () => {
  expect(printGlobalType(globalTypeOf("mu t. p->q{ a: q->r:x(int). t, b: p->{ q.c: end, r.d: end } }"))).toBe(
    "μt. p → q { a. q → r: x(int). t, b. p → { q: c. end, r: d. end } }",
  );
  expect(printLocalType(localTypeOf("mu t. +{ q!a(int, Q.r): t, r!b: p?x. end }"))).toBe("μt. ⊕{ q!a(int, Q@r). t, r!b. p?x. end }");
  expect(printHead(localTypeOf("mu t. +{ q!a: t, q!b: end }"))).toBe("⊕{ q!a, q!b }");
  expect(printHead(localTypeOf("p?x. end"))).toBe("p?x");
});
