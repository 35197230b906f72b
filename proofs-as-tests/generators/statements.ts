/**
 * Statements of generated programs. Structured, not rejection-sampled: a decider tells the roles that take part, so that most programs are
 * projectable although most contain a choice; a common prefix before the selections is what makes a conditional be delayed.
 */
import type { Statement } from "../../calculus/syntax/index.ts";
import { branching } from "./branching.ts";
import type { Chance } from "./chance.ts";
import { looping } from "./looping.ts";
import type { Scope } from "./scope.ts";
import { asserting, assignment, calling, communication, fits, selection, type Generated } from "./simple-statements.ts";

/** `count` statements one after the other. */
export function statements(chance: Chance, scope: Scope, count: number): Generated {
  const result: Statement[] = [];
  let current = scope;
  for (let index = 0; index < count; index++) {
    const next = statement(chance, current);
    result.push(...next.statements);
    current = next.scope;
  }
  return { statements: result, scope: current };
}

/** One statement, or the few that belong together (a loop and its exit selections). */
export function statement(chance: Chance, scope: Scope): Generated {
  const several = scope.roles.length > 1;
  const nested = scope.depth > 0 && several;
  const callable = scope.procedures.filter((signature) => fits(scope, signature));
  return chance.weighted<() => Generated>([
    [several ? 42 : 0, () => communication(chance, scope)],
    [several ? 6 : 0, () => selection(chance, scope)],
    [12, () => assignment(chance, scope)],
    [callable.length > 0 ? 22 : 0, () => calling(chance, scope, chance.pick(callable))],
    [nested ? 24 : 0, () => branching(chance, scope, statements)],
    [nested && scope.features.repetition ? 10 : 0, () => looping(chance, scope, statements)],
    [scope.features.failures ? 8 : 4, () => asserting(chance, scope)],
  ])();
}
