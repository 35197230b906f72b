import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Model } from "../core/index.ts";
import { analyse, memoryReader } from "../loading/index.ts";
import { projection, projectionErrors } from "../projection/index.ts";
import { contracts } from "../protocols/index.ts";
import type { NetworkSystem } from "../semantics/index.ts";
import { isClosed, labelKey, networkSystem, systemNetwork } from "../semantics/index.ts";
import { exhaustive } from "../values/index.ts";
import type { BuildResult } from "./index.ts";
import { machineInitial, machineKey, machineOfChoreography, machineOfSystem, machineSteps } from "./index.ts";

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
      if (network.ok)
        subjects.push({ name: procedure.name, system: network.system, result: machineOfChoreography(model, procedure.name, { projection: using }) });
    }
  }
  for (const system of model.systems.values()) {
    const network = systemNetwork(model, system, contracts(model), { projection: using });
    if (network.ok)
      subjects.push({ name: system.name, system: network.system, result: machineOfSystem(model, system, contracts(model), { projection: using }) });
  }
  return subjects;
}

/** What differs between the steps of the rules and of the machine in reachable configurations; undefined if nothing does. */
function difference({ system, result }: Subject, cap: number): string | undefined {
  if (!result.ok) return undefined;
  const { machine, configurationOf, machineConfigurationOf } = result.built;
  const initial = system.initial(chooser).map((one) => system.key(one));
  const ours = machineInitial(machine, chooser).map((one) => system.key(configurationOf(one)));
  if (initial.join("\n") !== ours.join("\n")) return "initial configurations";
  const seen = new Set<string>();
  const keys = new Set<string>();
  const pending = [...machineInitial(machine, chooser)];
  for (let next = pending.shift(); next !== undefined && seen.size < cap; next = pending.shift()) {
    const there = configurationOf(next);
    const key = system.key(there);
    if (seen.has(key)) continue;
    seen.add(key);
    keys.add(machineKey(next));
    if (keys.size !== seen.size) return `keys: ${key}`;
    if (machineKey(machineConfigurationOf(there)) !== machineKey(next)) return `encoding: ${key}`;
    const expected = system.steps(there, chooser).map(({ label, target, rules }) => `${labelKey(label)} ${rules.join()} ${system.key(target)}`);
    const steps = machineSteps(machine, next, chooser);
    const found = steps.map(({ label, target, command }) => `${labelKey(label)} ${command?.rules.join() ?? ""} ${system.key(configurationOf(target))}`);
    if (expected.join("\n") !== found.join("\n")) return `steps of ${key}\n${expected.join("\n")}\n---\n${found.join("\n")}`;
    pending.push(...steps.map(({ target }) => target));
  }
  return undefined;
}

describe("machines", () => {
  test("step for step the machines of the corpus do what the rules say", () => {
    const refused: string[] = [];
    let built = 0;
    for (const path of paths) {
      const { model } = analyse(path, memoryReader(texts));
      for (const subject of model === undefined ? [] : subjectsOf(model)) {
        built += 1;
        if (!subject.result.ok) refused.push(`${path}: ${subject.result.reason}`);
        expect(difference(subject, 15), `${path} ${subject.name}`).toBeUndefined();
      }
    }
    expect(built).toBeGreaterThan(250);
    expect(refused.length).toBeLessThan(10);
    for (const reason of refused) expect(reason).toMatch(/nest without end$/);
  });
});
