/**
 * Formulas of certificates, read by the language's own parser and type checker: what they say of the variables of a machine. A formula holds where it has no truth
 * value: where a variable that it reads is not set, or a partial operation has no value.
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Definitions } from "../../../calculus/core/index.ts";
import { consultsOracles, termOf } from "../../../calculus/machine/index.ts";
import type { TermScope } from "../../../calculus/machine/index.ts";
import { parseFile } from "../../../calculus/parser/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Expression, Formula } from "../../../calculus/syntax/index.ts";
import type { ExpressionTypes } from "../../../calculus/typing/index.ts";
import { boolType, intType } from "../../../calculus/values/index.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, Context, SymbolicInteger } from "../values/index.ts";
import { encodeExpression } from "../values/index.ts";
import type { NamedVariable } from "../head-first/variable-names.ts";

export interface ReadFormula {
  readonly text: string;
  /** What it says of what the variables hold, by their indices. @throws Refusal */
  readonly holds: (cells: readonly Cell[], context: Context) => Term;
}

export type FormulaReading = { readonly ok: true; readonly formula: ReadFormula } | { readonly ok: false; readonly reason: string };

export interface FormulaScope {
  readonly definitions: Definitions;
  readonly types: ExpressionTypes;
  readonly variables: readonly NamedVariable[];
}

/** Reads a formula of one state over these variables, without functions without body, events and positions. Linear in the text. */
export function readFormula(text: string, scope: FormulaScope): FormulaReading {
  const no = (reason: string): FormulaReading => ({ ok: false, reason: `\`${text}\` ${reason}` });
  const { tree, diagnostics } = parseFile(`property invariant = always ${text}\n;`, 0);
  const [declaration, ...others] = tree.declarations;
  if (diagnostics.length > 0 || others.length > 0 || declaration?.kind !== "property" || declaration.property.kind !== "always") return no("is no formula");
  const { formula } = declaration.property;
  const byText = new Map(scope.variables.map((variable) => [variable.text, variable]));
  const problem = problemOf(formula, scope, byText);
  if (problem !== undefined) return no(problem);
  const places: TermScope = {
    definitions: scope.definitions,
    variable: (name) => {
      const variable = byText.get(name);
      return variable === undefined ? undefined : { process: 0, index: variable.index, type: variable.type };
    },
  };
  const isSet = (role: string, variable: string, cells: readonly Cell[]): Term => present(cells[present(byText.get(`${role}.${variable}`)).index]).isSet;
  const holds = (cells: readonly Cell[], context: Context): Term => {
    const { value, defined } = truthOf(formula, { places, cells, isSet }, context);
    return context.terms.implies(defined, value);
  };
  return { ok: true, formula: { text, holds } };
}

/** An integer of a state. */
export interface ReadMeasure {
  readonly text: string;
  /** What it is of what the variables hold; 0 where it has no value. @throws Refusal */
  readonly at: (cells: readonly Cell[], context: Context) => SymbolicInteger;
}

export type MeasureReading = { readonly ok: true; readonly measure: ReadMeasure } | { readonly ok: false; readonly reason: string };

/** Reads an integer expression of one state over these variables, without functions without body. Linear in the text. */
export function readMeasure(text: string, scope: FormulaScope): MeasureReading {
  const no = (reason: string): MeasureReading => ({ ok: false, reason: `\`${text}\` ${reason}` });
  const { tree, diagnostics } = parseFile(`property invariant = always (${text}) <= 0\n;`, 0);
  const [declaration, ...others] = tree.declarations;
  if (diagnostics.length > 0 || others.length > 0 || declaration?.kind !== "property" || declaration.property.kind !== "always") return no("is no integer");
  const { formula } = declaration.property;
  if (formula.kind !== "expression" || formula.expression.kind !== "binary" || formula.expression.operator !== "<=") return no("is no integer");
  const problem = problemOf(formula, scope, new Map(scope.variables.map((variable) => [variable.text, variable])));
  if (problem !== undefined) return no(problem);
  const measured = flat(formula.expression.left);
  const byText = new Map(scope.variables.map((variable) => [variable.text, variable]));
  const places: TermScope = { definitions: scope.definitions, variable: variableIn(byText) };
  const at = (cells: readonly Cell[], context: Context): SymbolicInteger => {
    const { terms, integers } = context;
    const environment = { scope: places, cells: (_: number, index: number): Cell => present(cells[index]) };
    const { value, defined, answered } = encodeExpression(measured, environment, context, intType);
    const zero = integers.literal(0n);
    return value.kind === "integer" ? integers.choose(terms.and(defined, answered), value, zero) : zero;
  };
  return { ok: true, measure: { text, at } };
}

/** What is wrong in a formula, or undefined. */
function problemOf(formula: Formula, scope: FormulaScope, variables: ReadonlyMap<string, NamedVariable>): string | undefined {
  switch (formula.kind) {
    case "not":
      return problemOf(formula.operand, scope, variables);
    case "and":
    case "or":
    case "implies":
      return problemOf(formula.left, scope, variables) ?? problemOf(formula.right, scope, variables);
    case "is-set":
      return variables.has(`${formula.role.text}.${formula.variable.text}`) ? undefined : "reads a variable that there is not";
    case "expression": {
      const expression = flat(formula.expression);
      const { type, diagnostics } = scope.types.typeOf(expression, new Map([...variables].map(([text, variable]) => [text, variable.type])));
      if (diagnostics[0] !== undefined) return `has no type: ${diagnostics[0].message}`;
      if (type.kind !== "primitive" || type.name !== "bool") return "is no formula";
      const term = termOf(expression, { definitions: scope.definitions, variable: variableIn(variables) }, boolType);
      if (!term.ok) return term.reason;
      return consultsOracles(term.term) ? "asks a function without body" : undefined;
    }
    case "sent":
    case "received":
    case "at-end":
    case "at-label":
      return "is not about what variables hold";
    default:
      return assertNever(formula);
  }
}

function variableIn(variables: ReadonlyMap<string, NamedVariable>): TermScope["variable"] {
  return (name) => {
    const variable = variables.get(name);
    return variable === undefined ? undefined : { process: 0, index: variable.index, type: variable.type };
  };
}

interface Scene {
  readonly places: TermScope;
  readonly cells: readonly Cell[];
  readonly isSet: (role: string, variable: string, cells: readonly Cell[]) => Term;
}

/** From left to right; what the left side decides needs no right one. */
function truthOf(formula: Formula, scene: Scene, context: Context): { readonly value: Term; readonly defined: Term } {
  const { terms } = context;
  switch (formula.kind) {
    case "not": {
      const { value, defined } = truthOf(formula.operand, scene, context);
      return { value: terms.not(value), defined };
    }
    case "and":
    case "or":
    case "implies": {
      const [left, right] = [truthOf(formula.left, scene, context), truthOf(formula.right, scene, context)];
      const decides = formula.kind === "or" ? left.value : terms.not(left.value);
      const value = formula.kind === "and" ? terms.and(left.value, right.value) : terms.or(decides, right.value);
      return { value, defined: terms.and(left.defined, terms.or(decides, right.defined)) };
    }
    case "is-set":
      return { value: scene.isSet(formula.role.text, formula.variable.text, scene.cells), defined: terms.true };
    case "expression": {
      const cells = (_: number, index: number): Cell => present(scene.cells[index]);
      const { value, defined, answered } = encodeExpression(flat(formula.expression), { scope: scene.places, cells }, context, boolType);
      return value.kind === "boolean" ? { value: value.term, defined: terms.and(defined, answered) } : { value: terms.false, defined: terms.false };
    }
    case "sent":
    case "received":
    case "at-end":
    case "at-label":
      throw new Error("a formula that was refused is asked for its truth");
    default:
      return assertNever(formula);
  }
}

/** The expression with a name for each `A.x`, which no name of a program equals: it has a dot. */
function flat(expression: Expression): Expression {
  switch (expression.kind) {
    case "boolean":
    case "integer":
    case "string":
    case "unit":
    case "name":
      return expression;
    case "call":
      return { ...expression, arguments: expression.arguments.map(flat) };
    case "record":
      return { ...expression, fields: expression.fields.map((field) => ({ ...field, value: flat(field.value) })) };
    case "list":
    case "set":
      return { ...expression, items: expression.items.map(flat) };
    case "map":
      return { ...expression, entries: expression.entries.map((entry) => ({ ...entry, key: flat(entry.key), value: flat(entry.value) })) };
    case "field": {
      const { of, name, span } = expression;
      if (of.kind !== "name") return { ...expression, of: flat(of) };
      return { kind: "name", name: { text: `${of.name.text}.${name.text}`, span }, span };
    }
    case "index":
      return { ...expression, of: flat(expression.of), index: flat(expression.index) };
    case "unary":
      return { ...expression, operand: flat(expression.operand) };
    case "binary":
      return { ...expression, left: flat(expression.left), right: flat(expression.right) };
    case "if":
      return { ...expression, condition: flat(expression.condition), then: flat(expression.then), else: flat(expression.else) };
    default:
      return assertNever(expression);
  }
}
