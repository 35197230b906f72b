import { describe, expect, test } from "vitest";
import { analyseText } from "../../loading/index.ts";

/** The codes of a text, with what they point at. */
function errors(text: string): readonly string[] {
  return analyseText(text).diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

/** The errors of a member A beside B and C. */
function errorsOf(body: string): readonly string[] {
  return errors(`context X { A { ${body} } B {} C {} }`);
}

test("roles need not be declared, and mixed and undirected choices are contexts", () => {
  expect(errorsOf("choice { B!a; } or { B?b; } or { C!c; } or { C?d; }")).toEqual([]);
});

describe("names", () => {
  test.each([
    ["B!a; A!b; A?c;", ["self-channel A", "self-channel A"]],
    ["D!a; D?b; E!c;", ["unknown-role D", "unknown-role E"]],
    ["B!a; continue Y;", ["unknown-loop Y"]],
    ["rec Loop { B!a; continue Lop; }", ["unknown-loop Lop"]],
    ["rec X { B!a; } rec X { B!b; continue X; }", ["duplicate-loop X"]],
    ["rec X { B!a; rec X { B!b; } }", ["duplicate-loop X"]],
    ["B!a(Nothing);", ["unknown-type Nothing"]],
    ["B!a(Q@P);", ["unknown-protocol Q"]],
    ["B!a(x: int, x: bool);", ["repeated-variable x"]],
    ["B!a(x: int, y: (int where value > x)); B?b((int where value > x));", ["unknown-name x"]],
    ["B!a((int where value));", ["type-mismatch value"]],
  ])("%s", (body, expected) => {
    expect(errorsOf(body)).toEqual(expected);
  });

  test("of loops belong to their member", () => {
    expect(errors("context C { A { rec X { B!a; continue X; } } B { rec X { A?a; continue X; } } }")).toEqual([]);
    expect(errors("context C { A { rec X { B!a; continue X; } } B { A?a; continue X; } }")).toEqual(["unknown-loop X"]);
  });

  test("of members are distinct", () => {
    expect(errors("context C { A { B!a; } B { A?a; } A {} }")).toEqual(["duplicate-name A"]);
  });

  test("of contexts share the namespace of what is judged", () => {
    expect(errors("context C { A {} }\nprotocol C(A, B) { A -> B : l; }")).toEqual(["duplicate-name C"]);
    expect(errors("context C { A {} }\ncontext C { A {} }")).toEqual(["duplicate-name C"]);
  });
});

test("a context has members", () => {
  expect(errors("context C {}")).toEqual(["no-roles C"]);
});

test("something is expected of a context", () => {
  expect(errors("context C { A { B!a; } B { A?a; } }\nexpect C : well-typed;")).toEqual([]);
});

test("a mistake in the names of one member does not hide those in the flow of others", () => {
  expect(errors("context C { A { D!a; rec X { continue X; } } B { A!a; continue Y; rec X { continue X; } } E { choice { A!a; B!b; } or { A!a; } } }")).toEqual([
    "unknown-role D",
    "unguarded-recursion continue X;",
    "unknown-loop Y",
    "nondeterministic-automaton A!a;",
  ]);
});

test("an unknown peer is not said to be the member itself", () => {
  const [diagnostic] = analyseText("context C { A1 { A!a; } A2 { A1?a; } }").diagnostics;
  expect(diagnostic?.message).toBe("unknown member of context `C`: `A`; did you mean `A2`?");
});
