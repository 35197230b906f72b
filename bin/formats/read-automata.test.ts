/** The readers of local types and machines: kmc text, `.fsa`, mpstk's `.ctx` and Rumpsteak's drawings. */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../calculus/diagnostics/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import type { ParseFile } from "../../calculus/loading/index.ts";
import { printDeclaration } from "../../calculus/syntax/index.ts";
import { readGraphs } from "./efsm/read-graphs.ts";
import { readMachines } from "./fsa/read-machines.ts";
import { readKmc } from "./kmc/read.ts";
import { readContexts } from "./mpstk/read-contexts.ts";

const samples: readonly (readonly [string, ParseFile])[] = [
  ["every-construct.kmc", readKmc],
  ["every-construct.fsa", readMachines],
  ["every-construct.ctx", readContexts],
  ["every-construct.dot", readGraphs],
];

function sample(name: string): string {
  return readFileSync(new URL(`samples/${name}`, import.meta.url), "utf8");
}

function written(text: string, parse: ParseFile): string {
  const { tree, diagnostics } = parse(text, 0, defaultLimits, "C.x");
  expect(diagnostics, text).toEqual([]);
  return tree.declarations.map(printDeclaration).join("\n");
}

function judged(text: string, parse: ParseFile): readonly string[] {
  return analyseText(text, "C.x", { parse }).diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

function automata(text: string, parse: ParseFile) {
  const { model, diagnostics } = analyseText(text, "C.x", { parse });
  expect(diagnostics, text).toEqual([]);
  return [...(model?.contexts.values() ?? [])].flatMap((context) => context.automata);
}

describe("samples", () => {
  test.each(samples)("%s is read as a context without a complaint", (name, parse) => {
    expect(judged(sample(name), parse)).toEqual([]);
  });

  test("messages, choices and recursions are as many as in the text", () => {
    const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;
    const bare = (name: string): string => sample(name).replace(/(?:--|#|\/\/).*|\/\*[^]*?\*\//g, "");
    const kmc = written(sample("every-construct.kmc"), readKmc);
    expect(count(kmc, /[!?]/g)).toBe(count(bare("every-construct.kmc"), /[!?]/g));
    expect(count(kmc, /rec /g)).toBe(count(bare("every-construct.kmc"), /rec /g));
    expect(count(kmc, / or \{/g)).toBe(count(bare("every-construct.kmc"), /,/g));
    const context = written(sample("every-construct.ctx"), readContexts);
    expect(count(context, /[!?]/g)).toBe(count(bare("every-construct.ctx"), /login|ok|retry|cancel|ping|pong/g));
    expect(count(context, /rec /g)).toBe(count(bare("every-construct.ctx"), /rec|μ/g));
    for (const [name, parse, edge] of [
      ["every-construct.fsa", readMachines, / [!?] /g],
      ["every-construct.dot", readGraphs, /->/g],
    ] as const) {
      const edges = automata(sample(name), parse).flatMap(({ states }) => states.flatMap((state) => state.edges));
      expect(edges).toHaveLength(count(bare(name), edge));
    }
  });

  test.each(samples)("every truncation of %s is read or refused", (name, parse) => {
    const text = sample(name);
    for (let end = 0; end < text.length; end++) expect(() => judged(text.slice(0, end), parse)).not.toThrow();
  });
});

describe("kmc", () => {
  test("a variable that is bound again is another one", () => {
    expect(written("A: rec x. B!a; {rec x. B!b; x, B!c; x}\nB: end", readKmc)).toMatchInlineSnapshot(`
      "context C {
        A {
          rec x {
            B!a;
            choice {
              rec x#2 {
                B!b;
                continue x#2;
              }
            } or {
              B!c;
              continue x;
            }
          }
        }
        B {}
      }"
    `);
  });

  test("machines are told by their first word", () => {
    expect(judged(`/* . */ -- x\n${sample("every-construct.fsa")}`, readKmc)).toEqual([]);
    expect(judged("-- only a comment", readKmc)).toEqual(["empty-file "]);
  });

  test("a hundred thousand actions and branches take no stack", () => {
    for (const text of [
      `A: ${"B!a;".repeat(100_000)}end B: end`,
      `A: {${Array.from({ length: 100_000 }, (_, index) => `B!l${String(index)};end`).join(",")}} B: end`,
    ])
      expect(readKmc(text, 0, defaultLimits, "x.kmc").diagnostics).toEqual([]);
  });

  test.each([
    ["nothing", " ", "empty-file "],
    ["a free variable", "A: B!a; x B: end", "unknown-loop x"],
    ["a variable behind its scope", "A: {rec x. B!a; x, B!b; x} B: end", "unknown-loop x"],
    ["a recursion without an action", "A: rec x. rec y. x B: end", "unguarded-recursion x"],
    ["an unknown peer", "A: C!a; end B: end", "unknown-role C"],
    ["a message to oneself", "A: A!a; end", "self-channel A"],
    ["two machines of one name", "A: end A: end", "duplicate-name A"],
    ["one message twice", "A: {B!a; end, B!a; B!b; end} B: end", "nondeterministic-automaton B!a"],
    ["an empty choice", "A: {} B: end", "unexpected-token }"],
    ["a missing semicolon", "A: B!a end B: end", "unexpected-token end"],
    ["an open choice", "A: {B!a; end B: end", "unexpected-token B"],
    ["a comma outside a choice", "A: end, B: end", "unexpected-token ,"],
    ["another symbol", "A: B!a<int>; end B: end", "unexpected-character <"],
    ["choices within choices", `A: ${"{B!a; end, B!b;".repeat(500)}end${"}".repeat(500)} B: end`, "nesting-too-deep B"],
  ])("%s", (_name, text, problem) => {
    expect(judged(text, readKmc).map((each) => (each.length > 40 ? each.slice(0, 18) : each))).toContain(problem);
  });
});

describe("machines", () => {
  const idle = ".outputs\n.state graph\n.marking q\n.end\n";
  const machine = (lines: string): string => `.outputs A\n.state graph\n${lines}.end\n${idle}`;

  test("mixed states and states with several peers are legal, and a repeated edge is one", () => {
    expect(automata(machine("s 1 ! a s\ns 2 ? b t\ns 1 ! a s\n.marking s\n") + idle, readMachines)[0]?.states[0]?.edges.length).toBeGreaterThan(1);
  });

  test.each([
    ["no initial state", machine("s 1 ! a t\n"), "missing-initial-state A"],
    ["two initial states", machine("s 1 ! a t\n.marking s\n.marking t\n"), "several-initial-states t"],
    ["an initial state without edges", machine("s 1 ! a t\n.marking u\n"), "unknown-state u"],
    ["states that are never entered", machine("s 1 ! a t\nu 1 ! b t\n.marking s\n"), "unreachable-state u 1 ! b t"],
    ["a machine that does not exist", machine("s 7 ! a t\n.marking s\n"), "unknown-role 7"],
    ["a name that no machine has", machine("s Z ! a t\n.marking s\n"), "unknown-role Z"],
    ["a message to oneself", machine("s 0 ! a t\n.marking s\n"), "self-channel 0"],
    ["one message to two states", machine("s 1 ! a t\ns 1 ! a u\nu 1 ! a t\n.marking s\n"), "nondeterministic-automaton s 1 ! a u"],
    ["a silent step", machine("s tau a t\n.marking s\n"), "not-yet-supported s tau"],
    ["a line with a word too many", machine("s 1 ! a t u\n.marking s\n"), "unexpected-token .marking"],
    ["a machine without an end", ".outputs A\n.state graph\n.marking s\n", "unclosed-block A"],
    ["no graph", ".outputs A\n.marking s\n.end\n", "unexpected-token .marking"],
    ["two machines of one name", machine(".marking s\n") + machine(".marking s\n"), "duplicate-name A"],
    ["nothing", "-- nothing", "empty-file "],
  ])("%s", (_name, text, problem) => {
    expect(judged(text, readMachines)).toContain(problem);
  });

  test("reading goes on in the next line", () => {
    expect(judged(machine("s 1 a t\ns 1 ! ! t\n.marking s\ns 9 ! a t\n"), readMachines)).toEqual([
      "unexpected-token a",
      "unexpected-token !",
      "unknown-role 9",
    ]);
  });

  test("one message that leads to two states is told, however often it is written", () => {
    const lines = Array.from({ length: 130_000 }, (_, index) => `s 1 ! a ${index % 2 === 0 ? "s" : "t"}\n`);
    expect(judged(machine(`${lines.join("")}.marking s\n`), readMachines)[0]).toMatch(/^nondeterministic-automaton/);
  });

  test("a hundred thousand states in a row take no stack", () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `s${String(index)} 1 ! a s${String(index + 1)}\n`);
    expect(readMachines(machine(`${lines.join("")}.marking s0\n`), 0, defaultLimits, "x.fsa").diagnostics).toEqual([]);
  });
});

describe("typing contexts", () => {
  test("what is left out is the end, an empty payload, or the braces around one branch", () => {
    const text = (type: string): string => `s[p]: ${type}, s[q]: end`;
    const plain = written(text("q⊕{l.end}"), readContexts);
    for (const type of ["q(+)l", "q⊕l().end", "q⊕{l(end)}", "(q⊕(l))", "q⊕l.(end)"].filter((type) => !type.includes("⊕(")))
      expect(written(text(type), readContexts)).toBe(plain);
  });

  test.each([
    ["a payload that is a session", "s[p]: q⊕l(q&m).end, s[q]: end", "not-yet-supported (q&m)"],
    ["a channel twice", "s[p]: end, s[p]: end", "duplicate-name p"],
    ["a free variable", "s[p]: q&l.t, s[q]: end", "unknown-loop t"],
    ["a recursion without a message", "s[p]: rec(t)rec(u)t, s[q]: end", "unguarded-recursion t"],
    ["a label twice", "s[p]: q&{l, l.q&m}, s[q]: end", "nondeterministic-automaton l"],
    ["a role of another session", "s[p]: q&l, r[q]: end", "unknown-role q"],
    ["a missing comma", "s[p]: end s[q]: end", "unexpected-token s"],
    ["no type", "s[p]: , s[q]: end", "unexpected-token ,"],
    ["an open parenthesis", "s[p]: (end, s[q]: end", "unexpected-token ,"],
    ["nothing", "# nothing", "empty-file "],
  ])("%s", (_name, text, problem) => {
    expect(judged(text, readContexts)).toContain(problem);
  });

  test("a hundred thousand messages and groups", () => {
    expect(readContexts(`s[p]: ${"q&l.".repeat(100_000)}end, s[q]: end`, 0, defaultLimits, "x.ctx").diagnostics).toEqual([]);
    expect(readContexts(`s[p]: ${"(".repeat(100_000)}end`, 0, defaultLimits, "x.ctx").diagnostics.map(({ code }) => code)).toContain("nesting-too-deep");
  });
});

describe("drawings", () => {
  const graph = (lines: string): string => `digraph A { ${lines} } digraph B { 0; }`;

  test.each([
    ["no state", graph(""), "missing-initial-state A"],
    ["a state that is not declared", graph('0; 0 -> 1 [label="B!l"];'), "unknown-state 1"],
    ["a state twice", graph("0; 0;"), "duplicate-name 0"],
    ["a refinement", graph('0; 0 -> 0 [label="B!l(x: i32{x > 0})"];'), "not-yet-supported {x > 0}"],
    ["an assignment", graph('0; 0 -> 0 [label="B!l(i32)[x: 1]"];'), "not-yet-supported [x: 1]"],
    ["a message to oneself", graph('0; 0 -> 0 [label="A!l"];'), "self-channel A"],
    ["an unknown role", graph('0; 0 -> 0 [label="C!l"];'), "unknown-role C"],
    ["another attribute", graph('0; 0 -> 0 [color="red"];'), "unexpected-token color"],
    ["no direction", graph('0; 0 -> 0 [label="l"];'), 'unexpected-token "'],
    ["an open graph", "digraph A { 0;", "unclosed-block {"],
    ["one message to two states", graph('0; 1; 2; 0 -> 1 [label="B!l"]; 0 -> 2 [label="B!l"]; 2 -> 0 [label="B!l"];'), "nondeterministic-automaton B!l"],
    ["nothing", "", "empty-file "],
  ])("%s", (_name, text, problem) => {
    expect(judged(text, readGraphs)).toContain(problem);
  });
});

test("every text is read or refused, with spans inside it", () => {
  const pieces = [
    "A",
    "B:",
    "rec",
    "x",
    "x.",
    "end",
    "{",
    "}",
    ",",
    ";",
    "B!a;",
    "A?b",
    ".outputs",
    ".state",
    "graph",
    "\n",
    "q 1 ! a q",
    ".marking q",
    ".end",
    "!",
    "?",
  ];
  const more = [
    "s[p]:",
    "q&",
    "⊕",
    "(+)",
    "μ(",
    "(",
    ")",
    "l(Int).",
    "digraph",
    "0;",
    "0 -> 0 [",
    'label="B!l"',
    "];",
    '"',
    "->",
    "--",
    "#",
    "/*",
    "*/",
    "\0",
    "\u202e",
    "é",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces, ...more), { maxLength: 40 }), (parts) => {
      const text = parts.join(" ");
      for (const [, parse] of samples) {
        for (const { span } of analyseText(text, "x.x", { parse }).diagnostics) {
          expect(span.start).toBeLessThanOrEqual(span.end);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }
    }),
    { numRuns: 300 },
  );
});
