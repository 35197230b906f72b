/** Subtyping: accept more, choose less; payloads vary with them; a failure has its path. */
import { describe, expect, test } from "vitest";
import type { Type } from "../syntax/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import { intType } from "../values/index.ts";
import type { LocalAutomaton } from "./automata.ts";
import { printLocalAction } from "./print-types.ts";
import { plainSorts } from "./sorts.ts";
import { isSubtype, subtypeRules } from "./subtyping.ts";
import type { SubtypeOptions } from "./subtyping.ts";
import { graphOfAutomaton, graphOfLocalType } from "./type-graph.ts";
import { localTypeOf } from "./written-types.ts";

function compared(left: string, right: string, options: SubtypeOptions = {}): string {
  const result = isSubtype(graphOfLocalType(localTypeOf(left)), graphOfLocalType(localTypeOf(right)), options);
  if (result.kind !== "fails") return result.kind;
  const { path, rule, reason } = result.failure;
  return `${(path ?? []).map((action) => `${printLocalAction(action)}. `).join("")}${rule}: ${reason}`;
}

describe("subtyping", () => {
  test("a replacement may accept more and choose less", () => {
    expect(compared("&{ p?a: end, p?b: end }", "p?a. end")).toBe("holds");
    expect(compared("p?a. end", "&{ p?a: end, p?b: end }")).toBe("S-IN: T' accepts `p?b`, T only `p?a`");
    expect(compared("q!a. end", "+{ q!a: end, q!b: end }")).toBe("holds");
    expect(compared("+{ q!a: end, q!b: end }", "q!a. end")).toBe("S-OUT: T may choose `q!b`, T' only `q!a`");
  });

  test("more may be accepted from one peer only: a receive from another may take a message that is meant for later", () => {
    expect(compared("&{ p?n: q?m. s!ok. end, q?m: p?n. s!bad. end }", "p?n. q?m. s!ok. end")).toBe(
      "S-IN: T accepts `q?m` beside messages of others, T' only `p?n`: it may take what is meant for later",
    );
    expect(compared("&{ p?n: q?m. s!bad. end, p?l: end, q?m: p?n. s!ok. end }", "&{ p?l: end, q?m: p?n. s!ok. end }")).toContain("T accepts `p?n`");
    expect(compared("&{ p?n: end, q?m: end }", "&{ p?n: end, q?m: end }")).toBe("holds");
  });

  test("loops are compared as they run, not as they are written", () => {
    expect(compared("mu t. q!a. q!a. t", "mu t. q!a. q!a. q!a. t")).toBe("holds");
    expect(compared("mu t. q!a. t", "q!a. mu t. +{ q!a: t, q!b: end }")).toBe("holds");
    expect(compared("mu t. &{ p?a: t, p?b: end }", "mu t. p?a. t")).toBe("holds");
  });

  test("the path leads to the first pair that is wrong", () => {
    expect(compared("mu t. q!a. &{ p?x: q!c. end, p?y: t }", "mu t. +{ q!a: &{ p?x: q!b. end, p?y: t }, q!c: end }")).toBe(
      "q!a. p?x. S-OUT: T may choose `q!c`, T' only `q!b`",
    );
    expect(compared("q!a. end", "q!a. q!b. end")).toBe("q!a. S-END: T may have ended where T' goes on with `q!b`");
    expect(compared("q!a. end", "p?a. end")).toBe("S-IN: T sends where T' receives: `q!a` against `p?a`");
  });

  test("payloads: a sender's are subsorts, a receiver's supersorts", () => {
    expect(compared("q!a(int). end", "q!a(bool). end")).toBe("S-OUT: `q!a(int)` against `q!a(bool)`: int is not bool");
    expect(compared("q!a(int). end", "q!a. end")).toContain("carry different numbers of values");
    const [wide, narrow] = [refined("value >= 0", intType), intType].map((type) => withPayload(type));
    const check = (left: typeof wide, right: typeof wide, direction: "send" | "receive", rules = subtypeRules): string =>
      left === undefined || right === undefined ? "" : isSubtype(graphOfAutomaton(left(direction)), graphOfAutomaton(right(direction)), { rules }).kind;
    expect([check(wide, narrow, "send"), check(narrow, wide, "send")]).toEqual(["holds", "fails"]);
    expect([check(wide, narrow, "receive"), check(narrow, wide, "receive")]).toEqual(["fails", "holds"]);
    expect(check(wide, wide, "send")).toBe("holds");
    expect(check(wide, withPayload(refined("value > 0", intType)), "send")).toBe("fails");
  });

  test("declared names stand for their types, session ends for what they are asked to do", () => {
    const price = withPayload({ kind: "named", name: { text: "Price", span: nowhere }, span: nowhere });
    const types = new Map([["Price", refined("value > 0", intType)]]);
    const [left, right] = [graphOfAutomaton(price("send")), graphOfAutomaton(withPayload(intType)("send"))];
    expect(isSubtype(left, right, { context: { ...plainSorts, types } }).kind).toBe("holds");
    expect(isSubtype(left, right).kind).toBe("fails");
    expect(compared("q!give(Q.r). end", "q!give(Q.s). end")).toBe("S-OUT: `q!give(Q@r)` against `q!give(Q@s)`: an end Q@r cannot be used as Q@s");
    expect(compared("q!give(Q.r). end", "q!give(Q.s). end", { context: { ...plainSorts, mayPlay: () => true } })).toBe("holds");
  });

  test("states that may have ended and still receive are met by such states", () => {
    const open: LocalAutomaton = {
      role: "r",
      initial: 0,
      states: [
        { isFinal: true, edges: [{ action: { direction: "receive", peer: "p", message: { label: "a", payload: [] } }, target: 1 }] },
        { isFinal: true, edges: [] },
      ],
    };
    const graph = graphOfAutomaton(open);
    expect(isSubtype(graph, graph).kind).toBe("holds");
    expect(isSubtype(graph, graphOfLocalType(localTypeOf("p?a. end"))).kind).toBe("fails");
  });

  test("the limit on pairs is an answer of its own", () => {
    const loop = (length: number): string => `mu t. ${"q!a. ".repeat(length)}t`;
    expect(compared(loop(7), loop(11), { pairLimit: 76 })).toBe("unknown");
    expect(compared(loop(7), loop(11), { pairLimit: 77 })).toBe("holds");
  });
});

function refined(predicate: string, base: Type): Type {
  return { kind: "refined", base, predicate: { kind: "name", name: { text: predicate, span: nowhere }, span: nowhere }, span: nowhere };
}

function withPayload(type: Type): (direction: "send" | "receive") => LocalAutomaton {
  const message = { label: "a", payload: [{ sort: { kind: "value" as const, type } }] };
  return (direction) => ({
    role: "r",
    initial: 0,
    states: [
      { isFinal: false, edges: [{ action: { direction, peer: "p", message }, target: 1 }] },
      { isFinal: true, edges: [] },
    ],
  });
}
