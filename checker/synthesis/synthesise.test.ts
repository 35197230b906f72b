import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import type { GlobalAutomaton, LocalAutomaton } from "../../calculus/protocols/index.ts";
import { printDeclaration } from "../../calculus/syntax/index.ts";
import { describeConflict } from "./describe-conflict.ts";
import { protocolDeclaration } from "./protocol-declaration.ts";
import { replayConflict } from "./replay-conflict.ts";
import { synthesise, type Synthesis } from "./synthesise.ts";

const limits = { maxConfigurations: 20_000 };

function endpoints(text: string): readonly LocalAutomaton[] {
  const { model, diagnostics } = analyseText(text);
  const [context] = model?.contexts.values() ?? [];
  return context?.automata ?? expect.unreachable(JSON.stringify(diagnostics));
}

function textOf(name: string, automaton: GlobalAutomaton): string {
  const written = protocolDeclaration(name, automaton);
  return written.ok ? printDeclaration(written.declaration) : expect.unreachable(written.reason);
}

function synthesised(text: string): string {
  const automata = endpoints(text);
  const result = synthesise(automata, limits);
  return result.kind === "protocol" ? textOf("P", result.automaton) : expect.unreachable(explained(result));
}

function explained(result: Synthesis): string {
  switch (result.kind) {
    case "protocol":
      return textOf("P", result.automaton);
    case "none":
      return describeConflict(result.conflict);
    default:
      return result.reason;
  }
}

/** `a?x; b!y; …` as the members of a context. */
function context(members: Readonly<Record<string, string>>): string {
  return `context C { ${Object.entries(members)
    .map(([role, body]) => `${role} { ${body} }`)
    .join(" ")} }`;
}

describe("endpoints of a protocol", () => {
  test("a request with two answers, and a loop", () => {
    const text = context({
      C: "rec X { choice { S!get; choice { S?ok; continue X; } or { S?none; continue X; } } or { S!bye; } }",
      S: "rec Y { choice { C?get; choice { C!ok; continue Y; } or { C!none; continue Y; } } or { C?bye; } }",
    });
    expect(synthesised(text)).toBe(
      [
        "protocol P(C, S) {",
        "  rec X1 {",
        "    choice at C {",
        "      C -> S : get;",
        "      choice at S {",
        "        S -> C : ok;",
        "        continue X1;",
        "      } or {",
        "        S -> C : none;",
        "        continue X1;",
        "      }",
        "    } or {",
        "      C -> S : bye;",
        "    }",
        "  }",
        "}",
      ].join("\n"),
    );
  });

  test("a role that guesses has a protocol after all: it is a choice of its own", () => {
    const text = context({
      p: "choice { q!o; } or { q!m; }",
      q: "choice { p?o; } or { p?m; }",
      r: "choice { s!o; } or { s!m; }",
      s: "choice { r?o; } or { r?m; }",
    });
    const result = synthesise(endpoints(text), limits);
    expect(result.kind).toBe("protocol");
    expect(explained(result)).toContain("choice at r");
  });

  test("two conversations that never end take turns: neither is left out", () => {
    const loop = (peer: string, does: "!" | "?"): string => `rec X { ${peer}${does}x; continue X; }`;
    const text = context({ A: loop("B", "!"), B: loop("A", "?"), C: loop("D", "!"), D: loop("C", "?") });
    const protocol = synthesised(text);
    expect(protocol).toContain("A -> B : x;");
    expect(protocol).toContain("C -> D : x;");
  });

  test("what is never sent is accepted in vain, and said so", () => {
    const result = synthesise(endpoints(context({ A: "B!x;", B: "choice { A?x; } or { A?y; B2?z; }", B2: "" })), limits);
    expect(result).toMatchObject({ kind: "protocol", notes: ["receives that never happen: B: A?y"] });
  });

  test("branches that come together are written once, however many there are", () => {
    const choices = (does: string, peer: string): string => `choice { ${peer}${does}x; } or { ${peer}${does}y; } `.repeat(30);
    const text = synthesised(context({ A: choices("!", "B"), B: choices("?", "A") }));
    expect(text.split("\n").length).toBe(2 + 30 * 5);
  });
});

describe("endpoints of no protocol", () => {
  test.each([
    ["deadlock", { A: "B?x; B!y;", B: "A?y; A!x;" }, "after no message, nobody can move, and not everybody is finished"],
    ["reception", { A: "B!x;", B: "A?y;" }, "after A -> B : x (on the way), B only receives, and expects none of the messages that have come"],
    ["orphan", { A: "B!x;", B: "" }, "after A -> B : x (on the way), everybody is finished, and a message is left"],
    [
      "mixed",
      { A: "choice { B!x; } or { B?y; }", B: "choice { A!y; } or { A?x; }" },
      "after A -> B : x (on the way), B may send y to A, but also receive x from A: whose turn it is, no protocol says",
    ],
    [
      "race",
      { A: "C!x;", B: "C!y;", C: "choice { A?x; B?y; } or { B?y; A?x; }" },
      "after A -> C : x (on the way), B -> C : y (on the way), C may receive x from A or receive y from B, whichever it takes first: a protocol has an order",
    ],
    ["starved", { P: "rec X { Q!a; continue X; }", Q: "rec X { P?a; continue X; }", R: "Q?b;" }, "after no message, R waits for what nobody will ever send"],
    [
      "silent-stop",
      { A: "choice { B!x; } or { }", B: "choice { A?x; } or { }" },
      "after no message, A may send x to B, but also stop without telling anybody: no choice of a protocol does",
    ],
  ])("%s", (kind, members, text) => {
    const automata = endpoints(context(members));
    const result = synthesise(automata, limits);
    expect(explained(result)).toBe(text);
    const conflict = result.kind === "none" ? result.conflict : expect.unreachable(result.kind);
    expect(conflict.kind).toBe(kind);
    expect(replayConflict(automata, conflict)).toBeUndefined();
    // The replay is no formality: without its last step, or with the roles exchanged, the run shows nothing.
    expect(
      replayConflict(
        automata.map((automaton) => ({ ...automaton, states: automaton.states.map(() => ({ isFinal: true, edges: [] })) })),
        conflict,
      ),
    ).toBeDefined();
  });

  test("a message that is received in no synchronous order, and cannot be earlier either", () => {
    const text = context({
      A: "B!x; C!y; rec X { choice { D!more; continue X; } or { D!stop; } }",
      B: "choice { C?z; A?x; } or { A?x; C?z; }",
      C: "A?y; B!z;",
      D: "rec X { choice { A?more; continue X; } or { A?stop; } }",
    });
    expect(synthesise(endpoints(text), limits)).toMatchObject({ kind: "none", conflict: { kind: "race", role: "B" } });
  });
});

describe("endpoints that send earlier than their protocol says", () => {
  test("both send first", () => {
    expect(synthesised(context({ A: "B!x; B?y;", B: "A!y; A?x;" }))).toBe("protocol P(A, B) {\n  A -> B : x;\n  B -> A : y;\n}");
  });

  test("both choose first", () => {
    const own = (peer: string): string => `choice { ${peer}!x; } or { ${peer}!y; } choice { ${peer}?x; } or { ${peer}?y; }`;
    expect(synthesised(context({ A: own("B"), B: own("A") }))).toContain("choice at B");
  });

  test("a message overtakes one to somebody else", () => {
    const text = context({ p: "q!m; r!y;", r: "p?y; q!x;", q: "r?x; p?m;" });
    expect(synthesised(text)).toBe("protocol P(p, r, q) {\n  p -> r : y;\n  r -> q : x;\n  p -> q : m;\n}");
  });

  test("the double buffer", () => {
    const text = context({
      k: "s!ready; rec X { s!ready; s?value; t?ready; t!value; continue X; }",
      s: "rec X { k?ready; k!value; continue X; }",
      t: "rec X { k!ready; k?value; continue X; }",
    });
    const result = synthesise(endpoints(text), limits);
    // Either of the two can be taken for the one that is early: what one sends and the other receives may come in two orders.
    expect(result).toMatchObject({ kind: "protocol", notes: ["sends earlier than the protocol says, as an asynchronous subtype: s"] });
  });
});
