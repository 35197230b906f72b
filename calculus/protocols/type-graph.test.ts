/** Graphs of local types and back. */
import { describe, expect, test } from "vitest";
import { LocalTypes } from "./local-types.ts";
import { printLocalType } from "./print-types.ts";
import { isSubtype } from "./subtyping.ts";
import { automatonOfGraph, graphOfAutomaton, graphOfLocalType, localTypeOfGraph } from "./type-graph.ts";
import type { TypeGraph } from "./type-graph.ts";
import { localTypeOf } from "./written-types.ts";

function rewritten(text: string): string {
  const type = localTypeOfGraph(graphOfLocalType(localTypeOf(text)));
  return type === undefined ? "none" : printLocalType(type);
}

describe("type graphs", () => {
  test("a type comes back as it was, its variables renamed", () => {
    expect(rewritten("mu x. +{ q!a: x, q!b: mu y. &{ p?c: y, p?d: x, p?e: end } }")).toBe("μt. ⊕{ q!a. t, q!b. μt1. &{ p?c. t1, p?d. t, p?e. end } }");
    expect(rewritten("end")).toBe("end");
  });

  test("a loop that is entered at two places is one loop with two ways in", () => {
    const message = { label: "m", payload: [] };
    const edge = (peer: string, target: number) => ({ action: { direction: "send" as const, peer, message }, target });
    const states = [[edge("a", 1), edge("b", 2)], [edge("a", 2)], [edge("b", 1)]].map((edges) => ({ isFinal: false, edges }));
    const graph = graphOfAutomaton({ role: "r", initial: 0, states });
    const type = localTypeOfGraph(graph);
    expect(type === undefined ? "" : printLocalType(type)).toBe("⊕{ a!m. μt. a!m. b!m. t, b!m. b!m. μt. a!m. b!m. t }");
    expect(localTypeOfGraph(graph, 3)).toBeUndefined();
    expect(automatonOfGraph(graph, "r").states).toEqual(states);
  });

  test("one object under two binders of one name is two states", () => {
    const types = new LocalTypes();
    const step = (label: string, continuation: ReturnType<LocalTypes["intern"]>): ReturnType<LocalTypes["intern"]> =>
      types.choice("select", [{ peer: "q", message: { label, payload: [] }, continuation }]);
    const shared = step("x", types.variable("t"));
    const first = types.recursion("t", step("a", shared));
    const second = types.recursion("t", step("b", shared));
    const both = types.choice(
      "branch",
      [first, second].map((continuation, index) => ({ peer: "p", message: { label: String(index), payload: [] }, continuation })),
    );
    const expected = graphOfLocalType(localTypeOf("&{ p?zero: mu t. q!a. q!x. t, p?one: mu t. q!b. q!x. t }"));
    expect(graphOfLocalType(both).states).toBe(expected.states);
  });

  test("an automaton that starts elsewhere starts at 0", () => {
    const message = { label: "m", payload: [] };
    const graph: TypeGraph = graphOfAutomaton({
      role: "r",
      initial: 1,
      states: [
        { isFinal: true, edges: [] },
        { isFinal: false, edges: [{ action: { direction: "send", peer: "q", message }, target: 0 }] },
      ],
    });
    expect(isSubtype(graph, graphOfLocalType(localTypeOf("q!m. end"))).kind).toBe("holds");
  });

  test("unguarded and open types are mistakes of the caller", () => {
    expect(() => graphOfLocalType(localTypeOf("mu t. t"))).toThrow("unguarded");
    expect(() => graphOfLocalType(localTypeOf("q!a. t"))).toThrow("not bound");
  });
});
