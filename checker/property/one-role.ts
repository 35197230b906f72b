/**
 * Which invariants a single schedule can decide: conjunctions of formulas that each read one role's own state, end or events.
 *
 * A role's own sequence of states does not depend on how the others are scheduled, so one representative run per choice shows it whole. Left out:
 *   - a conjunct over two roles: it depends on who is faster;
 *   - `A at 'name`: where branches of a choice merge, the position is known to the role only as far as the merged process tells;
 *   - an event that matters by its absence, `A.x > 0 or sent A -> B`: that another role moved last is no fact about A. An event is in order where the
 *     conjunct is true without it, as in `sent A -> B implies A.x > 0`;
 *   - functions without body: what is known of them depends on what the other roles asked.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Model } from "../../calculus/core/index.ts";
import type { Formula } from "../../calculus/syntax/index.ts";
import type { Conjunct } from "./conjuncts.ts";
import { conjunctsOf } from "./conjuncts.ts";
import type { Read } from "./reads.ts";
import { functionsOf, readsOf } from "./reads.ts";

/** Whether □φ (□¬φ when `negated`) is decided by the runs of a single schedule. */
export function isOneRoleConjunction(formula: Formula, negated: boolean, model: Model): boolean {
  const oracles = oraclesOf(model);
  return conjunctsOf(formula, negated).every((conjunct) => isOneRole(conjunct, model, oracles));
}

function isOneRole(conjunct: Conjunct, model: Model, oracles: ReadonlySet<string>): boolean {
  const reads = readsOf(conjunct.formula, (name) => model.roles.has(name));
  if (reads.some((read) => read.kind === "label" || (read.kind === "function" && oracles.has(read.name)))) return false;
  const roles = new Set(reads.flatMap((read: Read) => (read.kind === "function" ? [] : [read.role])));
  if (roles.size > 1) return false;
  return !reads.some((read) => read.kind === "event") || withoutEvents(conjunct.formula) === !conjunct.negated;
}

/** Whether φ reads an event. */
export function readsEvents(formula: Formula): boolean {
  return readsOf(formula, () => false).some((read) => read.kind === "event");
}

/** Whether φ reads the position of a role at a labelled statement. */
export function readsPositions(formula: Formula): boolean {
  return readsOf(formula, () => false).some((read) => read.kind === "label");
}

/** The truth of φ when no event just happened, where that follows from the connectives alone. */
function withoutEvents(formula: Formula): boolean | undefined {
  switch (formula.kind) {
    case "sent":
    case "received":
      return false;
    case "not": {
      const operand = withoutEvents(formula.operand);
      return operand === undefined ? undefined : !operand;
    }
    case "and":
      return absorbed(withoutEvents(formula.left), withoutEvents(formula.right), false);
    case "or":
      return absorbed(withoutEvents(formula.left), withoutEvents(formula.right), true);
    case "implies": {
      const left = withoutEvents(formula.left);
      return absorbed(left === undefined ? undefined : !left, withoutEvents(formula.right), true);
    }
    case "expression":
      return formula.expression.kind === "boolean" ? formula.expression.value : undefined;
    case "is-set":
    case "at-end":
    case "at-label":
      return undefined;
    default:
      return assertNever(formula);
  }
}

/** The value of a connective that has `absorbing` as soon as one side has. */
function absorbed(left: boolean | undefined, right: boolean | undefined, absorbing: boolean): boolean | undefined {
  if (left === absorbing || right === absorbing) return absorbing;
  return left === undefined || right === undefined ? undefined : !absorbing;
}

/** Functions without body and functions that apply one, directly or through others. */
function oraclesOf(model: Model): ReadonlySet<string> {
  const { functions } = model.definitions;
  const oracles = new Set([...functions.values()].filter(({ body }) => body === undefined).map(({ name }) => name));
  for (let before = -1; before !== oracles.size;) {
    before = oracles.size;
    for (const { name, body } of functions.values()) if (body !== undefined && functionsOf(body).some((one) => oracles.has(one))) oracles.add(name);
  }
  return oracles;
}
