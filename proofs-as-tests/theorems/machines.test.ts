import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, inject, test } from "vitest";
import type { Model } from "../../calculus/core/index.ts";
import { analyse, memoryReader } from "../../calculus/loading/index.ts";
import type { BuildResult, Machine } from "../../calculus/machine/index.ts";
import { machineInitial, machineKey, machineOfAutomata, machineOfChoreography, machineOfSystem, machineSteps } from "../../calculus/machine/index.ts";
import { projection } from "../../calculus/projection/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import type { NetworkSystem } from "../../calculus/semantics/index.ts";
import { isClosed, networkSystem, systemNetwork } from "../../calculus/semantics/index.ts";
import { automataNetwork, exploreAutomata } from "../../checker/automata/index.ts";
import { recordingChooser } from "../../checker/index.ts";
import { explain, judgeEveryday } from "../everyday.ts";
import { realImplementation } from "../implementation.ts";
import { compareStepForStep } from "../machines/step-for-step.ts";
import { surroundings } from "../machines/surroundings.ts";
import { machineTheorems } from "./index.ts";

const paths = readdirSync("corpus", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".choreo"))
  .sort();
const texts = new Map(paths.map((path) => [path, readFileSync(`corpus/${path}`, "utf8")]));

interface Subject {
  readonly name: string;
  readonly system: NetworkSystem;
  readonly result: BuildResult;
}

/** The closed choreographies and the systems of a model; every second one among faults, on some network. */
function subjectsOf(model: Model, number: number): readonly Subject[] {
  const subjects: Subject[] = [];
  const using = projection();
  const around = (roles: readonly string[]): ReturnType<typeof surroundings> | object => (number % 2 === 0 ? {} : surroundings(number, roles));
  const projectable = realImplementation.projectable(model) ? [...model.procedures.values()].filter(isClosed) : [];
  for (const { name, roles } of projectable) {
    const options = { projection: using, ...around(roles) };
    const network = networkSystem(model, name, options);
    if (network.ok) subjects.push({ name, system: network.system, result: machineOfChoreography(model, name, options) });
  }
  for (const system of model.systems.values()) {
    const options = { projection: using, ...around(system.members.map(({ role }) => role)) };
    const network = systemNetwork(model, system, contracts(model), options);
    if (network.ok) subjects.push({ name: system.name, system: network.system, result: machineOfSystem(model, system, contracts(model), options) });
  }
  return subjects;
}

/** How many configurations and transitions a machine has. */
function sizeOf(machine: Machine): { readonly configurations: number; readonly transitions: number } {
  const chooser = recordingChooser();
  const found = new Map(machineInitial(machine, chooser).map((one) => [machineKey(one), one]));
  let transitions = 0;
  for (const one of found.values()) {
    for (const { target } of machineSteps(machine, one, chooser)) {
      transitions += 1;
      if (!found.has(machineKey(target))) found.set(machineKey(target), target);
    }
  }
  return { configurations: found.size, transitions };
}

/** Every so many-th file is looked at: all of them take eight seconds. */
const every = inject("isDeep") ? 1 : 4;

describe("machines", () => {
  test("step for step the machines of the corpus do what the rules say", () => {
    const refused: string[] = [];
    let built = 0;
    for (const [number, path] of paths.entries()) {
      // Odd numbers are those among faults and on other networks: both kinds are among the files.
      if (Math.floor(number / 2) % every !== 0) continue;
      const { model } = analyse(path, memoryReader(texts));
      for (const { name, system, result } of model === undefined ? [] : subjectsOf(model, number)) {
        if (!result.ok) {
          refused.push(`${path}: ${result.reason}`);
          continue;
        }
        built += 1;
        const { refutation } = compareStepForStep(system, result.built, realImplementation.parts.machine, 10);
        expect(refutation, `${path} ${name}`).toBeUndefined();
      }
    }
    expect(built).toBeGreaterThan(250 / every);
    expect(refused.length).toBeLessThan(15);
    for (const reason of refused) expect(reason).toMatch(/nest without end$/);
  }, 600_000);

  test("machines of contexts have as many configurations and transitions as the exploration of their automata", () => {
    let compared = 0;
    for (const path of paths) {
      const { model } = analyse(path, memoryReader(texts));
      for (const { name, automata } of model?.contexts.values() ?? []) {
        const { configurations, transitions, complete } = exploreAutomata(automataNetwork(automata), { maxConfigurations: 300 });
        if (!complete) continue;
        compared += 1;
        expect(sizeOf(machineOfAutomata(name, automata)), `${path} ${name}`).toEqual({ configurations, transitions });
      }
    }
    expect(compared).toBeGreaterThan(30);
  }, 60_000);

  test.each(machineTheorems.map((theorem) => [`${theorem.id}: ${theorem.name}`, theorem] as const))(
    "%s",
    (_, theorem) => {
      const judgement = judgeEveryday(theorem);
      expect(judgement.status, explain(judgement)).toBe("passed");
    },
    600_000,
  );
});
