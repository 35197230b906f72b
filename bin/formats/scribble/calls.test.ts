import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { inductiveProjections } from "../../../calculus/protocols/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { printDeclaration } from "../../../calculus/syntax/index.ts";
import { readScribble } from "./read.ts";

const sample = readFileSync(new URL("../samples/nested.nuscr", import.meta.url), "utf8");
const pair = "nested protocol N(role X, role Y) { a from X to Y; b from Y to X; }";

function analysed(text: string) {
  const { model, diagnostics, files } = analyseText(text, "x.nuscr", { parse: readScribble });
  const errors = diagnostics.flatMap(({ code, severity }) => (severity === "error" ? [code] : []));
  const printed = (files[0]?.declarations ?? []).filter(({ kind }) => kind === "protocol").map(printDeclaration);
  return { model, errors, printed };
}

function body(text: string, roles = "role A, role B, role C"): string {
  return `${pair} nested protocol Own(role X; new role Y) { a from X to Y; } global protocol P(${roles}) { ${text} }`;
}

/** The lines of the last protocol, without its head and its brace. */
function lines(text: string): readonly string[] {
  const { printed } = analysed(text);
  return (printed.at(-1) ?? "")
    .split("\n")
    .slice(1, -1)
    .map((line) => line.trim());
}

describe("calls of nested protocols", () => {
  test("everyone else who takes part is invited with an end of the new session", () => {
    expect(lines(body("A calls N(B, C);"))).toEqual(["A -> B : calls N(B, C)(N@X);", "A -> C : calls N(B, C)(N@Y);"]);
    expect(lines(body("A calls N(B, A); m from A to B;"))).toEqual(["A -> B : calls N(B, A)(N@X);", "A -> B : m;"]);
    expect(lines(body("A calls N(C as Y, B as X);"))).toEqual(["A -> C : calls N(B, C)(N@Y);", "A -> B : calls N(B, C)(N@X);"]);
  });

  test("messages, invitations, choices and recursions of the sample are as many as in the text", () => {
    const { errors, printed } = analysed(sample);
    const count = (pattern: RegExp): number => [...printed.join("\n").matchAll(pattern)].length;
    expect(errors).toEqual([]);
    expect(count(/ -> /g)).toBe([...sample.matchAll(/ from \w+ to /g)].length + 5);
    expect(count(/calls /g)).toBe(5);
    expect(count(/choice at/g)).toBe(3);
    expect(count(/rec /g)).toBe(1);
    expect(printed).toHaveLength(5);
  });

  test("every role of every protocol of the sample has a projection", () => {
    for (const protocol of analysed(sample).model?.protocols.values() ?? []) {
      const project = inductiveProjections(protocol);
      for (const role of protocol.roles) expect(project(role, "full").ok).toBe(true);
    }
  });

  test("who is called and who else takes part tells branches apart, as it does for nuScr", () => {
    expect(analysed(body("choice at A { A calls N(B, C); } or { A calls N(C, B); }")).errors).toEqual([]);
    expect(analysed(body("choice at A { A calls N(A, B); } or { A calls N(A, B); m from A to B; }")).errors).toEqual(["ambiguous-choice"]);
  });

  test("a role that is told in one branch by the call and in the other by somebody else has no projection", () => {
    const { model } = analysed(body("choice at A { A calls N(B, C); } or { m from A to B; m from B to C; }"));
    const protocol = model?.protocols.get("P");
    expect(protocol === undefined ? undefined : inductiveProjections(protocol)("C", "full").ok).toBe(false);
  });

  test("with the pragma `NestedProtocols`, `do` is a call of the first role", () => {
    const rest = "global protocol Q(role X, role Y) { m from X to Y; } global protocol P(role A, role B) { do Q(B, A); n from A to B; }";
    expect(lines(`(*# NestedProtocols #*) ${rest}`)).toEqual(["B -> A : calls Q(B, A)(Q@Y);", "A -> B : n;"]);
    expect(lines(rest)).toEqual(["do Q(B, A);", "A -> B : n;"]);
    const growing = "global protocol G(role A, role B) { m from A to B; do G(A, B); m from B to A; }";
    expect(analysed(`(*# NestedProtocols #*) ${growing}`).errors).toEqual([]);
    expect(analysed(growing).errors).toEqual(["non-regular-protocol"]);
  });

  test.each([
    ["nobody calls", "(*# NestedProtocols #*) global protocol P(role A, role B) { do P(); m from A to B; }", "wrong-role-count"],
    ["no such protocol", "(*# NestedProtocols #*) global protocol P(role A, role B) { do Q(A, B); }", "unknown-protocol"],
    ["a caller that does not exist", body("m from A to B; D calls Own(D);"), "unknown-role"],
    ["another role than the one that chooses calls", body("choice at A { B calls N(A, B); } or { a from A to B; }"), "choice-not-sender-driven"],
  ])("%s", (_name, text, code) => {
    expect(analysed(text).errors).toContain(code);
  });
});

describe("calls that invite nobody", () => {
  test.each([
    ["behind a message", "m from A to B; A calls Own(A);", ["A -> B : m;"]],
    ["before a message", "A calls Own(A); m from A to B;", ["A -> B : m;"]],
    ["alone", "A calls Own(A);", []],
  ])("%s leave nothing", (_name, text, expected) => {
    expect(analysed(body(text)).errors).toEqual([]);
    expect(lines(body(text)).filter((line) => line !== "")).toEqual(expected);
  });

  test.each([
    ["a branch", "choice at A { A calls Own(A); } or { m from A to B; }"],
    ["a round of a loop", "rec X { A calls Own(A); continue X; }"],
    ["the way to a choice", "rec X { A calls Own(A); choice at A { m from A to B; continue X; } or { n from A to B; } }"],
  ])("as %s are refused", (_name, text) => {
    expect(analysed(body(text)).errors).toEqual(["not-yet-supported"]);
  });
});
