/**
 * Terms of machines as symbolic values, with where they are defined, as `calculus/values` evaluates them: from left to right, a short circuit leaving out its right
 * side. What is left out is encoded too, since nothing happens there; it counts only where it is reached.
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Term as CoreTerm } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import { applyBuiltin } from "./builtins.ts";
import { iteValue } from "./choose.ts";
import type { Context } from "./context.ts";
import type { Cells } from "./environment.ts";
import { equalValues } from "./equal.ts";
import { atKey, keyedOf } from "./keyed.ts";
import { concatenate, indexList, listOf } from "./lists.ts";
import type { Partial } from "./lists.ts";
import { encodeLiteral } from "./literal.ts";
import { applyOracle } from "./oracles.ts";
import { tabulate } from "./possible.ts";
import { applyOperator, isNoValue, withinLimits } from "../../../calculus/values/index.ts";
import { refuse } from "./refusal.ts";
import { construct } from "./sums.ts";
import { nothing, symbolicUnit } from "./symbolic-value.ts";
import type { Evaluated, SymbolicInteger, SymbolicValue } from "./symbolic-value.ts";

type Operation = Extract<CoreTerm, { kind: "operation" }>;

interface Scene {
  readonly context: Context;
  readonly cells: Cells;
  readonly locals: ReadonlyMap<number, SymbolicValue>;
}

/** The value of the term where it has one. Linear in the term, but for operations on lists, sets and maps. @throws Refusal */
export function encodeTerm(term: CoreTerm, cells: Cells, context: Context): Evaluated {
  return encode(term, { context, cells, locals: new Map() });
}

/** As `encodeTerm`, for several from left to right: the first that is undefined ends it. */
export function encodeTerms(
  list: readonly CoreTerm[],
  cells: Cells,
  context: Context,
): { readonly values: readonly SymbolicValue[] } & Omit<Evaluated, "value"> {
  return inOrder(
    list.map((term) => encodeTerm(term, cells, context)),
    context,
  );
}

/** Evaluations one after the other: a question is asked only if what comes before it is defined. */
function inOrder(parts: readonly Evaluated[], { terms }: Context): { readonly values: readonly SymbolicValue[] } & Omit<Evaluated, "value"> {
  let [defined, answered] = [terms.true, terms.true];
  for (const part of parts) {
    answered = terms.and(answered, terms.implies(defined, part.answered));
    defined = terms.and(defined, part.defined);
  }
  return { values: parts.map(({ value }) => value), defined, answered };
}

function encode(term: CoreTerm, scene: Scene): Evaluated {
  const { context } = scene;
  const { terms } = context;
  switch (term.kind) {
    case "constant":
      return total(encodeLiteral(term.value, context), context);
    case "variable": {
      const { value, isSet } = scene.cells(term.process, term.index);
      return { value, defined: isSet, answered: terms.true };
    }
    case "local":
      return total(present(scene.locals.get(term.number)), context);
    case "let": {
      const bound = encode(term.value, scene);
      const body = encode(term.body, { ...scene, locals: new Map(scene.locals).set(term.number, bound.value) });
      const both = inOrder([bound, body], context);
      return { value: body.value, defined: both.defined, answered: both.answered };
    }
    case "operation":
      return term.operator === "and" || term.operator === "or" || term.operator === "implies" ? connective(term, scene) : applied(term, scene);
    case "conditional": {
      const condition = encode(term.condition, scene);
      if (condition.value.kind === "nothing") return { ...condition, value: nothing };
      const test = asBoolean(condition.value);
      if (test.kind === "true" || test.kind === "false") {
        const taken = encode(test.kind === "true" ? term.then : term.else, scene);
        const both = inOrder([condition, taken], context);
        return { value: taken.value, defined: both.defined, answered: both.answered };
      }
      const then = encode(term.then, scene);
      const otherwise = encode(term.else, scene);
      return {
        value: iteValue(test, then.value, otherwise.value, context),
        defined: terms.and(condition.defined, terms.ite(test, then.defined, otherwise.defined)),
        answered: terms.and(condition.answered, terms.implies(condition.defined, terms.ite(test, then.answered, otherwise.answered))),
      };
    }
    case "check": {
      const condition = encode(term.condition, scene);
      if (condition.value.kind === "nothing") return { ...condition, value: nothing };
      const body = encode(term.body, scene);
      const passes = terms.and(condition.defined, asBoolean(condition.value));
      return {
        value: body.value,
        defined: terms.and(passes, body.defined),
        answered: terms.and(condition.answered, terms.implies(passes, body.answered)),
      };
    }
    case "oracle": {
      const { values, defined, answered } = operands(term.arguments, scene);
      if (values.some(({ kind }) => kind === "nothing")) return { value: nothing, defined: terms.false, answered };
      const application = applyOracle(term.definition, values, context, encodeTerm);
      return { value: application.result, defined, answered: terms.and(answered, terms.implies(defined, application.holds)) };
    }
    case "undefined":
      return { value: nothing, defined: terms.false, answered: terms.true };
    case "field": {
      const of = encode(term.of, scene);
      return { ...of, value: of.value.kind === "record" ? (of.value.fields[term.position]?.[1] ?? nothing) : nothing };
    }
    case "not":
    case "negate":
    case "builtin":
    case "constructor":
    case "record":
    case "list":
    case "set":
    case "map":
    case "index":
      return applied(term, scene);
    default:
      return assertNever(term);
  }
}

function total(value: SymbolicValue, { terms }: Context): Evaluated {
  return { value, defined: terms.true, answered: terms.true };
}

function operands(list: readonly CoreTerm[], scene: Scene): ReturnType<typeof inOrder> {
  return inOrder(
    list.map((term) => encode(term, scene)),
    scene.context,
  );
}

/** The right side counts where the left one does not decide. */
function connective(term: Operation, scene: Scene): Evaluated {
  const { terms } = scene.context;
  const left = encode(term.left, scene);
  if (left.value.kind === "nothing") return { ...left, value: nothing };
  const truth = asBoolean(left.value);
  const goesOn = term.operator === "or" ? terms.not(truth) : truth;
  if (goesOn.kind === "false") return { ...left, value: { kind: "boolean", term: terms.boolean(term.operator !== "and") } };
  const right = encode(term.right, scene);
  const other = right.value.kind === "nothing" ? terms.false : asBoolean(right.value);
  const value = term.operator === "and" ? terms.and(truth, other) : term.operator === "or" ? terms.or(truth, other) : terms.implies(truth, other);
  return {
    value: { kind: "boolean", term: value },
    defined: terms.and(left.defined, terms.implies(goesOn, right.defined)),
    answered: terms.and(left.answered, terms.implies(terms.and(left.defined, goesOn), right.answered)),
  };
}

/** Terms whose operands are all evaluated first, from left to right. */
function applied(term: CoreTerm, scene: Scene): Evaluated {
  const { context } = scene;
  const { terms } = context;
  const { values, defined, answered } = operands(operandsOf(term), scene);
  if (values.some(({ kind }) => kind === "nothing")) return { value: nothing, defined: terms.false, answered };
  const own = apply(term, values, context);
  const result: Partial = "defined" in own ? own : { value: own, defined: terms.true };
  return { value: result.value, defined: terms.and(defined, result.defined), answered };
}

function operandsOf(term: CoreTerm): readonly CoreTerm[] {
  switch (term.kind) {
    case "not":
    case "negate":
      return [term.operand];
    case "operation":
      return [term.left, term.right];
    case "builtin":
    case "constructor":
      return term.arguments;
    case "record":
      return term.fields.map(({ value }) => value);
    case "list":
    case "set":
      return term.items;
    case "map":
      return term.entries.flatMap(({ key, value }) => [key, value]);
    case "index":
      return [term.of, term.index];
    default:
      return [];
  }
}

function apply(term: CoreTerm, values: readonly SymbolicValue[], context: Context): Partial | SymbolicValue {
  const { terms } = context;
  const [first = nothing, second = nothing] = values;
  switch (term.kind) {
    case "not":
      return { kind: "boolean", term: terms.not(asBoolean(first)) };
    case "negate":
      return context.integers.negate(asInteger(first));
    case "operation":
      return operation(term, first, second, context);
    case "builtin":
      return applyBuiltin(term.name, values, context);
    case "constructor":
      return construct(term.name, values, context);
    case "record": {
      const declared = context.definitions.records.get(term.name)?.fields ?? [];
      const given = new Map(term.fields.map(({ position }, index) => [position, values[index]]));
      return { kind: "record", name: term.name, fields: declared.map(({ name }, position) => [name, given.get(position) ?? nothing]) };
    }
    case "list":
      return listOf(values, context);
    case "set":
      return keyedOf(
        "set",
        values.map((key) => ({ key, value: symbolicUnit })),
        context,
      );
    case "map":
      return keyedOf(
        "map",
        term.entries.map((_, index) => ({ key: values[2 * index] ?? nothing, value: values[2 * index + 1] ?? nothing })),
        context,
      );
    case "index":
      return first.kind === "list" ? indexList(first, asInteger(second), context) : first.kind === "map" ? atKey(first, second, context) : refuse("an index");
    default:
      throw new Error(`${term.kind} is not applied to values`);
  }
}

function operation({ operator }: Operation, left: SymbolicValue, right: SymbolicValue, context: Context): Partial | SymbolicValue {
  const { terms, integers } = context;
  const boolean = (term: Term): SymbolicValue => ({ kind: "boolean", term });
  switch (operator) {
    case "==":
      return boolean(equalValues(left, right, context));
    case "!=":
      return boolean(terms.not(equalValues(left, right, context)));
    case "<":
      return boolean(integers.less(asInteger(left), asInteger(right)));
    case "<=":
      return boolean(integers.atMost(asInteger(left), asInteger(right)));
    case ">":
      return boolean(integers.less(asInteger(right), asInteger(left)));
    case ">=":
      return boolean(integers.atMost(asInteger(right), asInteger(left)));
    case "+":
      if (left.kind === "list" && right.kind === "list") return concatenate(left, right, context);
      if (left.kind === "string") return tabulate("the concatenation of strings that are not known", [left, right], ([a, b]) => concatenated(a, b), context);
      return integers.add(asInteger(left), asInteger(right));
    case "-":
      return integers.subtract(asInteger(left), asInteger(right));
    case "*":
      return integers.multiply(asInteger(left), asInteger(right));
    case "/":
    case "%": {
      const [dividend, divisor] = [asInteger(left), asInteger(right)];
      const defined = terms.not(integers.equal(divisor, integers.literal(0n)));
      return { value: operator === "/" ? integers.quotient(dividend, divisor) : integers.remainder(dividend, divisor), defined };
    }
    case "and":
    case "or":
    case "implies":
      throw new Error(`${operator} decides whether its right side is evaluated`);
    default:
      return assertNever(operator);
  }
}

function concatenated(
  left: Parameters<typeof withinLimits>[0] | undefined,
  right: typeof left,
): ReturnType<typeof withinLimits> | ReturnType<typeof applyOperator> {
  const result = applyOperator("+", present(left), present(right));
  return isNoValue(result) ? result : withinLimits(result);
}

function asBoolean(value: SymbolicValue): Term {
  if (value.kind !== "boolean") throw new Error(`a Boolean, not ${value.kind}`);
  return value.term;
}

function asInteger(value: SymbolicValue): SymbolicInteger {
  if (value.kind !== "integer") throw new Error(`an integer, not ${value.kind}`);
  return value;
}
