/**
 * The rules of choreographies on stores that hold no values: what a role evaluates has a name instead, which says how it is computed. Every outcome of an
 * evaluation is one step, so that what the rules conclude is the control flow (King, Symbolic execution and program testing, CACM 1976).
 */
import { assertNever } from "../assert-never.ts";
import type { Definitions, Domain, Instruction, Role, Value, Variable } from "../core/index.ts";
import { domainKey, patternKey } from "../identity/index.ts";
import type { Label, OracleAnswer, Valuation, Valuator } from "../semantics/index.ts";
import { demandOf } from "../semantics/index.ts";
import type { Expression } from "../syntax/index.ts";
import { closedDomain, equalValues, evaluateClosed, expressionKey, unknownType } from "../values/index.ts";
import type { Guard, MatchCase, Update } from "./machine.ts";
import { consultsOracles, isPartial } from "./partial.ts";
import { termOf } from "./term-of.ts";

/** What a name for a value stands for, over the variables of the role that evaluates it. */
export type Meaning =
  | Extract<Update["value"], { kind: "expression" | "payload" }>
  /** The effect of the step binds it: a value of the payload that is sent, or what was chosen. */
  | { readonly kind: "sent"; readonly expression: Expression }
  | { readonly kind: "chosen"; readonly variable: Variable; readonly domain: Domain };

/** What can be told of expressions before the types of variables are known. */
export interface Nature {
  readonly isPartial: boolean;
  readonly consults: boolean;
}

/** A program that has no head-first machine, and why. */
export class NoMachine extends Error {}

/** Names of values, with what they mean. */
export interface SymbolicValues {
  readonly valuator: Valuator;
  /** Of a name that a step has put into a store; undefined: it was there before. */
  readonly meaningOf: (value: Value) => Meaning | undefined;
  /** When a step with this label happens; over the variables of its role. */
  readonly guardOf: (label: Label) => Guard;
  readonly natureOf: (expressions: readonly Expression[]) => Nature;
}

/** One table of names for a machine. Names are equal for equal expressions. `claimsChoices`: as `HeadFirstBuildOptions` has it. */
export function symbolicValues(definitions: Definitions, claimsChoices = false): SymbolicValues {
  const meanings = new Map<string, Meaning>();
  const guards = new Map<string, Guard>();
  const natures = new WeakMap<Expression, Nature>();

  const name = (text: string, meaning: Meaning): string => {
    meanings.set(text, meaning);
    return text;
  };
  const mark = (text: string, guard: Guard): readonly OracleAnswer[] => {
    guards.set(text, guard);
    return [{ name: text, arguments: [], result: true }];
  };
  const expressionName = (expression: Expression): string => name(`= ${expressionKey(expression)}`, { kind: "expression", expression });

  const natureOf = (expression: Expression): Nature => {
    const known = natures.get(expression);
    if (known !== undefined) return known;
    const isKnown = (text: string): boolean => text === "none" || definitions.constants.has(text) || definitions.constructors.has(text);
    const variable = { process: 0, index: 0, type: unknownType };
    const result = termOf(expression, { definitions, variable: (text) => (isKnown(text) ? undefined : variable) });
    if (!result.ok) throw new NoMachine(result.reason);
    const nature = { isPartial: isPartial(result.term), consults: consultsOracles(result.term) };
    natures.set(expression, nature);
    return nature;
  };
  const natureOfAll = (expressions: readonly Expression[]): Nature => {
    const all = expressions.map(natureOf);
    return { isPartial: all.some((one) => one.isPartial), consults: all.some(({ consults }) => consults) };
  };

  /** The outcomes of evaluating these: values where there are any, a failure where there may be one. */
  const outcomes = (expressions: readonly Expression[], found: readonly Valued[]): readonly Outcome[] => {
    const text = `undefined ${expressions.map(expressionKey).join()}`;
    const failure: Outcome = { result: { kind: "failure", reason: text }, consulted: mark(text, { kind: "undefined", expressions }) };
    return natureOfAll(expressions).isPartial ? [...found, failure] : found;
  };
  const evaluated = (expressions: readonly Expression[], values: readonly Value[]): Valued => {
    const { isPartial: fails, consults } = natureOfAll(expressions);
    const guard: Guard = fails || consults ? { kind: "defined", expressions } : { kind: "always" };
    return valued(values, mark(`defined ${expressions.map(expressionKey).join()}`, guard));
  };
  const judged = (condition: Expression): readonly Outcome[] => {
    const one = (truth: boolean): Valued => {
      const kind = truth ? "holds" : "refutes";
      return valued([truth], mark(`${kind} ${expressionKey(condition)}`, { kind, condition }));
    };
    return outcomes([condition], [one(true), one(false)]);
  };

  /** One outcome for each case: a value for which it is the first that matches. */
  const matched = ({ scrutinee, cases: written }: Extract<Instruction, { kind: "match" }>): readonly Outcome[] => {
    const cases = written.map(({ pattern }): MatchCase => (pattern.kind === "constructor" ? { kind: "constructor", name: pattern.name } : pattern));
    const literals = cases.flatMap((one) => (one.kind === "literal" ? [evaluateClosed(one.value, definitions)] : []));
    const text = `match ${expressionKey(scrutinee)} ${written.map(({ pattern }) => patternKey(pattern)).join()}`;
    const found = written.flatMap(({ pattern }, index): readonly Valued[] => {
      const value = exampleOf(pattern, literals, (variables) =>
        variables.map((_, position) =>
          name(`${String(position)} of ${expressionKey(scrutinee)} ${patternKey(pattern)}`, { kind: "payload", scrutinee, position }),
        ),
      );
      return value === undefined ? [] : [valued([value], mark(`${text} ${String(index)}`, { kind: "matches", scrutinee, cases, index }))];
    });
    return outcomes([scrutinee], found);
  };

  /** A literal that comes again matches nothing. */
  const exampleOf = (
    pattern: Extract<Instruction, { kind: "match" }>["cases"][number]["pattern"],
    literals: readonly Value[],
    payload: (variables: readonly string[]) => readonly Value[],
  ): Value | undefined => {
    switch (pattern.kind) {
      case "constructor":
        return { kind: "variant", name: pattern.name, payload: payload(pattern.variables) };
      case "literal":
        return literals.find((value) => equalValues(value, evaluateClosed(pattern.value, definitions)));
      case "wildcard":
        return { kind: "variant", name: "", payload: [] };
      default:
        return assertNever(pattern);
    }
  };

  const chosen = (role: Role, { variable, domain }: Extract<Instruction, { kind: "havoc" }>): readonly Outcome[] => {
    const bounds = domain.kind === "range" ? [domain.low, domain.high] : [];
    const text = `any ${variable} ${domainKey(domain)}`;
    const value = name(text, { kind: "chosen", variable, domain });
    return outcomes(bounds, isEmpty(domain, definitions, `${role}.${variable}`, claimsChoices) ? [] : [valued([value], mark(text, { kind: "always" }))]);
  };

  const evaluate = (role: Role, I: Instruction): readonly Outcome[] => {
    switch (I.kind) {
      case "communicate": {
        const payload = I.expressions.map((expression, position) =>
          name(`${String(position)} sent = ${expressionKey(expression)}`, { kind: "sent", expression }),
        );
        return outcomes(I.expressions, [valued(payload, mark(`send ${payload.join()}`, { kind: "always" }))]);
      }
      case "assign":
        return outcomes([I.expression], [evaluated([I.expression], [expressionName(I.expression)])]);
      case "havoc":
        return chosen(role, I);
      case "if":
      case "assert":
      case "assume":
        return judged(I.condition);
      case "match":
        return matched(I);
      case "call":
      case "frame": {
        const demand = demandOf(I, role);
        const expressions = demand.kind === "arguments" ? demand.expressions : [];
        return outcomes(expressions, [evaluated(expressions, expressions.map(expressionName))]);
      }
      case "select":
      case "choose":
      case "loop":
      case "continue":
      case "break":
      case "in-transit":
      case "leave":
        return [valued([], [])];
      default:
        return assertNever(I);
    }
  };

  return {
    valuator:
      () =>
      (role, I, world): readonly Valuation[] =>
        evaluate(role, I).map((outcome) => ({ ...outcome, world })),
    meaningOf: (value) => (typeof value === "string" ? meanings.get(value) : undefined),
    guardOf: (label) => {
      const [first] = "oracles" in label ? label.oracles : [];
      return (first === undefined ? undefined : guards.get(first.name)) ?? { kind: "always" };
    },
    natureOf: natureOfAll,
  };
}

type Outcome = Omit<Valuation, "world">;
type Valued = Outcome & { readonly result: { readonly kind: "values" } };

function valued(values: readonly Value[], consulted: readonly OracleAnswer[]): Valued {
  return { result: { kind: "values", values }, consulted };
}

/** Whether `any` never has a value to choose. A role that has none takes no step, and others pass it: that must not depend on values, unless the contrary is claimed. */
function isEmpty(domain: Domain, definitions: Definitions, place: string, claimsChoices: boolean): boolean {
  const values = closedDomain(domain, definitions);
  if (values === undefined && claimsChoices) return false;
  if (values === undefined) throw new NoMachine(`whether ${place} has any value to choose depends on variables`);
  return values.kind === "finite" && values.values.length === 0;
}
