/** Merging: what is united, what is not, and that long and deeply shared types cost no more than their nodes. */
import { describe, expect, test } from "vitest";
import type { Expression, Type } from "../syntax/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import { intType } from "../values/index.ts";
import { LocalTypes } from "./local-types.ts";
import { typeMerger } from "./merge-local.ts";
import type { MergeKind } from "./merge-local.ts";
import { printLocalType } from "./print-types.ts";
import { localTypeOf } from "./written-types.ts";

function merged(left: string, right: string, kind: MergeKind = "full"): string {
  const types = new LocalTypes();
  const result = typeMerger(types, kind)(types.intern(localTypeOf(left)), types.intern(localTypeOf(right)));
  return result.ok ? printLocalType(result.type) : `${printLocalType(result.difference.left)} ≠ ${printLocalType(result.difference.right)}`;
}

const value: Expression = { kind: "name", name: { text: "value", span: nowhere }, span: nowhere };
function atLeast(bound: bigint): Type {
  const right: Expression = { kind: "integer", value: bound, span: nowhere };
  return { kind: "refined", base: intType, predicate: { kind: "binary", operator: ">=", left: value, right, span: nowhere }, span: nowhere };
}

describe("merging", () => {
  test("receives from one peer unite, plainly only if they are alike", () => {
    expect(merged("p?a. end", "p?b. end")).toBe("&{ p?a. end, p?b. end }");
    expect(merged("&{ p?a: p?c. end, p?b: end }", "p?a. p?d. end")).toBe("&{ p?a. &{ p?c. end, p?d. end }, p?b. end }");
    expect(merged("p?a. end", "p?b. end", "plain")).toBe("p?a. end ≠ p?b. end");
    expect(merged("p?a. end", "q?a. end")).toBe("p?a. end ≠ q?a. end");
  });

  test("sends keep their labels and merge behind them", () => {
    expect(merged("q!a. p?x. end", "q!a. p?y. end")).toBe("q!a. &{ p?x. end, p?y. end }");
    expect(merged("q!a. end", "+{ q!a: end, q!b: end }")).toBe("q!a. end ≠ ⊕{ q!a. end, q!b. end }");
  });

  test("loops merge their bodies, whatever the names of their variables", () => {
    expect(merged("mu t. p?a. t", "mu u. p?b. u")).toBe("μt. &{ p?a. t, p?b. t }");
    expect(merged("mu t. p?a. t", "p?a. end")).toBe("μt. p?a. t ≠ p?a. end");
  });

  test("a renamed variable is not captured", () => {
    expect(merged("mu t. p?a. t", "mu u. p?a. mu t. p?b. u")).toBe("t' ≠ μt. p?b. t'");
    expect(merged("mu t. p?a. mu u. p?b. t", "mu u. p?a. mu t. p?c. u")).toBe("μt'. p?a. μu. &{ p?b. t', p?c. t' }");
  });

  test("receivers of a merge are promised what both promise, senders owe what both owe", () => {
    const types = new LocalTypes();
    const merge = typeMerger(types, "full");
    const one = (kind: "select" | "branch", type: Type, name: string): ReturnType<LocalTypes["choice"]> =>
      types.choice(kind, [{ peer: "p", message: { label: "a", payload: [{ name, sort: { kind: "value", type } }] }, continuation: types.end }]);
    const shown = (kind: "select" | "branch", left: Type, right: Type): string => {
      const result = merge(one(kind, left, "x"), one(kind, right, "x"));
      return result.ok ? printLocalType(result.type) : "";
    };
    expect(shown("branch", atLeast(1n), atLeast(2n))).toBe("p?a(x: int). end");
    expect(shown("branch", atLeast(1n), atLeast(1n))).toBe("p?a(x: (int where value >= 1)). end");
    expect(shown("branch", atLeast(1n), intType)).toBe("p?a(x: int). end");
    expect(shown("select", intType, atLeast(2n))).toBe("p!a(x: (int where value >= 2)). end");
    expect(shown("select", atLeast(1n), atLeast(2n))).toBe("p!a(x: (int where value >= 1 and value >= 2)). end");
  });

  test("shared terms are merged once: sixty doublings take no time", () => {
    const types = new LocalTypes();
    let [left, right] = [types.variable("t"), types.variable("t")];
    for (let index = 0; index < 60; index++) {
      const double = (continuation: typeof left, third: string): typeof left =>
        types.choice(
          "branch",
          ["a", "b", third].map((label) => ({ peer: "p", message: { label, payload: [] }, continuation })),
        );
      [left, right] = [double(left, "c"), double(right, "d")];
    }
    const result = typeMerger(types, "full")(left, right);
    expect(result.ok && printLocalType(result.type, 20)).toBe("&{ p?a. &{ p?a. &{ …");
  });
});
