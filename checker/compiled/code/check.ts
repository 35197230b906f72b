/** What makes a program well-formed: names are declared once and used with their types. Both translations rely on it; what they are given is checked in tests. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Code, CodeFunction, Comparison, NumberType, Program, Statement } from "./program.ts";

interface Scope {
  readonly locals: ReadonlyMap<string, NumberType>;
  readonly signatures: ReadonlyMap<string, Signature>;
  readonly result: NumberType | undefined;
}

interface Signature {
  readonly parameters: readonly NumberType[];
  readonly result: NumberType | undefined;
}

interface Label {
  readonly name: string;
  readonly isLoop: boolean;
}

const comparisons: ReadonlySet<string> = new Set<Comparison>(["eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"]);
const nameShape = /^[a-z][A-Za-z0-9_]*$/;

/** Whether the operator compares: its result is an i32 whatever its operands are. */
export function isComparison(operator: string): operator is Comparison {
  return comparisons.has(operator);
}

/** Throws, with a sentence, where the program is not well-formed. Linear in its size. */
export function checkProgram(program: Program): void {
  const signatures = new Map<string, Signature>();
  const declare = (name: string, signature: Signature): void => {
    demand(nameShape.test(name) && !signatures.has(name), `the function ${name} is declared twice or has no proper name`);
    signatures.set(name, signature);
  };
  for (const { name, parameters, hasResult } of program.imports)
    declare(name, { parameters: Array.from({ length: parameters }, () => "i32" as const), result: hasResult ? "i32" : undefined });
  for (const { name, parameters, result } of program.functions) declare(name, { parameters: parameters.map(({ type }) => type), result });
  for (const one of program.functions) checkFunction(one, signatures);
}

function checkFunction(one: CodeFunction, signatures: ReadonlyMap<string, Signature>): void {
  const locals = new Map<string, NumberType>();
  for (const { name, type } of [...one.parameters, ...one.locals]) {
    demand(nameShape.test(name) && !locals.has(name), `${one.name} declares ${name} twice or without a proper name`);
    locals.set(name, type);
  }
  try {
    checkStatements(one.body, { locals, signatures, result: one.result }, []);
  } catch (error) {
    throw new Error(`in ${one.name}: ${error instanceof Error ? error.message : "?"}`, { cause: error });
  }
  demand(one.result === undefined || neverEnds(one.body), `the end of ${one.name} is reached without a result`);
}

/** No run of these statements gets behind them. */
function neverEnds(statements: readonly Statement[]): boolean {
  const last = statements.at(-1);
  switch (last?.kind) {
    case "return":
    case "break":
    case "continue":
      return true;
    case "loop":
      return !leaves(last.body, last.label);
    case "if":
      return neverEnds(last.then) && neverEnds(last.otherwise);
    case "block":
      return neverEnds(last.body) && !leaves(last.body, last.label);
    case "switch":
      return [...last.cases, last.otherwise].every(neverEnds);
    default:
      return false;
  }
}

function leaves(statements: readonly Statement[], label: string): boolean {
  return statements.some((one) => {
    switch (one.kind) {
      case "break":
        return one.label === label;
      case "if":
        return leaves(one.then, label) || leaves(one.otherwise, label);
      case "loop":
      case "block":
        return leaves(one.body, label);
      case "switch":
        return [...one.cases, one.otherwise].some((body) => leaves(body, label));
      default:
        return false;
    }
  });
}

function checkStatements(statements: readonly Statement[], scope: Scope, labels: readonly Label[]): void {
  for (const one of statements) checkStatement(one, scope, labels);
}

function checkStatement(one: Statement, scope: Scope, labels: readonly Label[]): void {
  switch (one.kind) {
    case "set":
      expect(one.value, scope.locals.get(one.local), scope);
      return;
    case "store":
      expect(one.address, "i32", scope);
      expect(one.value, one.width === 64 ? "i64" : "i32", scope);
      return;
    case "if":
      expect(one.condition, "i32", scope);
      checkStatements(one.then, scope, labels);
      checkStatements(one.otherwise, scope, labels);
      return;
    case "loop":
    case "block":
      demand(nameShape.test(one.label) && !labels.some(({ name }) => name === one.label), `the label ${one.label} is inside itself`);
      checkStatements(one.body, scope, [...labels, { name: one.label, isLoop: one.kind === "loop" }]);
      return;
    case "break":
      demand(
        labels.some(({ name }) => name === one.label),
        `no ${one.label} around a break`,
      );
      return;
    case "continue":
      demand(
        labels.some(({ name, isLoop }) => name === one.label && isLoop),
        `no loop ${one.label} around a continue`,
      );
      return;
    case "switch":
      expect(one.index, "i32", scope);
      for (const body of [...one.cases, one.otherwise]) checkStatements(body, scope, labels);
      return;
    case "return":
      if (one.value === undefined) demand(scope.result === undefined, "a return without a result");
      else expect(one.value, scope.result, scope);
      return;
    case "run":
      typeOfCall(one.name, one.arguments, scope);
      return;
    case "copy":
      for (const operand of [one.to, one.from, one.length]) expect(operand, "i32", scope);
      return;
    case "fill":
      for (const operand of [one.to, one.length]) expect(operand, "i32", scope);
      return;
    default:
      assertNever(one);
  }
}

function typeOf(code: Code, scope: Scope): NumberType | undefined {
  switch (code.kind) {
    case "i32":
    case "i64":
      return code.kind;
    case "get":
      return scope.locals.get(code.local);
    case "unary": {
      const takesLong = code.operator === "wrap" || code.operator === "i64.eqz";
      expect(code.operand, takesLong ? "i64" : "i32", scope);
      return code.operator.startsWith("extend") ? "i64" : "i32";
    }
    case "binary":
      expect(code.left, code.type, scope);
      expect(code.right, code.type, scope);
      return isComparison(code.operator) ? "i32" : code.type;
    case "load":
      expect(code.address, "i32", scope);
      return code.width === 64 ? "i64" : "i32";
    case "select":
      expect(code.condition, "i32", scope);
      expect(code.then, code.type, scope);
      expect(code.otherwise, code.type, scope);
      return code.type;
    case "call":
      return typeOfCall(code.name, code.arguments, scope);
    case "atomic":
      expect(code.address, "i32", scope);
      if (code.operator !== "load") expect(code.value, "i32", scope);
      if (code.operator === "cas") expect(code.expected, "i32", scope);
      return "i32";
    default:
      return assertNever(code);
  }
}

function typeOfCall(name: string, given: readonly Code[], scope: Scope): NumberType | undefined {
  const signature = scope.signatures.get(name);
  if (signature?.parameters.length !== given.length) throw new Error(`${name} is not a function of ${given.length}`);
  given.forEach((code, place) => {
    expect(code, signature.parameters[place], scope);
  });
  return signature.result;
}

function expect(code: Code, type: NumberType | undefined, scope: Scope): void {
  const found = typeOf(code, scope);
  // Asked of every expression: the sentence is put together only where it is said.
  if (type === undefined || found !== type) throw new Error(`${describe(code)} is ${found ?? "nothing"}, not ${type ?? "declared"}`);
}

function describe(code: Code): string {
  return code.kind === "get" ? code.local : code.kind === "call" ? code.name : code.kind;
}

function demand(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence);
}
