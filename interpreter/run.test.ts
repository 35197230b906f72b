import { describe, expect, test } from "vitest";
import type { NetworkConfiguration, TransitionSystem } from "../calculus/semantics/index.ts";
import { encodeTrace } from "./encode-trace.ts";
import { violations } from "./ending.ts";
import { labelText } from "./labels.ts";
import { replay } from "./replay.ts";
import { run, runInteractively } from "./run.ts";
import { calls, crossing, halting, recorded, samplePrograms, shop, systemsOf } from "./sample-programs.ts";
import { headFirst, random, roundRobin, scriptedIndices, starving } from "./schedulers/index.ts";

const systems = samplePrograms.map(systemsOf);

describe("a run is a function of program, seed and schedule", () => {
  test("the same again gives the same bytes, in both systems, under every schedule", () => {
    for (const text of samplePrograms) {
      const [first, second] = [systemsOf(text), systemsOf(text)];
      for (const make of [() => headFirst, () => random("1"), () => roundRobin(["B", "A"]), () => starving("A")]) {
        const bytes = (["choreography", "network"] as const).map((mode) => {
          const again = encodeTrace(recorded(second, mode, make(), "1"));
          expect(encodeTrace(recorded(first, mode, make(), "1"))).toBe(again);
          return again;
        });
        expect(bytes[0]).not.toBe(bytes[1]);
      }
    }
  });

  test("another seed gives other values, another schedule another order of the same steps", () => {
    const [, program] = systems;
    const labels = (seed: string, schedule = headFirst): string[] => recorded(program!, "network", schedule, seed).steps.map(({ label }) => labelText(label));
    expect(labels("1")).not.toEqual(labels("2"));
    expect(labels("1", random("x"))).not.toEqual(labels("1"));
    expect(labels("1", random("x")).toSorted()).toEqual(labels("1").toSorted());
  });

  test("values depend on a role's own steps only: choreography and network see the same ones", () => {
    for (const program of systems) {
      const labels = (mode: "choreography" | "network"): string[] =>
        recorded(program, mode, random("7"), "7")
          .steps.map(({ label }) => labelText(label))
          .toSorted();
      if (program.text !== calls) expect(labels("choreography")).toEqual(labels("network"));
    }
  });
});

describe("how a run ends", () => {
  test("final: everybody has finished", () => {
    expect(recorded(systemsOf(shop), "network", headFirst, "1").end).toEqual({ kind: "final" });
  });

  test.each(["choreography", "network"] as const)("stopped: who has stopped and why, and who waits for whom, in the %s", (mode) => {
    const program = systemsOf(halting);
    const trace = recorded(program, mode, random("3"), "1");
    expect(trace.end.kind === "stopped" && [...trace.end.stopped].sort((one, other) => (one.role < other.role ? -1 : 1))).toEqual([
      { role: "A", why: "failed" },
      { role: "B", why: "assumption" },
    ]);
    expect(trace.end).toMatchObject({ waiting: [{ role: "C", from: "A", labels: ["_"] }] });
    expect(violations(trace.steps)).toHaveLength(1);
  });

  test("deadlock: who waits for whom, in a network whose messages are lost", () => {
    const program = systemsOf(shop);
    const lossy: TransitionSystem<NetworkConfiguration> = {
      ...program.network,
      steps: (configuration, chooser) =>
        program.network
          .steps(configuration, chooser)
          .map((step) => (step.label.kind === "send" ? { ...step, target: { ...step.target, channels: new Map() } } : step)),
    };
    const result = run(lossy, headFirst, { seed: "1", maxSteps: 100 });
    expect(result).toMatchObject({
      kind: "run",
      end: {
        kind: "deadlock",
        waiting: [
          { role: "Buyer", from: "Seller", labels: ["offer"] },
          { role: "Seller", from: "Buyer", labels: ["buy", "quit"] },
        ],
      },
    });
  });

  test("limit: as many steps as were allowed, more are enabled", () => {
    const program = systemsOf("role A { n: int = 0; } choreography C(A) { while A.true { A.n := n + 1; } }");
    const trace = recorded(program, "network", headFirst, "1", 7);
    expect(trace.end).toEqual({ kind: "limit", steps: 7 });
    expect(trace.steps).toHaveLength(7);
  });

  test("a run of exactly the allowed length is final, not cut off", () => {
    const program = systemsOf("role A { n: int = 0; } choreography C(A) { A.n := 1; A.n := 2; }");
    expect(recorded(program, "network", headFirst, "1", 2).end).toEqual({ kind: "final" });
  });

  test("schedule: the script is over", () => {
    const program = systemsOf(shop);
    expect(recorded(program, "network", scriptedIndices([0, 0]), "1").end).toEqual({ kind: "schedule", reason: "the script ends here" });
  });

  test("no value: a choice that nobody can get past", () => {
    const program = systemsOf("role A { n: int = 0; } choreography C(A) { A.n := any int where value > 0 and value < 1; }");
    expect(recorded(program, "network", headFirst, "1").end).toEqual({ kind: "no-value", description: "A.n" });
  });

  test("no initial configuration: a field without possible value", () => {
    const program = systemsOf("role A { n: int = any int where value > 0 and value < 1; } choreography C(A) { }");
    expect(run(program.network, headFirst, { seed: "1", maxSteps: 1 })).toEqual({
      kind: "no-initial-configuration",
      obstacle: { kind: "no-value", description: "A.n" },
    });
  });

  test("a limit of the evaluator is neither a failure nor a deadlock: others go on, and the end names it", () => {
    const program = systemsOf(`role A { n: int = 10000000; } role B { x: int = 0; }
choreography C(A, B) { A.n := power(2, n); A.n -> B.y; B.x := y; B.x := 1; }`);
    const { steps, end } = recorded(program, "network", headFirst, "1");
    expect(steps).toEqual([]);
    expect(end).toEqual({ kind: "beyond-limits", description: "A, evaluating power(2, n): integer of more than 1048576 bits" });
    const independent = systemsOf("role A { n: int = 10000000; } role B { x: int = 0; } choreography C(A, B) { A.n := power(2, n); B.x := 1; }");
    for (const mode of ["network", "choreography"] as const) {
      const ran = recorded(independent, mode, headFirst, "1");
      expect(ran.steps.map(({ label }) => label.kind)).toEqual(["local"]);
      expect(ran.end.kind).toBe("beyond-limits");
      expect(replay(independent.network, ran)).toMatchObject({ kind: "replayed", end: ran.end });
    }
  });

  test("violated assertions are passed on the way", () => {
    const program = systemsOf(crossing);
    const seeds = Array.from({ length: 60 }, (_, seed) => String(seed));
    const traces = seeds.map((seed) => recorded(program, "network", headFirst, seed));
    expect(traces.every(({ end }) => end.kind === "final")).toBe(true);
    expect(new Set(traces.map(({ steps }) => violations(steps).length))).toEqual(new Set([0, 1]));
  });
});

describe("an interactive run", () => {
  test("asks for every step and gives the same run as the script of the answers", async () => {
    const program = systemsOf(crossing);
    const asked: number[] = [];
    const interactive = await runInteractively(
      program.network,
      (candidates, sofar) => {
        expect(sofar.steps).toHaveLength(asked.length);
        asked.push(candidates.length - 1);
        return Promise.resolve(candidates.length - 1);
      },
      { seed: "4", maxSteps: 100 },
    );
    const scripted = run(program.network, scriptedIndices(asked), { seed: "4", maxSteps: 100 });
    expect(interactive).toEqual(scripted);
    expect(asked.length).toBeGreaterThan(8);
  });

  test.each([[undefined], [99], [-1], [0.5]])("the answer %s ends it", async (answer) => {
    const program = systemsOf(shop);
    const result = await runInteractively(program.network, () => Promise.resolve(answer), { seed: "4", maxSteps: 100 });
    expect(result).toMatchObject({ kind: "run", end: { kind: "schedule", reason: "the user ended the run" } });
  });
});
