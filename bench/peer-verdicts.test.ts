import { expect, test } from "vitest";
import { memoryReader } from "../calculus/loading/index.ts";
import { difference, judgeFile, readVerdicts } from "./peer-verdicts.ts";

function judged(text: string) {
  return judgeFile("x.nuscr", memoryReader(new Map([["x.nuscr", text]])));
}

const good = judged("global protocol P(role A, role B) { a from A to B; }");
const unprojectable = judged(
  "global protocol P(role A, role B, role C) { choice at A { a from A to B; x from C to B; } or { b from A to B; y from C to B; } }",
);
const malformed = judged("global protocol P(role A, role B) { a from A to A; }");
const refused = judged("global protocol P(role A, role B) { connect A to B; }");
const stuck = judged("(*# ValidateRefinementProgress #*) global protocol P(role A, role B) { a(x: int{x > x}) from A to B; }");

test.each([
  ["the same number of projected roles", good, "accept", "projects 2 roles", undefined],
  ["another number of projected roles", good, "accept", "projects 3 roles", "2 roles are projected here"],
  ["a projectable protocol that the peer rejects", good, "reject", "unmergeable", "accepted here"],
  ["no projection", unprojectable, "reject", "unmergeable", undefined],
  ["no projection where the peer has one", unprojectable, "accept", "projects 3 roles", "rejected here"],
  ["the same reason", malformed, "reject", "self-message", undefined],
  ["another reason", malformed, "reject", "unmergeable", "rejected here for another reason"],
  ["a construct that is refused here", refused, "accept", "projects 2 roles", "not decided here: the file has a construct that is refused"],
  ["refinements that nothing satisfies", stuck, "reject", "stuck-refinement", undefined],
  ["refinements that nothing satisfies, and the peer does not mind", stuck, "accept", "projects 2 roles", "rejected here"],
  ["what the peer does not implement", good, "accept (counts as pass)", "UNIMPLEMENTED", "the peer does not implement this and counts it as accepted"],
  ["what the peer does not test", good, "skipped-by-upstream", "syntax", "the peer does not test this file (its reason: syntax)"],
])("%s", (_name, own, expected, detail, why) => {
  expect(difference({ file: "x.nuscr", expected, detail }, own)).toBe(why);
});

test("a role without projection is named, with what coherence says of the protocol", () => {
  expect(unprojectable).toMatchObject({ kind: "reject", projected: 2, text: "P has no projection for C, and is not coherent" });
});

test("the head of the table is left out, and empty lines", () => {
  expect(readVerdicts("file\texpected\tdetail\na.nuscr\taccept\t\n\nb.nuscr\treject\tsyntax\r\n")).toEqual([
    { file: "a.nuscr", expected: "accept", detail: "" },
    { file: "b.nuscr", expected: "reject", detail: "syntax" },
  ]);
});
