/**
 * What senders know, path by path: every way through the text of a protocol is followed with what each role has seen on it, until nothing new comes. For protocols
 * without parallel blocks and sub-protocols.
 */
import type { Expression, Name, ProtocolBlock, ProtocolStatement, Type } from "../../calculus/syntax/index.ts";
import { partsOf } from "../../calculus/syntax/index.ts";

type Knowers = ReadonlyMap<string, ReadonlySet<string>>;
type Loop = Extract<ProtocolStatement, { kind: "rec" }>;

interface Stack {
  readonly block: ProtocolBlock;
  readonly from: number;
  readonly loops: ReadonlyMap<string, { readonly loop: Loop; readonly rest: Stack | undefined; readonly outside: Stack["loops"] }>;
  readonly rest: Stack | undefined;
}

/** What is known on a path, and who has done something since a variable was set. */
interface Seen {
  readonly knowers: Knowers;
  readonly since: Knowers;
}

/** The labels of messages with a refinement that speaks, on some path, of what the sender has not seen. Exponential in the roles and names at worst. */
export function labelsOfUnknown(body: ProtocolBlock, roles: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const numbers = new Map<object, number>();
  const keyOf = (stack: Stack | undefined): string => {
    if (stack === undefined) return "";
    if (!numbers.has(stack.block)) numbers.set(stack.block, numbers.size);
    return `${String(numbers.get(stack.block))}.${String(stack.from)} ${keyOf(stack.rest)}`;
  };
  const visited = new Set<string>();
  const waiting: { readonly stack: Stack | undefined; readonly seen: Seen }[] = [];
  const go = (stack: Stack | undefined, seen: Seen): void => {
    const key = JSON.stringify([keyOf(stack), printed(seen.knowers), printed(seen.since)]);
    if (visited.has(key)) return;
    visited.add(key);
    waiting.push({ stack, seen });
  };
  const enter = (loop: Loop, values: readonly Expression[], isAgain: boolean, rest: Stack | undefined, outside: Stack["loops"], seen: Seen): void => {
    const { variables = [] } = loop;
    const knowers = new Map(seen.knowers);
    const since = new Map(seen.since);
    variables.forEach(({ name: { text } }, index) => {
      const spoken = namesIn(values[index]).flatMap(({ text: other }) => seen.knowers.get(other) ?? []);
      knowers.set(text, new Set(roles.filter((role) => spoken.every((who) => who.has(role)) && (!isAgain || seen.since.get(text)?.has(role) === true))));
      since.set(text, new Set());
    });
    const loops = new Map(outside).set(loop.variable.text, { loop, rest, outside });
    go({ block: loop.body, from: 0, loops, rest }, { knowers, since });
  };
  go({ block: body, from: 0, loops: new Map(), rest: undefined }, { knowers: new Map(), since: new Map() });
  for (const { stack, seen } of waiting) {
    if (stack === undefined) continue;
    const statement = stack.block.statements[stack.from];
    const behind: Stack = { ...stack, from: stack.from + 1 };
    switch (statement?.kind) {
      case undefined:
        go(stack.rest, seen);
        break;
      case "choice":
        for (const branch of statement.branches) go({ block: branch, from: 0, loops: stack.loops, rest: behind }, seen);
        break;
      case "rec":
        enter(
          statement,
          (statement.variables ?? []).map(({ initial }) => initial),
          false,
          behind,
          stack.loops,
          seen,
        );
        break;
      case "continue": {
        const target = stack.loops.get(statement.variable.text);
        if (target !== undefined) enter(target.loop, statement.values ?? [], true, target.rest, target.outside, seen);
        break;
      }
      case "message":
        go(behind, sent(statement, seen));
        break;
      default:
        throw new Error(`no ${statement?.kind ?? ""} here`);
    }
  }
  return found;

  function sent({ from, to, label, payload }: Extract<ProtocolStatement, { kind: "message" }>, { knowers, since }: Seen): Seen {
    const there = [from.text, ...to.map(({ text }) => text)];
    const known = new Map(knowers);
    for (const { name, sort } of payload) {
      if (sort.kind !== "value") continue;
      const spoken = predicateNames(sort.type).filter(({ text }) => text !== "value");
      if (spoken.some(({ text }) => known.get(text)?.has(from.text) === false)) found.add(label.text);
      for (const equal of sort.type.kind === "refined" ? equalsOf(sort.type.predicate) : []) {
        const before = known.get(equal);
        if (before !== undefined) known.set(equal, new Set([...before, ...there]));
      }
      if (name !== undefined) known.set(name.text, new Set(there));
    }
    return { knowers: known, since: new Map([...since].map(([variable, who]) => [variable, new Set([...who, ...there])])) };
  }
}

function printed(knowers: Knowers): readonly string[] {
  return [...knowers].map(([name, who]) => `${name}: ${[...who].toSorted().join(" ")}`).toSorted();
}

function predicateNames(type: Type): readonly Name[] {
  return type.kind === "refined" ? [...predicateNames(type.base), ...namesIn(type.predicate)] : [];
}

/** The names with which the whole of a value is said to be equal, in a conjunction. */
function equalsOf(predicate: Expression): readonly string[] {
  if (predicate.kind !== "binary") return [];
  if (predicate.operator === "and") return [predicate.left, predicate.right].flatMap(equalsOf);
  if (predicate.operator !== "==") return [];
  const names = [predicate.left, predicate.right].map((side) => (side.kind === "name" ? side.name.text : undefined));
  return names.includes("value") ? names.flatMap((name) => (name === undefined || name === "value" ? [] : [name])) : [];
}

function namesIn(expression: Expression | undefined): readonly Name[] {
  if (expression === undefined) return [];
  return expression.kind === "name" ? [expression.name] : partsOf(expression).flatMap(namesIn);
}
