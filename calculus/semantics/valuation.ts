/** σ(p) ⊢ e⃗ ⇓ v⃗: what a role evaluates in one step, with the oracle answers that it consults. */
import { assertNever } from "../assert-never.ts";
import type { Action, Domain, Instruction, Model, Role, Value, Variable } from "../core/index.ts";
import type { Expression } from "../syntax/index.ts";
import { evaluateAll, evaluateAny } from "../values/index.ts";
import type { Evaluation, OracleAnswer } from "../values/index.ts";
import type { Chooser, World } from "./transition-system.ts";
import { read, storeOf } from "./world.ts";

/** One way in which the expressions evaluate: to values or to a failure; `world` remembers the oracle answers. */
export interface Valuation {
  readonly result: { readonly kind: "values"; readonly values: readonly Value[] } | { readonly kind: "failure"; readonly reason: string };
  readonly consulted: readonly OracleAnswer[];
  readonly world: World;
}

/** What a step evaluates: expressions from left to right, the arguments of a call that is entered, or any value of a domain. */
export type Demand =
  | { readonly kind: "expressions"; readonly expressions: readonly Expression[] }
  | { readonly kind: "arguments"; readonly procedure: string; readonly expressions: readonly Expression[] }
  | { readonly kind: "any"; readonly variable: Variable; readonly domain: Domain };

/** A role is in at most this many calls at once, apart from tail calls: what walks over a term follows frames by recursion. */
const maximumCallDepth = 500;

/** All valuations of a demand at p: one unless something nondeterministic is asked. The first failure ends a tuple. */
export function valuate(demand: Demand, role: Role, world: World, model: Model, chooser: Chooser): readonly Valuation[] {
  const scope = {
    definitions: model.definitions,
    local: (name: string): Value | undefined => read(world, role, name),
    oracles: world.oracles,
    role,
    chooser,
  };
  if (demand.kind === "any")
    return evaluateAny(demand.domain, `${role}.${demand.variable}`, scope).map((evaluation) => valuation(evaluation, (value) => [value], world));
  if (demand.kind === "arguments" && storeOf(world, role).frames.length > maximumCallDepth) {
    chooser.meetLimit({ role, what: `a call of ${demand.procedure}`, reason: `calls nested deeper than ${String(maximumCallDepth)}` });
    return [];
  }
  if (demand.expressions.length === 0) return [{ result: { kind: "values", values: [] }, consulted: [], world }];
  return evaluateAll(demand.expressions, scope).map((evaluation) => valuation(evaluation, (values) => values, world));
}

function valuation<V>({ outcome, consulted, oracles }: Evaluation<V>, values: (value: V) => readonly Value[], world: World): Valuation {
  return {
    result: outcome.kind === "value" ? { kind: "values", values: values(outcome.value) } : outcome,
    consulted,
    world: oracles === world.oracles ? world : { ...world, oracles },
  };
}

/** What p evaluates when it takes the step of I. */
export function demandOf(I: Instruction, role: Role): Demand {
  switch (I.kind) {
    case "havoc":
      return { kind: "any", variable: I.variable, domain: I.domain };
    case "communicate":
      return { kind: "expressions", expressions: I.expressions };
    case "assign":
      return { kind: "expressions", expressions: [I.expression] };
    case "if":
    case "assert":
    case "assume":
      return { kind: "expressions", expressions: [I.condition] };
    case "match":
      return { kind: "expressions", expressions: [I.scrutinee] };
    case "call":
      return { kind: "arguments", procedure: I.procedure, expressions: I.arguments.get(role) ?? [] };
    case "frame":
      return { kind: "arguments", procedure: I.call.procedure, expressions: I.call.arguments.get(role) ?? [] };
    case "select":
    case "choose":
    case "loop":
    case "continue":
    case "break":
    case "in-transit":
    case "leave":
      return { kind: "expressions", expressions: [] };
    default:
      return assertNever(I);
  }
}

/** What a process evaluates whichever step of A it takes; the alternatives of a `select` are evaluated each by itself. */
export function demandOfAction(A: Action): Demand {
  switch (A.kind) {
    case "havoc":
      return { kind: "any", variable: A.variable, domain: A.domain };
    case "send":
      return { kind: "expressions", expressions: A.expressions };
    case "assign":
      return { kind: "expressions", expressions: [A.expression] };
    case "if":
    case "assert":
    case "assume":
      return { kind: "expressions", expressions: [A.condition] };
    case "match":
      return { kind: "expressions", expressions: [A.scrutinee] };
    case "call":
      return { kind: "arguments", procedure: A.procedure, expressions: A.arguments };
    case "receive":
    case "choose":
    case "select":
    case "loop":
    case "continue":
    case "frame":
      return { kind: "expressions", expressions: [] };
    default:
      return assertNever(A);
  }
}
