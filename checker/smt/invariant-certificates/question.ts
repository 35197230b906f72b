/** What a property that is proved head first must never show, and what some run must. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Model } from "../../../calculus/core/index.ts";
import type { Fairness, Property } from "../../../calculus/syntax/index.ts";
import { headFirstDecides } from "../../head-first/applicability.ts";
import { isBuiltInItem, isRunItem, questionOf } from "../../items.ts";
import { readsPositions } from "../../property/one-role.ts";
import { usualFairness } from "../../liveness/index.ts";
import type { Aim } from "../head-first/aims.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { WatchedInNetwork } from "../network/network-conditions.ts";
import { hasAlwaysTruth, isOfOneRole, isOfStates } from "../head-first/visible.ts";

export interface Claimed {
  /** None of these is ever shown: the contrary, a state in which the property has no truth value, a choice without values. */
  readonly contraries: readonly Watched[];
  /** Some run shows this, or nothing was said. */
  readonly needed?: Watched;
}

/** What has to be shown for the property of the subject, or why solvers prove nothing of it head first. */
export function claimed(
  property: string,
  subject: string,
  model: Model,
): { readonly ok: true; readonly claim: Claimed } | { readonly ok: false; readonly reason: string } {
  const no = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason });
  const noValue: Watched = { kind: "no-value" };
  const definition = model.properties.find(({ name, of }) => name === property && of === subject);
  if (definition === undefined) {
    if (!isBuiltInItem(property) || !isRunItem(property)) return no(`${subject} has no property \`${property}\``);
    switch (property) {
      case "no-failure":
        return { ok: true, claim: { contraries: [{ kind: "failure" }, noValue] } };
      case "assert":
        return { ok: true, claim: { contraries: [{ kind: "violation" }, noValue], needed: { kind: "assertion" } } };
      case "deadlock-free":
      case "reception-safe":
      case "orphan-free":
        return no(`${property} holds by design (docs/semantics.md §8), not by an invariant`);
      default:
        return assertNever(property);
    }
  }
  const question = questionOf(definition);
  if (question?.kind !== "property") return no(`\`${property}\` is about whole runs`);
  if (!headFirstDecides(question, model)) return no(`\`${property}\` is not decided head first`);
  const { kind, formula } = question.property;
  const at = kind === "finally" ? "final-states" : "states";
  const contrary: Watched = { kind: "formula", formula, wanted: kind === "never", at };
  const contraries = [contrary, { ...contrary, wanted: "none" as const }, noValue];
  return { ok: true, claim: kind === "finally" ? { contraries, needed: { kind: "end" } } : { contraries } };
}

export interface ClaimedOfNetwork {
  readonly contraries: readonly WatchedInNetwork[];
  readonly needed?: WatchedInNetwork;
  /** The formula reads where roles are. */
  readonly tellsPositions: boolean;
}

/** What has to be shown for the property of a network, or why solvers prove nothing of it by invariants. */
export function claimedOfNetwork(
  property: string,
  subject: string,
  model: Model,
): { readonly ok: true; readonly claim: ClaimedOfNetwork } | { readonly ok: false; readonly reason: string } {
  const no = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason });
  const of = (contrary: WatchedInNetwork, needed?: WatchedInNetwork, tellsPositions = false): ReturnType<typeof claimedOfNetwork> => ({
    ok: true,
    claim: { contraries: [contrary, { kind: "no-value" }], ...(needed === undefined ? {} : { needed }), tellsPositions },
  });
  const definition = model.properties.find((one) => one.name === property && one.of === subject);
  if (definition === undefined) {
    if (!isBuiltInItem(property) || !isRunItem(property)) return no(`${subject} has no property \`${property}\``);
    switch (property) {
      case "no-failure":
        return of({ kind: "failure" });
      case "assert":
        return of({ kind: "violation" }, { kind: "assertion" });
      case "deadlock-free":
        return of({ kind: "deadlock" });
      case "reception-safe":
        return of({ kind: "reception" });
      case "orphan-free":
        return of({ kind: "orphan" });
      default:
        return assertNever(property);
    }
  }
  const question = questionOf(definition);
  if (question?.kind !== "property") return no(`\`${property}\` is about whole runs`);
  const { kind, formula } = question.property;
  if (kind === "witness") return no(`the evidence of \`${property}\` is its run`);
  const at = kind === "finally" ? "final-states" : "states";
  // What is watched for includes that the formula has no truth value.
  return of({ kind: "formula", formula, wanted: kind === "never", at }, kind === "finally" ? { kind: "end" } : undefined, readsPositions(formula));
}

export interface ClaimedOfRuns {
  readonly aim: Aim;
  /** The one that the property itself names, or the usual one. */
  readonly fairness: Fairness;
  /** None of these is ever shown by a run that is followed until the aim. */
  readonly contraries: readonly Watched[];
}

/** What has to be shown for a property of whole runs of the subject, `terminating` among them, or why it is not one that solvers prove. */
export function claimedOfRuns(
  property: string,
  subject: string,
  model: Model,
): { readonly ok: true; readonly claim: ClaimedOfRuns } | { readonly ok: false; readonly reason: string } {
  const no = (reason: string): { readonly ok: false; readonly reason: string } => ({ ok: false, reason });
  const definition = model.properties.find(({ name, of }) => name === property && of === subject)?.property;
  if (definition === undefined && property !== "terminating") return no(`${subject} has no property \`${property}\``);
  const aim = definition === undefined ? { formula: undefined } : aimOf(definition);
  if (aim === undefined) return no(`\`${property}\` is no property of whole runs that solvers prove`);
  const { formula, whenever } = aim;
  const formulas = [formula, whenever].filter((one) => one !== undefined);
  if (!formulas.every((one) => isOfStates(one, model))) return no(`\`${property}\` is about events, labels of statements or functions without body`);
  const partial = formulas.filter((one) => !hasAlwaysTruth(one, model));
  if (partial.some((one) => whenever !== undefined || !isOfOneRole(one, model)))
    return no(`whether \`${property}\` has a truth value depends on the order of the steps`);
  const untrue = partial.map((one): Watched => ({ kind: "formula", formula: one, wanted: "none", at: "states" }));
  const fairness = (definition !== undefined && "fairness" in definition ? definition.fairness : undefined) ?? usualFairness;
  return { ok: true, claim: { aim, contraries: [{ kind: "missed", formula }, ...untrue], fairness } };
}

function aimOf(property: Property): Aim | undefined {
  if (property.kind === "eventually") return { formula: property.formula };
  return property.kind === "leads-to" ? { formula: property.right, whenever: property.left } : undefined;
}
