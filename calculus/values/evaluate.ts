/**
 * Evaluation of expressions at a role: σ(p) ⊢ e ⇓ v, with every way in which functions without body (oracles) may answer.
 * A pass of `machine.ts` that needs an unknown answer is repeated once for each value that the chooser gives it.
 */
import type { Definitions, Domain, Role, Value } from "../core/index.ts";
import type { OracleAnswer } from "./choice.ts";
import type { Chooser, DomainValues } from "./choice.ts";
import { WrongType } from "./builtins/access.ts";
import { refusing } from "./chooser.ts";
import type { Expression } from "../syntax/index.ts";
import { runAnswers, runDomain } from "./domain.ts";
import { expressionKey } from "./expression-key.ts";
import { newMachine, run, runAll } from "./machine.ts";
import type { Local, Machine, Question } from "./machine.ts";
import { printValue } from "./print.ts";
import { failure } from "./size.ts";
import type { Failure, LimitReached, NoValue } from "./size.ts";

/** Where an expression is evaluated. */
export interface Scope {
  readonly definitions: Definitions;
  /** Variables and fields; constants and constructors come after them. */
  readonly local: Local;
  /** Answers given so far. */
  readonly oracles: ReadonlyMap<string, OracleAnswer>;
  readonly role: Role;
  readonly chooser: Chooser;
  /** In properties: the value of the variable of a role, for `A.x`. */
  readonly roleVariable?: (role: Role, variable: string) => Value | undefined;
}

export type Outcome<T = Value> = { readonly kind: "value"; readonly value: T } | Failure;

/** One way in which an expression evaluates. */
export interface Evaluation<T = Value> {
  readonly outcome: Outcome<T>;
  /** Every oracle application that was used, known or new, in order of first use and without repetition. */
  readonly consulted: readonly OracleAnswer[];
  /** The answers known afterwards; the scope's own map if nothing was asked. */
  readonly oracles: ReadonlyMap<string, OracleAnswer>;
}

const nothingConsulted: readonly OracleAnswer[] = [];

function consultedBy(machine: Machine, before: readonly OracleAnswer[]): readonly OracleAnswer[] {
  if (machine.consulted === undefined) return before;
  const own = [...machine.consulted.values()];
  return before.length === 0 ? own : [...new Set([...before, ...own])];
}

/** A computation in the course of answering questions. */
interface Run<T> {
  readonly compute: (machine: Machine) => T | undefined;
  /** For reports of limits. */
  readonly what: () => string;
  readonly scope: Scope;
  readonly oracles: ReadonlyMap<string, OracleAnswer>;
  /** Answers that were used to find out what the answers to this run's questions may be. */
  readonly consulted: readonly OracleAnswer[];
  /** Questions whose contracts are being evaluated: a contract must not depend on its own answer. */
  readonly asking: readonly string[];
}

/** Every way to answer the question and to go on. */
function answer<T>(question: Question, before: Run<T>): readonly Evaluation<T>[] {
  const { scope, oracles, consulted } = before;
  const { key, definition, arguments: values } = question;
  if (before.asking.includes(key)) return [{ outcome: failure(`the contract of ${definition.name} depends on itself`), consulted, oracles }];
  const description = `${definition.name}(${values.map(printValue).join(", ")})`;
  const allowed = complete({
    compute: (machine) => runAnswers(definition, values, machine),
    what: () => cut(description),
    scope,
    oracles,
    consulted,
    asking: [...before.asking, key],
  });
  return allowed.flatMap((way): readonly Evaluation<T>[] => {
    if (way.outcome.kind === "failure") return [{ ...way, outcome: way.outcome }];
    const chosen = scope.chooser.choose({ kind: "oracle", role: scope.role, description }, way.outcome.value);
    return chosen.flatMap((result) =>
      complete({
        ...before,
        oracles: new Map(way.oracles).set(key, { name: definition.name, arguments: values, result }),
        consulted: way.consulted,
      }),
    );
  });
}

function complete<T>(current: Run<T>): readonly Evaluation<T>[] {
  const { scope, oracles } = current;
  const machine = newMachine(scope.definitions, oracles, scope.roleVariable);
  let value: T | undefined;
  try {
    value = current.compute(machine);
  } catch (problem) {
    if (!(problem instanceof WrongType)) throw problem;
    return [{ outcome: failure(problem.message), consulted: consultedBy(machine, current.consulted), oracles }];
  }
  const { interruption } = machine;
  if (interruption?.kind === "question") return answer(interruption, current);
  if (interruption?.kind === "limit") {
    scope.chooser.meetLimit({ role: scope.role, what: current.what(), reason: interruption.reason });
    return [];
  }
  const consulted = consultedBy(machine, current.consulted);
  if (interruption !== undefined) return [{ outcome: interruption, consulted, oracles }];
  if (value === undefined) throw new Error("a pass ended without a value and without a reason");
  return [{ outcome: { kind: "value", value }, consulted, oracles }];
}

/** What a report says of an expression: its text, cut where it is long. */
function cut(text: string): string {
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
}

function start<T>(scope: Scope, what: () => string, compute: (machine: Machine) => T | undefined): readonly Evaluation<T>[] {
  return complete({ compute, what, scope, oracles: scope.oracles, consulted: nothingConsulted, asking: [] });
}

/**
 * All ways in which the expression evaluates: exactly one if it applies no function without body to new arguments; none if such a function
 * has no answer that satisfies its contract, or none that the chooser gives; or if a limit was met, which the chooser is told.
 * In the order of the chooser's answers.
 */
export function evaluate(expression: Expression, scope: Scope): readonly Evaluation[] {
  return start(
    scope,
    () => cut(expressionKey(expression)),
    (machine) => run(expression, scope.local, machine),
  );
}

/** As `evaluate`, for several expressions from left to right in one step; the first failure is that of the tuple. */
export function evaluateAll(expressions: readonly Expression[], scope: Scope): readonly Evaluation<readonly Value[]>[] {
  return start(
    scope,
    () => cut(expressions.map(expressionKey).join(", ")),
    (machine) => runAll(expressions, scope.local, machine),
  );
}

/**
 * x := any D: one evaluation for each value that the chooser picks from the domain, or the failure of a bound of the range.
 * `description` names the place for reports: `A.x`. Linear in the number of values.
 */
export function evaluateAny(domain: Domain, description: string, scope: Scope): readonly Evaluation[] {
  const domains = start(
    scope,
    () => `the values of ${description}`,
    (machine) => runDomain(domain, scope.local, machine),
  );
  return domains.flatMap(({ outcome, consulted, oracles }): readonly Evaluation[] => {
    if (outcome.kind === "failure") return [{ outcome, consulted, oracles }];
    const values = scope.chooser.choose({ kind: "any", role: scope.role, description }, outcome.value);
    return values.map((value) => ({ outcome: { kind: "value", value }, consulted, oracles }));
  });
}

/** The value of a closed expression (a constant, an initial value), or why it has none; one that needs an oracle has none. */
export function closedOutcome(expression: Expression, definitions: Definitions): Outcome | LimitReached {
  let limit: LimitReached | undefined;
  const chooser: Chooser = { ...refusing, meetLimit: ({ reason }) => (limit = { kind: "limit", reason }) };
  const [evaluation] = evaluate(expression, { definitions, local: () => undefined, oracles: new Map(), role: "", chooser });
  return limit ?? evaluation?.outcome ?? failure("depends on a function without body");
}

/** The value of a closed expression that is known to have one: a literal, or one whose `closedOutcome` was checked. Throws if it has none. */
export function evaluateClosed(expression: Expression, definitions: Definitions): Value {
  const outcome = closedOutcome(expression, definitions);
  if (outcome.kind !== "value") throw new Error(`a closed expression has no value: ${outcome.reason}`);
  return outcome.value;
}

/** The values of a closed domain, or undefined if a bound has no value. */
export function closedDomain(domain: Domain, definitions: Definitions): DomainValues | undefined {
  return runDomain(domain, () => undefined, newMachine(definitions, new Map()));
}

/** Why a closed domain has no values to choose from because a bound has no value or a limit was met, or undefined if it is in order. */
export function closedDomainFailure(domain: Domain, definitions: Definitions): NoValue | undefined {
  const machine = newMachine(definitions, new Map());
  if (runDomain(domain, () => undefined, machine) !== undefined) return undefined;
  const { interruption } = machine;
  return interruption === undefined || interruption.kind === "question" ? failure("depends on a function without body") : interruption;
}
