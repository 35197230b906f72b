/** Statements of generated programs without blocks: communications, selections, local actions and calls. */
import type { Statement } from "../../calculus/syntax/index.ts";
import type { Chance } from "./chance.ts";
import { conditionAt, integerAt } from "./expressions.ts";
import { assignable, binding, type Scope, type Signature } from "./scope.ts";
import { anyOf, assign, call, claim, communicate, computed, integer, select } from "./syntax.ts";

export interface Generated {
  readonly statements: readonly Statement[];
  /** What is bound afterwards. */
  readonly scope: Scope;
}

/** Generates the statements of a block: what choices and loops are given for what they contain. */
export type BlockGenerator = (chance: Chance, scope: Scope, count: number) => Generated;

/** p.e -> q.x, sometimes with a label or two values. */
export function communication(chance: Chance, scope: Scope, among: readonly string[] = scope.roles): Generated {
  const [from, to] = chance.shuffle(among);
  if (from === undefined || to === undefined) throw new Error("a communication needs two roles");
  const variables = chance.shuffle(assignable(scope)).slice(0, chance.percent(8) ? 2 : 1);
  const expressions = variables.map(() => integerAt(chance, scope, from));
  const message = chance.percent(15) ? chance.pick(["l", "m"]) : undefined;
  return { statements: [communicate(from, expressions, to, variables, message)], scope: binding(scope, to, variables) };
}

/** p -> q : l, sometimes to two receivers. */
export function selection(chance: Chance, scope: Scope): Generated {
  const [from, ...others] = chance.shuffle(scope.roles);
  if (from === undefined) throw new Error("a selection needs two roles");
  const to = others.slice(0, chance.percent(20) ? 2 : 1);
  return { statements: [select(from, to, chance.pick(["l", "m", "r"]))], scope };
}

/** p.x := e, or any value of a small range. */
export function assignment(chance: Chance, scope: Scope, among: readonly string[] = scope.roles): Generated {
  const role = chance.pick(among);
  const variable = chance.pick(assignable(scope));
  const source = scope.features.choices && chance.percent(25) ? anyOf(0, 1) : computed(integerAt(chance, scope, role));
  return { statements: [assign(role, variable, source)], scope: binding(scope, role, [variable]) };
}

/** assert p.e, or assume where failures are allowed. */
export function asserting(chance: Chance, scope: Scope): Generated {
  const role = chance.pick(scope.roles);
  const kind = scope.features.failures && chance.percent(60) ? "assume" : "assert";
  return { statements: [claim(kind, role, conditionAt(chance, scope, role))], scope };
}

/** Are the roles in scope enough for the procedure? */
export function fits(scope: Scope, signature: Signature): boolean {
  return signature.formal ? signature.roles.length <= scope.roles.length : signature.roles.every((role) => scope.roles.includes(role));
}

/** call X(q̄; e), with a small literal for the counter of a recursion. */
export function calling(chance: Chance, scope: Scope, signature: Signature): Generated {
  const roles = signature.formal ? chance.shuffle(scope.roles).slice(0, signature.roles.length) : signature.roles;
  return {
    statements: [
      call(
        signature.name,
        roles,
        signature.counted
          ? [
              integer(
                chance.weighted([
                  [2, 0],
                  [5, 1],
                  [2, 2],
                ]),
              ),
            ]
          : [],
      ),
    ],
    scope,
  };
}
