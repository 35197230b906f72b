/**
 * Behaviours that have a common upper bound: one tree, and three behaviours made of it by leaving out branches of its receives. Sometimes one action
 * of one of them is changed, so that the merge may be undefined.
 */
import type fc from "fast-check";
import { prefix, stop, type Action, type Behaviour, type ReceiveBranch } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";
import { binary, integer, variable } from "./syntax.ts";

export interface Family {
  readonly whole: Behaviour;
  readonly parts: readonly [Behaviour, Behaviour, Behaviour];
}

const site = { span: nowhere };
const peers = ["A", "B", "C"];

/** Families of behaviours of a role that is none of A, B, C. */
export function families(): fc.Arbitrary<Family> {
  return structured(family, shrinkFamily);
}

function family(chance: Chance): Family {
  const whole = behaviour(chance, 3, chance.between(1, 3), []);
  const part = (): Behaviour => {
    const pruned = prune(chance, whole);
    return chance.percent(15) ? spoil(chance, pruned) : pruned;
  };
  return { whole, parts: [part(), part(), part()] };
}

function* shrinkFamily({ whole, parts }: Family): Iterable<Family> {
  const cut = (behaviour: Behaviour, length: number): Behaviour =>
    length === 0 || behaviour.kind === "end" ? stop : prefix(behaviour.head, cut(behaviour.tail, length - 1));
  for (const length of [0, 1, 2]) {
    if (lengthOf(whole) > length) yield { whole: cut(whole, length), parts: [cut(parts[0], length), cut(parts[1], length), cut(parts[2], length)] };
  }
}

function lengthOf(behaviour: Behaviour): number {
  return behaviour.kind === "end" ? 0 : 1 + lengthOf(behaviour.tail);
}

/**
 * A behaviour of `length` actions, blocks nested at most `depth` deep. As in projections, loops stand last, every loop acts before it repeats, and what
 * contains a jump stands last: `loops` are the loops that a path which ends here may repeat.
 */
function behaviour(chance: Chance, depth: number, length: number, loops: readonly string[]): Behaviour {
  const again = loops.at(-1);
  if (length === 0) return again !== undefined && chance.percent(50) ? prefix({ kind: "continue", loop: again, site }, stop) : stop;
  if (length === 1 && depth > 0 && chance.percent(12)) return prefix(repetition(chance, depth, loops), stop);
  if (length === 1) return prefix(action(chance, depth, loops), stop);
  return prefix(action(chance, depth, []), behaviour(chance, depth, length - 1, loops));
}

function repetition(chance: Chance, depth: number, loops: readonly string[]): Action {
  const name = `L${depth}`;
  const body = prefix(action(chance, 0, []), behaviour(chance, depth - 1, chance.between(0, 2), [...loops, name]));
  return { kind: "loop", name, body, site };
}

function action(chance: Chance, depth: number, loops: readonly string[]): Action {
  const nested = (): Behaviour => behaviour(chance, depth - 1, chance.between(0, 2), loops);
  const deep = depth > 0;
  return chance.weighted<() => Action>([
    [5, () => ({ kind: "send", to: chance.pick(peers), label: chance.pick(["_", "l"]), expressions: [integer(chance.between(0, 1))], site })],
    [4, () => receive(chance, [{ label: chance.pick(["_", "l"]), variables: ["x"], body: stop }])],
    [deep ? 8 : 0, () => receive(chance, branches(chance, nested))],
    [2, () => ({ kind: "assign", variable: "x", expression: binary("+", variable("x"), integer(1)), site })],
    [1, () => ({ kind: chance.pick(["assert", "assume"]), condition: binary(">", variable("x"), integer(0)), site })],
    [1, () => ({ kind: "havoc", variable: "y", domain: { kind: "range", low: integer(0), high: integer(1) }, site })],
    [deep ? 3 : 0, () => ({ kind: "if", condition: binary("==", variable("x"), integer(0)), then: nested(), else: nested(), site })],
    [deep ? 2 : 0, () => ({ kind: "choose", branches: [nested(), nested()], site })],
    [deep ? 1 : 0, () => matching(nested)],
    [1, () => ({ kind: "call", procedure: "Part", roles: ["A", "S"], arguments: [], site })],
  ])();
}

function matching(nested: () => Behaviour): Action {
  const cases = [
    { pattern: { kind: "literal", value: integer(0) }, body: nested() },
    { pattern: { kind: "wildcard" }, body: nested() },
  ] as const;
  return { kind: "match", scrutinee: variable("x"), cases, site };
}

function receive(chance: Chance, branches: readonly ReceiveBranch[]): Action {
  return { kind: "receive", from: chance.pick(peers), branches, site };
}

function branches(chance: Chance, nested: () => Behaviour): readonly ReceiveBranch[] {
  return chance.subset(["l", "m", "r"], chance.between(2, 3)).map((label) => ({ label, variables: label === "m" ? ["x"] : [], body: nested() }));
}

/** The behaviour with some branches of its receives left out; a receive with one branch left is written flat. */
function prune(chance: Chance, behaviour: Behaviour): Behaviour {
  if (behaviour.kind === "end") return stop;
  const tail = prune(chance, behaviour.tail);
  const head = mapBodies(behaviour.head, (body) => prune(chance, body));
  if (head.kind !== "receive") return prefix(head, tail);
  const kept = chance.subset(head.branches, chance.between(1, head.branches.length));
  return flat({ ...head, branches: kept }, tail);
}

function flat(head: Extract<Action, { kind: "receive" }>, tail: Behaviour): Behaviour {
  const [only, ...others] = head.branches;
  if (only === undefined || others.length > 0) return prefix(head, tail);
  return prefix({ ...head, branches: [{ ...only, body: stop }] }, append(only.body, tail));
}

function append(first: Behaviour, second: Behaviour): Behaviour {
  return first.kind === "end" ? second : prefix(first.head, append(first.tail, second));
}

/** Changes one action near the front: another receiver, another sender, or a label for none. */
function spoil(chance: Chance, behaviour: Behaviour): Behaviour {
  if (behaviour.kind === "end") return stop;
  const { head, tail } = behaviour;
  if (chance.percent(30)) return prefix(head, spoil(chance, tail));
  if (head.kind === "send") return prefix({ ...head, to: head.to === "A" ? "B" : "A" }, tail);
  if (head.kind === "receive" && chance.percent(50)) return prefix({ ...head, branches: head.branches.map(relabelled) }, tail);
  if (head.kind === "receive") return prefix({ ...head, from: head.from === "A" ? "B" : "A" }, tail);
  return prefix(head, spoil(chance, tail));
}

/** The empty label for a written one, and the reverse, in receives with one branch. */
function relabelled(branch: ReceiveBranch, _: number, all: readonly ReceiveBranch[]): ReceiveBranch {
  return all.length > 1 ? branch : { ...branch, label: branch.label === "_" ? "l" : "_" };
}

/** An action with the behaviours directly inside it replaced. */
export function mapBodies(action: Action, change: (body: Behaviour) => Behaviour): Action {
  switch (action.kind) {
    case "receive":
      return { ...action, branches: action.branches.map((branch) => ({ ...branch, body: change(branch.body) })) };
    case "if":
      return { ...action, then: change(action.then), else: change(action.else) };
    case "match":
      return { ...action, cases: action.cases.map((each) => ({ ...each, body: change(each.body) })) };
    case "choose":
      return { ...action, branches: action.branches.map(change) };
    case "loop":
    case "frame":
      return { ...action, body: change(action.body) };
    default:
      return action;
  }
}
