/** Whether a head-first machine does what the head-first rules say: the same steps in the same order from every state, and one key for one state. */
import type { Model } from "../../calculus/core/index.ts";
import type { HeadFirstTransition } from "../../calculus/head-first/index.ts";
import { headFirstSchedule } from "../../calculus/head-first/index.ts";
import type { BuiltHeadFirst, MachineConfiguration, MachineStep } from "../../calculus/machine/index.ts";
import { machineInitial, machineKey, machineSteps } from "../../calculus/machine/index.ts";
import { choreographySystem, labelKey } from "../../calculus/semantics/index.ts";
import { exhaustive } from "../../calculus/values/index.ts";

export interface HeadFirstCompared {
  /** The first difference, and of what kind it is. */
  readonly refutation?: { readonly kind: string; readonly message: string };
  readonly states: number;
  /** The rules of all steps that were compared. */
  readonly rules: ReadonlySet<string>;
  readonly givesUp: boolean;
}

/** Compares them from the initial states, breadth first, on at most so many states; to the first evaluation that meets a limit or an infinite choice. */
export function compareHeadFirst(model: Model, { machine, stateOf }: BuiltHeadFirst, most: number): HeadFirstCompared {
  const met = new Set<string>();
  const note = (): void => {
    met.add("limit");
  };
  const chooser = exhaustive(note, () => undefined, note);
  const system = choreographySystem(model, machine.name);
  const { key, transitions } = headFirstSchedule(system, model);
  const rules = new Set<string>();
  const keys = new Map<string, string>();
  let givesUp = false;
  const result = (kind?: string, message = ""): HeadFirstCompared => ({
    ...(kind === undefined ? {} : { refutation: { kind, message } }),
    ...{ states: keys.size, rules, givesUp },
  });

  const initial = machineInitial(machine, chooser);
  const expected = system.initial(chooser).map((configuration) => key({ configuration, givenUp: [] }));
  if (met.size > 0) return result();
  if (expected.join("\n") !== initial.map((one) => key(stateOf(one))).join("\n")) return result("initial", "other initial states");
  const known = new Map<string, MachineConfiguration>(initial.map((one) => [machineKey(one), one]));
  for (const [own, configuration] of known) {
    if (keys.size >= most) break;
    const state = stateOf(configuration);
    const name = key(state);
    if (keys.has(name)) return result("key", `two keys for ${name}`);
    keys.set(name, own);
    const steps = machineSteps(machine, configuration, chooser);
    const ours = steps.map((step) => `${ofMachine(step)} to ${key(stateOf(step.target))}`);
    const theirs = transitions(state, chooser).map((transition) => `${ofRules(transition)} to ${key(transition.target)}`);
    if (met.size > 0) return result();
    if (ours.join("\n") !== theirs.join("\n"))
      return result("steps", `from ${name} the machine does\n${ours.join("\n")}\nand the rules say\n${theirs.join("\n")}`);
    for (const { command, target } of steps) {
      for (const rule of command?.rules ?? []) rules.add(rule);
      givesUp ||= command?.effect.kind === "give-up";
      if (!known.has(machineKey(target))) known.set(machineKey(target), target);
    }
  }
  return result();
}

function ofMachine({ label, moments = [label], command }: MachineStep): string {
  return `${moments.map(labelKey).join(" · ")} by ${command?.rules.join() ?? ""}`;
}

function ofRules({ steps }: HeadFirstTransition): string {
  return `${steps.map(({ label }) => labelKey(label)).join(" · ")} by ${steps.flatMap(({ rules }) => rules).join()}`;
}
