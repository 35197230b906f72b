/** The engine on a machine: its options change how states are kept and who looks for them, never what is found. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { analyse, memoryReader } from "../../calculus/loading/index.ts";
import { machineOfSystem } from "../../calculus/machine/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import type { SearchLimits } from "./exploration/index.ts";
import type { CompiledExploration, CompiledOptions } from "./explore-compiled.ts";
import { exploreCompiled } from "./explore-compiled.ts";
import type { Watch } from "./watch.ts";

const path = "ring-4.choreo";
const text = readFileSync(new URL(`../../bench/models/${path}`, import.meta.url), "utf8");
const { model } = analyse(path, memoryReader(new Map([[path, text]])));
const network = { order: "fifo", capacity: 2, lossy: false, duplicating: false } as const;
const limits: SearchLimits = { maxStates: 1_000_000, memory: 2 ** 26 };

function explored(options: CompiledOptions = {}, watches: readonly Watch[] = [{ kind: "deadlock" }], given: SearchLimits = limits): CompiledExploration {
  const [system] = [...model!.systems.values()];
  const result = machineOfSystem(model!, system!, contracts(model!), { network });
  if (!result.ok) throw new Error(result.reason);
  const exploration = exploreCompiled(result.built, model!, watches, given, options);
  if (!exploration.ok) throw new Error(exploration.reason);
  return exploration.exploration;
}

const figures = ({ states, transitions, initialStates, finalStates, depth, peaks, ending }: CompiledExploration): unknown => ({
  states,
  transitions,
  initialStates,
  finalStates,
  depth,
  peaks,
  ending,
});

test("every option gives the figures of SPIN on the same model", () => {
  // What `pan -DNOREDUCE` counts; its transitions include the one to the initial state.
  const all = { states: 38_152, transitions: 196_509 - 1, initialStates: 1, finalStates: 0, depth: 54, peaks: [2, 2, 2, 2], ending: { kind: "complete" } };
  for (const options of [{}, { backend: "javascript" }, { workers: 3 }, { approximate: "hash-compaction" }, { approximate: "bitstate" }] as const)
    expect(figures(explored(options)), JSON.stringify(options)).toEqual(all);
});

test("depth first everything is the same but the order of states, the depth, and that runs are not the shortest", () => {
  const { depth: longest, ...rest } = explored({ order: "depth-first" });
  const { depth } = explored();
  expect(figures({ ...rest, depth })).toEqual(figures(explored()));
  expect(longest).toBeGreaterThan(depth);
  const watches: readonly Watch[] = [{ kind: "rule", rules: new Set(["N-RECEIVE"]) }];
  const found = explored({ order: "depth-first" }, watches);
  expect(found.ending).toEqual({ kind: "decided" });
  expect(found.found.get(0)?.steps.at(-1)?.label.kind).toBe("receive");
  const whole = explored({ order: "depth-first", decidedBy: [] }, [{ kind: "terminal" }]);
  expect(new Set(whole.graph().target).size).toBeGreaterThan(whole.states - 2);
  const cut = explored({ order: "depth-first" }, [], { ...limits, maxStates: 1_000 });
  expect(cut).toMatchObject({ states: 1_000, ending: { kind: "limit" } });
  expect(() => cut.graph()).toThrow("cut short");
  expect(explored({ order: "depth-first" }, [], { ...limits, memory: 200_000 }).ending.kind).toBe("limit");
  expect(explored({ order: "depth-first" }, [], { ...limits, shouldStop: () => "enough" }).ending).toEqual({ kind: "interrupted", reason: "enough" });
});

test("only approximate explorations have an omission probability, and they keep no states", () => {
  expect(explored().omission).toBeUndefined();
  const found = explored({ approximate: "hash-compaction" });
  expect(found.omission).toBeGreaterThan(0);
  expect(found.omission).toBeLessThan(0.01);
  expect(() => found.graph()).toThrow();
});

test("runs are the same, whoever looks for them", () => {
  const watches: readonly Watch[] = [{ kind: "rule", rules: new Set(["N-RECEIVE"]) }];
  const run = (options: CompiledOptions): unknown =>
    explored(options, watches)
      .found.get(0)
      ?.steps.map(({ label }) => label);
  const wanted = run({});
  expect(wanted).toHaveLength(2);
  for (const options of [{ backend: "javascript" }, { workers: 2 }, { approximate: "bitstate" }] as const) expect(run(options)).toEqual(wanted);
});

test("states are numbered in the order of discovery, and the graph has all steps", () => {
  const found = explored();
  const { first, target } = found.graph();
  expect([first.length, target.length]).toEqual([found.states + 1, found.transitions]);
  expect(found.configuration(0).queues).toEqual([[], [], [], []]);
  expect(new Set(target.subarray(0, first[1]))).toEqual(new Set([1, 2, 3, 4]));
});

test("limits give partial figures", () => {
  expect(explored({}, [], { ...limits, maxStates: 1_000 })).toMatchObject({ states: 1_000, ending: { kind: "limit" } });
  expect(explored({}, [], { ...limits, memory: 200_000 })).toMatchObject({ ending: { kind: "limit", reason: "the memory limit of 200000 bytes was reached" } });
  expect(explored({}, [], { ...limits, maxDepth: 5 })).toMatchObject({ depth: 5, ending: { kind: "depth", limit: 5 } });
  expect(explored({}, [], { ...limits, shouldStop: () => "enough" }).ending).toEqual({ kind: "interrupted", reason: "enough" });
});
