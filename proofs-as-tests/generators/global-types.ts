/**
 * Random global types with generalised, sender-driven choice: 2 to 5 roles, nested recursion, choices to one receiver or to several, shared continuations.
 * In some of them who decides tells the others, so that many are implementable; a few are the trap for projections of open loops. Closed and guarded.
 */
import type fc from "fast-check";
import { globalEnd, type GlobalBranch, type GlobalType, type Message, type Role } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { intType, stringType } from "../../calculus/values/index.ts";
import { structured, type Chance } from "./chance.ts";
import { smallerTypes } from "./shrink-global-type.ts";

/** A type with the roles that its protocol declares, whether they act or not. */
export interface TypeCase {
  readonly roles: readonly Role[];
  readonly type: GlobalType;
}

export type GlobalChoice = Extract<GlobalType, { kind: "choice" }>;

const everyRole: readonly Role[] = ["p", "q", "r", "s", "u"];
const labels = ["a", "b", "c"];
const notices = ["n", "m"];

interface Making {
  readonly roles: readonly Role[];
  readonly variables: readonly string[];
  /** Per cent of the choices that are told to everybody. */
  readonly informs: number;
  readonly fresh: () => string;
}

/** Types as described above. */
export function globalTypes(): fc.Arbitrary<TypeCase> {
  return structured(generatedType, ({ roles, type }) => mapped(smallerTypes(type), (smaller) => ({ roles, type: smaller })));
}

function* mapped<A, B>(items: Iterable<A>, change: (item: A) => B): Iterable<B> {
  for (const item of items) yield change(item);
}

/** One of them. */
export function generatedType(chance: Chance): TypeCase {
  const roles = everyRole.slice(0, chance.weighted([[1, 2] as const, [5, 3] as const, [4, 4] as const, [1, 5] as const]));
  let variables = 0;
  const fresh = (): string => `t${variables++}`;
  if (chance.percent(1) && roles.length > 2) return { roles, type: trap(chance.shuffle(roles), fresh) };
  const informs = chance.pick([0, 50, 100]);
  const depth = chance.weighted([[2, 2] as const, [3, 3] as const, [3, 4] as const, [1, 6] as const]);
  return { roles, type: making(chance, { roles, variables: [], informs, fresh }, depth, false) };
}

/** μt.p→q:b.μu.r→q{a: q→r:b.t, b: end}: p does not act in the inner loop, whose projection must not be `end` all the same. */
function trap([p = "p", q = "q", r = "r"]: readonly Role[], fresh: () => string): GlobalType {
  const [outer, inner] = [fresh(), fresh()];
  const back = choice(q, [branch(r, message("b"), { kind: "variable", name: outer })]);
  const body = choice(r, [branch(q, message("a"), back), branch(q, message("b"), globalEnd)]);
  return recursion(outer, choice(p, [branch(q, message("b"), recursion(inner, body))]));
}

function making(chance: Chance, scope: Making, depth: number, mayStop: boolean): GlobalType {
  if (depth === 0 || (mayStop && chance.percent(12))) {
    return scope.variables.length > 0 && chance.percent(55) ? { kind: "variable", name: chance.pick(scope.variables) } : globalEnd;
  }
  if (scope.variables.length < 3 && chance.percent(25)) {
    const variable = scope.fresh();
    return recursion(variable, making(chance, { ...scope, variables: [...scope.variables, variable] }, depth, false));
  }
  return chance.percent(45) ? step(chance, scope, depth) : branching(chance, scope, depth);
}

function step(chance: Chance, scope: Making, depth: number): GlobalType {
  const [sender = "p", receiver = "q"] = chance.subset(chance.shuffle(scope.roles), 2);
  return choice(sender, [branch(receiver, payload(chance, chance.pick(labels)), making(chance, scope, depth - 1, true))]);
}

function branching(chance: Chance, scope: Making, depth: number): GlobalType {
  const [sender = "p", ...others] = chance.shuffle(scope.roles);
  const count = chance.weighted([[6, 2] as const, [1, 3] as const]);
  const [one = "q"] = others;
  const isDirected = chance.percent(75);
  const used = new Set<string>();
  const shared = chance.percent(15) ? making(chance, scope, depth - 1, true) : undefined;
  const informs = chance.percent(scope.informs);
  const branches: GlobalBranch[] = [];
  while (branches.length < count) {
    const receiver = isDirected ? one : chance.pick(others);
    const label = chance.pick(labels);
    if (used.has(`${receiver} ${label}`)) continue;
    used.add(`${receiver} ${label}`);
    const rest = shared ?? making(chance, scope, depth - 1, true);
    const told = informs ? others.filter((role) => role !== receiver) : [];
    const notice = `${notices[branches.length % 2] ?? "n"}${isDirected ? "" : receiver}`;
    branches.push(
      branch(
        receiver,
        payload(chance, label),
        told.reduceRight((next, role) => choice(sender, [branch(role, message(`${notice}${label}`), next)]), rest),
      ),
    );
  }
  return choice(sender, branches);
}

function payload(chance: Chance, label: string): Message {
  if (!chance.percent(10)) return message(label);
  return { label, payload: [{ sort: { kind: "value", type: chance.pick([intType, stringType]) } }] };
}

/** A message without payload. */
export function message(label: string): Message {
  return { label, payload: [] };
}

/** One branch of a choice. */
export function branch(receiver: Role, sent: Message, continuation: GlobalType): GlobalBranch {
  return { receiver, message: sent, continuation, span: nowhere };
}

/** p → {…} */
export function choice(sender: Role, branches: readonly GlobalBranch[]): GlobalChoice {
  return { kind: "choice", sender, branches, span: nowhere };
}

/** μt.G */
export function recursion(variable: string, body: GlobalType): GlobalType {
  return { kind: "recursion", variable, body };
}
