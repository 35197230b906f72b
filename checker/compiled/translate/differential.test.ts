/** Generated code reaches the states of machines in their order, over the corpus: on the networks that are asked for and on others, with faults. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import type { FaultModel, Model, NetworkArchitecture } from "../../../calculus/core/index.ts";
import { fifo } from "../../../calculus/core/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import { analyse, memoryReader } from "../../../calculus/loading/index.ts";
import type { BuildOptions, BuildResult, BuiltMachine, MachineConfiguration } from "../../../calculus/machine/index.ts";
import { machineInitial, machineKey, machineOfChoreography, machineOfSystem, machineSteps } from "../../../calculus/machine/index.ts";
import { projection, projectionErrors } from "../../../calculus/projection/index.ts";
import { contracts } from "../../../calculus/protocols/index.ts";
import { isClosed } from "../../../calculus/semantics/index.ts";
import { exhaustive } from "../../../calculus/values/index.ts";
import { exploreCompiled } from "../index.ts";

const corpus = new URL("../../../corpus/", import.meta.url).pathname;
const paths = readdirSync(corpus, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".choreo"))
  .sort();
const texts = new Map(paths.map((path) => [path, readFileSync(corpus + path, "utf8")]));

/** Every so many-th file is looked at; the number has no divisor with those of networks and of what else alternates. */
const every = inject("isDeep") ? 1 : 7;
/** So many states of each machine are compared. */
const mostStates = 40;
const memory = 2 ** 22;

interface Reached {
  readonly states: readonly string[];
  /** Absent where there are more states. */
  readonly transitions?: number;
}

/** By the semantics of machines; undefined where a choice has infinitely many outcomes. */
function byMachine({ machine }: BuiltMachine): Reached | undefined {
  const met = new Set<string>();
  const note = (): void => {
    met.add("infinite");
  };
  const chooser = exhaustive(note, () => undefined, note);
  const known = new Map<string, MachineConfiguration>();
  const enter = (one: MachineConfiguration): void => {
    const key = machineKey(one);
    if (!known.has(key)) known.set(key, one);
  };
  machineInitial(machine, chooser).forEach(enter);
  let transitions = 0;
  for (const one of known.values()) {
    if (known.size > mostStates) break;
    const steps = machineSteps(machine, one, chooser);
    transitions += steps.length;
    steps.forEach(({ target }) => enter(target));
  }
  const states = [...known.keys()];
  if (met.size > 0) return undefined;
  return states.length > mostStates ? { states: states.slice(0, mostStates) } : { states, transitions };
}

function byCode(built: BuiltMachine, model: Model, backend: "wasm" | "javascript", order: "breadth-first" | "depth-first" = "breadth-first"): Reached | string {
  const watches = [{ kind: "reception" }, { kind: "deadlock" }] as const;
  const result = exploreCompiled(built, model, watches, { maxStates: mostStates, memory }, { backend, order, decidedBy: [] });
  if (!result.ok) return result.reason;
  const { ending, transitions, configuration } = result.exploration;
  const states = Array.from({ length: result.exploration.states }, (_, state) => machineKey(configuration(state)));
  return ending.kind === "complete" ? { states, transitions } : { states };
}

function machinesOf(model: Model): readonly ((options: BuildOptions) => BuildResult)[] {
  const using = projection();
  const closed = projectionErrors(model, using).length === 0 ? [...model.procedures.values()].filter(isClosed) : [];
  return [
    ...closed.map(
      ({ name }) =>
        (options: BuildOptions) =>
          machineOfChoreography(model, name, { projection: using, ...options }),
    ),
    ...[...model.systems.values()].map(
      (system) => (options: BuildOptions) => machineOfSystem(model, system, contracts(model), { projection: using, ...options }),
    ),
  ];
}

const networks: readonly NetworkArchitecture[] = [
  { ...fifo, capacity: 1 },
  { ...fifo, order: "mailbox" },
  { ...fifo, order: "bag", lossy: true },
  { ...fifo, lossy: true },
  { ...fifo, capacity: 2, duplicating: true },
];

const faults: FaultModel = {
  name: "F",
  span: nowhere,
  clauses: [
    { kind: "lose", atMost: 1, span: nowhere },
    { kind: "duplicate", atMost: 1, span: nowhere },
    { kind: "reorder", span: nowhere },
  ],
};

function surroundings(number: number, { processes }: BuiltMachine["machine"]): BuildOptions {
  const network = networks[number % networks.length] ?? fifo;
  const roles = processes.map(({ role }) => role);
  const crash = { kind: "crash" as const, roles, restarts: number % 2 === 0, atMost: 1, span: nowhere };
  return number % 3 === 0 ? { network, faults: { ...faults, clauses: [crash, ...faults.clauses] } } : { network };
}

test("generated code reaches the states of the corpus in the order of the machines", () => {
  let [compared, searched] = [0, 0];
  for (const [number, path] of paths.entries()) {
    const { model } = number % every === 0 ? analyse(path, memoryReader(texts)) : {};
    for (const build of model === undefined ? [] : machinesOf(model)) {
      const plain = build({});
      if (model === undefined || !plain.ok) continue;
      const around = build(surroundings(number, plain.built.machine));
      for (const [built, backend] of [[plain.built, "wasm"] as const, ...(around.ok ? [[around.built, "javascript"] as const] : [])]) {
        const expected = byMachine(built);
        if (expected === undefined) continue;
        const found = byCode(built, model, backend);
        if (found === "mailboxes of further sessions are not compiled") continue;
        expect(found, `${path} ${built.machine.name} ${backend}`).toEqual(expected);
        compared += 1;
        if (expected.transitions === undefined || number % 2 === 1) continue;
        const depthFirst = byCode(built, model, backend, "depth-first");
        if (typeof depthFirst === "string") throw new Error(depthFirst);
        expect({ ...depthFirst, states: depthFirst.states.toSorted() }, path).toEqual({ ...expected, states: expected.states.toSorted() });
        searched += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(400 / every);
  expect(searched).toBeGreaterThan(100 / every);
}, 600_000);
