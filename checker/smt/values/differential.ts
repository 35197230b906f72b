/** One expression in one state, evaluated and encoded: whether value, definedness and answers agree. The encoding is evaluated too: no solver has a say. */
import type { Definitions, Value } from "../../../calculus/core/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import { variablesOf } from "../../../calculus/syntax/index.ts";
import type { Expression, Type } from "../../../calculus/syntax/index.ts";
import type { Chooser, OracleAnswer } from "../../../calculus/values/index.ts";
import { equalValues, evaluate, printValue } from "../../../calculus/values/index.ts";
import type { Assignment, ModelValue, Sort, Symbol, Term } from "../terms/index.ts";
import { evaluateTerm, newTerms, termEvaluator } from "../terms/index.ts";
import { assignValue } from "./assign.ts";
import { newContext } from "./context.ts";
import type { Context } from "./context.ts";
import { encodeExpression } from "./encode-expression.ts";
import { environmentOf } from "./environment.ts";
import type { Binding } from "./environment.ts";
import { freshCell } from "./fresh.ts";
import type { Arithmetic } from "./integers.ts";
import { decodeValue, textReader } from "./leaves.ts";
import { encodeLiteral } from "./literal.ts";
import { attempt } from "./refusal.ts";
import type { ValueShape } from "./shape.ts";
import type { Cell } from "./symbolic-value.ts";
import { nothing } from "./symbolic-value.ts";

/** A variable with its value in the state; absent: it is not set. */
export interface StateVariable {
  readonly type: Type;
  readonly shape: ValueShape;
  readonly value: Value | undefined;
}

export type State = ReadonlyMap<string, StateVariable>;

export interface Encoding {
  readonly arithmetic: Arithmetic;
  readonly strings?: "opaque" | "numbers";
  /** Variables are the values of the state, or symbols that are assigned them. */
  readonly variables: "literals" | "symbols";
  /** A mistake that is to be found. */
  readonly mutate?: (context: Context) => Context;
}

export type Comparison =
  | { readonly kind: "agrees"; readonly outcome: "value" | "failure" | "no answer" }
  | { readonly kind: "differs"; readonly expected: string; readonly found: string }
  | { readonly kind: "refused"; readonly reason: string }
  /** Evaluation has a limit there. */
  | { readonly kind: "unknown" };

/** An assignment that grows; symbols that are not assigned are false, 0, or the first of their sort. */
export function growingAssignment(): Assignment & { readonly set: (symbol: Symbol, value: ModelValue) => void } {
  const values = new Map<Symbol, ModelValue>();
  return { symbol: (symbol) => values.get(symbol) ?? leastOf(symbol.sort), set: (symbol, value) => values.set(symbol, value) };
}

function leastOf(sort: Sort): ModelValue {
  switch (sort.kind) {
    case "bool":
      return { kind: "boolean", value: false };
    case "int":
      return { kind: "integer", value: 0n };
    case "bits":
      return { kind: "word", value: 0n, width: sort.width };
    case "enumeration":
      return { kind: "member", name: present(sort.members[0]) };
    case "opaque":
      return { kind: "opaque", index: 0 };
    case "array":
      throw new Error("arrays are not assigned");
  }
}

/** Members of the sort of strings for texts, and their use for the literals of a context. */
export function textNumbers(context: Context): (literal: string) => ModelValue {
  const numbers = new Map<string, number>();
  return (literal) => {
    const term = context.texts.get(literal);
    if (term?.kind === "integer") return { kind: "integer", value: term.value };
    const number = numbers.get(literal) ?? numbers.size;
    numbers.set(literal, number);
    return context.textSort.kind === "int" ? { kind: "integer", value: 1000n + BigInt(number) } : { kind: "opaque", index: number };
  };
}

/** Evaluates and encodes the expression. Linear in both. */
export function compare(expression: Expression, expected: Type, whole: State, definitions: Definitions, encoding: Encoding): Comparison {
  const mentioned = new Set(variablesOf(expression).map(({ text }) => text));
  const state: State = new Map([...whole].filter(([name]) => mentioned.has(name)));
  const answers = new Map<string, OracleAnswer>();
  const limits: string[] = [];
  const chooser: Chooser = {
    meetLimit: ({ reason }) => limits.push(reason),
    choose: ({ description }, domain) => {
      if (domain.kind === "infinite") return [domain.sample(BigInt(description.length)) ?? 0n];
      return domain.values.length === 0 ? [] : [present(domain.values[description.length % domain.values.length])];
    },
  };
  const local = (name: string): Value | undefined => state.get(name)?.value;
  const [evaluation] = evaluate(expression, { definitions, local, oracles: answers, role: "A", chooser });
  if (limits.length > 0) return { kind: "unknown" };
  const plain = newContext({
    terms: newTerms(),
    definitions,
    arithmetic: encoding.arithmetic,
    ...(encoding.strings === undefined ? {} : { strings: encoding.strings }),
  });
  const context = encoding.mutate?.(plain) ?? plain;
  const assignment = growingAssignment();
  const found = attempt(nowhere, () => {
    const conditions: Term[] = [];
    for (const { value } of state.values()) if (typeof value === "string") context.text(value);
    const text = textNumbers(context);
    const bindings = new Map([...state].map(([name, variable]) => [name, bindingOf(name, variable, encoding, context, conditions)]));
    const encoded = encodeExpression(expression, environmentOf(definitions, bindings), context, expected);
    for (const [literal, term] of context.texts) if (term.kind === "symbol") assignment.set(term, text(literal));
    for (const [name, { value }] of state) {
      const cell = present(bindings.get(name)).cell;
      if (cell.isSet.kind === "symbol") assignment.set(cell.isSet, { kind: "boolean", value: value !== undefined });
      if (value !== undefined && encoding.variables === "symbols" && !assignValue(cell.value, value, assignment.set, text, context))
        throw new Error(`${name} is not within its shape`);
    }
    answerApplications(context, assignment, evaluation?.oracles ?? answers, text);
    return { ...encoded, conditions };
  });
  if (found.kind === "refused") return found;
  const { value, defined, answered, conditions } = found.result;
  const read = termEvaluator(assignment);
  const isTrue = (term: Term): boolean => {
    const result = read(term);
    return result.kind === "boolean" && result.value;
  };
  const isWellFormed = [...conditions, ...context.assumptions].every(isTrue);
  const ending = !isTrue(answered) ? "no answer" : !isTrue(defined) ? "failure" : printValue(decodeValue(value, read, textReader(read, context), context));
  const wanted = evaluation === undefined ? "no answer" : evaluation.outcome.kind === "failure" ? "failure" : printValue(evaluation.outcome.value);
  if (!isWellFormed) return { kind: "differs", expected: wanted, found: "what is assumed does not hold" };
  if (ending !== wanted) return { kind: "differs", expected: wanted, found: ending };
  return { kind: "agrees", outcome: wanted === "failure" || wanted === "no answer" ? wanted : "value" };
}

function bindingOf(name: string, { type, shape, value }: StateVariable, encoding: Encoding, context: Context, conditions: Term[]): Binding {
  const { terms } = context;
  if (encoding.variables === "literals") {
    const cell: Cell = value === undefined ? { value: nothing, isSet: terms.false } : { value: encodeLiteral(value, context), isSet: terms.true };
    return { type, cell };
  }
  const { cell, wellFormed } = freshCell(name, shape, true, context);
  conditions.push(wellFormed);
  return { type, cell };
}

/** Results of applications that were evaluated are the answers; others are anything. */
function answerApplications(
  context: Context,
  assignment: ReturnType<typeof growingAssignment>,
  answers: ReadonlyMap<string, OracleAnswer>,
  text: (literal: string) => ModelValue,
): void {
  for (const { definition, arguments: given, result } of context.applications) {
    const read = (term: Term): ModelValue => evaluateTerm(term, assignment);
    const answer = [...answers.values()].find(
      (one) => one.name === definition.name && one.arguments.every((argument, index) => isValue(context, read, given[index] ?? nothing, argument)),
    );
    if (answer !== undefined) assignValue(result, answer.result, assignment.set, text, context);
  }
}

/** Arguments that mean nothing are no value. */
function isValue(context: Context, read: (term: Term) => ModelValue, symbolic: Cell["value"], value: Value): boolean {
  try {
    return equalValues(decodeValue(symbolic, read, textReader(read, context), context), value);
  } catch {
    return false;
  }
}
