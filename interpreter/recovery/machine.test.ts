/** The replay machine, step by step: what a crash takes and leaves, what faults are steps, runs with faults before numbered steps, and runs as text. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { networkSystem } from "../../calculus/semantics/index.ts";
import { firstValues } from "../guide.ts";
import { headFirst, scriptedIndices } from "../schedulers/index.ts";
import { decodeFaultyRun, encodeFaultyRun, executeReplay, faultsOf, isReplayFault, replayLabelText, replaySystem, soundMachine } from "./index.ts";
import type { FaultyRunFile, Injection, ReplayConfiguration, ReplayExecution, ReplaySwitches, ReplaySystem } from "./index.ts";

const counted = `role A { x: int = 3; } role B { seen: int = 0; durable n: int = 0; }
transaction count(by: int) at B { n := n + by; }
choreography main(A, B) { A.x -> B.y; B.seen := y; perform B.count(y); B -> A : done; }`;

const crashOfB = { kind: "crash", roles: ["A", "B"], restarts: true, atMost: 1, span: nowhere } as const;
const exceptions = { kind: "exception", roles: ["A", "B"], span: nowhere } as const;
const restarts = { kind: "restart-broker", span: nowhere } as const;

function machine(
  switches: Partial<ReplaySwitches> = {},
  clauses: Parameters<typeof faultsOf>[1] = [crashOfB, exceptions, restarts],
  text = counted,
): ReplaySystem {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const network = networkSystem(model, "main");
  if (!network.ok) throw new Error("not projectable");
  return replaySystem(model, network.system, { switches: { ...soundMachine, ...switches }, sessions: 1, faults: faultsOf("F", clauses) });
}

function initialOf(system: ReplaySystem): ReplayConfiguration {
  const [initial] = system.initial(firstValues);
  if (initial === undefined) throw new Error("no initial configuration");
  return initial;
}

const possible = (system: ReplaySystem, configuration: ReplayConfiguration): readonly string[] =>
  system.steps(configuration, firstValues).map(({ label }) => replayLabelText(label));

/** The configuration behind the steps that say this. */
function after(system: ReplaySystem, ...texts: readonly string[]): ReplayConfiguration {
  return texts.reduce((configuration, text) => {
    const step = system.steps(configuration, firstValues).find(({ label }) => replayLabelText(label) === text);
    if (step === undefined) throw new Error(`${text} is not among ${possible(system, configuration).join("; ")}`);
    return step.target;
  }, initialOf(system));
}

const toCount = ["A sends (3) to B", "B receives (3) from A", "B takes a local step", "B: count commits"];

describe("a crash", () => {
  test("of who has not begun is none, and the budget is that of all roles together", () => {
    const system = machine();
    expect(possible(system, initialOf(system))).toEqual(["A sends (3) to B"]);
    expect(possible(system, after(system, "A sends (3) to B"))).toContain("A crashes, and starts again");
    const crashed = after(system, "A sends (3) to B", "A crashes, and starts again");
    expect(possible(system, crashed).some((text) => text.includes("crashes"))).toBe(false);
  });

  test("takes volatile fields and the run, and leaves durable ones, the journal and what is not acknowledged", () => {
    const system = machine();
    const { durable, participants } = after(system, ...toCount, "B crashes, and starts again");
    const crashed = participants.get("B#1");
    expect(durable.get("B")).toEqual([["n", 3n]]);
    expect([...(crashed?.journal.keys() ?? [])]).toEqual(["count"]);
    expect(crashed?.inbox.map(({ values }) => values)).toEqual([[3n]]);
    expect(crashed?.received.size).toBe(0);
    expect(crashed?.runs[0]?.volatile).toContainEqual(["seen", 0n]);
  });

  test("is masked by the journal, which answers", () => {
    const system = machine();
    const crashed = after(system, ...toCount, "B crashes, and starts again", "B receives (3) from A", "B takes a local step");
    expect(possible(system, crashed)).toContain("B: count is not done again");
    expect(
      possible(
        machine({ journal: "off" }),
        after(machine({ journal: "off" }), ...toCount, "B crashes, and starts again", "B receives (3) from A", "B takes a local step"),
      ),
    ).toContain("B: count commits");
  });

  test("makes messages come again that replace those which were the same, where they are numbered", () => {
    const again = ["A sends (3) to B", "A crashes, and starts again", "A sends (3) to B"];
    const letters = (system: ReplaySystem): number | undefined => after(system, ...again).participants.get("B#1")?.inbox.length;
    expect(letters(machine())).toBe(1);
    expect(letters(machine({ delivery: "plain" }))).toBe(2);
  });
});

describe("what participants do, computed once for each of their states,", () => {
  const shelf = `role A { durable n: int = 0; }
transaction add() at A { n := n + 1; }
choreography main(A) { perform A.add(); A.x := n; A.n := n + x; }`;

  test("is what they do", () => {
    const { model } = analyseText(shelf);
    const network = model === undefined ? undefined : networkSystem(model, "main");
    if (model === undefined || network?.ok !== true) throw new Error("no network");
    const system = replaySystem(model, network.system, { switches: soundMachine, sessions: 2, faults: faultsOf("F", [crashOfB]) });
    const [initial] = system.initial(firstValues);
    const remembering = system.remembering(firstValues);
    const shown = (steps: ReturnType<typeof remembering>): readonly string[] =>
      steps.map(({ label, target }) => `${replayLabelText(label, true)} ${system.key(target)}`);
    const open = initial === undefined ? [] : [initial];
    const seen = new Set(open.map(system.key));
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      expect(shown(remembering(next))).toEqual(shown(system.steps(next, firstValues)));
      for (const { target } of system.steps(next, firstValues)) {
        if (!seen.has(system.key(target))) open.push(target);
        seen.add(system.key(target));
      }
    }
    expect(seen.size).toBeGreaterThan(100); // two sessions over one field: equal participants with other durable fields beside them
  });
});

describe("faults", () => {
  test("that the machine masks are no steps: a broker that forgets nothing may restart unseen", () => {
    const after1 = (system: ReplaySystem): readonly string[] => possible(system, after(system, "A sends (3) to B"));
    expect(after1(machine())).not.toContain("the broker restarts");
    expect(after1(machine({ messages: "transient" }))).toContain("the broker restarts");
  });

  test("of the machine and of networks stay in their clauses", () => {
    expect(faultsOf("F", [crashOfB, exceptions, restarts])).toMatchObject({ clauses: [crashOfB], ofRuntime: [exceptions, restarts] });
  });
});

describe("a run with faults before numbered steps", () => {
  const execute = (injections: readonly Injection[], maxSteps = 100, scheduler = headFirst): ReplayExecution | undefined =>
    executeReplay(machine(), scheduler, { seed: "1", maxSteps, chooser: firstValues, injections });
  const texts = (execution: ReplayExecution | undefined): readonly string[] =>
    (execution?.events ?? []).map(({ step }) => (step === undefined ? "nothing" : replayLabelText(step.label)));

  test("is the run without them up to the first", () => {
    const calm = texts(execute([]));
    const faulty = texts(execute([{ kind: "crash", role: "B", before: 4 }]));
    expect(faulty.slice(0, 3)).toEqual(calm.slice(0, 3));
    expect(faulty[3]).toBe("B crashes, and starts again");
    expect(faulty[4]).toBe("B receives (3) from A");
  });

  test("tells faults that change nothing, and those before steps that there are not", () => {
    const execution = execute([
      { kind: "restart-broker", before: 2 },
      { kind: "exception", role: "B", before: 99 },
    ]);
    expect(texts(execution)[1]).toBe("nothing");
    expect(execution?.missed).toEqual([{ kind: "exception", role: "B", before: 99 }]);
    expect(execution?.end).toEqual({ kind: "quiet" });
  });

  test("ends at its limit, and where its schedule does not fit", () => {
    expect(execute([], 2)?.end).toEqual({ kind: "limit", steps: 2 });
    expect(execute([], 100, scriptedIndices([0, 7]))?.end).toMatchObject({ kind: "schedule", misfit: true });
  });

  test("takes no fault that nobody asked for", () => {
    expect(execute([])?.events.every(({ step }) => step !== undefined && !isReplayFault(step.label))).toBe(true);
  });
});

test("every kind of clause is read as it was written", () => {
  const between = { from: "A", to: "B", label: "go" };
  const clauses = [
    crashOfB,
    { ...crashOfB, restarts: false },
    { kind: "lose", ...between, atMost: 2, span: nowhere },
    { kind: "duplicate", span: nowhere },
    { kind: "reorder", from: "A", to: "B", span: nowhere },
    exceptions,
    restarts,
    { kind: "delay", ...between, span: nowhere },
    { kind: "partition", from: "A", to: "B", atMost: 1, span: nowhere },
  ] as const;
  const file: FaultyRunFile = {
    program: { file: "a.choreo", hash: "sha256:0" },
    subject: "main",
    shows: [],
    run: {
      switches: { ...soundMachine, journal: "off" },
      sessions: 2,
      clauses,
      beginning: { index: 0, fields: [] },
      steps: [],
      end: [{ place: "B.n", value: "1" }],
    },
  };
  expect(decodeFaultyRun(encodeFaultyRun(file))).toEqual({ kind: "read", value: file });
});
