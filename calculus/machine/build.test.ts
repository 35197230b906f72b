import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Model } from "../core/index.ts";
import { analyse, memoryReader } from "../loading/index.ts";
import { projection, projectionErrors } from "../projection/index.ts";
import { contracts } from "../protocols/index.ts";
import type { NetworkSystem } from "../semantics/index.ts";
import { isClosed, networkSystem, systemNetwork } from "../semantics/index.ts";
import { exhaustive } from "../values/index.ts";
import type { BuildResult } from "./index.ts";
import { machineOfChoreography, machineOfSystem } from "./index.ts";

const chooser = exhaustive(() => undefined);
const corpus = new URL("../../corpus/", import.meta.url).pathname;
const paths = readdirSync(corpus, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".choreo"));
const texts = new Map(paths.map((path) => [path, readFileSync(corpus + path, "utf8")]));

interface Subject {
  readonly name: string;
  readonly system: NetworkSystem;
  readonly result: BuildResult;
}

function subjectsOf(model: Model): readonly Subject[] {
  const subjects: Subject[] = [];
  const using = projection();
  if (projectionErrors(model, using).length === 0) {
    for (const procedure of model.procedures.values()) {
      if (!isClosed(procedure)) continue;
      const network = networkSystem(model, procedure.name, { projection: using });
      if (network.ok) subjects.push({ name: procedure.name, system: network.system, result: machineOfChoreography(model, procedure.name, { projection: using }) });
    }
  }
  for (const system of model.systems.values()) {
    const network = systemNetwork(model, system, contracts(model), { projection: using });
    if (network.ok) subjects.push({ name: system.name, system: network.system, result: machineOfSystem(model, system, contracts(model), { projection: using }) });
  }
  return subjects;
}

describe("machines", () => {
  test("every configuration of the corpus is one of its machine, and back", () => {
    let count = 0;
    const refused: string[] = [];
    for (const path of paths) {
      const t0 = performance.now();
      const { model } = analyse(path, memoryReader(texts));
      if (model === undefined) continue;
      for (const { name, system, result } of subjectsOf(model)) {
        count += 1;
        if (!result.ok) {
          refused.push(`${path} ${name}: ${result.reason}`);
          continue;
        }
        const { configurationOf, machineConfigurationOf } = result.built;
        const seen = new Set<string>();
        const pending = [...system.initial(chooser)];
        for (let next = pending.shift(); next !== undefined && seen.size < 100; next = pending.shift()) {
          const key = system.key(next);
          if (seen.has(key)) continue;
          seen.add(key);
          expect(system.key(configurationOf(machineConfigurationOf(next)))).toBe(key);
          pending.push(...system.steps(next, chooser).map(({ target }) => target));
        }
      }
      const t1 = performance.now();
      if (t1 - t0 > 500) console.log(path, t1 - t0);
    }
    console.log(count, refused);
    expect(count).toBeGreaterThan(100);
  });
});
