/** The models that exploration is measured on are what they are said to be, and have the states that they are said to have. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fifo } from "../calculus/core/index.ts";
import { analyseText } from "../calculus/loading/index.ts";
import { machineOfSystem } from "../calculus/machine/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import { present } from "../calculus/present.ts";
import { systemNetwork } from "../calculus/semantics/index.ts";
import { refusing } from "../calculus/values/index.ts";
import { exploreCompiled } from "../checker/compiled/index.ts";
import { verifyModel } from "../checker/index.ts";
import { commitOverBalances } from "./commit-over-balances.ts";
import { commitPromela, commitSystem, ringPromela, ringSystem, widePromela, wideSystem } from "./model-families.ts";

const models = join(import.meta.dirname, "models");

const families = new Map([
  ["ring", { system: ringSystem, promela: ringPromela }],
  ["commit", { system: commitSystem, promela: commitPromela }],
  ["wide", { system: wideSystem, promela: widePromela }],
]);

test("the files are members of the families", () => {
  for (const file of readdirSync(models).filter((name) => name !== "README.md")) {
    const [, name = "", size = "", ending = ""] = /^([a-z]+)-([0-9]+)\.(choreo|pml)$/.exec(file) ?? [];
    const family = present(families.get(name));
    const text = ending === "pml" ? family.promela(Number(size)) : family.system(Number(size));
    expect(readFileSync(join(models, file), "utf8"), file).toBe(text);
  }
});

test("two-phase commit over balances is what it is said to be, as far as small balances tell", () => {
  const small = commitOverBalances(2).replaceAll("any where value >= 0", "any 0..2").replaceAll("= any;", "= any -1..1;");
  const { verdicts } = verifyModel(analyseText(small));
  const outcomes = verdicts.filter(({ method }) => !["typing", "projection"].includes(method)).map(({ property, verdict }) => `${property} ${verdict}`);
  expect(outcomes).toEqual(["no-failure", "deadlock-free", "Solvent", "Atomic", "Transferred", "Told"].map((property) => `${property} proved`));
});

interface Counts {
  /** Reachable configurations. */
  readonly states: number;
  readonly transitions: number;
  /** Those that have no step and are not final. */
  readonly deadlocks: number;
}

const network = { ...fifo, capacity: 2 };

/** By the rules, one configuration after the other. */
function byRules(text: string): Counts {
  const { model } = analyseText(text);
  const definition = present([...present(model).systems.values()][0]);
  const found = systemNetwork(present(model), definition, contracts(present(model)), { network });
  if (!found.ok) throw new Error(found.reason);
  const { system } = found;
  const chooser = refusing;
  const keys = new Set<string>();
  const reached = system.initial(chooser).filter((configuration) => isNew(system.key(configuration)));
  let [transitions, deadlocks] = [0, 0];
  for (const configuration of reached) {
    const steps = system.steps(configuration, chooser);
    transitions += steps.length;
    if (steps.length === 0 && !system.isFinal(configuration)) deadlocks += 1;
    for (const { target } of steps) if (isNew(system.key(target))) reached.push(target);
  }
  return { states: keys.size, transitions, deadlocks };

  function isNew(key: string): boolean {
    const before = keys.size;
    return keys.add(key).size > before;
  }
}

/** By generated code; that there is no deadlock is all that it says of them. */
function byCode(text: string): Counts | "deadlock" {
  const { model } = analyseText(text);
  const definition = present([...present(model).systems.values()][0]);
  const machine = machineOfSystem(present(model), definition, contracts(present(model)), { network });
  if (!machine.ok) throw new Error(machine.reason);
  const result = exploreCompiled(machine.built, present(model), [{ kind: "deadlock" }], { maxStates: 1_000_000, memory: 2 ** 28 });
  if (!result.ok) throw new Error(result.reason);
  const { states, transitions, found } = result.exploration;
  return found.has(0) ? "deadlock" : { states, transitions, deadlocks: 0 };
}

const ring = (n: number): number => 14 ** n - 4 ** n - 2 * n;
const commit = (n: number): number => 3 ** n * (5 ** n + 3 * 3 ** n - 2 ** n - n - 2);

describe("a ring of n has 14ⁿ − 4ⁿ − 2n states", () => {
  test.each([
    ["by the rules, n = 3", byRules, 3, 10_371],
    ["by generated code, n = 3", byCode, 3, 10_371],
    ["by generated code, n = 4", byCode, 4, 196_508],
    ["by generated code, n = 5", byCode, 5, 3_452_265],
  ] as const)("%s", (_, counted, n, transitions) => {
    expect(counted(ringSystem(n))).toEqual({ states: ring(n), transitions, deadlocks: 0 });
  });
});

describe("a commit of n has 3ⁿ(5ⁿ + 3·3ⁿ − 2ⁿ − n − 2) states", () => {
  test.each([
    ["by the rules, n = 2", byRules, 2, 1035],
    ["by generated code, n = 2", byCode, 2, 1035],
    ["by the rules, n = 3", byRules, 3, 20_052],
    ["by generated code, n = 3", byCode, 3, 20_052],
    ["by generated code, n = 4", byCode, 4, 352_215],
  ] as const)("%s", (_, counted, n, transitions) => {
    expect(counted(commitSystem(n))).toEqual({ states: commit(n), transitions, deadlocks: 0 });
  });
});

test("records of eight bytes: with two roles 12,148 states", () => {
  expect(byCode(wideSystem(2))).toMatchObject({ states: 12_148, deadlocks: 0 });
});
