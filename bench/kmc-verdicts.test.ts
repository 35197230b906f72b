import { describe, expect, test } from "vitest";
import { memoryReader } from "../calculus/loading/index.ts";
import { compareWithKmc, isOfKmc, kmcSummary, leastK } from "./kmc-verdicts.ts";

function compared(text: string, expected: string, detail: string) {
  const { outcome, why } = compareWithKmc({ file: "x.txt", expected, detail }, memoryReader(new Map([["x.txt", text]])));
  return why === undefined ? [outcome] : [outcome, why];
}

const safe = "A: B!a; B!a; B?b; end B: A!b; A?a; A?a; end";
const unsafe = "A: {B!x; end, B!y; end} B: A?x; end";
const unending = "A: rec x . B!a; x B: end";

describe("a file beside the verdict of kmc", () => {
  test.each([
    ["safe, with the least k", safe, "k-MC (safe)", "min k=1;", ["safe"]],
    ["safe, with another k", safe, "k-MC (safe)", "min k=2;", ["safe-otherwise", "the peer certifies this with k = 2"]],
    ["safe, with the k of a name", safe, "k-MC (safe)", "min k=4 (file name; …)", ["safe-sooner", "the peer tries k = 4 only, after the name of the file"]],
    ["safe there alone", unsafe, "k-MC (safe)", "min k=1;", ["different", "the peer proves this"]],
    ["unsafe", unsafe, "unsafe (k-conditions hold, k-safety fails)", "min k=1;", ["unsafe"]],
    ["unsafe there alone", safe, "unsafe (k-conditions hold, k-safety fails)", "min k=1;", ["different", "the peer finds this unsafe"]],
    ["open there, safe here", safe, "not k-MC-certifiable for k<=5", "min k=?;", ["decided-safe", "the peer does not decide this"]],
    ["open there, unsafe here", unending, "not k-MC-certifiable for k<=5", "min k=?;", ["decided-unsafe", "the peer does not decide this"]],
    ["refused here", "A: A!a; end", "not k-MC-certifiable for k<=5", "min k=?;", ["refused", "the file is refused"]],
  ])("%s", (_name, text, expected, detail, outcome) => {
    expect(compared(text, expected, detail)).toEqual(outcome);
  });
});

test("the vocabulary of its verdicts tells kmc, and its least k is in the detail", () => {
  const row = (expected: string) => ({ file: "x", expected, detail: "" });
  expect([isOfKmc([row("accept")]), isOfKmc([row("tool-error"), row("k-MC (safe)")])]).toEqual([false, true]);
  expect([leastK("min k=12;RTS"), leastK("min k=?;RTS"), leastK("")]).toEqual([12, undefined, undefined]);
});

test("every outcome is counted in the last line", () => {
  expect(
    kmcSummary(["safe", "safe", "safe-sooner", "safe-otherwise", "unsafe", "decided-safe", "decided-unsafe", "unknown", "refused", "different"]),
  ).toMatchInlineSnapshot(
    `"10 files: 2 safe with the same least k, 1 with a smaller one than the peer tries, 1 by another proof; 1 unsafe with a replayed run; of those the peer leaves open 1 safe, 1 unsafe and 1 unknown; 1 refused, 1 differ"`,
  );
});
