/** Several threads at work on models: whatever only the first one can judge is judged, and of whoever does not work the reason is told. */
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { machineOfSystem } from "../../calculus/machine/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { present } from "../../calculus/present.ts";
import type { SearchLimits } from "./exploration/index.ts";
import type { CompiledExploration, CompiledOptions } from "./explore-compiled.ts";
import { exploreCompiled } from "./explore-compiled.ts";
import type { Watch } from "./watch.ts";

const limits: SearchLimits = { maxStates: 1_000_000, memory: 2 ** 24 };
/** The second thread expands everything, from the first state on. */
const second = { leastStates: 0, leastRows: 1, isFirstIdle: true };

/** Three roles that count by themselves; then A and B wait for each other, or C has sent what nobody takes. */
const text = (steps: number, last: string): string => `role A { n: int = 0; } role B { n: int = 0; } role C { n: int = 0; }
${["A", "B", "C"].map((role) => `process P${role} plays ${role} { while n < ${String(steps)} { n := n + 1; } ${role === "C" ? "B!l();" : last.replace("X", role === "A" ? "B" : "A")} }`).join("\n")}
system S { A = PA; B = PB; C = PC; }
property Small of S = always power(3, A.n) + power(3, 60) < power(3, 60) + ${String(3 ** (steps - 1))};
property Sent of S = always sent C -> B implies power(3, A.n) + power(3, 60) < power(3, 60) + ${String(3 ** steps)};`;

function explored(of: string, options: CompiledOptions, watches: readonly Watch[], given = limits): CompiledExploration {
  const { model } = analyseText(of);
  const result = machineOfSystem(present(model), present([...present(model).systems.values()][0]), contracts(present(model)));
  if (!result.ok) throw new Error(result.reason);
  const found = exploreCompiled(result.built, present(model), watches, given, options);
  if (!found.ok) throw new Error(found.reason);
  return found.exploration;
}

function formula(of: string, name: string, at: "states" | "steps"): Watch {
  const { property } = present(analyseText(of).model?.properties.find((one) => one.name === name));
  if (!("formula" in property)) throw new Error("a property of states is asked for");
  return { kind: "formula", formula: property.formula, wanted: false, at };
}

/** Everything that is told of an exploration but who explored. */
function told({ threads, found, ...figures }: CompiledExploration): unknown {
  const runs = [...found].map(([watch, { initialState, steps }]) => [watch, initialState, steps.map(({ label }) => label)]);
  const { states, transitions, initialStates, finalStates, depth, expanded, peaks, ending } = figures;
  return {
    states,
    transitions,
    initialStates,
    finalStates,
    depth,
    expanded,
    peaks,
    ending,
    runs,
    expandedByAll: threads.expanded.reduce((sum, one) => sum + one, 0),
  };
}

const errors: readonly Watch[] = [{ kind: "deadlock" }, { kind: "orphan" }, { kind: "reception" }, { kind: "terminal" }];

describe.each(["wasm", "javascript"] as const)("a second thread that expands everything, in %s", (backend) => {
  test.each([
    ["finds the deadlock", "X?l();", "deadlock"],
    ["finds the orphan", "n := 0;", "orphan"],
    ["finds the message that is not expected", "select { C?other() do { n := 0; } } X?l();", "reception"],
  ])("%s", (_, last, kind) => {
    const of = text(5, last);
    const one = explored(of, { backend }, errors);
    const two = explored(of, { backend, workers: 2, team: second }, errors);
    expect(one.found.has(errors.findIndex((watch) => watch.kind === kind))).toBe(true);
    expect(told(two)).toEqual(told(one));
    expect(two.threads).toEqual({ expanded: [0, one.states] });
    const forgetful = explored(of, { backend, workers: 2, team: { ...second, lookedAt: () => [] } }, errors.slice(0, 3));
    expect(forgetful.found.size).toBe(0);
  });

  test("finds where formulas without code are false", () => {
    const of = text(3, "X?l();");
    const watches = [formula(of, "Small", "states"), formula(of, "Sent", "steps")];
    const one = explored(of, { backend, decidedBy: [] }, watches);
    const two = explored(of, { backend, decidedBy: [], workers: 2, team: second }, watches);
    expect([...one.found.keys()]).toEqual([0, 1]);
    expect(told(two)).toEqual(told(one));
    expect(two.threads).toEqual({ expanded: [0, one.states] });
    const decided = explored(of, { backend, workers: 2, team: second }, watches);
    expect(decided.ending).toEqual({ kind: "decided" });
    expect({ ...(told(decided) as object), expandedByAll: 0 }).toEqual({ ...(told(explored(of, { backend }, watches)) as object), expandedByAll: 0 });
    expect(explored(of, { backend, workers: 2, team: { ...second, lookedAt: () => [] } }, watches).found.size).toBe(0);
  });
});

test("who may expand does: rows are those of all threads together", () => {
  const of = text(12, "X?l();");
  const team = { leastStates: 200, leastRows: 20 };
  const [one, three] = [explored(of, {}, errors), explored(of, { workers: 3, team }, errors)];
  expect(told(three)).toEqual(told(one));
  expect(three.threads.expanded).toHaveLength(3);
});

describe("one thread explores, and the reason is told", () => {
  const of = text(12, "X?l();");
  const alone = (options: CompiledOptions, given: SearchLimits = limits, which = of): CompiledExploration["threads"] => {
    const [one, two] = [explored(which, { ...options }, errors, given), explored(which, { workers: 2, ...options }, errors, given)];
    expect(told(two)).toEqual(told(one));
    expect(two.threads.expanded).toEqual([one.expanded]);
    return two.threads;
  };

  test("where there are few states", () => {
    expect(alone({}).alone).toBe("so few states at a time are not worth more threads");
  });

  test("where the kind of search is for one", () => {
    expect(alone({}, { ...limits, maxDepth: 9 }).alone).toBe("searches as far as a greatest depth are made by one");
    expect(alone({ order: "depth-first" }).alone).toBe("depth-first searches are made by one");
    expect(alone({ approximate: "hash-compaction" }).alone).toBe("approximate searches are made by one");
  });

  test("where the model asks functions without body, or steps are made by the rules", () => {
    const system = (first: string): string => `role A { n: int = 0; } role B { n: int = 0; } fn f(x: int): (int where value > 0 and value < 3);
      process PA plays A { ${first} B!l(); } process PB plays B { A?l(); } system S { A = PA; B = PB; }`;
    expect(alone({ team: second }, limits, system("n := f(n);")).alone).toBe(
      "some steps are made by the rules, which one thread asks (A at 0: a function without body)",
    );
    const large = system("if power(3, n) + power(3, 60) < 3 { n := 2; }");
    expect(alone({ team: second }, limits, large).alone).toMatch(/^some steps are made by the rules, .*\(A at 0: an integer of more than 62 bits\)$/);
  });

  test("where a thread cannot be started", () => {
    const startThread = (): never => {
      throw new RangeError("no thread today");
    };
    expect(alone({ team: { ...second, startThread } }).alone).toBe("a thread could not be started: RangeError: no thread today");
  });

  test.each(["wasm", "javascript"] as const)("where the code of a thread in %s cannot be linked", (backend) => {
    const startThread = (program: string, data: object): Worker =>
      new Worker(program, {
        eval: true,
        workerData: "bytes" in data ? { ...data, bytes: new Uint8Array(8) } : { ...data, buffer: undefined, memory: { buffer: new SharedArrayBuffer(8) } },
      });
    expect(alone({ backend, team: { ...second, startThread, patience: 5 } }).alone).toMatch(/^a thread could not be started: /);
  });

  test("where a thread never begins", () => {
    const startThread = (): Worker => new Worker("", { eval: true });
    expect(alone({ team: { ...second, startThread, patience: 1 } }).alone).toBe("a thread could not be started: it did not begin within 0.1 seconds");
  });
});
