/**
 * The checker of certificates. It imports the calculus and nothing of the engines (a dependency rule holds it to that), and says in its own words what each
 * property means. Namjoshi, Certifying model checkers, CAV 2001, for closed sets as certificates: what starts in a set that no step leaves stays in it.
 */
import { createHash } from "node:crypto";
import { assertNever } from "../../calculus/assert-never.ts";
import { exposeHead, readNetwork, networkWords, senderOf, sendersOf } from "../../calculus/core/index.ts";
import type { Action, AlternativeAction, Behaviour, Model, PropertyDefinition, Role, Value } from "../../calculus/core/index.ts";
import type { SourceFile } from "../../calculus/diagnostics/index.ts";
import { printBehaviour } from "../../calculus/notation/index.ts";
import { projectionErrors } from "../../calculus/projection/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import {
  actorOf,
  channelOf,
  channelsText,
  hasRoom,
  isClosed,
  isFault,
  networkSystem,
  queued,
  read,
  subject as subjectOf,
  systemNetwork,
  worldKey,
} from "../../calculus/semantics/index.ts";
import type { Chooser, Label, NetworkConfiguration, NetworkOptions, NetworkSystem, World } from "../../calculus/semantics/index.ts";
import type { Expression, Formula } from "../../calculus/syntax/index.ts";
import { evaluate, lookup, refusing } from "../../calculus/values/index.ts";
import type { Certificate } from "./certificate.ts";

/** Accepted: from the program and the set it follows that every property holds. Rejected: why it does not follow. Unfinished: why it was not looked at to the end. */
export type Rechecked =
  { readonly kind: "accepted"; readonly states: number; readonly transitions: number } | { readonly kind: "rejected" | "unfinished"; readonly reason: string };

/** Why a certificate is not accepted; thrown and caught in this file only. */
class Rejection extends Error {
  readonly kind: "rejected" | "unfinished";

  constructor(reason: string, kind: "rejected" | "unfinished" = "rejected") {
    super(reason);
    this.kind = kind;
  }
}

function reject(reason: string): never {
  throw new Rejection(reason);
}

/** `sha256:` and the hash of the texts of a program, in their order. */
export function hashOf(sources: readonly SourceFile[]): string {
  const hash = createHash("sha256");
  for (const { text } of sources) hash.update(`${String(text.length)}:${text}`);
  return `sha256:${hash.digest("hex")}`;
}

const processTexts = new WeakMap<Behaviour, string>();

/** The text of a process, as certificates list it. */
export function processText(behaviour: Behaviour): string {
  const known = processTexts.get(behaviour) ?? printBehaviour(behaviour);
  processTexts.set(behaviour, known);
  return known;
}

/** The text of a state: the numbers of its processes, its queues, its stores with who stopped and which faults happened. Equal texts iff equal states, but for statement labels. */
export function stateText({ processes, channels, world }: NetworkConfiguration, roles: readonly Role[], numberOf: (process: string) => number): string {
  const numbers = roles.map((role) => {
    const behaviour = processes.get(role);
    return behaviour === undefined ? -1 : numberOf(processText(behaviour));
  });
  return `${numbers.join()}\u0003${channelsText(channels)}\u0003${worldKey(world)}`;
}

/** Checks a certificate against a program. Linear in the set; looks at no state outside it. Throws only on mistakes of ours. */
export function recheck(certificate: Certificate, model: Model, shouldStop?: () => string | undefined): Rechecked {
  try {
    return { kind: "accepted", ...closed(certificate, model, shouldStop) };
  } catch (failure) {
    if (failure instanceof Rejection) return { kind: failure.kind, reason: failure.message };
    throw failure;
  }
}

/** All values of a domain, or rejection: what was not enumerated is not covered by a finite set, and where there is no value nothing is said. */
const everything: Chooser = {
  choose: ({ description }, domain) => {
    if (domain.kind !== "finite") return reject(`${description} ranges over more values than can be listed`);
    return domain.values.length > 0 ? domain.values : reject(`no value satisfies what is asked of ${description}`);
  },
  meetLimit: () => reject("a limit of the evaluator was met"),
};

function closed(
  certificate: Certificate,
  model: Model,
  shouldStop: (() => string | undefined) | undefined,
): { readonly states: number; readonly transitions: number } {
  if (hashOf(model.sources) !== certificate.program.hash) reject("it is for another program: the hash of the source differs");
  const network = networkOf(certificate, model);
  const judges = certificate.properties.map((name) => judgeOf(name, certificate, network, model));
  const numbers = new Map(certificate.processes.map((text, index) => [text, index]));
  if (numbers.size < certificate.processes.length) reject("it lists a process twice");
  const set = new Set(certificate.states);
  if (set.size < certificate.states.length) reject("it lists a state twice");
  const reached = new Map<string, NetworkConfiguration>();
  const enter = (configuration: NetworkConfiguration, how: string): void => {
    const text = stateText(configuration, network.roles, (process) => numbers.get(process) ?? reject(`${how} has a process that it does not list`));
    if (!set.has(text)) reject(`${how} is not in its set`);
    if (!reached.has(text)) reached.set(text, configuration);
  };
  for (const configuration of network.initial(everything)) {
    enter(configuration, "an initial state");
    for (const { scene } of judges) scene?.(configuration, undefined);
  }
  if (reached.size === 0) reject("there is no initial state, so that nothing is said");
  let [transitions, finals, looked] = [0, 0, 0];
  // The map grows while it is walked. That whatever is reached is in the set, and all of its steps lead into the set, is what is to be shown.
  for (const configuration of reached.values()) {
    const stopped = looked % 64 === 0 ? shouldStop?.() : undefined;
    if (stopped !== undefined) throw new Rejection(stopped, "unfinished");
    looked += 1;
    const steps = network.steps(configuration, everything);
    const labels = steps.map(({ label }) => label);
    if (network.isFinal(configuration)) finals += 1;
    for (const { state } of judges) state?.(configuration, labels);
    for (const { label, target } of steps) {
      transitions += 1;
      enter(target, "a state that a step leads to");
      for (const { scene } of judges) scene?.(target, label);
    }
  }
  if (reached.size < set.size) reject("its set has a state that is never reached");
  if (finals === 0 && judges.some(({ needsFinal }) => needsFinal)) reject("there is no final state, so that nothing is said");
  return { states: reached.size, transitions };
}

/** The network that is claimed about, made from the program. */
function networkOf({ subject, network, faults }: Certificate, model: Model): NetworkSystem {
  const reading = readNetwork(network);
  if (!reading.ok || networkWords(reading.network) !== network) reject(`it is about a network \`${network}\` that there is not`);
  const chosen = faults === undefined ? undefined : (model.faults.get(faults) ?? reject(`the program has no faults \`${faults}\``));
  const options: NetworkOptions = { network: reading.network, ...(chosen === undefined ? {} : { faults: chosen }) };
  const system = model.systems.get(subject);
  if (system !== undefined) {
    const built = systemNetwork(model, system, contracts(model), options);
    return built.ok ? built.system : reject(`${subject} has no network: ${built.reason}`);
  }
  const procedure = model.procedures.get(subject);
  if (procedure === undefined || !isClosed(procedure)) reject(`the program has no system, and no choreography that runs by itself, \`${subject}\``);
  if (projectionErrors(model).length > 0) reject("the program has choreographies that are not projectable");
  const built = networkSystem(model, subject, options);
  return built.ok ? built.system : reject(`${subject} is not projectable`);
}

/** What is asked of every state with the labels of its steps, and of every state right after a step (or at the start). Rejects where the property does not hold. */
interface Judge {
  readonly state?: (configuration: NetworkConfiguration, labels: readonly Label[]) => void;
  readonly scene?: (configuration: NetworkConfiguration, label: Label | undefined) => void;
  readonly needsFinal?: boolean;
}

function judgeOf(name: string, { subject, network }: Certificate, around: NetworkSystem, model: Model): Judge {
  const view = { around, model };
  const fails = (what: string): never => reject(`${name} does not hold: ${what}`);
  const property = model.properties.find((one) => one.name === name && one.of === subject);
  switch (name) {
    case "no-failure":
      return { scene: (_, label) => (label?.kind === "fail" ? fails(`${label.role} fails: ${label.reason}`) : undefined) };
    case "assert":
      return { scene: (_, label) => (label?.kind === "violate" ? fails(`${label.role} violates ${label.site}`) : undefined) };
    case "deadlock-free":
      return { state: (configuration, labels) => (isDeadlock(configuration, labels, view) ? fails("nobody can move, and somebody waits") : undefined) };
    case "orphan-free":
      return { state: (configuration) => (hasOrphan(configuration) ? fails("everybody is finished, and a message is left") : undefined) };
    case "reception-safe":
      if (readNetwork(network).ok && !network.startsWith("mailbox") && !network.startsWith("bag"))
        return {
          state: (configuration, labels) => (hasUnexpected(configuration, labels, view) ? fails("a role is offered only what it does not expect") : undefined),
        };
      return reject("reception-safe is checked where there is a queue, first in first out, for each pair of roles");
    default:
      return property === undefined ? reject(`${subject} has no property \`${name}\``) : judgeOfFormula(property, view, fails);
  }
}

function judgeOfFormula({ property }: PropertyDefinition, { around, model }: View, fails: (what: string) => never): Judge {
  if (property.kind !== "always" && property.kind !== "never" && property.kind !== "finally")
    return reject(`a closed set shows nothing about \`${property.kind}\``);
  const { kind, formula } = property;
  if (readsStatements(formula)) return reject("its states do not tell statement labels apart");
  const scene: Judge["scene"] = (configuration, label) => {
    if (kind === "finally" && !around.isFinal(configuration)) return;
    if (isTrue(formula, configuration, label, model) === (kind === "never")) fails(`a state contradicts \`${kind}\``);
  };
  return { scene, needsFinal: kind === "finally" };
}

/** What the role does next, seen through calls that it is in; undefined if it is finished. */
function nextOf(behaviour: Behaviour | undefined): Action | undefined {
  if (behaviour === undefined) return undefined;
  const exposed = exposeHead(behaviour);
  if (exposed.kind === "end") return undefined;
  return exposed.head.kind === "frame" ? (nextOf(exposed.head.body) ?? nextOf(exposed.tail)) : exposed.head;
}

/** What configurations are judged with besides themselves. */
interface View {
  readonly around: NetworkSystem;
  readonly model: Model;
}

/** The alternatives whose guards hold. */
function openOf({ alternatives }: Extract<Action, { kind: "select" }>, role: Role, world: World, { definitions }: Model): readonly AlternativeAction[] {
  const scope = { definitions, local: (name: string) => read(world, role, name), oracles: world.oracles, role, chooser: everything };
  const holds = (guard: Expression): boolean => evaluate(guard, scope).some(({ outcome }) => outcome.kind === "value" && outcome.value === true);
  return alternatives.flatMap(({ guard, action }) => (guard === undefined || holds(guard) ? [action] : []));
}

/** Who must send, or make room, before the role can go on; empty for one that does not wait, itself for one that can only wait for itself. */
function awaited({ processes, channels, world }: NetworkConfiguration, role: Role, { around, model }: View): readonly Role[] {
  const action = world.stopped.has(role) ? undefined : nextOf(processes.get(role));
  const isFull = (from: Role, to: Role): boolean => around.architecture !== undefined && !hasRoom(around.architecture, channels, from, to);
  if (action?.kind === "select") {
    const others = openOf(action, role, world, model).flatMap((one) => (one.kind === "receive" ? [one.from] : one.kind === "send" ? [one.to] : []));
    return others.length === 0 ? [role] : others;
  }
  if (action?.kind === "send") {
    const sides = channelOf(world, role, action);
    return sides !== undefined && isFull(sides.from, sides.to) ? [sides.to] : [];
  }
  if (action?.kind !== "receive") return [];
  return sendersOf(action).flatMap((sender) => channelOf(world, role, action, sender)?.from ?? []);
}

/** Nobody but faults can do anything, nobody is offered only what it does not expect (that is the other fault), and somebody waits whose waiting does not come down to a role that stopped by itself. */
function isDeadlock(configuration: NetworkConfiguration, labels: readonly Label[], view: View): boolean {
  if (!labels.every(isFault) || hasUnexpected(configuration, labels, view)) return false;
  const { processes, world } = configuration;
  return [...processes.keys()].some((role) => {
    if (awaited(configuration, role, view).length === 0) return false;
    const behind = new Set([role]);
    for (const one of behind) for (const next of awaited(configuration, one, view)) behind.add(actorOf(configuration, next) ?? next);
    return [...behind].every((one) => (world.stopped.get(one) ?? "crashed") === "crashed");
  });
}

function hasOrphan(configuration: NetworkConfiguration): boolean {
  const { processes, channels, world } = configuration;
  if (![...processes].every(([role, behaviour]) => world.stopped.has(role) || nextOf(behaviour) === undefined)) return false;
  return [...channels.values()].some(({ to, messages }) => messages.length > 0 && !world.stopped.has(actorOf(configuration, to) ?? to));
}

/** Some role has no step, and every queue that it may receive from begins with a message for which it has no branch. */
function hasUnexpected({ processes, channels, world }: NetworkConfiguration, labels: readonly Label[], { model }: View): boolean {
  return [...processes].some(([role, behaviour]) => {
    const action = world.stopped.has(role) ? undefined : nextOf(behaviour);
    if (action?.kind === "select") {
      if (labels.some((label) => subjectOf(label) === role && !isFault(label))) return false;
      const open = openOf(action, role, world, model);
      const receives = action.alternatives.flatMap(({ action: one }) => (one.kind === "receive" ? [one] : []));
      const isOffered = (one: AlternativeAction): boolean => {
        if (one.kind !== "receive") return false;
        const [head] = queued(channels, one.from, role);
        return isRefused(
          head,
          receives.filter(({ from }) => from === one.from),
        );
      };
      return open.length > 0 && open.every(isOffered);
    }
    if (action?.kind !== "receive") return false;
    return sendersOf(action).every((sender) => {
      const sides = channelOf(world, role, action, sender);
      const head = sides === undefined ? undefined : queued(channels, sides.from, sides.to)[0];
      return isRefused(
        head,
        action.branches.filter((branch) => senderOf(action, branch) === sender),
      );
    });
  });
}

interface Expected {
  readonly label: string;
  readonly variables: readonly unknown[];
}

function isRefused(head: { readonly label: string; readonly values: readonly unknown[] } | undefined, branches: readonly Expected[]): boolean {
  return head !== undefined && !branches.some(({ label, variables }) => label === head.label && variables.length === head.values.length);
}

function readsStatements(formula: Formula): boolean {
  switch (formula.kind) {
    case "not":
      return readsStatements(formula.operand);
    case "and":
    case "or":
    case "implies":
      return readsStatements(formula.left) || readsStatements(formula.right);
    case "at-label":
      return true;
    case "expression":
    case "is-set":
    case "sent":
    case "received":
    case "at-end":
      return false;
    default:
      return assertNever(formula);
  }
}

/** The truth of a formula in a state, right after a step with this label. Rejects where it has none. */
function isTrue(formula: Formula, configuration: NetworkConfiguration, label: Label | undefined, model: Model): boolean {
  const truth = (part: Formula): boolean => isTrue(part, configuration, label, model);
  switch (formula.kind) {
    case "not":
      return !truth(formula.operand);
    case "and":
      return truth(formula.left) && truth(formula.right);
    case "or":
      return truth(formula.left) || truth(formula.right);
    case "implies":
      return !truth(formula.left) || truth(formula.right);
    case "expression":
      return isTrueExpression(formula.expression, configuration.world, model);
    case "is-set":
      return valueOf(configuration.world, formula.role.text, formula.variable.text) !== undefined;
    case "sent":
    case "received": {
      if (label === undefined || (label.kind !== "send" && label.kind !== "receive") || (label.kind === "send") !== (formula.kind === "sent")) return false;
      const isBetween = label.from === formula.from.text && label.to === formula.to.text;
      return isBetween && (formula.message === undefined || formula.message.text === label.label);
    }
    case "at-end":
      return nextOf(configuration.processes.get(formula.role.text)) === undefined;
    case "at-label":
      return reject("its states do not tell statement labels apart");
    default:
      return assertNever(formula);
  }
}

/** A field, or a variable of the call that the role is in. */
function valueOf({ store }: World, role: Role, variable: string): Value | undefined {
  const of = store.get(role);
  return of === undefined ? undefined : (lookup(of.fields, variable) ?? lookup(of.frames.at(-1) ?? [], variable));
}

function isTrueExpression(expression: Expression, world: World, model: Model): boolean {
  const unset = new Set<string>();
  const [evaluation] = evaluate(expression, {
    definitions: model.definitions,
    local: () => undefined,
    oracles: world.oracles,
    role: "",
    chooser: { ...refusing, meetLimit: () => reject("a limit of the evaluator was met") },
    roleVariable: (role, variable) => {
      const value = model.roles.has(role) ? valueOf(world, role, variable) : undefined;
      if (model.roles.has(role) && value === undefined) unset.add(variable);
      return value;
    },
  });
  const outcome = evaluation?.outcome;
  if (unset.size > 0 || outcome?.kind !== "value" || typeof outcome.value !== "boolean") return reject("a formula has no truth value in some state");
  return outcome.value;
}
