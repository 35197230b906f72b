/** Terms as code: the value, and where it is defined. Everything is computed, also what a short circuit leaves out: there are no effects and no traps. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Definitions, Value } from "../../../calculus/core/index.ts";
import type { Term } from "../../../calculus/machine/index.ts";
import { operandsOf, tabulate } from "../analysis/apply.ts";
import { divided, multiplied, negated, remainder } from "../analysis/interval-arithmetic.ts";
import { assume } from "../analysis/term-shape.ts";
import { bindLocal } from "../analysis/knowledge.ts";
import type { Knowledge } from "../analysis/knowledge.ts";
import type { Shape } from "../analysis/shape.ts";
import type { Arithmetic, Code, Comparison } from "../code/index.ts";
import { binary, i32, i64, unary } from "../code/index.ts";
import type { SideTables } from "../layout/index.ts";
import { asType, constant, integer, isCase, isEqual, knownValue, merged, shapeOf, typeFor, typeOf } from "./computed.ts";
import type { Computed, ComputedInteger } from "./computed.ts";
import type { Block } from "./locals.ts";
import { both, choose, constantOf, negation, no, oneOf, truth, yes } from "./logic.ts";
import { notNative } from "./not-native.ts";

/** A value, and whether there is one. */
export interface Evaluated {
  readonly value: Computed;
  readonly isDefined: Code;
}

/** Where a term is computed. */
export interface Scene {
  readonly definitions: Definitions;
  readonly tables: SideTables;
  readonly knowledge: Knowledge;
  /** What the variable holds, and whether it is set. @throws NotNative */
  readonly variable: (process: number, index: number, knowledge: Knowledge) => Evaluated;
  readonly locals: ReadonlyMap<number, Computed>;
  /** Where what is used several times is kept. */
  readonly block: Block;
}

type Operation = Extract<Term, { kind: "operation" }>;

const defined = (value: Computed): Evaluated => ({ value, isDefined: yes });
/** Of no consequence: the value of what is undefined. */
const nothing: Computed = { kind: "boolean", code: no };

/** Code for the term. @throws NotNative */
export function termCode(term: Term, scene: Scene): Evaluated {
  switch (term.kind) {
    case "constant":
      return defined(constant(term.value));
    case "variable":
      return scene.variable(term.process, term.index, scene.knowledge);
    case "local":
      return defined(scene.locals.get(term.number) ?? notNative("a local without value"));
    case "let": {
      const { value, isDefined } = termCode(term.value, scene);
      const body = termCode(term.body, withLocal(scene, term.number, kept(value, scene.block), term.value));
      return { value: body.value, isDefined: both(isDefined, body.isDefined) };
    }
    case "operation":
      return term.operator === "and" || term.operator === "or" || term.operator === "implies" ? connective(term, scene) : applied(term, scene);
    case "conditional": {
      const condition = termCode(term.condition, scene);
      if (condition.value.kind !== "boolean") return notNative("a condition that is no boolean");
      const known = constantOf(condition.value.code);
      if (known !== undefined) {
        const taken = termCode(known === 1 ? term.then : term.else, scene);
        return { value: taken.value, isDefined: both(condition.isDefined, taken.isDefined) };
      }
      const test = scene.block.keep(condition.value.code);
      const then = termCode(term.then, assuming(term.condition, true, scene));
      const otherwise = termCode(term.else, assuming(term.condition, false, scene));
      const isDefined = both(condition.isDefined, choose(test, then.isDefined, otherwise.isDefined));
      return { value: merged(test, then.value, otherwise.value, scene.tables), isDefined };
    }
    case "field": {
      const of = termCode(term.of, scene);
      if (of.value.kind !== "record") return notNative("a field of a record in a side table");
      return { value: of.value.fields[term.position]?.[1] ?? notNative("a field"), isDefined: of.isDefined };
    }
    case "check": {
      const condition = termCode(term.condition, scene);
      if (condition.value.kind !== "boolean") return notNative("a condition that is no boolean");
      const body = termCode(term.body, assuming(term.condition, true, scene));
      return { value: body.value, isDefined: both(both(condition.isDefined, condition.value.code), body.isDefined) };
    }
    case "oracle":
      return notNative("a function without body");
    case "undefined":
      return { value: nothing, isDefined: no };
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

function withLocal(scene: Scene, number: number, value: Computed, term: Term): Scene {
  return { ...scene, knowledge: bindLocal(scene.knowledge, number, shapeOf(value), term), locals: new Map(scene.locals).set(number, value) };
}

function assuming(condition: Term, way: boolean, scene: Scene): Scene {
  return { ...scene, knowledge: assume(condition, way, scene.knowledge, scene.definitions) ?? scene.knowledge };
}

/** The parts of a value in locals. */
export function kept(value: Computed, block: Block): Computed {
  switch (value.kind) {
    case "boolean":
      return { kind: "boolean", code: block.keep(value.code) };
    case "integer":
      return { ...value, code: block.keep(value.code, typeOf(value)) };
    case "sum": {
      const cases = value.cases.map((one) => ({ ...one, payload: one.payload.map((part) => kept(part, block)) }));
      return { ...value, tag: block.keep(value.tag), cases };
    }
    case "record":
      return { ...value, fields: value.fields.map(([name, part]) => [name, kept(part, block)]) };
    case "constants":
      return { ...value, index: block.keep(value.index) };
    case "interned":
      return { kind: "interned", number: block.keep(value.number) };
  }
}

function connective(term: Operation, scene: Scene): Evaluated {
  const left = termCode(term.left, scene);
  if (constantOf(left.isDefined) === 0) return left;
  if (left.value.kind !== "boolean") return notNative("a condition that is no boolean");
  const goesOn = term.operator !== "or";
  const decides = goesOn ? negation(left.value.code) : left.value.code;
  if (constantOf(decides) === 1) return { value: constant(term.operator !== "and"), isDefined: left.isDefined };
  const right = termCode(term.right, assuming(term.left, goesOn, scene));
  const rightCode = constantOf(right.isDefined) === 0 ? no : right.value.kind === "boolean" ? right.value.code : notNative("a condition that is no boolean");
  const isDefined = both(left.isDefined, oneOf(decides, right.isDefined));
  const code =
    term.operator === "and"
      ? both(left.value.code, rightCode)
      : term.operator === "or"
        ? oneOf(left.value.code, rightCode)
        : oneOf(negation(left.value.code), rightCode);
  return { value: { kind: "boolean", code }, isDefined };
}

function applied(term: Term, scene: Scene): Evaluated {
  const operands = (operandsOf(term) ?? []).map((operand) => termCode(operand, scene));
  const areDefined = operands.reduce<Code>((all, { isDefined }) => both(all, isDefined), yes);
  if (constantOf(areDefined) === 0) return { value: nothing, isDefined: no };
  const values = operands.map(({ value }) => value);
  const own = structured(term, values, scene) ?? table(term, values, scene);
  return { value: own.value, isDefined: both(areDefined, own.isDefined) };
}

function structured(term: Term, values: readonly Computed[], scene: Scene): Evaluated | undefined {
  const [first, second] = values;
  switch (term.kind) {
    case "not":
      return first?.kind === "boolean" ? defined({ kind: "boolean", code: negation(first.code) }) : undefined;
    case "negate":
      return first?.kind === "integer" ? arithmetic("sub", integer(i32(0), 0n, 0n), first, negated(boundsOf(first))) : undefined;
    case "operation":
      return first === undefined || second === undefined ? undefined : operation(term, first, second, scene);
    case "constructor":
      return defined({ kind: "sum", tag: i32(0), cases: [{ name: term.name, tag: 0, payload: values }] });
    case "record": {
      const parts = new Map(term.fields.map(({ position }, index) => [position, values[index]]));
      const declared = scene.definitions.records.get(term.name)?.fields ?? [];
      return defined({
        kind: "record",
        name: term.name,
        fields: declared.map(({ name }, position) => [name, parts.get(position) ?? notNative("a field")]),
      });
    }
    case "builtin":
      return builtin(term.name, first, second, scene);
    default:
      return undefined;
  }
}

const orders: Partial<Record<Operation["operator"], Comparison>> = { "<": "lt_s", "<=": "le_s", ">": "gt_s", ">=": "ge_s" };

function operation({ operator }: Operation, left: Computed, right: Computed, scene: Scene): Evaluated | undefined {
  if (operator === "==" || operator === "!=") {
    const code = isEqual(left, right, scene.tables);
    return defined({ kind: "boolean", code: operator === "==" ? code : negation(code) });
  }
  if (left.kind !== "integer" || right.kind !== "integer") return undefined;
  const order = orders[operator];
  if (order !== undefined) return defined({ kind: "boolean", code: comparison(order, left, right) });
  switch (operator) {
    case "+":
      return arithmetic("add", left, right, { kind: "integer", low: left.low + right.low, high: left.high + right.high });
    case "-":
      return arithmetic("sub", left, right, { kind: "integer", low: left.low - right.high, high: left.high - right.low });
    case "*":
      return arithmetic("mul", left, right, multiplied(boundsOf(left), boundsOf(right)));
    case "/":
    case "%":
      return euclidean(operator, left, right);
    default:
      return undefined;
  }
}

function boundsOf({ low, high }: ComputedInteger): { readonly kind: "integer"; readonly low: bigint; readonly high: bigint } {
  return { kind: "integer", low, high };
}

function comparison(operator: Comparison, left: ComputedInteger, right: ComputedInteger): Code {
  const sure =
    operator === "lt_s"
      ? [left.high < right.low, left.low >= right.high]
      : operator === "le_s"
        ? [left.high <= right.low, left.low > right.high]
        : operator === "gt_s"
          ? [left.low > right.high, left.high <= right.low]
          : [left.low >= right.high, left.high < right.low];
  if (sure[0] === true) return yes;
  if (sure[1] === true) return no;
  const type = typeOf(left) === "i64" || typeOf(right) === "i64" ? "i64" : "i32";
  return binary(operator, asType(left, type), asType(right, type), type);
}

/** An operation whose result lies within the bounds of the shape, computed in the narrowest type that has operands and result. */
function arithmetic(operator: Arithmetic, left: ComputedInteger, right: ComputedInteger, result: Shape): Evaluated {
  if (result.kind !== "integer" || result.low === undefined || result.high === undefined) return notNative("an integer without bounds");
  const { low, high } = result;
  if (low === high) return defined(constant(low));
  const own = typeFor(low, high);
  const type = own === "i64" || typeOf(left) === "i64" || typeOf(right) === "i64" ? "i64" : "i32";
  const code = folded(operator, asType(left, type), asType(right, type), type);
  return defined(integer(type === own ? code : unary("wrap", code), low, high));
}

/** x + c + d as x + (c + d), so that what reading adds and writing subtracts meets. */
function folded(operator: Arithmetic, left: Code, right: Code, type: "i32" | "i64"): Code {
  const by = constantOf(right);
  if (type === "i32" && by !== undefined && (operator === "add" || operator === "sub")) {
    const change = operator === "add" ? by : -by;
    if (left.kind === "binary" && left.operator === "add" && left.type === "i32" && constantOf(left.right) !== undefined) {
      const whole = ((constantOf(left.right) ?? 0) + change) | 0;
      return whole === 0 ? left.left : binary("add", left.left, i32(whole));
    }
    return change === 0 ? left : binary("add", left, i32(change));
  }
  return binary(operator, left, right, type);
}

/** Euclidean division: from the quotient and remainder that round towards zero, where the remainder is negative by one divisor more. */
function euclidean(operator: "/" | "%", left: ComputedInteger, right: ComputedInteger): Evaluated {
  const shape = operator === "/" ? divided(boundsOf(left), boundsOf(right)) : remainder(boundsOf(left), boundsOf(right));
  if (shape.shape.kind === "none") return { value: nothing, isDefined: no };
  if (shape.shape.kind !== "integer" || shape.shape.low === undefined || shape.shape.high === undefined) return notNative("an integer without bounds");
  const { low, high } = shape.shape;
  const divisor = knownValue(right);
  const isSimple = typeof divisor === "bigint" && divisor > 0n && typeOf(left) === "i32" && typeOf(right) === "i32";
  const type = isSimple ? "i32" : "i64";
  const [x, y] = [asType(left, type), asType(right, type)];
  const zero = type === "i32" ? i32(0) : i64(0n);
  const one = type === "i32" ? i32(1) : i64(1n);
  const isZero = isSimple ? no : unary("i64.eqz", y);
  const safe = isSimple ? y : binary("or", y, unary("extend_u", isZero), "i64");
  const rest = binary("rem_s", x, safe, type);
  const isNegative = left.low >= 0n ? no : binary("lt_s", rest, zero, type);
  let code: Code;
  if (operator === "%") {
    const size = right.low >= 0n ? safe : choose(binary("lt_s", safe, zero, type), binary("sub", zero, safe, type), safe, type);
    code = constantOf(isNegative) === 0 ? rest : choose(isNegative, binary("add", rest, size, type), rest, type);
  } else {
    const quotient = binary("div_s", x, safe, type);
    const towards =
      right.low >= 0n
        ? binary("sub", quotient, one, type)
        : choose(binary("gt_s", safe, zero, type), binary("sub", quotient, one, type), binary("add", quotient, one, type), type);
    code = constantOf(isNegative) === 0 ? quotient : choose(isNegative, towards, quotient, type);
  }
  const own = typeFor(low, high);
  const cut = own === type ? code : own === "i32" ? unary("wrap", code) : unary("extend_s", code);
  return { value: low === high ? constant(low) : integer(cut, low, high), isDefined: shape.mayFail ? negation(isZero) : yes };
}

function builtin(name: string, first: Computed | undefined, second: Computed | undefined, scene: Scene): Evaluated | undefined {
  if (first?.kind === "sum") {
    const content = first.cases.find((one) => one.name === "some")?.payload[0];
    if (name === "is_some") return defined({ kind: "boolean", code: isCase(first, "some") });
    if (name === "is_none") return defined({ kind: "boolean", code: isCase(first, "none") });
    if (name === "unwrap") return { value: content ?? nothing, isDefined: content === undefined ? no : isCase(first, "some") };
    if (name === "unwrap_or" && second !== undefined)
      return defined(content === undefined ? second : merged(isCase(first, "some"), content, second, scene.tables));
  }
  if (first?.kind !== "integer") return undefined;
  if (name === "abs") {
    if (first.low >= 0n) return defined(first);
    const minus = arithmetic("sub", integer(i32(0), 0n, 0n), first, negated(boundsOf(first))).value;
    if (minus.kind !== "integer") return notNative("an integer");
    const high = minus.high > first.high ? minus.high : first.high;
    const type = typeFor(-high, high);
    const wide = integer(asType(first, type), first.low, first.high);
    const zero = type === "i32" ? i32(0) : i64(0n);
    return defined(integer(choose(binary("lt_s", wide.code, zero, type), asType(minus, type), wide.code, type), 0n, high));
  }
  if ((name === "min" || name === "max") && second?.kind === "integer") {
    const isFirst = comparison(name === "min" ? "le_s" : "ge_s", first, second);
    const chosen = merged(isFirst, first, second, scene.tables);
    return defined(chosen);
  }
  return undefined;
}

/** The result for each combination of the values that the operands may have. @throws NotNative where there are too many. */
function table(term: Term, operands: readonly Computed[], scene: Scene): Evaluated {
  const found = tabulate(term, operands.map(shapeOf)) ?? notNative(term.kind === "builtin" ? `the function ${term.name}` : `a ${term.kind}`);
  const inLocals = operands.map((operand) => kept(operand, scene.block));
  const tests = found.rows.map(({ operands: values }) =>
    values.reduce<Code>((all, value: Value, index) => both(all, isEqual(inLocals[index] ?? notNative("an operand"), constant(value), scene.tables)), yes),
  );
  let value: Computed | undefined;
  let isDefined: Code = no;
  found.rows.forEach(({ result }, index) => {
    if (result === undefined) return;
    const test = scene.block.keep(tests[index] ?? no);
    isDefined = oneOf(isDefined, test);
    value = value === undefined ? constant(result) : kept(merged(test, constant(result), value, scene.tables), scene.block);
  });
  return { value: value ?? nothing, isDefined: found.mayFail ? isDefined : truth(true) };
}
