/** Asynchronous subtyping: what may come earlier, what may not, what is put off for ever, and what piles up. */
import { describe, expect, test } from "vitest";
import { isAsyncSubtype } from "./async-subtyping.ts";
import type { AsyncSubtypeOptions } from "./async-subtyping.ts";
import { asyncSubtypeRules } from "./async-subtyping-rules.ts";
import { printLocalAction } from "./print-types.ts";
import { graphOfLocalType } from "./type-graph.ts";
import { localTypeOf } from "./written-types.ts";

function compared(left: string, right: string, options: AsyncSubtypeOptions = {}): string {
  const result = isAsyncSubtype(graphOfLocalType(localTypeOf(left)), graphOfLocalType(localTypeOf(right)), options);
  if (result.kind === "holds") return result.how === "explored" ? "holds" : `holds, ${result.how}`;
  if (result.kind === "unknown") return `unknown: ${result.reason}`;
  const { path, rule, reason } = result.failure;
  return `${path.map((action) => `${printLocalAction(action)}. `).join("")}${rule}: ${reason}`;
}

describe("what may come earlier", () => {
  test("an output before inputs, and before outputs to others", () => {
    expect(compared("p!a. p?b. end", "p?b. p!a. end")).toBe("holds");
    expect(compared("p!a. q?b. end", "q?b. p!a. end")).toBe("holds");
    expect(compared("p!a. q!b. end", "q!b. p!a. end")).toBe("holds");
  });

  test("outputs to one peer keep their order", () => {
    expect(compared("p!a. p!b. end", "p!b. p!a. end")).toBe("A-OUT: T sends `p!a` where T' first sends `p!b`: outputs to one peer keep their order");
  });

  test("an input before inputs from others, never before an output", () => {
    expect(compared("p?a. q?b. end", "q?b. p?a. end")).toBe("holds");
    expect(compared("p?a. p?b. end", "p?b. p?a. end")).toBe("A-IN: T' may receive `p?b` here, T only `p?a`");
    expect(compared("p?a. q!b. end", "q!b. p?a. end")).toBe("A-IN: T waits for `p?a` where T' first sends `q!b`: an input cannot come before an output");
  });

  test("a choice before an input, as in the ring with choice", () => {
    expect(compared("mu t. +{ r!add: p?add. t, r!sub: p?add. t }", "mu t. p?add. +{ r!add: t, r!sub: t }")).toBe("holds");
    expect(compared("mu t. p?add. +{ r!add: t, r!sub: t }", "mu t. +{ r!add: p?add. t, r!sub: p?add. t }")).toContain("A-IN");
  });

  test("a double buffer that asks once more before it serves", () => {
    expect(compared("s!ready. mu t. s!ready. s?value. k?ready. k!value. t", "mu t. s!ready. s?value. k?ready. k!value. t")).toBe("holds");
  });

  test("what T' may still choose is decided by what T sends later", () => {
    expect(compared("p!a. +{ q!x: end, q!y: end }", "+{ q!x: p!a. end, q!y: p!a. end }")).toBe("holds");
    expect(compared("mu t. p!a. +{ q!x: t, q!y: end }", "mu t. +{ q!x: p!a. t, q!y: p!a. end }")).toBe("holds");
    expect(compared("p!a. q!z. end", "+{ q!x: p!a. end, q!y: p!a. end }")).toContain("A-OUT: T sends `q!z`");
  });

  test("more may be accepted and less chosen, as without anticipation", () => {
    expect(compared("&{ p?a: end, p?b: end }", "p?a. end")).toBe("holds");
    expect(compared("q!a. end", "+{ q!a: end, q!b: end }")).toBe("holds");
    expect(compared("+{ q!a: end, q!b: end }", "q!a. end")).toContain("A-OUT");
    expect(compared("mu t. &{ p?a: t, p?b: end }", "mu t. p?a. t")).toBe("holds");
  });
});

describe("what is put off for ever", () => {
  test("an input that never comes is not only late", () => {
    expect(compared("mu t. p!a. t", "mu t. p?b. p!a. t")).toBe("p!a. A-ACT: T' does `p?b`, and T puts it off for ever while it repeats `p!a`");
    expect(compared("mu t. p!a. t", "mu t. p?b. p!a. t", { rules: { ...asyncSubtypeRules, "A-ACT": false }, positions: 100 })).toContain("unknown");
  });

  test("a single input before a loop", () => {
    expect(compared("mu t. p!a. t", "q?b. mu t. p!a. t")).toBe("p!a. A-ACT: T' does `q?b`, and T puts it off for ever while it repeats `p!a`");
    expect(compared("mu t. r?c. p!a. t", "q?b. mu t. r?c. p!a. t")).toBe("r?c. A-ACT: T' does `q?b`, and T puts it off for ever while it repeats `p!a`, `r?c`");
  });

  test("an end that leaves something undone", () => {
    expect(compared("p!a. end", "q?b. p!a. end")).toBe("p!a. A-END: T has ended where T' has still to do `q?b`");
    expect(compared("end", "p!a. end")).toBe("A-END: T has ended where T' has still to do `p!a`");
    expect(compared("p!a. end", "end")).toBe("A-OUT: T sends `p!a` where T' has ended");
  });

  test("an output that T' may never come to, because it may receive for ever", () => {
    const ground = "mu t. +{ s!tc: t, s!done: mu u. &{ s?tm: u, s?over: end } }";
    const asked = "mu t. &{ s?tm: t, s?over: mu u. +{ s!tc: u, s!done: end } }";
    expect(compared(ground, asked)).toMatch(/^A-OUT: T sends `s!\w+` where T' does `s\?over`, `s\?tm` and may never come to send to s$/);
  });
});

describe("what piles up", () => {
  test("two outputs for each input", () => {
    expect(compared("mu t. p!a. p!a. p?b. t", "mu t. p!a. p?b. t")).toBe("holds, generalised");
    expect(compared("mu t. p!a. p!a. q?b. t", "mu t. q?b. p!a. t")).toBe("holds, generalised");
  });

  test("a part that is repeated has two actions", () => {
    expect(compared("mu t. p!a. p!a. q?b. r?c. t", "mu t. p!a. q?b. r?c. t")).toBe("holds, generalised");
  });

  test("what is not accepted in the end is found, however much has piled up", () => {
    expect(compared("mu t. p!a. p!a. &{ q?b: t }", "mu t. &{ q?b: p!a. t, q?c: p!a. t }")).toContain("A-IN: T' may receive `q?c` here");
  });
});

test("what holds with a bound holds with every larger one", () => {
  const left = "p!a. p!a. p!a. mu t. q?b. p!a. t";
  const right = "mu t. q?b. p!a. t";
  const kinds = [1, 2, 3, 4, 5].map((outstanding) => compared(left, right, { outstanding }).split(":")[0]);
  expect(kinds.slice(2)).toEqual(["holds", "holds", "holds"]);
});

test("where a role listens to several peers, only synchronous subtyping is defined", () => {
  expect(compared("&{ p?n: q?m. end, q?m: p?n. end }", "&{ p?n: q?m. end, q?m: p?n. end }")).toBe("holds, synchronous");
  expect(compared("s!a. &{ p?n: end, q?m: end }", "&{ p?n: s!a. end, q?m: s!a. end }")).toContain("unknown: a state receives from several peers");
});

test("payloads vary with their direction", () => {
  expect(compared("p!a(int). q?b. end", "q?b. p!a(string). end")).toContain("A-OUT");
  expect(compared("p!a(int). q?b. end", "q?b. p!a(int). end")).toBe("holds");
});
