import { describe, expect, test } from "vitest";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import { explore } from "../explicit-state/explore.ts";
import { networkSpace } from "../explicit-state/network-space.ts";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { systemsOf } from "../systems-of-text.ts";
import { graphOfNetwork, graphOfSystem, runToState } from "./graph-of-system.ts";
import type { SystemGraph } from "./graph-of-system.ts";

const limits = { maxStates: 10_000, memory: 2 ** 30 };
const roles = "role A { n: int = any 0..2; }\nrole B { got: int = 0; }\nrole C { m: int = 0; }\n";
const forks = systemsOf(`${roles}choreography main(A, B, C) { A.n -> B.x; A.1 -> C.y; C.y -> B.z; B.got := (x + z); }`);
const endless = systemsOf(
  `${roles}choreography main(A, B, C) { loop L { A.n -> B.x; if A.(n == 0) { A -> B, C : go; B -> A : ack; C -> A : ack; } else { A -> B, C : stop; break L; } } }`,
);

/** Every edge of an expanded state is the step of the rules at its place. */
function agreesWithTheRules(graph: SystemGraph<NetworkConfiguration>, keyOf: (configuration: NetworkConfiguration) => string): void {
  for (let state = 0; state < graph.expanded; state += 1) {
    const found = graph.steps(state).map(({ label, target }) => [label, keyOf(target)]);
    const [first, last] = [graph.offsets[state], graph.offsets[state + 1]];
    const listed = [...graph.targets.slice(first, last)].map((target, index) => [
      graph.actions[graph.labels[(first ?? 0) + index] ?? -1],
      keyOf(graph.configuration(target)),
    ]);
    expect(listed).toEqual(found);
  }
}

describe("the graph of a network", () => {
  test.each([
    ["that ends", forks],
    ["that may go on for ever", endless],
  ])("%s has the states and transitions of the exploration, and the steps of the rules", (_name, { network }) => {
    const graph = graphOfNetwork(network, limits);
    const explored = explore(networkSpace(network, recordingChooser()), new Map(), limits);
    expect([graph.states, graph.targets.length, graph.ending]).toEqual([explored.states, explored.transitions, explored.ending]);
    expect([graph.expanded, graph.incomplete, graph.initial]).toEqual([graph.states, [], [0, 1, 2]]);
    expect(graph.final.reduce((sum, bit) => sum + bit, 0)).toBe(explored.finalStates);
    agreesWithTheRules(graph, network.key);
  });

  test("knows a shortest run to every state, and how long it is", () => {
    const graph = graphOfNetwork(forks.network, limits);
    for (let state = 0; state < graph.states; state += 1) {
      const { initial, labels } = runToState(graph, state);
      expect(labels.length).toBe(graph.depths[state]);
      let here = [graph.configuration(initial)];
      for (const label of labels)
        here = here.flatMap((configuration) =>
          forks.network.steps(configuration, graph.chooser).flatMap((step) => (step.label.kind === label.kind ? [step.target] : [])),
        );
      expect(here.map(forks.network.key)).toContain(forks.network.key(graph.configuration(state)));
    }
  });

  test("tells the longest that each queue was", () => {
    const { peaks } = graphOfNetwork(systemsOf(`${roles}choreography main(A, B, C) { A.n -> B.x; A.n -> B.y; A.n -> C.y; }`).network, limits);
    expect(peaks).toEqual([
      { from: "A", to: "B", messages: 2 },
      { from: "A", to: "C", messages: 1 },
    ]);
  });

  test("at the limit of states keeps the states that have all their edges apart from the others", () => {
    const graph = graphOfNetwork(forks.network, { ...limits, maxStates: 7 });
    expect([graph.states, graph.ending]).toEqual([7, { kind: "limit", reason: "the limit of 7 states was reached" }]);
    expect(graph.expanded).toBeLessThan(7);
    expect(graph.offsets.length).toBe(8);
    expect(graph.incomplete).toEqual(["the limit of 7 states was reached"]);
    agreesWithTheRules(graph, forks.network.key);
  });

  test.each([
    ["memory", { ...limits, memory: 100_000 }, "limit"],
    ["an interruption", { ...limits, shouldStop: () => "interrupted" }, "interrupted"],
    ["a depth that was asked for", { ...limits, maxDepth: 2 }, "depth"],
  ])("ends at %s and says so", (_name, some, ending) => {
    const graph = graphOfNetwork(endless.network, some);
    expect(graph.ending.kind).toBe(ending);
    expect(graph.expanded).toBeLessThan(graph.states);
  });

  test("is complete at a depth at which nothing goes on", () => {
    const graph = graphOfNetwork(forks.network, limits);
    const longest = Math.max(...graph.depths);
    expect(graphOfNetwork(forks.network, { ...limits, maxDepth: longest }).ending.kind).toBe("complete");
    expect(graphOfNetwork(forks.network, { ...limits, maxDepth: longest - 1 }).ending).toEqual({ kind: "depth", limit: longest - 1 });
  });
});

test("a choreography has a graph too", () => {
  const graph = graphOfSystem(forks.choreography, limits);
  expect([graph.ending.kind, graph.peaks]).toEqual(["complete", []]);
  expect(graph.states).toBeGreaterThan(3);
});
