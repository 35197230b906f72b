/** T32-faults: faults only add steps, and what they do is what a second reading of docs/semantics.md says, written from the page and not from the rules. */
import { readNetwork } from "../../calculus/core/index.ts";
import type { Behaviour, FaultClause, FaultModel, Model, NetworkArchitecture } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { printBehaviour } from "../../calculus/notation/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { isFault, labelKey, systemNetwork } from "../../calculus/semantics/index.ts";
import type { Label, NetworkConfiguration, NetworkSystem, Step } from "../../calculus/semantics/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { recordingChooser } from "../../checker/index.ts";
import { faultySystems } from "../generators/faulty-systems.ts";
import { share } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

/** So many configurations of a system are looked at. */
const mostConfigurations = 40;

export const faultsOnlyAdd: Theorem = theorem<string>({
  id: "T32-faults",
  everydayRuns: 50,
  name: "faults only add steps",
  statement:
    "In every reachable configuration of a network with losses, duplicates and a fault model the first steps are those of the same network without them, in their order and with their targets; all others are faults, each does to the configuration what docs/semantics.md says and nothing else, and none is taken beyond its budget.",
  reference: "docs/semantics.md, networks and faults; monotonicity of the operator on transition systems",
  forall: faultySystems,
  given: (text) => text.includes("faults F {"),
  then: (text, { parts }, tally) => {
    const { model, diagnostics } = analyseText(text);
    const system = model?.systems.get("S");
    const faults = model?.faults.get("F");
    const reading = readNetwork(model?.expectations[0]?.network ?? "fifo");
    if (model === undefined || system === undefined || faults === undefined || !reading.ok)
      return { kind: "refused", message: diagnostics.map(({ message }) => message).join("\n") };
    const { network } = reading;
    const rules = { rules: parts.networkRules, faultRules: parts.faultRules };
    const faulty = systemNetwork(model, system, contracts(model), { ...rules, network, faults });
    const reliable = systemNetwork(model, system, contracts(model), { ...rules, network: { ...network, lossy: false, duplicating: false } });
    if (!faulty.ok || !reliable.ok) return { kind: "no-network", message: "a member has no process" };
    const chooser = recordingChooser();
    const open = [...faulty.system.initial(chooser.initial())];
    const beginning = open[0];
    const seen = new Set(open.map(faulty.system.key));
    tally.add("systems");
    const kinds = new Set<string>();
    // In turn what was found last, by ordinary steps first, so that queues fill, and what was found first, so that faults come at every place.
    let turn = 0;
    const next = (): NetworkConfiguration | undefined => ((turn += 1) > mostConfigurations ? undefined : turn % 6 === 0 ? open.shift() : open.pop());
    for (let N = next(); N !== undefined && beginning !== undefined; N = next()) {
      const steps = faulty.system.steps(N, chooser);
      const found = compared(reliable.system, N, steps, reliable.system.steps(N, chooser));
      if (found !== undefined) return found;
      for (const step of steps.filter(({ label }) => isFault(label))) {
        const wrong = effectOf(step, N, { model, network, faults, beginning });
        if (wrong !== undefined) return { kind: step.label.kind, message: `${labelKey(step.label)}: ${wrong}` };
        kinds.add(step.label.kind);
      }
      for (const { target } of steps.toReversed()) {
        const key = faulty.system.key(target);
        if (seen.has(key)) continue;
        seen.add(key);
        open.push(target);
      }
    }
    for (const kind of kinds) tally.add(`with ${kind}`);
    return undefined;
  },
  demands: [share("with crash", "systems", 40), share("with lose", "systems", 20), share("with receive", "systems", 15), share("with reorder", "systems", 15)],
});

type NetworkStep = Step<NetworkConfiguration>;

/** The steps of the reliable network first, with their labels and targets, and then faults only. */
function compared(reliable: NetworkSystem, N: NetworkConfiguration, steps: readonly NetworkStep[], own: readonly NetworkStep[]): Refutation | undefined {
  const shown = ({ label, target }: NetworkStep): string => `${labelKey(label)} to ${reliable.key(target)}`;
  const [first, rest] = [steps.slice(0, own.length).map(shown), steps.slice(own.length)];
  const message = `in ${reliable.key(N)}`;
  if (first.join("\n") !== own.map(shown).join("\n")) return { kind: "other-steps", message };
  return rest.every(({ label }) => isFault(label)) ? undefined : { kind: "no-fault", message };
}

interface Given {
  readonly model: Model;
  readonly network: NetworkArchitecture;
  readonly faults: FaultModel;
  readonly beginning: NetworkConfiguration;
}

/** What is wrong with a fault, undefined if nothing is. */
function effectOf({ label, target }: NetworkStep, N: NetworkConfiguration, { model, faults, beginning }: Given): string | undefined {
  const clause = "clause" in label ? faults.clauses[label.clause] : undefined;
  if ("clause" in label) {
    const wrong = budgetOf(clause, label.clause, N, target);
    if (wrong !== undefined) return wrong;
  }
  const [queues, after] = [queuesOf(N), queuesOf(target)];
  if (label.kind === "receive") return queues.join("\n") === after.join("\n") ? undefined : "the queues have changed";
  if (label.kind === "crash") return queues.join("\n") === after.join("\n") ? crashOf(label, N, target, model, beginning) : "the queues have changed";
  if (stateOf(N) !== stateOf(target)) return "a role has changed";
  const [before, now] = [messagesOf(N), messagesOf(target)];
  if (label.kind === "lose") return before.length === now.length + 1 && isWithin(now, before) ? undefined : "not one message less";
  return before.length === now.length && isWithin(now, before) && queues.join("\n") !== after.join("\n") ? undefined : "not the same messages in another order";
}

function budgetOf(clause: FaultClause | undefined, index: number, N: NetworkConfiguration, target: NetworkConfiguration): string | undefined {
  if (clause === undefined) return "there is no such clause";
  const [before, after] = [N.world.spent?.[index] ?? -1, target.world.spent?.[index] ?? -1];
  if (clause.atMost === undefined) return before === 0 && after === 0 ? undefined : "a clause without a budget is counted";
  return after === before + 1 && after <= clause.atMost ? undefined : `used ${String(after)} times`;
}

function crashOf(
  label: Extract<Label, { kind: "crash" }>,
  N: NetworkConfiguration,
  target: NetworkConfiguration,
  model: Model,
  beginning: NetworkConfiguration,
): string | undefined {
  const { role } = label;
  for (const other of N.processes.keys()) if (other !== role && roleOf(N, other) !== roleOf(target, other)) return `${other} has changed`;
  if (!label.restarts) return target.world.stopped.get(role) === "crashed" && ownOf(N, role) === ownOf(target, role) ? undefined : "it goes on";
  if (processOf(target, role) !== processOf(beginning, role)) return "it does not start again";
  const fields = (of: NetworkConfiguration): ReadonlyMap<string, string> =>
    new Map((of.world.store.get(role)?.fields ?? []).map(([name, value]) => [name, printValue(value)]));
  const [before, after] = [fields(N), fields(target)];
  for (const { name, durable, initial } of model.roles.get(role) ?? []) {
    if (durable && before.get(name) !== after.get(name)) return `${name} is lost`;
    const chosen = label.values.find(([of]) => of === name)?.[1];
    const expected = chosen === undefined ? fields(beginning).get(name) : printValue(chosen);
    if (!durable && (initial.kind === "any") === (chosen === undefined)) return `the label does not say what ${name} is`;
    if (!durable && after.get(name) !== expected) return `${name} is not as at the start`;
  }
  return (target.world.store.get(role)?.frames ?? []).every((frame) => frame.length === 0) ? undefined : "it remembers locals";
}

function processOf({ processes }: NetworkConfiguration, role: string): string {
  const behaviour = processes.get(role);
  if (behaviour === undefined) return "";
  const known = printed.get(behaviour) ?? printBehaviour(behaviour);
  printed.set(behaviour, known);
  return known;
}

const printed = new WeakMap<Behaviour, string>();

/** What a role does next, what it knows, and whether it has stopped. */
function roleOf(N: NetworkConfiguration, role: string): string {
  return `${ownOf(N, role)} ${N.world.stopped.get(role) ?? ""}`;
}

function ownOf(N: NetworkConfiguration, role: string): string {
  const store = N.world.store.get(role);
  const known = [store?.fields ?? [], ...(store?.frames ?? [])].map((of) => of.map(([name, value]) => `${name}=${printValue(value)}`).join());
  return `${processOf(N, role)} ${known.join("|")}`;
}

function stateOf(N: NetworkConfiguration): string {
  return [...N.processes.keys()].map((role) => roleOf(N, role)).join("\n");
}

function queuesOf({ channels }: NetworkConfiguration): readonly string[] {
  return [...channels]
    .map(([name, { messages }]) => `${name}: ${messages.map(({ from, label, values }) => `${from ?? ""} ${label}(${values.map(printValue).join()})`).join()}`)
    .sort();
}

/** All messages, each with its queue. */
function messagesOf({ channels }: NetworkConfiguration): readonly string[] {
  return [...channels].flatMap(([name, { messages }]) =>
    messages.map(({ from, label, values }) => `${name} ${from ?? ""} ${label}(${values.map(printValue).join()})`),
  );
}

/** Whether the one list is part of the other, as often as each item stands there. */
function isWithin(part: readonly string[], whole: readonly string[]): boolean {
  const rest = [...whole];
  return part.every((item) => {
    const place = rest.indexOf(item);
    if (place >= 0) rest.splice(place, 1);
    return place >= 0;
  });
}
