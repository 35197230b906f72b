/** T20-select: the steps of guarded choices are those of a second reading of docs/semantics.md, written from the page and not from the rules. */
import type { Action, Alternative, Behaviour, Role } from "../../calculus/core/index.ts";
import { concatenateBehaviours } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import { printBehaviour } from "../../calculus/notation/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { systemNetwork } from "../../calculus/semantics/index.ts";
import type { Label, NetworkConfiguration } from "../../calculus/semantics/index.ts";
import type { Expression } from "../../calculus/syntax/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { recordingChooser } from "../../checker/index.ts";
import { selectingSystems } from "../generators/selecting-systems.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

/** So many configurations of a system are looked at. */
const mostConfigurations = 30;

export const selectSteps: Theorem = theorem<string>({
  id: "T20-select",
  everydayRuns: 100,
  name: "a guarded choice does one of its alternatives",
  statement:
    "In every reachable configuration the steps of a process at a guarded choice are exactly those of its alternatives whose guard holds: the message sent or received, the assignments behind `do` from the values before, and what comes next; and it fails for each guard, and each payload of an open alternative, that is undefined.",
  reference: "docs/semantics.md §6; Dijkstra, CACM 18(8), 1975 (guarded commands)",
  forall: selectingSystems,
  given: (text) => text.includes("system S {"),
  then: (text, { parts }, tally) => {
    const { model, diagnostics } = analyseText(text);
    const system = model?.systems.get("S");
    if (model === undefined || system === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("\n") };
    const network = systemNetwork(model, system, contracts(model), { rules: parts.networkRules });
    if (!network.ok) return { kind: "no-network", message: network.reason };
    const chooser = recordingChooser();
    const open = [...network.system.initial(chooser.initial())];
    const seen = new Set(open.map(network.system.key));
    tally.add("systems");
    let isMixed = false;
    let isWaiting = false;
    for (let N = open.shift(); N !== undefined; N = open.shift()) {
      const steps = network.system.steps(N, chooser);
      for (const [role, behaviour] of N.processes) {
        if (N.world.stopped.has(role)) continue;
        const choice = choiceOf(behaviour);
        if (choice === undefined) continue;
        const expected = expectedSteps(role, choice.action, choice.tail, N).sort();
        const own = steps.filter(({ label }) => actorOf(label) === role);
        const actual = own.map(({ label, target }) => shown(role, label, target)).sort();
        if (actual.join("\n") !== expected.join("\n")) {
          return { kind: "other-steps", message: `${role} does\n${actual.join("\n")}\nand not\n${expected.join("\n")}` };
        }
        isMixed ||= own.some(({ label }) => label.kind === "send") && own.some(({ label }) => label.kind === "receive");
        isWaiting ||= own.length === 0;
      }
      for (const { target } of steps) {
        const key = network.system.key(target);
        if (seen.has(key) || seen.size >= mostConfigurations) continue;
        seen.add(key);
        open.push(target);
      }
    }
    if (isMixed) tally.add("can send and receive at once");
    if (isWaiting) tally.add("wait at a choice");
    return undefined;
  },
  demands: [share("can send and receive at once", "systems", 8), share("wait at a choice", "systems", 30)],
});

type Select = Extract<Action, { kind: "select" }>;

/** The guarded choice at which a process stands; loops of generated processes begin with a conditional. */
function choiceOf(behaviour: Behaviour): { readonly action: Select; readonly tail: Behaviour } | undefined {
  if (behaviour.kind === "end" || behaviour.head.kind !== "select") return undefined;
  return { action: behaviour.head, tail: behaviour.tail };
}

function actorOf(label: Label): Role | undefined {
  if (label.kind === "send") return label.from;
  if (label.kind === "receive") return label.to;
  return "role" in label ? label.role : undefined;
}

type Numbers = ReadonlyMap<string, bigint>;

/** The value of a generated expression: a number, a truth value, or undefined for a division by zero. */
function valueOf(expression: Expression, numbers: Numbers): bigint | boolean | undefined {
  if (expression.kind === "integer") return expression.value;
  if (expression.kind === "name") return numbers.get(expression.name.text);
  if (expression.kind !== "binary") throw new Error(`no generated expression: ${expression.kind}`);
  const [left, right] = [valueOf(expression.left, numbers), valueOf(expression.right, numbers)];
  if (typeof left !== "bigint" || typeof right !== "bigint") return undefined;
  switch (expression.operator) {
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "<":
      return left < right;
    case "+":
      return left + right;
    case "%":
      return right === 0n ? undefined : left % right;
    case "/":
      return right === 0n ? undefined : left / right;
    default:
      throw new Error(`no generated operator: ${expression.operator}`);
  }
}

function numbersOf(role: Role, { world }: NetworkConfiguration): Numbers {
  const store = world.store.get(role);
  const bindings = [...(store?.fields ?? []), ...(store?.frames ?? []).flat()];
  return new Map(bindings.flatMap(([name, value]) => (typeof value === "bigint" ? [[name, value] as const] : [])));
}

/** What the steps of a choice do, as texts: the label, the numbers of the role behind it, the queues, and what comes next. */
function expectedSteps(role: Role, { alternatives }: Select, tail: Behaviour, N: NetworkConfiguration): string[] {
  const before = numbersOf(role, N);
  const queues = queuesOf(N);
  return alternatives.flatMap((one): readonly string[] => {
    const isOpen = one.guard === undefined ? true : valueOf(one.guard, before);
    if (isOpen === undefined) return ["fail"];
    if (isOpen === false) return [];
    const { action } = one;
    const next = printBehaviour(concatenateBehaviours(one.body, tail));
    const behind = (what: string, numbers: Numbers, changed: ReadonlyMap<string, readonly string[]>): string =>
      [what, numbersText(updated(one, numbers)), queuesText(changed), next].join(" | ");
    if (action.kind === "local") return [behind("local", before, queues)];
    if (action.kind === "send") {
      const values = action.expressions.map((expression) => valueOf(expression, before));
      const channel = `${role} ${action.to}`;
      const message = `${action.label}(${values.join()})`;
      return [behind(`send ${channel} ${message}`, before, new Map(queues).set(channel, [...(queues.get(channel) ?? []), message]))];
    }
    const channel = `${action.from} ${role}`;
    const [head, ...rest] = queues.get(channel) ?? [];
    const parts = head === undefined ? undefined : /^(\w+)\((.*)\)$/.exec(head);
    if (head === undefined || parts?.[1] !== action.label) return [];
    const received = new Map(before);
    for (const variable of action.variables) received.set(variable, BigInt(parts[2] ?? "0"));
    return [behind(`receive ${channel} ${head}`, received, new Map(queues).set(channel, rest))];
  });
}

function updated({ updates }: Alternative, before: Numbers): Numbers {
  const after = new Map(before);
  for (const { variable, expression } of updates) {
    const value = valueOf(expression, before);
    if (typeof value === "bigint") after.set(variable, value);
  }
  return after;
}

function queuesOf({ channels }: NetworkConfiguration): Map<string, readonly string[]> {
  return new Map(
    [...channels.values()].map(({ from, to, messages }) => [
      `${from ?? ""} ${to}`,
      messages.map(({ label, values }) => `${label}(${values.map(printValue).join()})`),
    ]),
  );
}

function queuesText(queues: ReadonlyMap<string, readonly string[]>): string {
  return [...queues]
    .filter(([, messages]) => messages.length > 0)
    .map(([channel, messages]) => `${channel}: ${messages.join()}`)
    .sort()
    .join("; ");
}

function numbersText(numbers: Numbers): string {
  return [...numbers]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join();
}

function shown(role: Role, label: Label, target: NetworkConfiguration): string {
  const values = "values" in label && label.kind !== "crash" ? label.values.map(printValue).join() : "";
  const what = label.kind === "send" || label.kind === "receive" ? `${label.kind} ${label.from} ${label.to} ${label.label}(${values})` : label.kind;
  if (label.kind === "fail") return "fail";
  const next = target.processes.get(role);
  return [what, numbersText(numbersOf(role, target)), queuesText(queuesOf(target)), next === undefined ? "" : printBehaviour(next)].join(" | ");
}
