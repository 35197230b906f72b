/** What is wrong at the end of a run of the network, judged afresh from the run alone: the ground truth for what the engines claim. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Model, Role } from "../../calculus/core/index.ts";
import { isFault, subject } from "../../calculus/semantics/index.ts";
import type { Label, NetworkConfiguration, Step, TransitionSystem } from "../../calculus/semantics/index.ts";
import { current, firstValues } from "../../interpreter/index.ts";
import type { Execution } from "../../interpreter/index.ts";
import { awaitedText, movesItself, networkErrors } from "../explicit-state/network-errors.ts";
import type { StateError, Waiting } from "../explicit-state/state-space.ts";
import type { Question, RunItem, StateProperty } from "../items.ts";
import { truthOf } from "../property/evaluate.ts";
import { failingConjunct, textOf } from "../property/failing-conjunct.ts";
import type { Scene } from "../property/scene.ts";
import { networkScene } from "../property/scene.ts";
import type { Binding, FailingConjunct } from "./counterexample.ts";
import { failingExpression } from "./place.ts";

export interface Diagnosis {
  /** Equal for runs that fail in the same way: shrinking keeps it. */
  readonly kind: string;
  readonly message: string;
  readonly role?: Role;
  readonly conjunct?: FailingConjunct;
  /** Nobody can move at the end of the run. */
  readonly isStuck: boolean;
}

type NetworkSystem = TransitionSystem<NetworkConfiguration>;

/** What the last state of the run shows about the question: a violation, or for `witness` the witness; undefined if nothing. */
export function diagnosisOf(execution: Execution<NetworkConfiguration>, question: Question, model: Model, network: NetworkSystem): Diagnosis | undefined {
  const configuration = current(execution);
  const last = execution.steps.at(-1);
  const next = network.steps(configuration, firstValues);
  const isStuck = next.every(({ label }) => isFault(label));
  const canMove = (role: Role): boolean => next.some(({ label }) => movesItself(label, role));
  const when = last === undefined ? "already at the start" : `step ${String(execution.steps.length)}:`;
  if (question.kind === "property") {
    const found = ofProperty(question.property, networkScene(configuration, last?.label), model, last?.label);
    return found === undefined ? undefined : { ...found, message: `${when} ${found.message}`, isStuck };
  }
  const found = last !== undefined && isLabelItem(question.item) ? ofStep(question.item, last, configuration, model) : ofState(question.item, networkErrors(configuration, isStuck, canMove, network)); // prettier-ignore
  return found === undefined ? undefined : { ...found, message: `${when} ${found.message}`, isStuck };
}

type Found = Omit<Diagnosis, "isStuck">;

function isLabelItem(item: RunItem): item is "no-failure" | "assert" {
  return item === "no-failure" || item === "assert";
}

function ofStep(
  item: "no-failure" | "assert",
  { label, site }: Pick<Step<unknown>, "label" | "site">,
  { world }: NetworkConfiguration,
  model: Model,
): Found | undefined {
  if (label.kind !== "violate" && label.kind !== "fail") return undefined;
  if ((label.kind === "violate") !== (item === "assert")) return undefined;
  const { role } = label;
  const conjunct = failingExpression(model, site, role, world);
  const what = label.kind === "violate" ? `violates \`${label.site}\`` : `fails: ${label.reason}`;
  const message = `${role} ${what}${conjunct === undefined ? "" : bindingsText(conjunct.bindings)}`;
  return { kind: `${item} ${role} ${String(site.span.start)}`, message, role, ...(conjunct === undefined ? {} : { conjunct }) };
}

/** A role at a guarded choice without receives waits for itself: for a guard that holds. */
function waitText(waiting: Waiting): string {
  const { role, for: other } = waiting;
  return role === other ? `no guard of ${role} holds` : `${role} waits for ${awaitedText(waiting)}`;
}

function ofState(item: RunItem, errors: readonly StateError[]): Found | undefined {
  const wanted = item === "deadlock-free" ? "deadlock" : item === "reception-safe" ? "reception" : item === "orphan-free" ? "orphan" : undefined;
  const error = errors.find(({ kind }) => kind === wanted);
  if (error === undefined) return undefined;
  switch (error.kind) {
    case "deadlock":
      return { kind: "deadlock", message: `nobody can move: ${error.waiting.map(waitText).join(", ")}` };
    case "orphan":
      return { kind: "orphan", message: `everybody is finished and ${error.label} from ${error.from} to ${error.to} was never received`, role: error.to };
    case "reception":
      return {
        kind: `reception ${error.role}`,
        message: `${error.role} is offered ${error.label} by ${error.from} and expects ${error.expected.join(" or ")}`,
        role: error.role,
      };
    default:
      return assertNever(error);
  }
}

function ofProperty({ kind, formula }: StateProperty, scene: Scene, model: Model, label: Label | undefined): Found | undefined {
  if (kind === "finally" && !scene.isFinal()) return undefined;
  const truth = truthOf(formula, scene, model);
  if (kind === "witness") return truth.kind === "true" ? { kind, message: `\`${textOf(formula, model)}\` is true` } : undefined;
  const negated = kind === "never";
  if (truth.kind !== (negated ? "true" : "false")) return undefined;
  const blame = failingConjunct(formula, negated, scene, model);
  if (blame === undefined) return undefined;
  const actor = label === undefined ? undefined : subject(label);
  const role = actor !== undefined && blame.roles.includes(actor) ? actor : blame.roles[0];
  const message = `${role === undefined ? "" : `${role} makes `}\`${blame.text}\` false${bindingsText(blame.bindings)}`;
  return { kind: `${kind} ${blame.text}`, message, conjunct: { text: blame.text, bindings: blame.bindings }, ...(role === undefined ? {} : { role }) };
}

function bindingsText(bindings: readonly Binding[]): string {
  return bindings.length === 0 ? "" : ` (${bindings.map(({ variable, text }) => `${variable} = ${text}`).join(", ")})`;
}
