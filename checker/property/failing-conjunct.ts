/** Which part of a formula is to blame: the smallest conjunct that is not true, as it stands in the source, with the values that it reads. */
import type { Model } from "../../calculus/core/index.ts";
import type { Formula } from "../../calculus/syntax/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import type { Binding, FailingConjunct } from "../counterexample/counterexample.ts";
import { conjunctsOf } from "./conjuncts.ts";
import { located, truthOf } from "./evaluate.ts";
import type { Read } from "./reads.ts";
import { readsOf } from "./reads.ts";
import type { Scene } from "./scene.ts";

/** A failing conjunct and the roles that it reads, in order. */
export interface Blame extends FailingConjunct {
  readonly roles: readonly string[];
}

/** The first conjunct of φ (of ¬φ when `negated`) that is not true in the scene; undefined if all are. */
export function failingConjunct(formula: Formula, negated: boolean, scene: Scene, model: Model): Blame | undefined {
  const failing = conjunctsOf(formula, negated).find((conjunct) => truthOf(conjunct.formula, scene, model).kind !== (conjunct.negated ? "false" : "true"));
  if (failing === undefined) return undefined;
  const reads = readsOf(failing.formula, (name) => model.roles.has(name));
  const bindings = new Map<string, Binding>();
  for (const read of reads) {
    const binding = bindingOf(read, scene, model);
    if (binding !== undefined) bindings.set(binding.variable, binding);
  }
  const text = textOf(failing.formula, model);
  return {
    text: failing.negated ? `not (${text})` : text,
    bindings: [...bindings.values()],
    roles: [...new Set(reads.flatMap((read) => (read.kind === "function" ? [] : [read.role])))],
  };
}

function bindingOf(read: Read, scene: Scene, model: Model): Binding | undefined {
  switch (read.kind) {
    case "variable": {
      const value = located(scene.world, read.role, read.variable);
      const variable = `${read.role}.${read.variable}`;
      return value === undefined ? { variable, text: "not set" } : { variable, value, text: printValue(value) };
    }
    case "end":
    case "label":
    case "event":
      return { variable: textOf(read.formula, model), text: truthOf(read.formula, scene, model).kind };
    case "function":
      return undefined;
  }
}

/** A formula as it stands in its file, on one line. */
export function textOf(formula: Formula, model: Model): string {
  const { file, start, end } = formula.span;
  return (model.sources[file]?.text.slice(start, end) ?? formula.kind)
    .split(/\s+/)
    .filter((word) => word !== "")
    .join(" ");
}
