import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { analyse } from "../calculus/loading/index.ts";
import { memoryReader } from "../calculus/loading/index.ts";
import { isClosed, networkSystem, choreographySystem } from "../calculus/semantics/index.ts";
import type { Label } from "../calculus/semantics/index.ts";
import { decodeTrace } from "./decode-trace.ts";
import { encodeTrace } from "./encode-trace.ts";
import { describeReplay, replay } from "./replay.ts";
import { awkwardNames, calls, crossing, halting, recorded, replayed, samplePrograms, shop, systemsOf } from "./sample-programs.ts";
import type { Systems } from "./sample-programs.ts";
import { headFirst, random } from "./schedulers/index.ts";
import type { Trace } from "./trace.ts";

/** Every closed entry of the corpus that is projectable. */
function corpus(): readonly { readonly name: string; readonly systems: Systems }[] {
  const root = new URL("../corpus/", import.meta.url);
  const names = ["tutorial", "literature", "traps"].flatMap((folder) => readdirSync(new URL(folder, root)).map((file) => `${folder}/${file}`)).sort();
  const texts = new Map(names.filter((name) => name.endsWith(".choreo")).map((name) => [name, readFileSync(new URL(name, root), "utf8")]));
  return [...texts].flatMap(([name, text]) => {
    const { model } = analyse(name, memoryReader(texts));
    const entry = model?.entry === undefined ? undefined : model.procedures.get(model.entry);
    if (model === undefined || entry === undefined || !isClosed(entry)) return [];
    const network = networkSystem(model);
    return network.ok ? [{ name, systems: { text, subject: entry.name, choreography: choreographySystem(model), network: network.system } }] : [];
  });
}

const longestRun = 40;

describe("replay of a run", () => {
  test("succeeds in its own system and, label by label, in the other one", () => {
    fc.assert(
      fc.property(fc.constantFrom(...samplePrograms.map(systemsOf)), fc.nat(10_000), fc.nat(10_000), (systems, seed, schedule) => {
        for (const mode of ["choreography", "network"] as const) {
          const trace = recorded(systems, mode, random(String(schedule)), String(seed), longestRun);
          for (const where of ["choreography", "network"] as const) {
            expect(describeReplay(replayed(systems, where, trace), trace)).toEqual([`all ${trace.steps.length} steps are possible`]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("succeeds for the corpus, also in the other system and after a passage through JSON", () => {
    const programs = corpus();
    expect(programs.length).toBeGreaterThan(40);
    let steps = 0;
    for (const { name, systems } of programs) {
      const trace = recorded(systems, "choreography", random("1"), "1", longestRun);
      const decoded = decodeTrace(encodeTrace(trace));
      if (decoded.kind !== "read") throw new Error(`${name}: ${decoded.path} ${decoded.message}`);
      expect([name, ...describeReplay(replay(systems.network, decoded.value), trace)]).toEqual([name, `all ${trace.steps.length} steps are possible`]);
      steps += trace.steps.length;
    }
    expect(steps).toBeGreaterThan(1000);
  });
});

function traceOfProgram(text: string, seed = "1"): { readonly systems: Systems; readonly trace: Trace } {
  const systems = systemsOf(text);
  return { systems, trace: recorded(systems, "network", headFirst, seed) };
}

function withLabel(trace: Trace, index: number, change: (label: Label) => Label): Trace {
  return { ...trace, steps: trace.steps.map((step, position) => (position === index ? { ...step, label: change(step.label) } : step)) };
}

describe("a trace that is no longer possible", () => {
  test("after the program changed: names the first step, what was wanted and what is enabled instead", () => {
    const { trace } = traceOfProgram(shop);
    const changed = systemsOf(shop.replace("20 + stock", "21 + stock"));
    const outcome = replay(changed.network, trace);
    expect(outcome).toMatchObject({ kind: "impossible", step: 1, wanted: { kind: "send", from: "Seller", values: [23n] } });
    expect(describeReplay(outcome, trace)).toEqual([
      `step 1 of ${trace.steps.length} is not possible: Seller sends offer(23) to Buyer`,
      "enabled instead: Seller sends offer(24) to Buyer",
    ]);
  });

  test("with the steps out of order", () => {
    const { systems, trace } = traceOfProgram(shop);
    const [first, second, ...rest] = trace.steps;
    const outcome = replay(systems.network, { ...trace, steps: [second!, first!, ...rest] });
    expect(outcome).toMatchObject({ kind: "impossible", step: 1, wanted: { kind: "receive" } });
  });

  test("with a value that nobody sent", () => {
    const { systems, trace } = traceOfProgram(crossing);
    const at = trace.steps.findIndex(({ label }) => label.kind === "receive");
    const forged = withLabel(trace, at, (label) => (label.kind === "receive" ? { ...label, values: [12345n] } : label));
    expect(replay(systems.network, forged)).toMatchObject({ kind: "impossible", step: at + 1 });
  });

  test("with an oracle answer outside its contract", () => {
    const { systems, trace } = traceOfProgram(calls);
    const at = trace.steps.findIndex(({ label }) => label.kind === "send" && label.oracles.length > 0);
    const forged = withLabel(trace, at, (label) =>
      label.kind === "send" ? { ...label, values: [1000n], oracles: label.oracles.map((answer) => ({ ...answer, result: 1000n })) } : label,
    );
    expect(replay(systems.network, forged)).toMatchObject({ kind: "impossible", step: at + 1 });
  });

  test("with a step too many: nothing is enabled there", () => {
    const { systems, trace } = traceOfProgram(shop);
    const outcome = replay(systems.network, { ...trace, steps: [...trace.steps, trace.steps[0]!] });
    expect(describeReplay(outcome, trace)[1]).toBe("nothing is enabled there");
  });

  test.each([
    [
      "outside the domain",
      [{ request: { kind: "any", role: "Buyer", description: "Buyer.budget" }, value: 101n }],
      "the trace has no possible value for Buyer.budget",
    ],
    [
      "of another type",
      [{ request: { kind: "any", role: "Buyer", description: "Buyer.budget" }, value: "rich" }],
      "the trace has no possible value for Buyer.budget",
    ],
    ["missing", [], "the trace has no possible value for Buyer.budget"],
    [
      "too many",
      [
        { request: { kind: "any", role: "Buyer", description: "Buyer.budget" }, value: 1n },
        { request: { kind: "any", role: "Buyer", description: "Buyer.luck" }, value: 1n },
      ],
      "Buyer.luck is not chosen initially",
    ],
  ] as const)("with an initial choice %s", (_, choices, reason) => {
    const { systems, trace } = traceOfProgram(shop);
    expect(replay(systems.network, { ...trace, initial: { choices } })).toEqual({ kind: "no-start", reason });
  });

  test("an initial choice outside an infinite domain is not believed either", () => {
    const positive = "role A { n: int = any int where value > 0; } choreography C(A) { A.n := n + 1; }";
    const { systems, trace } = traceOfProgram(positive);
    const forged = { ...trace, initial: { choices: trace.initial.choices.map((choice) => ({ ...choice, value: 0n })) } };
    expect(replay(systems.network, trace).kind).toBe("replayed");
    expect(replay(systems.network, forged).kind).toBe("no-start");
  });
});

describe("a trace that says too much", () => {
  test("about a change: the step is named", () => {
    const { systems, trace } = traceOfProgram(shop);
    const at = trace.steps.findIndex(({ changes }) => changes.length > 0);
    const forged = {
      ...trace,
      steps: trace.steps.map((step, index) =>
        index === at ? { ...step, changes: step.changes.map((change) => ({ ...change, after: 7n }) as typeof change) } : step,
      ),
    };
    expect(replay(systems.network, forged)).toMatchObject({ kind: "other-changes", step: at + 1 });
    const silent = { ...trace, steps: trace.steps.map((step) => ({ ...step, changes: [] })) };
    expect(replay(systems.network, silent)).toMatchObject({ kind: "other-changes", step: at + 1 });
  });

  test.each([
    ["deadlock", { kind: "deadlock", waiting: [] }],
    ["limit", { kind: "limit", steps: 5 }],
    ["stopped", { kind: "stopped", stopped: [], waiting: [] }],
    ["cut", { kind: "cut" }],
  ] as const)("about the end: %s instead of final", (kind, end) => {
    const { systems, trace } = traceOfProgram(shop);
    const outcome = replay(systems.network, { ...trace, end });
    expect(outcome).toMatchObject({ kind: "other-end", recorded: { kind }, actual: { kind: "final" } });
  });

  test("about who stopped", () => {
    const { systems, trace } = traceOfProgram(halting);
    const end = { kind: "stopped", stopped: [{ role: "A", why: "assumption" }], waiting: [] } as const;
    expect(replay(systems.network, { ...trace, end }).kind).toBe("other-end");
  });

  test("about the end of a part of a run", () => {
    const { systems, trace } = traceOfProgram(shop);
    const steps = trace.steps.slice(0, 2);
    expect(replay(systems.network, { ...trace, steps }).kind).toBe("other-end");
    expect(replay(systems.network, { ...trace, steps, end: { kind: "cut" } }).kind).toBe("replayed");
    expect(replay(systems.network, { ...trace, steps, end: { kind: "limit", steps: 2 } }).kind).toBe("replayed");
    expect(replay(systems.network, { ...trace, steps, end: { kind: "limit", steps: 3 } }).kind).toBe("other-end");
  });
});

test("names that JavaScript objects are born with are names", () => {
  const { systems, trace } = traceOfProgram(awkwardNames);
  const decoded = decodeTrace(encodeTrace(trace));
  if (decoded.kind !== "read") throw new Error(decoded.message);
  expect(replay(systems.network, decoded.value).kind).toBe("replayed");
});
