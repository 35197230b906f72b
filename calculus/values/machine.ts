/**
 * The evaluator proper: one deterministic pass over an expression, given the oracle answers so far.
 * It stops early, with an interruption, where the expression is undefined or needs an oracle answer that was not given yet;
 * `evaluate.ts` then obtains the answers and passes over the expression again. Programs without oracles need one pass and no bookkeeping.
 */
import { assertNever } from "../assert-never.ts";
import type { Definitions, FunctionDefinition, Value } from "../core/index.ts";
import type { OracleAnswer } from "./choice.ts";
import type { Expression } from "../syntax/index.ts";
import { asBoolean, asInteger, WrongType } from "./builtins/access.ts";
import { builtins } from "./builtins/index.ts";
import { constantsInOrder } from "./constant-order.ts";
import { makeList, makeMap, makeSet, none, unitValue } from "./construct.ts";
import { valueKey } from "./key.ts";
import { maximumEvaluationDepth, maximumEvaluationSteps } from "./limits.ts";
import { applyIndex, applyOperator } from "./operators.ts";
import { failure, isNoValue, limitReached, withinLimits } from "./size.ts";
import type { NoValue } from "./size.ts";

/** The value of a local name, or undefined if it is not one. */
export type Local = (name: string) => Value | undefined;

/** An oracle application that has no answer yet. */
export interface Question {
  readonly kind: "question";
  readonly key: string;
  readonly definition: FunctionDefinition;
  readonly arguments: readonly Value[];
}

/** The state of one pass. A function that returns undefined has set `interruption`. */
export interface Machine {
  readonly definitions: Definitions;
  readonly constants: ReadonlyMap<string, Value | NoValue>;
  readonly oracles: ReadonlyMap<string, OracleAnswer>;
  /** In properties: the variable of a role, for `A.x`. */
  readonly roleVariable: ((role: string, variable: string) => Value | undefined) | undefined;
  /** Oracle answers that this pass used, in order of first use. */
  consulted: Map<string, OracleAnswer> | undefined;
  interruption: NoValue | Question | undefined;
  depth: number;
  steps: number;
}

/** A pass that has not begun, with the answers that it may use. */
export function newMachine(definitions: Definitions, oracles: ReadonlyMap<string, OracleAnswer>, roleVariable?: Machine["roleVariable"]): Machine {
  return machineWith(constantValues(definitions), definitions, oracles, roleVariable);
}

function machineWith(
  constants: Machine["constants"],
  definitions: Definitions,
  oracles: ReadonlyMap<string, OracleAnswer>,
  roleVariable?: Machine["roleVariable"],
): Machine {
  return { definitions, constants, oracles, roleVariable, consulted: undefined, interruption: undefined, depth: 0, steps: 0 };
}

const noLocals: Local = () => undefined;
const noOracles: ReadonlyMap<string, OracleAnswer> = new Map();
const constantsOf = new WeakMap<Definitions, ReadonlyMap<string, Value | NoValue>>();

/**
 * The values of all constants, evaluated once for all before anything else is: a constant is closed and consults no oracle (typing sees to it). Each has a
 * pass of its own after the constants that it mentions, so that a long chain of them needs no deep stack and nothing depends on who asks first.
 */
function constantValues(definitions: Definitions): ReadonlyMap<string, Value | NoValue> {
  const known = constantsOf.get(definitions);
  if (known !== undefined) return known;
  const values = new Map<string, Value | NoValue>();
  for (const [name, expression] of constantsInOrder(definitions)) {
    values.set(name, failure(`the constant ${name} is defined by itself`));
    const pass = machineWith(values, definitions, noOracles);
    const value = run(expression, noLocals, pass);
    const why = pass.interruption;
    values.set(name, value ?? (why === undefined || why.kind === "question" ? failure(`the constant ${name} depends on a function without body`) : why));
  }
  constantsOf.set(definitions, values);
  return values;
}

/** The canonical key of an oracle application. */
function oracleKey(name: string, values: readonly Value[]): string {
  let key = `${name}(`;
  for (const value of values) key += valueKey(value);
  return `${key})`;
}

/** The bindings of a function's parameters. */
export function parameters(definition: FunctionDefinition, values: readonly Value[], result?: Value): Local {
  return (name) => {
    if (name === "result" && result !== undefined) return result;
    const index = definition.parameters.findIndex((parameter) => parameter.name === name);
    return index < 0 ? undefined : values[index];
  };
}

/** A limit that was met stays the interruption: what comes after it in the same pass is not known either. */
function interrupt(machine: Machine, interruption: NoValue | Question): Value | undefined {
  if (machine.interruption?.kind !== "limit") machine.interruption = interruption;
  return undefined;
}

function settle(machine: Machine, result: Value | NoValue): Value | undefined {
  return isNoValue(result) ? interrupt(machine, result) : result;
}

/** As `settle`, for operations whose result may exceed the limits. */
function settleBounded(machine: Machine, result: Value | NoValue): Value | undefined {
  return isNoValue(result) ? interrupt(machine, result) : settle(machine, withinLimits(result));
}

/** The values of the expressions from left to right, or undefined if the pass was interrupted. */
export function runAll(expressions: readonly Expression[], local: Local, machine: Machine): Value[] | undefined {
  const values: Value[] = [];
  for (const expression of expressions) {
    const value = run(expression, local, machine);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}

function resolve(name: string, local: Local, machine: Machine): Value | undefined {
  const value = local(name);
  if (value !== undefined) return value;
  if (machine.definitions.constants.has(name)) return settle(machine, machine.constants.get(name) ?? failure(`the constant ${name} is defined by itself`));
  if (name === "none") return none;
  if (machine.definitions.constructors.has(name)) return { kind: "variant", name, payload: [] };
  return interrupt(machine, failure(`${name} has no value`));
}

function consult(definition: FunctionDefinition, values: readonly Value[], machine: Machine): Value | undefined {
  const key = oracleKey(definition.name, values);
  const answer = machine.oracles.get(key);
  if (answer === undefined) return interrupt(machine, { kind: "question", key, definition, arguments: values });
  machine.consulted ??= new Map();
  machine.consulted.set(key, answer);
  return answer.result;
}

/** Whether a clause of the contract holds. If it is false or has no value, the pass is interrupted. */
function holds(clause: Expression | undefined, name: string, definition: FunctionDefinition, local: Local, machine: Machine): boolean {
  if (clause === undefined) return true;
  const value = run(clause, local, machine);
  if (value === undefined) return false;
  if (!asBoolean(value)) machine.interruption = failure(`the ${name} clause of ${definition.name} is false`);
  return asBoolean(value);
}

function applyFunction(definition: FunctionDefinition, values: readonly Value[], machine: Machine): Value | undefined {
  const local = parameters(definition, values);
  if (!holds(definition.requires, "requires", definition, local, machine)) return undefined;
  if (definition.body === undefined) return consult(definition, values, machine);
  const result = run(definition.body, local, machine);
  if (result === undefined || definition.ensures === undefined) return result;
  return holds(definition.ensures, "ensures", definition, parameters(definition, values, result), machine) ? result : undefined;
}

function call(expression: Extract<Expression, { kind: "call" }>, local: Local, machine: Machine): Value | undefined {
  const name = expression.name.text;
  const values = runAll(expression.arguments, local, machine);
  if (values === undefined) return undefined;
  const builtin = builtins.get(name);
  if (builtin !== undefined) return settleBounded(machine, builtin.apply(values));
  const definition = machine.definitions.functions.get(name);
  if (definition !== undefined) return applyFunction(definition, values, machine);
  if (machine.definitions.constructors.has(name)) return settleBounded(machine, { kind: "variant", name, payload: values });
  if (machine.definitions.records.has(name) && values.length === 0) return { kind: "record", name, fields: [] };
  throw new Error(`unresolved function ${name}`);
}

function record(expression: Extract<Expression, { kind: "record" }>, local: Local, machine: Machine): Value | undefined {
  const name = expression.name.text;
  const given = new Map<string, Value>();
  for (const field of expression.fields) {
    const value = run(field.value, local, machine);
    if (value === undefined) return undefined;
    given.set(field.name.text, value);
  }
  const declared = machine.definitions.records.get(name)?.fields;
  if (declared === undefined) throw new Error(`unresolved record ${name}`);
  const fields = declared.map((field): readonly [string, Value] => {
    const value = given.get(field.name);
    if (value === undefined) throw new Error(`record ${name} without its field ${field.name}`);
    return [field.name, value];
  });
  return settleBounded(machine, { kind: "record", name, fields });
}

function mapLiteral(expression: Extract<Expression, { kind: "map" }>, local: Local, machine: Machine): Value | undefined {
  const entries: (readonly [Value, Value])[] = [];
  for (const entry of expression.entries) {
    const key = run(entry.key, local, machine);
    const value = key === undefined ? undefined : run(entry.value, local, machine);
    if (key === undefined || value === undefined) return undefined;
    entries.push([key, value]);
  }
  return settleBounded(machine, makeMap(entries));
}

function field(expression: Extract<Expression, { kind: "field" }>, local: Local, machine: Machine): Value | undefined {
  const name = expression.name.text;
  if (machine.roleVariable !== undefined && expression.of.kind === "name") {
    const value = machine.roleVariable(expression.of.name.text, name);
    if (value !== undefined) return value;
  }
  const of = run(expression.of, local, machine);
  if (of === undefined) return undefined;
  const found = typeof of === "object" && of.kind === "record" ? of.fields.find(([candidate]) => candidate === name) : undefined;
  if (found === undefined) throw new WrongType(`a record with a field ${name}`, "another value");
  return found[1];
}

function index(expression: Extract<Expression, { kind: "index" }>, local: Local, machine: Machine): Value | undefined {
  const of = run(expression.of, local, machine);
  const position = of === undefined ? undefined : run(expression.index, local, machine);
  return of === undefined || position === undefined ? undefined : settle(machine, applyIndex(of, position));
}

type Binary = Extract<Expression, { kind: "binary" }>;

/** One operator applied to the value of its left operand; short-circuiting ones evaluate the right one only if it matters. */
function binary(expression: Binary, left: Value, local: Local, machine: Machine): Value | undefined {
  const operator = expression.operator;
  switch (operator) {
    case "and":
      return asBoolean(left) ? run(expression.right, local, machine) : false;
    case "or":
      return asBoolean(left) ? true : run(expression.right, local, machine);
    case "implies":
      return asBoolean(left) ? run(expression.right, local, machine) : true;
    default: {
      const right = run(expression.right, local, machine);
      if (right === undefined) return undefined;
      return settleBounded(machine, applyOperator(operator, left, right));
    }
  }
}

/** Long sums lean to the left as deep as they are long, so the left spine is walked in a loop. */
function spine(expression: Binary, local: Local, machine: Machine): Value | undefined {
  if (expression.left.kind !== "binary") {
    const left = run(expression.left, local, machine);
    return left === undefined ? undefined : binary(expression, left, local, machine);
  }
  const pending: Binary[] = [];
  let leftmost: Expression = expression;
  while (leftmost.kind === "binary") {
    pending.push(leftmost);
    leftmost = leftmost.left;
  }
  let value = run(leftmost, local, machine);
  for (let next = pending.pop(); next !== undefined && value !== undefined; next = pending.pop()) value = binary(next, value, local, machine);
  return value;
}

function unary(expression: Extract<Expression, { kind: "unary" }>, local: Local, machine: Machine): Value | undefined {
  const operand = run(expression.operand, local, machine);
  if (operand === undefined) return undefined;
  return expression.operator === "not" ? !asBoolean(operand) : -asInteger(operand);
}

function runComposite(expression: Expression, local: Local, machine: Machine): Value | undefined {
  switch (expression.kind) {
    case "boolean":
    case "integer":
    case "string":
      return expression.value;
    case "unit":
      return unitValue;
    case "name":
      return resolve(expression.name.text, local, machine);
    case "call":
      return call(expression, local, machine);
    case "record":
      return record(expression, local, machine);
    case "list":
    case "set": {
      const items = runAll(expression.items, local, machine);
      if (items === undefined) return undefined;
      return settleBounded(machine, expression.kind === "list" ? makeList(items) : makeSet(items));
    }
    case "map":
      return mapLiteral(expression, local, machine);
    case "field":
      return field(expression, local, machine);
    case "index":
      return index(expression, local, machine);
    case "unary":
      return unary(expression, local, machine);
    case "binary":
      return spine(expression, local, machine);
    case "if": {
      const condition = run(expression.condition, local, machine);
      if (condition === undefined) return undefined;
      return run(asBoolean(condition) ? expression.then : expression.else, local, machine);
    }
    default:
      return assertNever(expression);
  }
}

/** The value of the expression in this pass, or undefined if the pass was interrupted. Names resolve to locals, constants, then constructors. */
export function run(expression: Expression, local: Local, machine: Machine): Value | undefined {
  if (machine.depth >= maximumEvaluationDepth) return interrupt(machine, limitReached(`evaluation nested deeper than ${maximumEvaluationDepth}`));
  if (machine.steps >= maximumEvaluationSteps) return interrupt(machine, limitReached(`evaluation longer than ${maximumEvaluationSteps} steps`));
  machine.steps += 1;
  machine.depth += 1;
  const value = runComposite(expression, local, machine);
  machine.depth -= 1;
  return value;
}
