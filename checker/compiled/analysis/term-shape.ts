/** What a term may be, and whether it may have no value; and what is known once it is true or false. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Definitions } from "../../../calculus/core/index.ts";
import type { Term } from "../../../calculus/machine/index.ts";
import { equalValues } from "../../../calculus/values/index.ts";
import { operandsOf, tabulate } from "./apply.ts";
import { divided, multiplied, negated, remainder } from "./interval-arithmetic.ts";
import { bindLocal, cellOf, either, narrow } from "./knowledge.ts";
import type { Knowledge } from "./knowledge.ts";
import { booleans, booleanShape, falseShape, interval, join, meet, noShape, recordOf, shapeOfValue, sumOf, trueShape } from "./shape.ts";
import type { Shape, TermShape } from "./shape.ts";
import { onlyValue } from "./shape-values.ts";
import { shapeOfType } from "./type-shape.ts";

type Operation = Extract<Term, { kind: "operation" }>;

const total = (shape: Shape): TermShape => ({ shape, mayFail: false });

/** The shape of a term's value. Linear in the term, but for what is tabulated. */
export function shapeOfTerm(term: Term, knowledge: Knowledge, definitions: Definitions): TermShape {
  switch (term.kind) {
    case "constant":
      return total(shapeOfValue(term.value));
    case "variable": {
      const { shape, mayBeUnset } = cellOf(knowledge, term.process, term.index);
      return { shape, mayFail: mayBeUnset };
    }
    case "local":
      return total(knowledge.locals.get(term.number)?.shape ?? shapeOfType(term.type, definitions));
    case "let": {
      const value = shapeOfTerm(term.value, knowledge, definitions);
      const body = shapeOfTerm(term.body, bindLocal(knowledge, term.number, value.shape, term.value), definitions);
      return { shape: body.shape, mayFail: value.mayFail || body.mayFail };
    }
    case "operation":
      return term.operator === "and" || term.operator === "or" || term.operator === "implies"
        ? connective(term, knowledge, definitions)
        : applied(term, knowledge, definitions);
    case "conditional": {
      const condition = shapeOfTerm(term.condition, knowledge, definitions);
      const [positive, negative] = [assume(term.condition, true, knowledge, definitions), assume(term.condition, false, knowledge, definitions)];
      const then = positive === undefined ? total(noShape) : shapeOfTerm(term.then, positive, definitions);
      const otherwise = negative === undefined ? total(noShape) : shapeOfTerm(term.else, negative, definitions);
      return { shape: join(then.shape, otherwise.shape), mayFail: condition.mayFail || then.mayFail || otherwise.mayFail };
    }
    case "field": {
      const of = shapeOfTerm(term.of, knowledge, definitions);
      const shape = of.shape.kind === "record" ? (of.shape.fields[term.position]?.[1] ?? noShape) : shapeOfType(term.type, definitions);
      return { shape: of.shape.kind === "none" ? noShape : shape, mayFail: of.mayFail };
    }
    case "check": {
      const condition = shapeOfTerm(term.condition, knowledge, definitions);
      const positive = assume(term.condition, true, knowledge, definitions);
      const body = positive === undefined ? total(noShape) : shapeOfTerm(term.body, positive, definitions);
      return { shape: body.shape, mayFail: condition.mayFail || body.mayFail || (condition.shape.kind === "boolean" && condition.shape.mayBeFalse) };
    }
    case "oracle":
      return { shape: shapeOfType(term.type, definitions), mayFail: true };
    case "undefined":
      return { shape: noShape, mayFail: true };
    case "not":
    case "negate":
    case "builtin":
    case "constructor":
    case "record":
    case "list":
    case "set":
    case "map":
    case "index":
      return applied(term, knowledge, definitions);
    default:
      return assertNever(term);
  }
}

/** `and`, `or`, `implies`: the right side counts where the left one does not decide. */
function connective(term: Operation, knowledge: Knowledge, definitions: Definitions): TermShape {
  const left = shapeOfTerm(term.left, knowledge, definitions);
  if (left.shape.kind !== "boolean") return { shape: left.shape.kind === "none" ? noShape : booleanShape, mayFail: true };
  const goesOn = term.operator !== "or";
  const further = assume(term.left, goesOn, knowledge, definitions);
  const right = further === undefined ? total(noShape) : shapeOfTerm(term.right, further, definitions);
  const decided = goesOn ? left.shape.mayBeFalse : left.shape.mayBeTrue;
  const early = decided ? (term.operator === "and" ? falseShape : trueShape) : noShape;
  return { shape: join(early, right.shape), mayFail: left.mayFail || right.mayFail };
}

/** Terms whose operands are all evaluated first. */
function applied(term: Term, knowledge: Knowledge, definitions: Definitions): TermShape {
  const operands = (operandsOf(term) ?? []).map((operand) => shapeOfTerm(operand, knowledge, definitions));
  const mayFail = operands.some((operand) => operand.mayFail);
  const shapes = operands.map(({ shape }) => shape);
  if (shapes.some(({ kind }) => kind === "none")) return { shape: noShape, mayFail };
  const own = structured(term, shapes, definitions);
  if (own !== undefined) return { shape: own.shape, mayFail: mayFail || own.mayFail };
  const table = tabulate(term, shapes);
  if (table !== undefined) return { shape: table.shape, mayFail: mayFail || table.mayFail };
  return { shape: shapeOfType(term.type, definitions), mayFail: mayFail || !isTotal(term) };
}

/** Built-in functions that are undefined nowhere (but that meet limits). */
const partialBuiltins: ReadonlySet<string> = new Set(["head", "last", "tail", "unwrap", "power"]);

function isTotal(term: Term): boolean {
  if (term.kind === "builtin") return !partialBuiltins.has(term.name);
  return term.kind !== "index" && !(term.kind === "operation" && (term.operator === "/" || term.operator === "%"));
}

/** What is computed part by part; undefined of everything else. The shapes have values. */
function structured(term: Term, shapes: readonly Shape[], definitions: Definitions): TermShape | undefined {
  const [first = noShape, second = noShape] = shapes;
  switch (term.kind) {
    case "not":
      return first.kind === "boolean" ? total(booleans(first.mayBeTrue, first.mayBeFalse)) : undefined;
    case "negate":
      return first.kind === "integer" ? total(negated(first)) : undefined;
    case "operation":
      return operation(term, first, second);
    case "constructor":
      return total(sumOf([{ name: term.name, payload: shapes }]));
    case "record": {
      const parts = new Map(term.fields.map(({ position }, index) => [position, shapes[index] ?? noShape]));
      const declared = definitions.records.get(term.name)?.fields ?? [];
      return total(
        recordOf(
          term.name,
          declared.map(({ name }, position) => [name, parts.get(position) ?? noShape]),
        ),
      );
    }
    case "builtin":
      return builtin(term.name, first, second);
    default:
      return undefined;
  }
}

function operation({ operator }: Operation, left: Shape, right: Shape): TermShape | undefined {
  if (operator === "==" || operator === "!=") {
    const mayBeEqual = meet(left, right).kind !== "none";
    const [a, b] = [onlyValue(left), onlyValue(right)];
    const mayDiffer = a === undefined || b === undefined || !equalValues(a, b);
    return total(operator === "==" ? booleans(mayDiffer, mayBeEqual) : booleans(mayBeEqual, mayDiffer));
  }
  if (left.kind !== "integer" || right.kind !== "integer") return undefined;
  const [a, b, c, d] = [left.low, left.high, right.low, right.high];
  const sure = (x: bigint | undefined, y: bigint | undefined, holds: (x: bigint, y: bigint) => boolean): boolean =>
    x !== undefined && y !== undefined && holds(x, y);
  switch (operator) {
    case "<":
      return total(booleans(!sure(b, c, (x, y) => x < y), !sure(a, d, (x, y) => x >= y)));
    case "<=":
      return total(booleans(!sure(b, c, (x, y) => x <= y), !sure(a, d, (x, y) => x > y)));
    case ">":
      return total(booleans(!sure(a, d, (x, y) => x > y), !sure(b, c, (x, y) => x <= y)));
    case ">=":
      return total(booleans(!sure(a, d, (x, y) => x >= y), !sure(b, c, (x, y) => x < y)));
    case "+":
      return total(interval(a === undefined || c === undefined ? undefined : a + c, b === undefined || d === undefined ? undefined : b + d));
    case "-":
      return total(interval(a === undefined || d === undefined ? undefined : a - d, b === undefined || c === undefined ? undefined : b - c));
    case "*":
      return total(multiplied(left, right));
    case "/":
      return divided(left, right);
    case "%":
      return remainder(left, right);
    default:
      return undefined;
  }
}

function builtin(name: string, first: Shape, second: Shape): TermShape | undefined {
  if (first.kind === "sum") {
    const content = first.cases.find((one) => one.name === "some")?.payload[0];
    const mayBeNone = first.cases.some((one) => one.name === "none");
    if (name === "is_some") return total(booleans(mayBeNone, content !== undefined));
    if (name === "is_none") return total(booleans(content !== undefined, mayBeNone));
    if (name === "unwrap") return { shape: content ?? noShape, mayFail: mayBeNone };
    if (name === "unwrap_or") return total(join(content ?? noShape, mayBeNone ? second : noShape));
  }
  if (first.kind !== "integer") return undefined;
  if (name === "abs") {
    const { low, high } = first;
    if (low !== undefined && low >= 0n) return total(first);
    const other = negated(first);
    const positive = meet(first, { kind: "integer", low: 0n, high: undefined });
    return total(join(meet(other, { kind: "integer", low: 0n, high: undefined }), high === undefined ? { kind: "integer", low: 0n, high } : positive));
  }
  if ((name !== "min" && name !== "max") || second.kind !== "integer") return undefined;
  const [a, b, c, d] = [first.low, first.high, second.low, second.high];
  const least = (x: bigint | undefined, y: bigint | undefined): bigint | undefined => (x === undefined || y === undefined ? (x ?? y) : x < y ? x : y);
  const greatest = (x: bigint | undefined, y: bigint | undefined): bigint | undefined => (x === undefined || y === undefined ? (x ?? y) : x > y ? x : y);
  if (name === "min") return total({ kind: "integer", low: a === undefined || c === undefined ? undefined : least(a, c), high: least(b, d) });
  return total({ kind: "integer", low: greatest(a, c), high: b === undefined || d === undefined ? undefined : greatest(b, d) });
}

/** What is known where the condition is defined and has this truth value; undefined: it cannot have it. */
export function assume(condition: Term, truth: boolean, knowledge: Knowledge, definitions: Definitions): Knowledge | undefined {
  if (isLeaf(condition)) {
    const { shape } = shapeOfTerm(condition, knowledge, definitions);
    if (shape.kind === "none" || (shape.kind === "boolean" && !(truth ? shape.mayBeTrue : shape.mayBeFalse))) return undefined;
  }
  switch (condition.kind) {
    case "variable":
    case "local":
    case "field":
      return narrow(knowledge, condition, truth ? trueShape : falseShape);
    case "not":
      return assume(condition.operand, !truth, knowledge, definitions);
    case "let": {
      const value = shapeOfTerm(condition.value, knowledge, definitions);
      return assume(condition.body, truth, bindLocal(knowledge, condition.number, value.shape, condition.value), definitions);
    }
    case "builtin": {
      const [operand] = condition.arguments;
      if (operand === undefined || (condition.name !== "is_some" && condition.name !== "is_none")) return knowledge;
      const isSome = (condition.name === "is_some") === truth;
      const { shape: of } = shapeOfTerm(operand, knowledge, definitions);
      return of.kind === "sum" ? narrow(knowledge, operand, sumOf(of.cases.filter(({ name }) => (name === "some") === isSome))) : knowledge;
    }
    case "operation":
      return assumeOperation(condition, truth, knowledge, definitions);
    case "conditional": {
      const [then, otherwise] = [true, false].map((way) => assume(condition.condition, way, knowledge, definitions));
      return either(
        then === undefined ? undefined : assume(condition.then, truth, then, definitions),
        otherwise === undefined ? undefined : assume(condition.else, truth, otherwise, definitions),
      );
    }
    default:
      return knowledge;
  }
}

/** Whether nothing in the condition is assumed itself: of the others it is found out there that they cannot be. */
function isLeaf(condition: Term): boolean {
  return condition.kind !== "operation" && condition.kind !== "not" && condition.kind !== "let" && condition.kind !== "conditional";
}

function assumeOperation(condition: Operation, truth: boolean, knowledge: Knowledge, definitions: Definitions): Knowledge | undefined {
  const { operator, left, right } = condition;
  if (operator === "and" || operator === "or" || operator === "implies") {
    const goesOn = operator !== "or";
    const further = assume(left, goesOn, knowledge, definitions);
    const onward = further === undefined ? undefined : assume(right, truth, further, definitions);
    const early = truth === (operator !== "and") ? assume(left, !goesOn, knowledge, definitions) : undefined;
    return either(early, onward);
  }
  const [a, b] = [shapeOfTerm(left, knowledge, definitions).shape, shapeOfTerm(right, knowledge, definitions).shape];
  const both = (ofLeft: Shape, ofRight: Shape): Knowledge | undefined => {
    const after = narrow(knowledge, left, ofLeft);
    return after === undefined ? undefined : narrow(after, right, ofRight);
  };
  if (operator === "==" || operator === "!=") {
    if ((operator === "==") === truth) {
      const common = meet(a, b);
      return both(common, common);
    }
    return both(without(a, b), without(b, a));
  }
  if (a.kind !== "integer" || b.kind !== "integer") return knowledge;
  const less = (strict: bigint): Knowledge | undefined =>
    both(
      meet(a, interval(undefined, b.high === undefined ? undefined : b.high - strict)),
      meet(b, interval(a.low === undefined ? undefined : a.low + strict, undefined)),
    );
  const more = (strict: bigint): Knowledge | undefined =>
    both(
      meet(a, interval(b.low === undefined ? undefined : b.low + strict, undefined)),
      meet(b, interval(undefined, a.high === undefined ? undefined : a.high - strict)),
    );
  switch (operator) {
    case "<":
      return truth ? less(1n) : more(0n);
    case "<=":
      return truth ? less(0n) : more(1n);
    case ">":
      return truth ? more(1n) : less(0n);
    case ">=":
      return truth ? more(0n) : less(1n);
    default:
      return knowledge;
  }
}

/** The values of the first that are not the only one of the second: a bound, a constructor or a constant is left out. */
export function without(shape: Shape, other: Shape): Shape {
  const only = onlyValue(other);
  if (only === undefined) return shape;
  switch (shape.kind) {
    case "boolean":
      return booleans(shape.mayBeFalse && only !== false, shape.mayBeTrue && only !== true);
    case "integer":
      if (shape.low === only) return interval(shape.low + 1n, shape.high);
      return shape.high === only ? interval(shape.low, shape.high - 1n) : shape;
    case "constants": {
      const values = shape.values.filter((value) => !equalValues(value, only));
      return values.length === 0 ? noShape : { kind: "constants", values };
    }
    case "sum":
      return typeof only === "object" && only.kind === "variant" && only.payload.length === 0
        ? sumOf(shape.cases.filter(({ name }) => name !== only.name))
        : shape;
    case "none":
    case "record":
    case "any":
      return shape;
    default:
      return assertNever(shape);
  }
}
