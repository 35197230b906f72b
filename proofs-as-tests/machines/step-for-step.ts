/** Whether a machine does what the rules of networks say: the same steps in the same order from every configuration, and one key for one configuration. */
import type { BuiltMachine, MachineConfiguration, machineInitial, machineKey, machineSteps } from "../../calculus/machine/index.ts";
import type { NetworkConfiguration, NetworkSystem, Step } from "../../calculus/semantics/index.ts";
import { labelKey } from "../../calculus/semantics/index.ts";
import { recordingChooser } from "../../checker/index.ts";

/** What of machines a mutant may replace. */
export interface MachineParts {
  /** Called with every machine that is built. */
  readonly built: (built: BuiltMachine) => BuiltMachine;
  readonly initial: typeof machineInitial;
  readonly steps: typeof machineSteps;
  readonly key: typeof machineKey;
}

export interface Compared {
  /** The first difference, and of what kind it is. */
  readonly refutation?: { readonly kind: string; readonly message: string };
  readonly configurations: number;
  /** The rules of all steps that were compared. */
  readonly rules: ReadonlySet<string>;
}

/** Compares them from the initial configurations, on at most so many: in turn one that is near to them and one that was found last, which is deep. */
export function compareStepForStep(system: NetworkSystem, original: BuiltMachine, parts: MachineParts, most: number): Compared {
  const { machine, configurationOf, machineConfigurationOf } = parts.built(original);
  const chooser = recordingChooser();
  const keys = new Map<string, string>();
  const rules = new Set<string>();
  const differs = (kind: string, message: string): Compared => ({ refutation: { kind, message }, configurations: keys.size, rules });

  const waiting: MachineConfiguration[] = [...parts.initial(machine, chooser.initial())];
  const expected = system.initial(chooser.initial()).map((one) => system.key(one));
  const found = waiting.map((one) => system.key(configurationOf(one)));
  if (expected.join("\n") !== found.join("\n")) return differs("initial", `${String(found.length)} initial configurations, not ${String(expected.length)}`);

  const seen = new Set<string>();
  const next = (): MachineConfiguration | undefined => (seen.size % 2 === 0 ? waiting.shift() : waiting.pop());
  for (let here = next(); here !== undefined && seen.size < most; here = next()) {
    const there = configurationOf(here);
    const name = system.key(there);
    const key = parts.key(here);
    const known = keys.get(key);
    if (known !== undefined && known !== name) return differs("key", `one key for ${known} and ${name}`);
    keys.set(key, name);
    if (known === undefined && seen.has(name)) return differs("key", `two keys for ${name}`);
    if (seen.has(name)) continue;
    seen.add(name);
    if (parts.key(machineConfigurationOf(there)) !== key) return differs("encoding", `${name} is not encoded as what it was decoded from`);
    const steps = parts.steps(machine, here, chooser);
    const own = system.steps(there, chooser).map((step) => shown(system, step, rules));
    const ours = steps.map(({ label, target }) => `${labelKey(label)} to ${system.key(configurationOf(target))}`);
    if (own.join("\n") !== ours.join("\n")) return differs("steps", `from ${name} the machine does\n${ours.join("\n")}\nand the rules say\n${own.join("\n")}`);
    waiting.push(...steps.map(({ target }) => target).reverse());
  }
  return { configurations: keys.size, rules };
}

function shown(system: NetworkSystem, { label, target, rules: by }: Step<NetworkConfiguration>, rules: Set<string>): string {
  for (const rule of by) rules.add(rule);
  return `${labelKey(label)} to ${system.key(target)}`;
}
