/** Limits of graphs by generated code; that they are those of the rules is tested on the whole corpus (corpus/graphs.test.ts). */
import { expect, test } from "vitest";
import { systemsOf } from "../systems-of-text.ts";
import { factsByCode } from "./facts-by-code.ts";
import { networkFacts } from "./facts.ts";
import { graphByCode } from "./graph-by-code.ts";
import { graphOfNetwork, runToState } from "./graph-of-system.ts";

const limits = { maxStates: 10_000, memory: 2 ** 28 };
const roles = "role A { n: int = any 0..2; }\nrole B { got: int = 0; }\nrole C { m: int = 0; }\n";
const { model, network } = systemsOf(
  `${roles}choreography main(A, B, C) { loop L { A.n -> B.x; if A.(n == 0) { A -> B, C : go; B -> A : ack; C -> A : ack; } else { A -> B, C : stop; break L; } } }`,
);

function graph(
  options: Parameters<typeof graphByCode>[3],
  some: Parameters<typeof graphByCode>[2] = limits,
): Extract<ReturnType<typeof graphByCode>, { ok: true }>["graph"] {
  const found = graphByCode(model, network, some, options);
  if (!found.ok) throw new Error(found.reason);
  return found.graph;
}

test("a graph with too many transitions is cut where they begin to be too many", () => {
  const [whole, cut] = [graphOfNetwork(network, limits), graph({ maxTransitions: 9 })];
  expect(cut.ending).toEqual({ kind: "limit", reason: "the limit of 9 transitions of a graph was reached" });
  expect(cut.incomplete).toEqual(["the limit of 9 transitions of a graph was reached"]);
  expect(cut.targets.length).toBeLessThanOrEqual(9);
  expect([...cut.targets]).toEqual([...whole.targets.subarray(0, cut.targets.length)]);
  expect(cut.offsets.length).toBe(cut.states + 1);
  expect(Math.max(...cut.targets)).toBe(cut.states - 1);
  expect(runToState(cut, cut.states - 1)).toEqual(runToState(whole, cut.states - 1));
});

test("depth, states and interrupts cut it where they cut that of the rules, and leave the same figures", () => {
  for (const some of [
    { ...limits, maxDepth: 0 },
    { ...limits, maxDepth: 3 },
    { ...limits, maxStates: 2 },
    { ...limits, maxStates: 7 },
  ]) {
    const rules = graphOfNetwork(network, some);
    const code = graph({}, some);
    expect([code.states, code.expanded, code.ending, [...code.targets], [...code.depths]]).toEqual([
      rules.states,
      rules.expanded,
      rules.ending,
      [...rules.targets],
      [...rules.depths],
    ]);
    const facts = factsByCode(model, network, some);
    expect(facts.ok && facts.found.facts).toEqual(networkFacts(rules, network));
  }
  expect(graph({}, { ...limits, shouldStop: () => "the bell" }).incomplete).toEqual(["the bell"]);
});

test("figures with several threads are those of one", () => {
  const [one, two] = [factsByCode(model, network, limits), factsByCode(model, network, limits, { workers: 2 })];
  expect(one.ok && one.found.facts).toEqual(two.ok && two.found.facts);
});

test("what is wrong where interleavings are left out is wrong in the network, by a run of it", () => {
  const text = systemsOf(`${roles}choreography main(A, B, C) { A.n -> B.x; C.m -> B.y; if B.(x == y) { B.got := 1; } else { B.got := x / y; } B.got -> A.z; }`);
  const all = { persistent: true, symmetry: true, deadVariables: true };
  const [whole, reduced] = [factsByCode(text.model, text.network, limits), factsByCode(text.model, text.network, limits, { reduction: all })];
  if (!whole.ok || !reduced.ok) throw new Error("not compiled");
  expect(whole.found.reductions).toEqual([]);
  expect(reduced.found.reductions.length).toBeGreaterThan(0);
  expect(reduced.found.facts.states).toBeLessThan(whole.found.facts.states);
  expect(reduced.found.facts.wrong.map(({ kind }) => kind)).toEqual(whole.found.facts.wrong.map(({ kind }) => kind));
  expect(whole.found.facts.wrong.map(({ kind }) => kind)).toEqual(["stopped"]);
});
