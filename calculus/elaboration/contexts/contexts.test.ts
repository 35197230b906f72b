import { describe, expect, test } from "vitest";
import type { LocalAutomaton } from "../../core/index.ts";
import { defaultLimits } from "../../diagnostics/index.ts";
import { analyseText } from "../../loading/index.ts";
import { printMessage } from "../../protocols/index.ts";

/** The automaton of A, which talks to B and C. */
function automatonOf(body: string): LocalAutomaton | undefined {
  const { model, diagnostics } = analyseText(`context X { A { ${body} } B {} C {} }`);
  expect(diagnostics).toEqual([]);
  return model?.contexts.get("X")?.automata[0];
}

/** The states as lines, `0: B!a 1, B?b 2 end`; the initial one is marked if it is not the first. */
function states(body: string): readonly string[] {
  const automaton = automatonOf(body);
  return (automaton?.states ?? []).map(({ isFinal, edges }, index) => {
    const actions = edges.map(
      ({ action: { direction, peer, message }, target }) => `${peer}${direction === "send" ? "!" : "?"}${printMessage(message)} ${String(target)}`,
    );
    const initial = automaton?.initial === index && index > 0 ? " initial" : "";
    return `${String(index)}: ${[...actions, ...(isFinal ? ["end"] : [])].join(", ")}${initial}`;
  });
}

function codes(body: string): readonly string[] {
  const text = `context X { A { ${body} } B {} C {} }`;
  return analyseText(text).diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

describe("the automaton of a member", () => {
  test.each([
    ["nothing", "", ["0: end"]],
    ["actions one after the other", "B!a; C?b(int);", ["0: B!a 1", "1: C?b(int) 2", "2: end"]],
    ["a choice has the first actions of its branches", "choice { B!a; C!c; } or { C?b; }", ["0: B!a 1, C?b 2", "1: C!c 2", "2: end"]],
    ["what follows a choice follows every branch", "choice { B!a; } or { B!b; } C!c;", ["0: B!a 1, B!b 1", "1: C!c 2", "2: end"]],
    ["an empty branch falls through", "choice { B!a; } or {} C!c;", ["0: B!a 1, C!c 2", "1: C!c 2", "2: end"]],
    ["an empty branch at the end makes the state final", "choice { B!a; B!b; } or {}", ["0: B!a 1, end", "1: B!b 2", "2: end"]],
    ["a loop is left at its end", "rec X { B!a; } C!c;", ["0: B!a 1", "1: C!c 2", "2: end"]],
    ["a jump leads to the beginning of a loop", "rec X { B!a; choice { B!b; continue X; } or { B!c; } }", ["0: B!a 1", "1: B!b 0, B!c 2", "2: end"]],
    ["a loop without an end has no final state", "rec X { B!a; continue X; }", ["0: B!a 0"]],
    [
      "a jump may lead into another branch",
      "choice { B!a; rec X { B!x; C!c; } } or { B!b; continue X; }",
      ["0: B!a 1, B!b 1", "1: B!x 2", "2: C!c 3", "3: end"],
    ],
    [
      "a jump may lead forwards",
      "B!a; continue Y; rec X { B!x; continue End; } rec Y { B!y; continue X; } rec End {}",
      ["0: B!a 2", "1: B!x 3", "2: B!y 1", "3: end"],
    ],
    ["a jump may come first", "continue Y; rec X { B!x; continue End; } rec Y { B!y; continue X; } rec End {}", ["0: B!x 2", "1: B!y 0 initial", "2: end"]],
    [
      "choices in choices are one state",
      "choice { choice { B!a; } or { rec X { choice { B!b; } or { B!c; } } } } or { C!d; }",
      ["0: B!a 1, B!b 1, B!c 1, C!d 1", "1: end"],
    ],
    ["a choice of one branch is the branch", "choice { B!a; choice { C!c; } }", ["0: B!a 1", "1: C!c 2", "2: end"]],
    ["equal edges are one", "rec X { choice { B!a; continue X; } or { B!a; continue X; } or { B!b; } }", ["0: B!a 0, B!b 1", "1: end"]],
    ["places with the same actions are one state", "rec X { B!a; rec Y { choice { continue X; } or { B!b; } } }", ["0: B!a 1", "1: B!a 1, B!b 2", "2: end"]],
    [
      "payloads tell actions apart, refinements do not",
      "choice { B!a(int); } or { B!a(string); } or { B!a; } or { B!a(x: (int where value > 0)); }",
      ["0: B!a(int) 1, B!a(string) 1, B!a 1", "1: end"],
    ],
  ])("%s", (_, body, expected) => {
    expect(states(body)).toEqual(expected);
  });

  test("its edges say where they are written", () => {
    const text = "context X { A { choice { B!a; } or { B?b(int); } } B {} }";
    const edges = analyseText(text).model?.contexts.get("X")?.automata[0]?.states[0]?.edges ?? [];
    expect(edges.map(({ span }) => text.slice(span?.start, span?.end))).toEqual(["B!a;", "B?b(int);"]);
  });

  test("names of types are what they stand for", () => {
    const { model } = analyseText("type N = int;\ncontext X { A { choice { B!a(N); } or { B!a(int); } } B {} }");
    expect(model?.contexts.get("X")?.automata[0]?.states[0]?.edges).toHaveLength(1);
  });
});

describe("what only the flow shows to be wrong", () => {
  test.each([
    ["rec X { continue X; }", ["unguarded-recursion continue X;"]],
    ["rec X { choice { B!a; continue X; } or { continue X; } }", ["unguarded-recursion continue X;"]],
    ["rec X { rec Y { choice { continue X; } or { B!a; continue Y; } } }", ["unguarded-recursion continue X;"]],
    ["rec X { choice { B!a; } or {} } continue X;", ["unguarded-recursion continue X;"]],
    ["B!a; continue Y; rec X { continue Y; } rec Y { continue X; }", ["unguarded-recursion continue Y;"]],
    ["choice { B!a; C!c; } or { B!a; }", ["nondeterministic-automaton B!a;"]],
    ["choice { B?a(int); C!c; } or { B?a(x: (int where value > 3)); }", ["nondeterministic-automaton B?a(x: (int where value > 3));"]],
    ["rec X { choice { B!a; continue X; } or { rec Y { B!a; C!c; } } }", ["nondeterministic-automaton B!a;"]],
    ["rec X { B!a; continue X; B!b; C!c; }", ["unreachable-statement B!b; C!c;"]],
    ["rec X { choice { B!a; continue X; } or { B!b; continue X; } } C!c;", ["unreachable-statement C!c;"]],
    [
      "rec X { B!a; continue Y; C!c; choice { C!d; rec Y { B!y; } } or { C!e; } }",
      ["unreachable-statement C!c;", "unreachable-statement C!d;", "unreachable-statement C!e;"],
    ],
    [
      "rec X { B!a; continue X; } rec Y { B!y; continue Z; } rec Z { B!z; continue Y; }",
      ["unreachable-statement rec Y { B!y; continue Z; } rec Z { B!z; continue Y; }"],
    ],
  ])("%s", (body, expected) => {
    expect(codes(body)).toEqual(expected);
  });

  test("an empty choice of optional actions is as large as the square of its text, and refused", () => {
    const text = `context X { A { ${Array.from({ length: 200 }, (_, index) => `choice { B!m${String(index)}; } or {}`).join(" ")} } B {} }`;
    const limited = (contextSize: number): readonly string[] =>
      analyseText(text, "x.choreo", { limits: { ...defaultLimits, contextSize } }).diagnostics.map(({ code }) => code);
    expect(limited(100_000)).toEqual([]);
    expect(limited(10_000)).toEqual(["context-too-large"]);
    expect(analyseText(text).model?.contexts.get("X")?.automata[0]?.states[0]?.edges).toHaveLength(200);
  });
});

describe("size", () => {
  test("a hundred thousand actions in a row", () => {
    const automaton = automatonOf("B!a;\n".repeat(100_000));
    expect(automaton?.states).toHaveLength(100_001);
    expect(automaton?.states[99_999]?.edges[0]?.target).toBe(100_000);
  });

  test("ten thousand loops that lead to each other", () => {
    const text = Array.from(
      { length: 10_000 },
      (_, index) =>
        `rec S${String(index)} { choice { B!a; continue S${String((index * 7 + 1) % 10_000)}; } or { B?b; continue S${String((index + 1) % 10_000)}; } }`,
    );
    const automaton = automatonOf(text.join("\n"));
    expect(automaton?.states).toHaveLength(10_000);
    expect(automaton?.states[3]?.edges.map(({ target }) => target)).toEqual([22, 4]);
  });

  test("ten thousand jumps to jumps", () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `rec S${String(index)} { continue S${String(index + 1)}; }`);
    expect(automatonOf(`${text.join("\n")} rec S10000 { B!a; }`)?.states).toHaveLength(2);
  });
});
