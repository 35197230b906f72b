import { describe, expect, test } from "vitest";
import type { Model } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { defaultBounds } from "../options.ts";
import type { Verdict } from "../verdict.ts";
import { choreographySubject, describeTrace, implementabilityItem, judgeProtocol, judgeSubject, protocolSubject, type ImplementabilityItem } from "./index.ts";

function modelOf(text: string): Model {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return model;
}

function itemOf(text: string): ImplementabilityItem {
  const [name = "", ...words] = text.split(/[(), ]+/).filter((word) => word !== "");
  const item = implementabilityItem(name, words);
  if (item === undefined || typeof item === "string") throw new Error(`no item: ${text}`);
  return item;
}

function verdict(text: string, item: string): Verdict {
  const [protocol] = modelOf(text).protocols.values();
  if (protocol === undefined) throw new Error("no protocol");
  return judgeProtocol(protocol, itemOf(item), defaultBounds);
}

const guess = "protocol P(p, q, r, s) { choice at p { p -> q : o; r -> s : o; } or { p -> q : m; r -> s : m; } }";
const early = "protocol P(p, q, r) { choice at p { p -> q : o; q -> r : o; p -> r : o; } or { p -> q : m; p -> r : o; q -> r : o; } }";
const open = "protocol P(a, b, c) { choice at a { a -> b : stop; } or { a -> b : go; b -> c : work; } }";
const closed = "protocol P(a, b) { rec X { choice at a { a -> b : ping; b -> a : pong; continue X; } or { a -> b : stop; } } }";
const race = "protocol P(p, q, r) { choice at p { p -> q : a; p -> r : x; r -> q : k; } or { p -> q : b; r -> p : y; q -> p : k; } }";
const unbounded = "protocol P(a, b) { rec X { a -> b : m; continue X; } }";

describe("verdicts on protocols", () => {
  test.each([
    [closed, "coherent", "proved"],
    [closed, "implementable", "proved"],
    [closed, "implementable-open", "proved"],
    [closed, "deadlock-free", "proved"],
    [closed, "bounded(1)", "proved"],
    [closed, "bounded(0)", "violated"],
    [closed, "states(2, 6)", "proved"],
    [closed, "states(2, 7)", "violated"],
    [guess, "coherent", "violated"],
    [guess, "send-coherent", "violated"],
    [guess, "send-coherent(r)", "violated"],
    [guess, "send-coherent(s)", "proved"],
    [guess, "receive-coherent", "proved"],
    [guess, "no-mixed-choice", "proved"],
    [guess, "sink-final", "proved"],
    [guess, "implementable-open", "violated"],
    [guess, "deadlock-free", "proved"],
    [early, "receive-coherent(r)", "violated"],
    [early, "send-coherent", "proved"],
    [early, "no-mixed-choice", "proved"],
    [race, "no-mixed-choice(r)", "violated"],
    [race, "deadlock-free", "violated"],
    [open, "coherent", "proved"],
    [open, "implementable", "violated"],
    [open, "implementable-open", "proved"],
    [open, "sink-final(c)", "violated"],
    [open, "sink-final(a)", "proved"],
    [unbounded, "implementable", "proved"],
    [unbounded, "reception-safe", "proved"],
    [unbounded, "orphan-free", "proved"],
    [unbounded, "bounded(3)", "violated"],
    [closed, "sink-final(z)", "error"],
  ])("%s: %s is %s", (text, item, outcome) => expect(verdict(text, item)).toMatchObject({ property: item, verdict: outcome }));

  test("name the theorem where nothing was explored", () => {
    expect(verdict(unbounded, "deadlock-free")).toMatchObject({ method: "coherence", theorem: expect.stringContaining("OOPSLA 2025") as string });
    expect(verdict(guess, "deadlock-free")).toMatchObject({ method: "network" });
    expect(verdict(guess, "deadlock-free").theorem).toBeUndefined();
  });

  test("say what the role cannot tell apart, for each condition", () => {
    expect(verdict(guess, "send-coherent").reason).toBe(
      "after p -> q : o as after p -> q : m, r has done and seen nothing, but only after the first may it send o to s",
    );
    expect(verdict(early, "receive-coherent").evidence[0]).toBe(
      "after p -> q : o, q -> r : o (on the way) as after p -> q : m, p -> r : o (on the way), q -> r : o (on the way), r has done and seen nothing, and could receive o from q, but after the second another message comes first",
    );
    expect(verdict(open, "sink-final").reason).toBe(
      "after a -> b : go, b -> c : work (on the way) as after a -> b : stop, c has done and seen nothing, but after the first it still has to receive work from b, and after the second the protocol is over",
    );
    expect(verdict(race, "no-mixed-choice").reason).toContain("after the second it must receive");
  });

  test("name the roles that cannot know the end", () => {
    expect(verdict(open, "implementable-open").evidence).toContain("cannot know when they are finished: c");
  });

  test.each([
    [guess, "coherent"],
    [guess, "implementable"],
    [early, "implementable"],
    [race, "implementable"],
    [open, "implementable"],
    ["protocol P(a, b, c, d) { rec X { choice at a { a -> b, c : more; b -> d : work; continue X; } or { a -> b, c : stop; } } }", "implementable"],
  ])("of a no carry an edit of the text that makes it a yes: %s, %s", (text, item) => {
    const { repair } = verdict(text, item);
    const edits = (repair?.edits ?? []).toSorted((one, other) => other.span.start - one.span.start);
    expect(edits.length).toBeGreaterThan(0);
    const repaired = edits.reduce((before, { span, replacement }) => before.slice(0, span.start) + replacement + before.slice(span.end), text);
    expect(verdict(repaired, item)).toMatchObject({ verdict: "proved" });
  });

  test("say what the repair is, with as few messages as it takes", () => {
    expect(verdict(open, "implementable").evidence.at(-1)).toBe("repaired by a -> c : stop behind a -> b : stop");
    expect(verdict(closed, "implementable").repair).toBeUndefined();
  });

  test("carry the shortest run to a fault of the network", () => {
    expect(describeTrace(verdict(race, "deadlock-free").networkRun ?? [])).toMatch(/^p -> q : [ab]/);
    expect(verdict(unbounded, "bounded(3)").networkRun).toHaveLength(4);
  });

  test("are unknown where a limit was reached", () => {
    const item = itemOf("bounded(9)");
    const [protocol] = modelOf("protocol P(a, b, c) { rec X { a -> b : m; a -> c : m; b -> a : n; continue X; } }").protocols.values();
    if (protocol === undefined) throw new Error("no protocol");
    expect(judgeSubject(protocolSubject(protocol), item, { ...defaultBounds, maxStates: 5 })).toMatchObject({
      verdict: "unknown",
      reason: "the limit of 5 configurations was reached",
    });
  });
});

describe("items of expectations", () => {
  test.each([
    ["sink-final", ["a", "b"], "`sink-final` takes at most one role"],
    ["coherent", ["a"], "`coherent` takes nothing in parentheses"],
    ["bounded", ["x"], "`bounded` takes one number: messages in a queue"],
    ["states", ["2"], "`states` takes two numbers: messages in a queue, and configurations"],
  ])("%s %j is refused", (name, words, message) => expect(implementabilityItem(name, words)).toBe(message));
  test("of others are none of these", () => expect(implementabilityItem("projectable", [])).toBeUndefined());
});

describe("verdicts on choreographies", () => {
  const roles = "role A { x: int = 0; } role B { x: int = 0; } role C { x: int = 0; }";
  const onC = (body: string, item: string): Verdict | string => {
    const result = choreographySubject(modelOf(`${roles} choreography Main(A, B, C) { ${body} }`), "Main");
    return result.ok ? judgeSubject(result.subject, itemOf(item), defaultBounds) : result.reason;
  };
  test.each([
    ["if A.(x > 0) { A -> B : l; } else { A -> B : r; }", "implementable", "proved"],
    ["if A.(x > 0) { B.x := 1; } else { B.x := 2; }", "implementable", "violated"],
    ["if A.(x > 0) { B.x := 1; } else { B.x := 1; }", "implementable", "proved"],
    ["if A.(x > 0) { B.1 -> C.x; } else { B.2 -> C.x; }", "coherent", "violated"],
    ["if A.(x > 0) { A -> B : l; A -> C : l; } else { A -> B : r; }", "implementable", "violated"],
    ["if A.(x > 0) { A -> B : l; A -> C : l; } else { A -> B : r; }", "implementable-open", "proved"],
    ["A.x -> B.x; if A.(x > 0) { B.x -> C.x; } else { assert C.(x > 0); }", "coherent", "violated"],
    ["if A.(x > 0) { A.1 -> B.x; C -> B : l; } else { A.2 -> B.x; C -> B : r; }", "send-coherent(C)", "violated"],
    ["if A.(x > 0) { A.1 -> B.x; B -> C : l; } else { A.2 -> B.x; B -> C : r; }", "coherent", "unknown"],
    ["if A.(x > 0) { if C.(x > 0) { C -> B : l; } else { C -> B : r; } } else { if C.(x > 1) { C -> B : l; } else { C -> B : r; } }", "coherent", "violated"],
  ])("%s: %s is %s", (body, item, outcome) => expect(onC(body, item)).toMatchObject({ verdict: outcome }));

  test("tell local actions from messages", () => {
    expect(onC("if A.(x > 0) { B.x := 1; } else { B.x := 2; }", "send-coherent(B)")).toMatchObject({
      reason: "after A: `if x > 0: then` as after A: `if x > 0: else`, B has done and seen nothing, but only after the first may it do `x := 1`",
    });
  });

  test("say that values are erased", () =>
    expect(onC("A.x -> B.x;", "coherent")).toMatchObject({ assumptions: [expect.stringContaining("values are erased")] }));

  test("are refused where the work left to do has no bound", () => {
    const text = `${roles} choreography Main(A, B, C) { if A.(x > 0) { A -> B : l; A -> C : l; call Main(A, B, C); A -> B : k; } else { A -> B : r; A -> C : r; } }`;
    expect(choreographySubject(modelOf(text), "Main")).toMatchObject({ ok: false, reason: expect.stringContaining("has no bound") as string });
  });
});
