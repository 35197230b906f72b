/** The ways in which a failing execution is made smaller: one role, some steps, one choice or one copy less, one integer halved. */
import type { Role, Value } from "../../calculus/core/index.ts";
import { isFault } from "../../calculus/semantics/index.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import { assertNever } from "../../calculus/assert-never.ts";
import { equalValues, printValue } from "../../calculus/values/index.ts";
import type { Made } from "./attempt.ts";
import { halvings } from "./simpler-values.ts";

export type Edit =
  /** The role takes no steps. */
  | { readonly kind: "without-role"; readonly role: Role }
  /** The steps from `from` up to and excluding `to` (from 0) are left out. */
  | { readonly kind: "without-steps"; readonly from: number; readonly to: number }
  /** The choice has another value. */
  | { readonly kind: "value"; readonly made: Made; readonly value: Value }
  /** The `choose` at this step takes its first branch. */
  | { readonly kind: "first-branch"; readonly step: number }
  /** The receive at this step leaves no copy behind. */
  | { readonly kind: "without-copy"; readonly step: number };

/**
 * Edits that leave out faults, while what takes their place is still there, then whole roles, then ever smaller runs of at least two steps: they save work,
 * minimality does not need them.
 */
export function coarseEdits(steps: readonly { readonly role: Role; readonly wish: Label }[]): readonly Edit[] {
  const faults = steps.flatMap(({ wish }, step): readonly Edit[] => {
    if (!isFault(wish)) return [];
    return [wish.kind === "receive" ? { kind: "without-copy", step } : { kind: "without-steps", from: step, to: step + 1 }];
  });
  const edits: Edit[] = [...faults, ...rolesOf(steps)];
  for (let size = Math.ceil(steps.length / 2); size >= 2; size = size === 2 ? 1 : Math.ceil(size / 2)) {
    for (let from = steps.length - size; from > -size; from -= size) edits.push({ kind: "without-steps", from: Math.max(0, from), to: from + size });
  }
  return edits;
}

/** Edits without one of which a 1-minimal execution fails no more: a role, a step, a choice, a copy, half an integer. */
export function fineEdits(steps: readonly { readonly role: Role; readonly wish: Label }[], choices: readonly Made[]): readonly Edit[] {
  const edits: Edit[] = rolesOf(steps);
  for (let index = steps.length - 1; index >= 0; index -= 1) edits.push({ kind: "without-steps", from: index, to: index + 1 });
  for (const made of choices) if (!equalValues(made.value, made.simplest)) edits.push({ kind: "value", made, value: made.simplest });
  steps.forEach(({ wish }, step) => {
    if (wish.kind === "choose" && wish.branch > 0) edits.push({ kind: "first-branch", step });
    if (wish.kind === "receive" && wish.kept === true) edits.push({ kind: "without-copy", step });
  });
  for (const made of choices) for (const value of halvings(made.value)) edits.push({ kind: "value", made, value });
  return edits;
}

function rolesOf(steps: readonly { readonly role: Role }[]): Edit[] {
  return [...new Set(steps.map(({ role }) => role))].map((role) => ({ kind: "without-role", role }));
}

/** The step (from 0) before which the edit changes nothing; 0 also for what changes the initial configuration. */
export function firstTouched(edit: Edit): number {
  switch (edit.kind) {
    case "without-role":
      return 0;
    case "without-steps":
      return edit.from;
    case "value":
      return Math.max(0, edit.made.step);
    case "first-branch":
    case "without-copy":
      return edit.step;
    default:
      return assertNever(edit);
  }
}

/** The receive as one that leaves no copy of its message. */
export function withoutCopy(label: Label): Label {
  if (label.kind !== "receive") return label;
  const { kind, from, to, label: message, values } = label;
  return { kind, from, to, label: message, values };
}

/** The label as a wish for another value of a choice that it shows. */
export function withValue(label: Label, made: Made, value: Value): Label {
  if (made.request.kind === "any") return label.kind === "any" ? { ...label, value } : label;
  if (!("oracles" in label)) return label;
  const oracles = label.oracles.map((answer) =>
    `${answer.name}(${answer.arguments.map(printValue).join(", ")})` === made.request.description ? { ...answer, result: value } : answer,
  );
  return { ...label, oracles };
}
