/**
 * `npm run peers:spin`: SPIN on the exports of the corpus. What can be written as Promela is explored by SPIN without reduction and by the rules: as many
 * states and transitions, and a deadlock in one exactly if in the other. Everything on queues without bound; on queues with one place and as mailboxes every
 * eighth, and with `all` everything. `2/3` does the second third of the work. Without SPIN it fails.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { nodeFileSystem } from "../bin/files/node-file-system.ts";
import { sourceReader } from "../bin/files/source-reader.ts";
import { promelaText } from "../bin/formats/promela/write-promela.ts";
import { choreographiesOf, exposeHead, readNetwork } from "../calculus/core/index.ts";
import type { FaultModel, Model, NetworkArchitecture } from "../calculus/core/index.ts";
import { analyse } from "../calculus/loading/index.ts";
import { machineOfChoreography, machineOfSystem } from "../calculus/machine/index.ts";
import type { BuildResult } from "../calculus/machine/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import { isClosed, networkSystem, systemNetwork } from "../calculus/semantics/index.ts";
import type { NetworkConfiguration, TransitionSystem } from "../calculus/semantics/index.ts";
import { exhaustive } from "../calculus/values/index.ts";
import { outcomeOf, spinVersion, withModel } from "./spin.ts";

/** Larger systems take too long by the rules. */
const maximumStates = 1_500;

const networks = ["fifo", "bounded(1)", "mailbox bounded(2)"];

interface Options {
  readonly network: NetworkArchitecture;
  readonly faults?: FaultModel;
}

interface Subject {
  readonly title: string;
  /** On queues without bound. */
  readonly isUsual: boolean;
  readonly machine: () => BuildResult;
  readonly system: () => TransitionSystem<NetworkConfiguration> | undefined;
}

function subjectsOf(file: string, model: Model): readonly Subject[] {
  const faultModels = [undefined, ...model.faults.values()];
  const ways = networks.flatMap((words) => faultModels.map((faults) => ({ words, faults })));
  return ways.flatMap(({ words, faults }): readonly Subject[] => {
    const reading = readNetwork(words);
    if (!reading.ok) throw new Error(words);
    const options: Options = { network: reading.network, ...(faults === undefined ? {} : { faults }) };
    const title = (name: string): string => `${file}: ${name} on ${words}${faults === undefined ? "" : ` under ${faults.name}`}`;
    const isUsual = words === "fifo";
    const choreographies = choreographiesOf(model)
      .filter(isClosed)
      .map(({ name }): Subject => ({
        title: title(name),
        isUsual,
        machine: () => machineOfChoreography(model, name, options),
        system: () => {
          const found = networkSystem(model, name, options);
          return found.ok ? found.system : undefined;
        },
      }));
    const systems = [...model.systems.values()].map((definition): Subject => ({
      title: title(definition.name),
      isUsual,
      machine: () => machineOfSystem(model, definition, contracts(model), options),
      system: () => {
        const found = systemNetwork(model, definition, contracts(model), options);
        return found.ok ? found.system : undefined;
      },
    }));
    return [...choreographies, ...systems];
  });
}

interface Counts {
  readonly states: number;
  readonly transitions: number;
  readonly initial: number;
  /** Messages in a queue at the most. */
  readonly longest: number;
  /** Some state without steps in which a process that runs is not at its end. */
  readonly isStuck: boolean;
}

/** By the rules; undefined if the system is too large or branches over infinitely many values. */
function counted(system: TransitionSystem<NetworkConfiguration>): Counts | undefined {
  const missing: unknown[] = [];
  const note = (what: unknown): void => {
    missing.push(what);
  };
  const chooser = exhaustive(note, undefined, note);
  const keys = new Set<string>();
  const isNew = (configuration: NetworkConfiguration): boolean => {
    const before = keys.size;
    return keys.add(system.key(configuration)).size > before;
  };
  const reached = system.initial(chooser).filter(isNew);
  const initial = reached.length;
  let transitions = 0;
  let isStuck = false;
  let longest = 1;
  for (const configuration of reached) {
    const steps = system.steps(configuration, chooser);
    transitions += steps.length;
    const { processes, world, channels } = configuration;
    for (const { messages } of channels.values()) longest = Math.max(longest, messages.length);
    if (steps.length === 0) isStuck ||= [...processes].some(([role, behaviour]) => !world.stopped.has(role) && exposeHead(behaviour).kind !== "end");
    for (const { target } of steps) if (isNew(target)) reached.push(target);
    if (missing.length > 0 || keys.size > maximumStates) return undefined;
  }
  return { states: keys.size, transitions, initial, longest, isStuck };
}

/** How both compare; `left-out`: there is nothing to compare. */
type Comparison = { readonly kind: "agree" | "left-out" } | { readonly kind: "differ"; readonly text: string };

function compared({ machine, system }: Subject): Comparison {
  const built = machine();
  const rules = system();
  if (!built.ok || rules === undefined) return { kind: "left-out" };
  const counts = counted(rules);
  if (counts === undefined) return { kind: "left-out" };
  const written = promelaText(built.built.machine, { file: 0, start: 0, end: 0 }, { queueLength: counts.longest });
  if ("diagnostics" in written) return { kind: "left-out" };
  const spin = withModel(
    written.text,
    { flags: ["-o1", "-o2", "-o3"], optimisation: "-O0", depth: 100_000, hash: 16 },
    ({ command: [pan = "", ...words], directory }) => outcomeOf(spawnSync(pan, [...words, "-c0"], { cwd: directory, encoding: "utf8" }).stdout),
  );
  const chooses = written.text.includes("\ninit {");
  const expected = {
    states: counts.states + (chooses ? 1 : 0),
    transitions: counts.transitions + (chooses ? counts.initial : 0) + 1,
    isStuck: counts.isStuck,
  };
  if (JSON.stringify(spin) === JSON.stringify(expected)) return { kind: "agree" };
  return { kind: "differ", text: `SPIN ${JSON.stringify(spin)}, expected by the rules ${JSON.stringify(expected)}` };
}

const version = spinVersion();
if (version === undefined) {
  process.stderr.write("SPIN or a C compiler is not installed: apt-get install spin gcc\n");
  process.exit(1);
}
const words = process.argv.slice(2);
const everything = words.includes("all");
const share = words.find((word) => word.includes("/")) ?? "1/1";
const [part = 1, parts = 1] = share.split("/").map(Number);
const root = join(import.meta.dirname, "..");
const below = (folder: string): readonly string[] => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`);
const files = [...below("corpus").filter((name) => name.endsWith(".choreo")), "bench/models/ring-3.choreo", "bench/models/commit-3.choreo"].sort();
const counts = { agree: 0, differ: 0, "left-out": 0 };
let seen = 0;
for (const file of files) {
  const { model } = analyse(
    file,
    sourceReader(nodeFileSystem(root), () => new Uint8Array()),
  );
  if (model === undefined) continue;
  for (const subject of subjectsOf(file, model)) {
    seen += 1;
    if (seen % parts !== part - 1 || (!everything && !subject.isUsual && Math.floor(seen / parts) % 8 !== 0)) continue;
    const found = compared(subject);
    counts[found.kind] += 1;
    if (found.kind === "differ") process.stdout.write(`${subject.title}\n  ${found.text}\n`);
  }
}
process.stdout.write(
  `${version}: ${String(counts.agree)} exports agree, ${String(counts.differ)} differ; ${String(counts["left-out"])} cannot be written, or are too large\n`,
);
process.exitCode = counts.differ > 0 ? 1 : 0;
