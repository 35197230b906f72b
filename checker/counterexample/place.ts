/** The expression at the place of a step, for reports: which part of an assertion is false, and what an undefined expression read. */
import { mapParts, mapTerms, spine } from "../../calculus/core/index.ts";
import type { Action, Behaviour, Choreography, Instruction, Model, Role, Site, Value } from "../../calculus/core/index.ts";
import type { World } from "../../calculus/semantics/index.ts";
import { variablesOf } from "../../calculus/syntax/index.ts";
import type { Expression } from "../../calculus/syntax/index.ts";
import { evaluate, printValue, refusing } from "../../calculus/values/index.ts";
import { located } from "../property/evaluate.ts";
import type { Binding, FailingConjunct } from "./counterexample.ts";

/** The smallest conjunct that is false, or has no value, of what `role` evaluates at `site`, with what it reads; undefined for generated text. */
export function failingExpression(model: Model, site: Site, role: Role, world: World): FailingConjunct | undefined {
  const conjuncts = expressionsAt(model, site, role).flatMap(conjunctsOf);
  const failing =
    conjuncts.find((conjunct) => valueOf(conjunct, model, role, world) !== true && variablesOf(conjunct).map(({ text }) => text).length > 0) ?? conjuncts[0];
  if (failing === undefined) return undefined;
  const bindings = new Map<string, Binding>();
  for (const name of variablesOf(failing).map(({ text }) => text)) {
    const value = located(world, role, name);
    const variable = `${role}.${name}`;
    if (value !== undefined) bindings.set(variable, { variable, value, text: printValue(value) });
  }
  const { file, start, end } = failing.span;
  return { text: model.sources[file]?.text.slice(start, end) ?? failing.kind, bindings: [...bindings.values()] };
}

function valueOf(expression: Expression, model: Model, role: Role, world: World): Value | undefined {
  const [evaluation] = evaluate(expression, {
    definitions: model.definitions,
    local: (name) => located(world, role, name),
    oracles: world.oracles,
    role,
    chooser: refusing,
  });
  return evaluation?.outcome.kind === "value" ? evaluation.outcome.value : undefined;
}

function conjunctsOf(expression: Expression): readonly Expression[] {
  if (expression.kind !== "binary" || expression.operator !== "and") return [expression];
  return [...conjunctsOf(expression.left), ...conjunctsOf(expression.right)];
}

/** What the role evaluates in the instruction that stands at `site`. */
function expressionsAt(model: Model, site: Site, role: Role): readonly Expression[] {
  for (const { body } of model.procedures.values()) {
    const found = find(body, site);
    if (found !== undefined) return expressionsOf(found, role);
  }
  for (const { body } of model.processes.values()) {
    const found = findAction(body, site);
    if (found !== undefined) return expressionsOfAction(found);
  }
  return [];
}

function find(term: Choreography, site: Site): Instruction | undefined {
  const seen = new WeakSet<Choreography>();
  let found: Instruction | undefined;
  const visit = (part: Choreography): Choreography => {
    for (const cell of spine(part, (suffix) => seen.has(suffix))) {
      if (cell.kind === "end" || seen.has(cell) || found !== undefined) continue;
      seen.add(cell);
      if ("site" in cell.head && isSame(cell.head.site, site)) found = cell.head;
      else mapTerms(cell.head, visit);
    }
    return part;
  };
  visit(term);
  return found;
}

/** The same in the body of a process. */
function findAction(body: Behaviour, site: Site): Action | undefined {
  const seen = new WeakSet<Behaviour>();
  let found: Action | undefined;
  const visit = (part: Behaviour): Behaviour => {
    for (const cell of spine(part, (suffix) => seen.has(suffix))) {
      if (cell.kind === "end" || seen.has(cell) || found !== undefined) continue;
      seen.add(cell);
      if ("site" in cell.head && isSame(cell.head.site, site)) found = cell.head;
      else mapParts(cell.head, visit);
    }
    return part;
  };
  visit(body);
  return found;
}

function isSame({ span: left }: Site, { span: right }: Site): boolean {
  return left.file === right.file && left.start === right.start && left.end === right.end;
}

function expressionsOf(I: Instruction, role: Role): readonly Expression[] {
  switch (I.kind) {
    case "communicate":
      return I.expressions;
    case "assign":
      return [I.expression];
    case "havoc":
      return I.domain.kind === "range" ? [I.domain.low, I.domain.high] : [];
    case "assert":
    case "assume":
    case "if":
      return [I.condition];
    case "match":
      return [I.scrutinee];
    case "call":
      return I.arguments.get(role) ?? [...I.arguments.values()].flat();
    default:
      return [];
  }
}

function expressionsOfAction(A: Action): readonly Expression[] {
  switch (A.kind) {
    case "send":
      return A.expressions;
    case "assign":
      return [A.expression];
    case "havoc":
      return A.domain.kind === "range" ? [A.domain.low, A.domain.high] : [];
    case "assert":
    case "assume":
    case "if":
      return [A.condition];
    case "match":
      return [A.scrutinee];
    case "call":
      return A.arguments;
    default:
      return [];
  }
}
