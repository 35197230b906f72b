/** The models that exploration is measured on are what they are said to be, and have the states that they are said to have. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fifo } from "../calculus/core/index.ts";
import { analyseText } from "../calculus/loading/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import { present } from "../calculus/present.ts";
import { systemNetwork } from "../calculus/semantics/index.ts";
import { refusing } from "../calculus/values/index.ts";
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

/** Reachable configurations, steps from them, and those of them that have no step and are not final: by the rules, one after the other. */
function counted(text: string): { readonly states: number; readonly transitions: number; readonly deadlocks: number } {
  const { model } = analyseText(text);
  const definition = present([...present(model).systems.values()][0]);
  const found = systemNetwork(present(model), definition, contracts(present(model)), { network: { ...fifo, capacity: 2 } });
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

describe("by the rules, with queues of two messages", () => {
  test("a ring of n has 14ⁿ − 4ⁿ − 2n states", () => {
    expect(counted(ringSystem(3))).toEqual({ states: 14 ** 3 - 4 ** 3 - 6, transitions: 10_371, deadlocks: 0 });
  });

  test("a commit of n has 3ⁿ(5ⁿ + 3·3ⁿ − 2ⁿ − n − 2) states", () => {
    expect(counted(commitSystem(2))).toEqual({ states: 9 * (25 + 27 - 4 - 4), transitions: 1035, deadlocks: 0 });
  });
});
