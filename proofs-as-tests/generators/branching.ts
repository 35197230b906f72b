/**
 * Choices of generated programs (`if`, `match`, `choose`) in three styles: amended (the decider tells every role that takes part), with a common
 * prefix of uninformed roles before or between the selections, and unconstrained.
 */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Statement } from "../../calculus/syntax/index.ts";
import type { Chance } from "./chance.ts";
import { conditionAt, integerAt } from "./expressions.ts";
import { assignable, binding, joined, readable, within, type Scope } from "./scope.ts";
import { assignment, calling, communication, type BlockGenerator, type Generated } from "./simple-statements.ts";
import { apply, block, choose, communicate, conditional, integer, name, select, variable } from "./syntax.ts";

/** A choice at one role, its branches one block further in. */
export function branching(chance: Chance, scope: Scope, statements: BlockGenerator): Generated {
  const [decider, ...others] = chance.shuffle(scope.roles);
  if (decider === undefined) throw new Error("a choice needs a role");
  const head = heading(chance, scope, decider);
  if (others.length > 1 && chance.percent(4)) return guessing(chance, scope, head, others);
  const style = chance.between(1, 100);
  const { amended, prefixed } = scope.features;
  if (style > amended + prefixed) {
    const inner = within(scope, scope.roles);
    const branches = head.labels.map(() => statements(chance, inner, chance.between(0, 2)));
    return {
      statements: [head.build(branches.map((branch) => branch.statements))],
      scope: joined(
        scope,
        branches.map((branch) => branch.scope),
      ),
    };
  }
  const told = chance.subset(others, chance.between(1, others.length));
  const prefix = style > amended ? commonPrefix(chance, within(scope, scope.roles), others) : { statements: [], scope: within(scope, scope.roles) };
  const message = announcement(chance, scope, decider, told);
  const early = chance.percent(30);
  const branches = head.labels.map((label) => {
    const announced = message(label);
    const after = within(joined(prefix.scope, [announced.scope]), [decider, ...told]);
    const body = statements(chance, { ...after, depth: scope.depth - 1 }, chance.between(0, 2));
    const opening = early ? interleaved(prefix.statements, announced.statements) : [...prefix.statements, ...announced.statements];
    return { statements: [...opening, ...body.statements], scope: body.scope };
  });
  return {
    statements: [head.build(branches.map((branch) => branch.statements))],
    scope: joined(
      scope,
      branches.map((branch) => branch.scope),
    ),
  };
}

/** An uninformed role tells another which branch was taken: not projectable, unless sends are merged by mistake. */
function guessing(chance: Chance, scope: Scope, head: Heading, others: readonly string[]): Generated {
  const [from, to] = chance.shuffle(others);
  if (from === undefined || to === undefined) throw new Error("guessing needs two roles");
  return { statements: [head.build(head.labels.map((label) => [select(from, [to], label)]))], scope };
}

interface Heading {
  /** One label per branch. */
  readonly labels: readonly string[];
  readonly build: (branches: readonly (readonly Statement[])[]) => Statement;
}

function heading(chance: Chance, scope: Scope, decider: string): Heading {
  const second = chance.percent(4) ? "l" : "r";
  const { choices } = scope.features;
  return chance.weighted<() => Heading>([
    [
      70,
      () => ({ labels: ["l", second], build: ([then, otherwise]) => conditional(decider, conditionAt(chance, scope, decider), then ?? [], otherwise ?? []) }),
    ],
    [choices ? 12 : 0, () => ({ labels: chance.percent(25) ? ["l", "r", "m"] : ["l", second], build: (branches) => choose(decider, branches) })],
    [12, () => integerMatch(chance, scope, decider)],
    [choices ? 10 : 0, () => colourMatch(chance, scope, decider)],
  ])();
}

function integerMatch(chance: Chance, scope: Scope, decider: string): Heading {
  return {
    labels: ["l", "r"],
    build: ([first, second]) => ({
      kind: "match",
      role: name(decider),
      scrutinee: integerAt(chance, scope, decider),
      cases: [
        { pattern: { kind: "literal", value: integer(chance.between(0, 1)), span: nowhere }, body: block(first ?? []) },
        { pattern: { kind: "wildcard", span: nowhere }, body: block(second ?? []) },
      ],
      span: nowhere,
    }),
  };
}

function colourMatch(chance: Chance, scope: Scope, decider: string): Heading {
  return {
    labels: ["l", "r"],
    build: (branches) => ({
      kind: "match",
      role: name(decider),
      scrutinee: apply("colour", variable(chance.pick(readable(scope, decider)))),
      cases: ["Red", "Green"].map((text, index) => ({
        pattern: { kind: "constructor", name: name(text), variables: [], span: nowhere },
        body: block(branches[index] ?? []),
      })),
      span: nowhere,
    }),
  };
}

/** Statements of roles that know nothing of the choice yet; the same in every branch. Sometimes one of them sends to the decider. */
function commonPrefix(chance: Chance, scope: Scope, others: readonly string[]): Generated {
  const callable = scope.procedures.filter(
    (signature) => !signature.counted && (signature.formal ? signature.roles.length <= others.length : signature.roles.every((role) => others.includes(role))),
  );
  if (callable.length > 0 && chance.percent(25)) {
    const called = calling(chance, { ...scope, roles: others }, chance.pick(callable));
    return { statements: called.statements, scope };
  }
  const several = others.length > 1;
  const first = several ? communication(chance, scope, others) : assignment(chance, { ...scope, features: { ...scope.features, choices: false } }, others);
  if (!chance.percent(40)) return first;
  const quiet = { ...first.scope, features: { ...scope.features, choices: false } };
  const second = several && chance.percent(60) ? communication(chance, quiet, others) : assignment(chance, quiet, others);
  return { statements: [...first.statements, ...second.statements], scope: { ...second.scope, features: scope.features } };
}

/** How the decider tells the others which branch it took: selections, a selection handed on, or a labelled communication. */
function announcement(chance: Chance, scope: Scope, decider: string, told: readonly string[]): (label: string) => Generated {
  const [first, ...rest] = told;
  if (first === undefined) return () => ({ statements: [], scope });
  const style = chance.between(1, 100);
  if (style <= 20) {
    const bound = chance.pick(assignable(scope));
    const value = integerAt(chance, scope, decider);
    return (label) => ({
      statements: [communicate(decider, [value], first, [bound], label), ...rest.map((role) => select(decider, [role], label))],
      scope: binding(scope, first, [bound]),
    });
  }
  if (style <= 40 && rest.length > 0) {
    return (label) => ({ statements: [select(decider, [first], label), select(first, rest, label)], scope });
  }
  if (style <= 60) return (label) => ({ statements: [select(decider, told, label)], scope });
  return (label) => ({ statements: told.map((role) => select(decider, [role], label)), scope });
}

/** The first selection, then the prefix, then the other selections: the prefix then waits below a selection too. */
function interleaved(prefix: readonly Statement[], announced: readonly Statement[]): readonly Statement[] {
  return [...announced.slice(0, 1), ...prefix, ...announced.slice(1)];
}
