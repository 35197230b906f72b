/**
 * Truth of a formula at one moment of a run. Connectives are evaluated from left to right and stop early, so `A.x is set and A.x > 0` is guarded;
 * reading a variable that is not set, or a partial operation without a value, makes the formula undefined: neither true nor false, and reported.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Model, Role, Value } from "../../calculus/core/index.ts";
import type { Label, World } from "../../calculus/semantics/index.ts";
import type { Expression, Formula } from "../../calculus/syntax/index.ts";
import { describeLimit, evaluate, lookup, refusing } from "../../calculus/values/index.ts";
import type { Scene } from "./scene.ts";

export type Truth =
  | { readonly kind: "true" }
  | { readonly kind: "false" }
  | { readonly kind: "undefined"; readonly reason: string }
  /** A limit of the evaluator was met: the truth is not known. */
  | { readonly kind: "unknown"; readonly reason: string };

const truth = (value: boolean): Truth => (value ? { kind: "true" } : { kind: "false" });

/** σ(p)(x): the field, else the variable of p's innermost frame; undefined when it is not set. */
export function located(world: World, role: Role, variable: string): Value | undefined {
  const store = world.store.get(role);
  if (store === undefined) return undefined;
  return lookup(store.fields, variable) ?? lookup(store.frames.at(-1) ?? [], variable);
}

/** The truth of φ in a scene. Linear in φ plus the cost of its expressions. */
export function truthOf(formula: Formula, scene: Scene, model: Model): Truth {
  switch (formula.kind) {
    case "not": {
      const operand = truthOf(formula.operand, scene, model);
      return operand.kind === "undefined" || operand.kind === "unknown" ? operand : truth(operand.kind === "false");
    }
    case "and": {
      const left = truthOf(formula.left, scene, model);
      return left.kind === "true" ? truthOf(formula.right, scene, model) : left;
    }
    case "or": {
      const left = truthOf(formula.left, scene, model);
      return left.kind === "false" ? truthOf(formula.right, scene, model) : left;
    }
    case "implies": {
      const left = truthOf(formula.left, scene, model);
      return left.kind === "true" ? truthOf(formula.right, scene, model) : left.kind === "false" ? truth(true) : left;
    }
    case "expression":
      return truthOfExpression(formula.expression, scene, model);
    case "is-set":
      return truth(located(scene.world, formula.role.text, formula.variable.text) !== undefined);
    case "sent":
    case "received":
      return truth(isEvent(formula, scene.event));
    case "at-end":
      return truth(scene.isAtEnd(formula.role.text));
    case "at-label":
      return truth(scene.position(formula.role.text) === formula.label.text);
    default:
      return assertNever(formula);
  }
}

/** Whether a step with this label is the one that the formula is about. */
export function isEvent(formula: Extract<Formula, { kind: "sent" | "received" }>, event: Label | undefined): boolean {
  if (event === undefined || event.kind !== (formula.kind === "sent" ? "send" : "receive")) return false;
  if (event.from !== formula.from.text || event.to !== formula.to.text) return false;
  return formula.message === undefined || event.label === formula.message.text;
}

/** `roleVariable` notes the first variable that was read without being set, because the evaluator knows it by its role's name only. */
function truthOfExpression(expression: Expression, scene: Scene, model: Model): Truth {
  let unset: string | undefined;
  let limit: string | undefined;
  const [evaluation] = evaluate(expression, {
    definitions: model.definitions,
    local: () => undefined,
    oracles: scene.world.oracles,
    role: "",
    chooser: { ...refusing, meetLimit: (met) => (limit = describeLimit(met)) },
    roleVariable: (role, variable) => {
      if (!model.roles.has(role)) return undefined;
      const value = located(scene.world, role, variable);
      if (value === undefined) unset ??= `${role}.${variable}`;
      return value;
    },
  });
  if (unset !== undefined) return { kind: "undefined", reason: `${unset} is read where it may not be set; guard it with \`${unset} is set\`` };
  if (limit !== undefined) return { kind: "unknown", reason: limit };
  if (evaluation === undefined) return { kind: "undefined", reason: "it applies a function without body to arguments for which no run has an answer" };
  const { outcome } = evaluation;
  if (outcome.kind === "failure") return { kind: "undefined", reason: outcome.reason };
  if (typeof outcome.value !== "boolean") throw new Error("a formula that is not boolean passed the type checker");
  return truth(outcome.value);
}
