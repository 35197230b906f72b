import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LocalAutomaton, LocalEdge, Message } from "../../core/index.ts";
import { nowhere } from "../../diagnostics/index.ts";
import { analyseText } from "../../loading/index.ts";
import { parseFile } from "../../parser/index.ts";
import { messageKey } from "../../protocols/index.ts";
import { printDeclaration } from "../../syntax/index.ts";
import { contextDeclaration } from "./context-declaration.ts";

type States = LocalAutomaton["states"];

const plain = (label: string): Message => ({ label, payload: [] });

const messages: readonly Message[] = [
  plain("a"),
  plain("b"),
  plain("_"),
  { label: "a", payload: [{ sort: { kind: "value", type: { kind: "primitive", name: "int", span: nowhere } } }] },
  { label: "b", payload: [{ name: "x", sort: { kind: "value", type: { kind: "primitive", name: "bool", span: nowhere } } }] },
];

function edge(direction: "send" | "receive", peer: string, message: Message, target: number): LocalEdge {
  return { action: { direction, peer, message }, target };
}

/** The states that can be reached, numbered as a walk over edges in the order of their actions finds them; all final states without edges are one. */
function canonical({ initial, states }: LocalAutomaton): readonly string[] {
  const sink = states.findIndex(({ edges }) => edges.length === 0);
  const one = (state: number): number => (states[state]?.edges.length === 0 ? sink : state);
  const numbers = new Map([[one(initial), 0]]);
  const lines: string[] = [];
  for (const state of numbers.keys()) {
    const edges = (states[state]?.edges ?? []).map(({ action, target }) => ({
      text: `${action.peer}${action.direction === "send" ? "!" : "?"}${messageKey(action.message)}`,
      target: one(target),
    }));
    edges.sort((a, b) => (a.text < b.text ? -1 : 1));
    const found = edges.map(({ text, target }) => {
      const number = numbers.get(target) ?? numbers.size;
      numbers.set(target, number);
      return `${text} ${String(number)}`;
    });
    lines.push([...found, ...(states[state]?.isFinal === true ? ["end"] : [])].join(", "));
  }
  return lines;
}

function textOf(...automata: readonly LocalAutomaton[]): string {
  return printDeclaration(contextDeclaration("C", automata));
}

/** The automaton of A after it was written and read. */
function readAgain(automaton: LocalAutomaton): LocalAutomaton | undefined {
  const empty = (role: string): LocalAutomaton => ({ role, initial: 0, states: [{ isFinal: true, edges: [] }] });
  const text = textOf(automaton, empty("B"), empty("C"));
  const { model, diagnostics } = analyseText(text);
  expect(diagnostics, text).toEqual([]);
  expect(printDeclaration(parseFile(text, 0).tree.declarations[0] ?? contextDeclaration("none", []))).toBe(text);
  return model?.contexts.get("C")?.automata[0];
}

function keepsItself(automaton: LocalAutomaton): void {
  const again = readAgain(automaton);
  expect(again && canonical(again)).toEqual(canonical(automaton));
}

/** Any graph: mixed, undirected, cyclic, with final states that go on; deterministic, and final without edges. */
function automata(most: number): fc.Arbitrary<LocalAutomaton> {
  return fc
    .record({
      initial: fc.nat(),
      states: fc.array(
        fc.record({
          isFinal: fc.boolean(),
          edges: fc.uniqueArray(
            fc.tuple(fc.constantFrom("send" as const, "receive" as const), fc.constantFrom("B", "C"), fc.nat({ max: messages.length - 1 }), fc.nat()),
            { maxLength: 4, selector: ([direction, peer, message]) => `${direction} ${peer} ${String(message)}` },
          ),
        }),
        { minLength: 1, maxLength: most },
      ),
    })
    .map(({ initial, states }) => ({
      role: "A",
      initial: initial % states.length,
      states: states.map(({ isFinal, edges }) => ({
        isFinal: isFinal || edges.length === 0,
        edges: edges.map(([direction, peer, message, target]) => edge(direction, peer, messages[message] ?? plain("a"), target % states.length)),
      })),
    }));
}

describe("automata are written and read again", () => {
  test("random ones", () => {
    fc.assert(fc.property(automata(8), keepsItself), { seed: 11, numRuns: 150 });
  });

  test("larger ones, which take several pieces", () => {
    fc.assert(fc.property(automata(150), keepsItself), { seed: 12, numRuns: 20 });
  });

  const large = (states: States): LocalAutomaton => ({ role: "A", initial: 0, states });

  test("ten thousand states, each reached from two", () => {
    const count = 10_000;
    keepsItself(
      large(
        Array.from({ length: count }, (_, index) => ({
          isFinal: index % 3 === 0,
          edges: [edge("send", "B", plain("a"), (index * 7 + 1) % count), edge("receive", "C", plain("b"), (index + 1) % count)],
        })),
      ),
    );
  });

  test("a chain up and down again", () => {
    const count = 1000;
    keepsItself(
      large(
        Array.from({ length: count + 1 }, (_, index) => ({
          isFinal: index === count,
          edges: [
            ...(index < count ? [edge("send", "B", plain("a"), index + 1)] : []),
            ...(index > 0 && index < count ? [edge("receive", "B", plain("b"), index - 1)] : []),
          ],
        })),
      ),
    );
  });

  test("a row of ten thousand actions stays a row", () => {
    const row = large(
      Array.from({ length: 10_001 }, (_, index) => ({ isFinal: index === 10_000, edges: index < 10_000 ? [edge("send", "B", plain("a"), index + 1)] : [] })),
    );
    expect(textOf(row).split("\n")).toHaveLength(10_004);
    keepsItself(row);
  });
});

test("a state with several predecessors is a loop where it comes first, and a jump elsewhere", () => {
  const automaton: LocalAutomaton = {
    role: "A",
    initial: 0,
    states: [
      { isFinal: false, edges: [edge("send", "B", plain("ask"), 1), edge("send", "B", plain("skip"), 1)] },
      { isFinal: true, edges: [edge("receive", "B", plain("more"), 1), edge("receive", "B", plain("over"), 2)] },
      { isFinal: true, edges: [] },
    ],
  };
  expect(textOf(automaton)).toBe(
    `context C {
  A {
    choice {
      B!ask;
      rec S1 {
        choice {
          B?more;
          continue S1;
        } or {
          B?over;
        } or {}
      }
    } or {
      B!skip;
      continue S1;
    }
  }
}`,
  );
});

test("edges keep where they are written", () => {
  const span = { file: 0, start: 4, end: 9 };
  const { members } = contextDeclaration(
    "C",
    [{ role: "A", initial: 0, states: [{ isFinal: true, edges: [{ ...edge("send", "B", plain("a"), 0), span }] }] }],
    {
      file: 0,
      start: 0,
      end: 20,
    },
  );
  expect(members).toMatchObject([
    {
      span: { end: 20 },
      body: { statements: [{ kind: "rec", span, body: { statements: [{ branches: [{ statements: [{ kind: "send", span, peer: { span } }, {}] }, {}] }] } }] },
    },
  ]);
});
