import { describe, expect, test } from "vitest";
import type { Label, World } from "../../calculus/semantics/index.ts";
import type { Scene } from "../property/scene.ts";
import { explore } from "./explore.ts";
import type { ExplorationLimits } from "./explore.ts";
import type { StateSpace } from "./state-space.ts";
import type { Target } from "./target.ts";
import { reached } from "./target.ts";

const world = (stopped: World["stopped"] = new Map()): World => ({ store: new Map([["A", { fields: [], frames: [[]] }]]), stopped, oracles: new Map() });
const site = { span: { file: 0, start: 0, end: 0 } };
const limits: ExplorationLimits = { maxStates: 1_000, memory: 1e9 };

/** A graph over numbers; the label of the edge to n is the choice n. */
function graph(
  edges: Readonly<Record<number, readonly number[]>>,
  initial: readonly number[] = [0],
  worldOf: (state: number) => World = () => world(),
): StateSpace<number> {
  const sceneOf = (state: number): Scene => ({ world: worldOf(state), isFinal: () => false, isAtEnd: () => false, position: () => undefined });
  const label = (state: number): Label => ({ kind: "choose", role: "A", branch: state });
  return {
    initial: () => initial,
    key: String,
    scene: sceneOf,
    moves: (state) =>
      (edges[state] ?? []).map((target) => ({
        moments: [{ step: { label: label(target), rules: [], site }, scene: { ...sceneOf(target), event: label(target) } }],
        target,
      })),
    facts: (_state, moves) => ({ isFinal: false, isTerminal: moves.length === 0, errors: [], waiting: [] }),
  };
}

const reaches = (state: number): Target => ({ atMoment: (_scene, label) => (label?.kind === "choose" && label.branch === state ? reached : undefined) });
const branches = (labels: readonly Label[]): readonly number[] => labels.map((label) => (label.kind === "choose" ? label.branch : -1));

describe("exhaustive exploration", () => {
  test("counts every state and every edge once, cycles included", () => {
    const { states, transitions, ending } = explore(graph({ 0: [1, 2], 1: [0, 3], 2: [3], 3: [3] }), new Map(), limits);
    expect([states, transitions, ending.kind]).toEqual([4, 6, "complete"]);
  });

  test("finds a shortest run although a longer one is listed first", () => {
    const found = explore(graph({ 0: [1, 4], 1: [2], 2: [9], 4: [9] }), new Map([["nine", reaches(9)]]), limits).found.get("nine");
    expect(branches(found?.steps.map(({ label }) => label) ?? [])).toEqual([4, 9]);
  });

  test("one exploration serves several targets and stops when all are reached", () => {
    const { found, ending, states } = explore(graph({ 0: [1, 2], 1: [3], 2: [4], 3: [5], 5: [6], 6: [7] }), new Map([["three", reaches(3)], ["two", reaches(2)]]), limits); // prettier-ignore
    expect([...found.keys()]).toEqual(["two", "three"]);
    expect(ending.kind).toBe("decided");
    expect(states).toBeLessThan(6);
  });

  test("a target at an initial state has a run without steps that names its initial state", () => {
    const atOnce: Target = { atMoment: (scene) => (scene.world.stopped.size > 0 ? reached : undefined) };
    const space = graph({}, [0, 1], (state) => world(state === 1 ? new Map([["A", "failed"]]) : new Map()));
    expect(explore(space, new Map([["x", atOnce]]), limits).found.get("x")).toMatchObject({ initial: 1, steps: [] });
  });

  test("an edge is looked at even when it leads to a known state", () => {
    const twice: Target = { atMoment: (_scene, label) => (label?.kind === "choose" && label.branch === 0 ? reached : undefined) };
    expect(explore(graph({ 0: [1], 1: [0] }), new Map([["back", twice]]), limits).found.get("back")?.steps).toHaveLength(2);
  });
});

describe("limits are results", () => {
  const endless: StateSpace<number> = { ...graph({}), moves: (state) => [{ moments: [], target: state + 1 }] };
  test("of states", () => {
    const { ending, states } = explore(endless, new Map(), { ...limits, maxStates: 10 });
    expect(ending).toEqual({ kind: "limit", reason: "the limit of 10 states was reached" });
    expect(states).toBe(10);
  });

  test("of states, where there are just as many: nothing is left out", () => {
    const square = graph({ 0: [1, 2], 1: [3], 2: [3], 3: [0] });
    expect(explore(square, new Map(), { ...limits, maxStates: 4 })).toMatchObject({ ending: { kind: "complete" }, states: 4 });
    expect(explore(square, new Map(), { ...limits, maxStates: 3 })).toMatchObject({ ending: { kind: "limit" }, states: 3 });
  });

  test("of memory, which the parts of states count for", () => {
    let parts = 0;
    const growing = { ...endless, interned: () => (parts += 1_000) };
    const { ending, states } = explore(growing, new Map(), { ...limits, memory: 1e7 });
    expect(ending).toEqual({ kind: "limit", reason: "the memory limit of 10000000 bytes was reached" });
    expect(states).toBeLessThan(10);
  });
  test("of memory", () => {
    expect(explore(endless, new Map(), { ...limits, memory: 10_000 }).ending).toEqual({ kind: "limit", reason: "the memory limit of 10000 bytes was reached" });
  });
  test("of depth, which is no limit where nothing lies deeper", () => {
    expect(explore(endless, new Map(), { ...limits, maxDepth: 5 })).toMatchObject({ ending: { kind: "depth", limit: 5 }, states: 6 });
    expect(explore(graph({ 0: [1], 1: [2] }), new Map(), { ...limits, maxDepth: 2 }).ending.kind).toBe("complete");
  });
  test("of what a state may hold: the exploration ends there, whatever else is open", () => {
    const space = { ...endless, excess: (state: number) => (state > 7 ? "the queue is too long" : undefined) };
    expect(explore(space, new Map(), limits)).toMatchObject({ ending: { kind: "limit", reason: "the queue is too long" }, states: 9 });
  });
  test("of patience, asked through a port", () => {
    let questions = 0;
    const { ending } = explore(endless, new Map(), { ...limits, maxStates: 1e6, shouldStop: () => ((questions += 1) > 3 ? "time is up" : undefined) });
    expect(ending).toEqual({ kind: "interrupted", reason: "time is up" });
  });
});

describe("runs that are all cut off by a false assumption", () => {
  const cutOff = (state: number): World => world(state === 2 ? new Map([["A", "assumption"]]) : new Map());
  test("are recognised", () => {
    expect(explore(graph({ 0: [1, 2], 1: [2] }, [0], cutOff), new Map(), limits).isCutOff).toBe(true);
  });
  test("are not claimed where another run ends, or one goes on for ever", () => {
    expect(explore(graph({ 0: [1, 2] }, [0], cutOff), new Map(), limits).isCutOff).toBe(false);
    expect(explore(graph({ 0: [1, 2], 1: [0] }, [0], cutOff), new Map(), limits).isCutOff).toBe(false);
  });
});
