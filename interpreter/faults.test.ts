import { describe, expect, test } from "vitest";
import { readNetwork } from "../calculus/core/index.ts";
import { analyseText } from "../calculus/loading/index.ts";
import { isFault, networkSystem } from "../calculus/semantics/index.ts";
import type { NetworkSystem } from "../calculus/semantics/index.ts";
import { chartOf, decodeTrace, encodeTrace, endOf, firstValues, parseSchedule, replay, run, shrink, textChart, traceOf } from "./index.ts";
import type { Trace } from "./index.ts";

const text = `
  role A { durable kept: int = 0; lost: int = any 0..3; }
  role B;
  choreography main(A, B) { A.kept := kept + 1; A.(kept, lost) -> B.(x, y) : one; A.kept -> B.z : two; assert B.(y < 3); }
  faults Mess { crash A at most 1; lose at most 1; duplicate at most 1; reorder at most 1; }
  faults Gone { crash B permanently; }
  faults Again { crash A at most 2; lose at most 1; }`;

function systemOf(faults: string, network = "fifo"): NetworkSystem {
  const { model } = analyseText(text);
  const reading = readNetwork(network);
  const found = model?.faults.get(faults);
  if (model === undefined || found === undefined || !reading.ok) throw new Error("the text is not well-formed");
  const built = networkSystem(model, undefined, { network: reading.network, faults: found });
  if (!built.ok) throw new Error("not projectable");
  return built.system;
}

function traced(system: NetworkSystem, schedule: string, seed: string): Trace {
  const parsed = parseSchedule(schedule, system.roles, seed);
  if (parsed.kind !== "schedule") throw new Error(parsed.message);
  const ran = run(system, parsed.scheduler, { seed, maxSteps: 60 });
  if (ran.kind !== "run") throw new Error("no start");
  return traceOf(ran.execution, ran.end, { sources: [], subject: "main", mode: "network", seed, schedule, on: system });
}

const seeds = Array.from({ length: 20 }, (_, seed) => String(seed));

describe("runs under faults", () => {
  test("by chance have every kind of fault, are the same again, and replay from what was written", () => {
    const kinds = new Set<string>();
    for (const network of ["fifo", "mailbox bounded(1)", "bag lossy", "duplicating"]) {
      const system = systemOf("Mess", network);
      for (const seed of seeds) {
        const trace = traced(system, "random", seed);
        expect([trace.network, trace.faults]).toEqual([network, "Mess"]);
        const written = encodeTrace(trace);
        expect(written).toBe(encodeTrace(traced(system, "random", seed)));
        const read = decodeTrace(written);
        expect(read).toEqual({ kind: "read", value: trace });
        expect(replay(systemOf("Mess", network), trace).kind).toBe("replayed");
        for (const { label } of trace.steps) if (isFault(label)) kinds.add(label.kind);
      }
    }
    expect([...kinds].sort()).toEqual(["crash", "lose", "receive", "reorder"]);
  });

  test.each(["head-first", "round-robin", "starving:A"])("do not happen under %s, and a run is over where only they are possible", (schedule) => {
    const trace = traced(systemOf("Mess", "lossy"), schedule, "1");
    expect(trace.steps.some(({ label }) => isFault(label))).toBe(false);
    expect(trace.end.kind).toBe("final");
  });

  test("go where a script says, also where nothing else is possible", () => {
    const trace = traced(systemOf("Gone"), "script:0,0,0,0,0,0,0", "1");
    expect(trace.steps.at(-1)?.label).toEqual({ kind: "crash", role: "B", clause: 0, restarts: false, values: [] });
    expect(trace.end).toEqual({ kind: "final" });
  });

  test("a role that waits for one that crashed for good ends a run as stopped, who waits for room as a deadlock", () => {
    const gone = traced(systemOf("Gone", "bounded(1)"), "script:1,0,0", "1");
    expect(gone.end.kind).not.toBe("deadlock");
    const lines = textChart(chartOf(gone), { width: 100 });
    expect(lines).toContain("crashes for good");
    expect(lines).toContain("B has crashed for good");
    expect(lines).toContain("A waits for room to send two to B");
  });

  test("charts show what befalls messages, and to whom", () => {
    const shown = Array.from({ length: 150 }, (_, seed) => String(seed))
      .map((seed) => textChart(chartOf(traced(systemOf("Mess"), "random", seed)), { width: 100 }))
      .join("\n");
    for (const what of ["✗", "lost: one(", "overtaken: one(", "a copy is left", "crashes and starts again"]) expect(shown).toContain(what);
  });

  test("shrinking leaves out the faults that a failure does not need", () => {
    const system = systemOf("Again");
    for (const seed of seeds) {
      const scheduler = parseSchedule("random", system.roles, seed);
      const ran = scheduler.kind === "schedule" ? run(system, scheduler.scheduler, { seed, maxSteps: 60 }) : undefined;
      if (ran?.kind !== "run" || !ran.execution.steps.some(({ label }) => label.kind === "violate")) continue;
      const fails = (candidate: typeof ran.execution): boolean => candidate.steps.some(({ label }) => label.kind === "violate");
      const { execution, minimal } = shrink(system, ran.execution, fails);
      expect(minimal).toBe(true);
      expect(execution.steps.filter(({ label }) => isFault(label))).toEqual([]);
      expect(endOf(system, execution, system.steps(execution.reached, firstValues)).kind).not.toBe("deadlock");
      return;
    }
    throw new Error("no seed violates the assertion");
  });
});

describe("shrinking keeps of faults what a failure needs, and nothing else:", () => {
  const program = (assertion: string, faults: string): string => `
    role A { volatile: int = any 0..3; } role B;
    choreography main(A, B) { A.1 -> B.x; ${assertion.startsWith("x") ? `assert B.(${assertion});` : ""} A.2 -> B.y; assert B.(${assertion}); }
    faults F { ${faults} }`;

  /** The faults that are left of a run by chance which has this kind of fault and violates the assertion; and how many it had. */
  function faultsLeft(assertion: string, faults: string, kind: string, network = "fifo"): { readonly had: number; readonly left: number } {
    const { model, diagnostics } = analyseText(program(assertion, faults));
    const reading = readNetwork(network);
    const found = model?.faults.get("F");
    if (model === undefined || found === undefined || !reading.ok) throw new Error(diagnostics.map(({ message }) => message).join("; "));
    const built = networkSystem(model, undefined, { network: reading.network, ...(faults === "" ? {} : { faults: found }) });
    if (!built.ok) throw new Error("not projectable");
    for (let seed = 0; seed < 400; seed += 1) {
      const scheduler = parseSchedule("random", built.system.roles, String(seed));
      const ran = scheduler.kind === "schedule" ? run(built.system, scheduler.scheduler, { seed: String(seed), maxSteps: 60 }) : undefined;
      if (ran?.kind !== "run") continue;
      const { start, steps } = ran.execution;
      const end = steps.findIndex(({ label }) => label.kind === "violate");
      const until = steps.slice(0, end + 1);
      const had = until.filter(({ label }) => isFault(label));
      if (end < 0 || !had.some(({ label }) => label.kind === kind)) continue;
      // Where it leads to is not looked at.
      const execution = { ...ran.execution, start, steps: until };
      const fails = (candidate: typeof ran.execution): boolean => candidate.steps.at(-1)?.label.kind === "violate";
      const shrunk = shrink(built.system, execution, fails);
      expect(shrunk.minimal).toBe(true);
      return { had: had.length, left: shrunk.execution.steps.filter(({ label }) => isFault(label)).length };
    }
    throw new Error(`no seed has ${kind} and violates ${assertion}`);
  }

  test.each([
    ["crash A at most 2;", "crash", "fifo"],
    ["lose at most 1;", "lose", "fifo"],
    ["duplicate at most 1;", "receive", "fifo"],
    ["reorder at most 1;", "reorder", "fifo"],
    ["crash A at most 1;", "receive", "duplicating"],
    ["crash A at most 1; lose at most 1; duplicate at most 1; reorder at most 1;", "receive", "lossy duplicating"],
  ])("none of %s (%s, %s), where it fails anyway", (faults, kind, network) => {
    // What is lost is sent again after a crash only, so that a loss alone ends in waiting.
    const more = kind === "lose" ? `${faults} crash A at most 1;` : faults;
    const { had, left } = faultsLeft("x == 7", more, kind, network);
    expect(had).toBeGreaterThan(0);
    expect(left).toBe(0);
  });

  test.each([
    ["duplicate at most 3;", "receive"],
    ["reorder at most 3;", "reorder"],
  ])("one of %s, where one is needed", (faults, kind) => {
    expect(faultsLeft("y == 2", faults, kind).left).toBe(1);
  });
});
