/**
 * Loops of generated programs. Some roles take part and are told at each turn whether there is another; the exit selections stand after the loop
 * or before the `break`. Roles that do not take part act afterwards, which is what passes them under the loop.
 */
import type { Expression, Statement } from "../../calculus/syntax/index.ts";
import type { Chance } from "./chance.ts";
import { conditionAt, integerAt } from "./expressions.ts";
import { binding, fields, freshCounter, within, type Scope } from "./scope.ts";
import type { BlockGenerator, Generated } from "./simple-statements.ts";
import { assign, binary, communicate, computed, conditional, integer, jump, loop, select, variable, whileLoop } from "./syntax.ts";

interface Turn {
  readonly decider: string;
  readonly told: readonly string[];
  readonly condition: Expression;
  /** Before the loop: the counter is set. */
  readonly before: readonly Statement[];
  /** At the end of a turn: the counter is lowered. */
  readonly lower: readonly Statement[];
  /** The scope inside the body. */
  readonly inside: Scope;
  /** The scope after the loop. */
  readonly after: Scope;
  readonly name: string;
}

/** A loop in one of five shapes. */
export function looping(chance: Chance, scope: Scope, statements: BlockGenerator): Generated {
  const turn = turning(chance, scope);
  const body = chance.weighted([
    [40, whileShape],
    [23, breakShape],
    [12, middleShape],
    [10, nestedShape],
    [15, passedUnderShape],
  ])(chance, turn, statements);
  const outsiders = scope.roles.filter((role) => role !== turn.decider && !turn.told.includes(role));
  const after = outsiders.length > 0 && chance.percent(60) ? [passing(chance, turn, outsiders)] : [];
  return { statements: [...turn.before, ...body, ...after], scope: turn.after };
}

/** An outsider sends, or works on its own, after the loop: it may do so before the loop is over. */
function passing(chance: Chance, turn: Turn, outsiders: readonly string[]): Statement {
  const outsider = chance.pick(outsiders);
  const value = integerAt(chance, turn.after, outsider);
  if (chance.percent(25)) return assign(outsider, chance.pick(fields), computed(value));
  return communicate(outsider, [value], chance.pick(turn.after.roles.filter((role) => role !== outsider)), [chance.pick(fields)]);
}

function turning(chance: Chance, scope: Scope): Turn {
  const [decider, ...others] = chance.shuffle(scope.roles);
  if (decider === undefined) throw new Error("a loop needs a role");
  const told = chance.subset(others, chance.between(1, chance.percent(60) ? 1 : others.length));
  const name = `L${scope.depth}`;
  if (chance.percent(scope.features.diverging)) {
    const inside = within(scope, [decider, ...told]);
    return { decider, told, condition: conditionAt(chance, scope, decider), before: [], lower: [], inside, after: scope, name };
  }
  const counter = freshCounter(scope);
  const counting = binding({ ...scope, reserved: new Set([...scope.reserved, counter]) }, decider, [counter]);
  return {
    decider,
    told,
    condition: binary(">", variable(counter), integer(0)),
    before: [
      assign(
        decider,
        counter,
        computed(
          integer(
            chance.weighted([
              [1, 0],
              [4, 1],
              [2, 2],
            ]),
          ),
        ),
      ),
    ],
    lower: [assign(decider, counter, computed(binary("-", variable(counter), integer(1))))],
    inside: within(counting, [decider, ...told]),
    after: binding(scope, decider, [counter]),
    name,
  };
}

function tell(turn: Turn, label: string): readonly Statement[] {
  return turn.told.map((role) => select(turn.decider, [role], label));
}

/** while p.e { p -> q : more; … }  p -> q : done; */
function whileShape(chance: Chance, turn: Turn, statements: BlockGenerator): readonly Statement[] {
  const body = statements(chance, turn.inside, chance.between(0, 2)).statements;
  return [whileLoop(turn.decider, turn.condition, [...tell(turn, "more"), ...body, ...turn.lower]), ...tell(turn, "done")];
}

/** loop L { … if p.e { p -> q : more; … } else { p -> q : done; break L; } } */
function breakShape(chance: Chance, turn: Turn, statements: BlockGenerator): readonly Statement[] {
  const first = statements(chance, turn.inside, chance.between(0, 1));
  const second = statements(chance, { ...first.scope, depth: turn.inside.depth - 1 }, chance.between(0, 1)).statements;
  const again = chance.percent(30) ? [jump("continue", turn.name)] : [];
  return [
    loop(turn.name, [
      ...first.statements,
      conditional(turn.decider, turn.condition, [...tell(turn, "more"), ...second, ...turn.lower, ...again], [...tell(turn, "done"), jump("break", turn.name)]),
    ]),
  ];
}

/** loop L { if p.e { p -> q : more; } else { p -> q : done; break L; } … }: the rest of the body is the continuation of one branch. */
function middleShape(chance: Chance, turn: Turn, statements: BlockGenerator): readonly Statement[] {
  const rest = statements(chance, turn.inside, chance.between(1, 2)).statements;
  const leaving = conditional(turn.decider, turn.condition, tell(turn, "more"), [...tell(turn, "done"), jump("break", turn.name)]);
  return [loop(turn.name, [leaving, ...rest, ...turn.lower])];
}

/** A loop inside a loop, left by jumps to the outer one. */
function nestedShape(chance: Chance, turn: Turn, statements: BlockGenerator): readonly Statement[] {
  const inner = `${turn.name}i`;
  const first = statements(chance, { ...turn.inside, depth: 0 }, chance.between(0, 1));
  const body = statements(chance, { ...turn.inside, depth: 0 }, chance.between(0, 1)).statements;
  const leave = [...tell(turn, "done"), jump("break", turn.name)];
  const again = [...tell(turn, "again"), ...(turn.lower.length > 0 && chance.percent(70) ? [...turn.lower, jump("continue", turn.name)] : leave.slice(-1))];
  const outward = chance.percent(60) ? [conditional(turn.decider, conditionAt(chance, turn.inside, turn.decider), again, leave)] : leave;
  const turns = conditional(turn.decider, turn.condition, [...tell(turn, "more"), ...body, ...turn.lower], outward);
  return [loop(turn.name, [...first.statements, loop(inner, [turns])])];
}

/**
 * A loop inside a loop, left by repeating the outer one, which is left at its start. Fewer roles take part in the inner loop: the others pass under it,
 * to where its jumps lead.
 */
function passedUnderShape(chance: Chance, turn: Turn, statements: BlockGenerator): readonly Statement[] {
  const told = chance.subset(turn.told, chance.between(1, turn.told.length));
  const inner: Turn = { ...turn, told, name: `${turn.name}i`, inside: within(turn.inside, [turn.decider, ...told]) };
  const body = statements(chance, { ...inner.inside, depth: 0 }, chance.between(0, 1)).statements;
  const between = statements(chance, { ...turn.inside, depth: 0 }, chance.between(0, 1)).statements;
  const leaving = conditional(turn.decider, turn.condition, tell(turn, "more"), [...tell(turn, "done"), jump("break", turn.name)]);
  const ending = [...tell(inner, "again"), jump("continue", turn.name)];
  const turns = conditional(turn.decider, conditionAt(chance, inner.inside, turn.decider), [...tell(inner, "more"), ...body], ending);
  return [loop(turn.name, [leaving, ...turn.lower, ...between, loop(inner.name, [turns])])];
}
