/**
 * The points of a body, each with the points that may follow and the variables that are live there: read on some way on before they are bound again
 * (Kildall, POPL 1973). Γ is kept to the live variables, so that ways that differ in what nobody reads meet again.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Action, Behaviour, Domain, Prefix, Variable } from "../../calculus/core/index.ts";
import { alternativeAsBehaviour, stop } from "../../calculus/core/index.ts";
import { partsOf } from "../../calculus/syntax/index.ts";
import type { Expression, Type } from "../../calculus/syntax/index.ts";
import type { Outside, Point } from "./derivation.ts";
import { plainChoice } from "./plain-choice.ts";

/** The points of one body. Equal points are one object, so that points can be keys. */
export interface ProgramPoints {
  readonly entry: Point;
  /** The point at which control is once finished conditionals, branches and loops are left. */
  readonly settle: (rest: Behaviour, outside: Outside | undefined) => Point;
  /** The cell with what is around it, as what its parts stand in. */
  readonly inside: (cell: Prefix, outer: Outside | undefined) => Outside;
  readonly live: (point: Point) => ReadonlySet<Variable>;
  readonly number: (point: Point) => number;
}

interface Flow {
  readonly point: Point;
  readonly reads: readonly Variable[];
  readonly next: readonly { readonly target: number; readonly binds: readonly Variable[] }[];
}

const nothing: ReadonlySet<Variable> = new Set();

/** The points that can be reached from the start of a body. Linear in the body, but for the live variables of loops. */
export function programPoints(body: Behaviour): ProgramPoints {
  const points = new Map<Behaviour, Map<Outside | undefined, Point>>();
  const outsides = new Map<Prefix, Map<Outside | undefined, Outside>>();
  const numbers = new Map<Point, number>();
  const waiting: Point[] = [];

  function settle(start: Behaviour, around: Outside | undefined): Point {
    let [rest, outside] = [start, around];
    while (rest.kind === "end" && outside !== undefined) [rest, outside] = [outside.cell.tail, outside.outer];
    const point = entryOf(points, rest.kind === "end" ? stop : rest, outside, () => ({ rest: rest.kind === "end" ? stop : rest, outside }));
    if (!numbers.has(point)) {
      numbers.set(point, numbers.size);
      waiting.push(point);
    }
    return point;
  }

  function inside(cell: Prefix, outer: Outside | undefined): Outside {
    return entryOf(outsides, cell, outer, () => ({ cell, outer }));
  }

  const numberOf = (point: Point): number => numbers.get(point) ?? missing();
  const entry = settle(body, undefined);
  const flows: Flow[] = [];
  for (let index = 0; index < waiting.length; index++) {
    const point = waiting[index] ?? missing();
    flows.push({
      point,
      reads: point.rest.kind === "end" ? [] : readBy(point.rest.head),
      next: successors(point, settle, inside).map(({ to, binds }) => ({ target: numberOf(to), binds })),
    });
  }
  const live = liveVariables(flows);
  return { entry, settle, inside, number: numberOf, live: (point) => live[numberOf(point)] ?? nothing };
}

function missing(): never {
  throw new Error("a point that the search of the body did not meet");
}

function entryOf<A, B, T>(table: Map<A, Map<B, T>>, first: A, second: B, make: () => T): T {
  let row = table.get(first);
  if (row === undefined) table.set(first, (row = new Map<B, T>()));
  let found = row.get(second);
  if (found === undefined) row.set(second, (found = make()));
  return found;
}

/** Where control may be next, with what is bound on the way. */
function successors(
  { rest, outside }: Point,
  settle: ProgramPoints["settle"],
  inside: ProgramPoints["inside"],
): readonly { readonly to: Point; readonly binds: readonly Variable[] }[] {
  if (rest.kind === "end") return [];
  const within = (body: Behaviour, binds: readonly Variable[] = []): { to: Point; binds: readonly Variable[] } => ({
    to: settle(body, inside(rest, outside)),
    binds,
  });
  const A = rest.head;
  switch (A.kind) {
    case "receive":
      return A.branches.map(({ body, variables }) => within(body, variables));
    case "if":
      return [within(A.then), within(A.else)];
    case "match":
      return A.cases.map(({ pattern, body }) => within(body, pattern.kind === "constructor" ? pattern.variables : []));
    case "choose":
      return A.branches.map((body) => within(body));
    case "select": {
      const plain = plainChoice(A);
      return plain.ok ? [within(plain.behaviour)] : A.alternatives.map((one) => within(alternativeAsBehaviour(one)));
    }
    case "loop":
    case "frame":
      return [within(A.body)];
    case "continue": {
      const loop = loopAround(outside, A.loop);
      return [{ to: settle(loop.cell, loop.outer), binds: [] }];
    }
    case "assign":
    case "havoc":
      return [{ to: settle(rest.tail, outside), binds: [A.variable] }];
    case "send":
    case "assert":
    case "assume":
    case "call":
      return [{ to: settle(rest.tail, outside), binds: [] }];
    default:
      return assertNever(A);
  }
}

/** The loop of this name around a point. @throws Error where there is none, which elaboration excludes */
export function loopAround(outside: Outside | undefined, name: string): Outside {
  for (let each = outside; each !== undefined; each = each.outer) if (each.cell.head.kind === "loop" && each.cell.head.name === name) return each;
  throw new Error(`no loop ${name} around a continue`);
}

function readBy(A: Action): readonly Variable[] {
  switch (A.kind) {
    case "send":
      return A.expressions.flatMap(variablesOf);
    case "call":
      return A.arguments.flatMap(variablesOf);
    case "assign":
      return variablesOf(A.expression);
    case "havoc":
      return variablesOfDomain(A.domain);
    case "assert":
    case "assume":
    case "if":
      return variablesOf(A.condition);
    case "match":
      return variablesOf(A.scrutinee);
    case "receive":
    case "choose":
    case "select":
    case "loop":
    case "continue":
    case "frame":
      return [];
    default:
      return assertNever(A);
  }
}

/** Names in an expression; constants and constructors among them, which no environment binds. */
export function variablesOf(expression: Expression): readonly Variable[] {
  const found: Variable[] = [];
  const waiting: Expression[] = [expression];
  for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) {
    if (part.kind === "name") found.push(part.name.text);
    waiting.push(...partsOf(part));
  }
  return found;
}

function variablesOfDomain(domain: Domain): readonly Variable[] {
  return domain.kind === "range" ? [...variablesOf(domain.low), ...variablesOf(domain.high)] : variablesOfType(domain.type);
}

function variablesOfType(type: Type): readonly Variable[] {
  switch (type.kind) {
    case "primitive":
    case "named":
      return [];
    case "list":
    case "set":
    case "option":
      return variablesOfType(type.element);
    case "map":
      return [...variablesOfType(type.key), ...variablesOfType(type.value)];
    case "refined":
      return [...variablesOf(type.predicate), ...variablesOfType(type.base)];
    default:
      return assertNever(type);
  }
}

/** The least solution of live(i) = reads(i) ∪ ⋃ (live(j) ∖ binds(i, j)), by rounds from the last point to the first. */
function liveVariables(flows: readonly Flow[]): readonly ReadonlySet<Variable>[] {
  const live: ReadonlySet<Variable>[] = flows.map(() => nothing);
  for (let changed = true; changed;) {
    changed = false;
    for (let index = flows.length - 1; index >= 0; index--) {
      const flow = flows[index];
      if (flow === undefined) continue;
      const before = live[index] ?? nothing;
      const now = liveAt(flow, live);
      if (now.size === before.size) continue;
      live[index] = now;
      changed = true;
    }
  }
  return live;
}

/** One of the sets that follow where it is the union already, so that long sequences share their sets. */
function liveAt({ reads, next }: Flow, live: readonly ReadonlySet<Variable>[]): ReadonlySet<Variable> {
  const [only, ...others] = next;
  const behind = only === undefined ? nothing : (live[only.target] ?? nothing);
  if (others.length === 0 && only?.binds.every((name) => !behind.has(name) || reads.includes(name)) === true && reads.every((name) => behind.has(name)))
    return behind;
  const result = new Set(reads);
  for (const { target, binds } of next) for (const name of live[target] ?? nothing) if (!binds.includes(name)) result.add(name);
  return result.size === 0 ? nothing : result;
}
