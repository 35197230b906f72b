/**
 * Small choreographies with a list, a set or a map that loops make longer and shorter: within a bound that a guard gives, that a counter beside it gives, or that nothing
 * gives. Their items are of few values, but lists of them of many.
 */
import type { Generator } from "../theorem.ts";
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";

export const growingLists: Generator<string> = {
  name: "choreographies of two roles with lists, sets and maps that loops change",
  arbitrary: structured(generated, () => []),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};

/** A container by what it is called, declared, measured and changed with. */
interface Container {
  readonly type: string;
  readonly empty: string;
  readonly size: string;
  readonly add: string;
  readonly drop: string;
}

const containers: readonly Container[] = [
  { type: "list<int>", empty: "[]", size: "length(c)", add: "append(c, v)", drop: "tail(c)" },
  { type: "list<int>", empty: "[]", size: "length(c)", add: "prepend(v, c)", drop: "take(c, 1)" },
  { type: "set<int>", empty: "set[]", size: "size(c)", add: "insert(c, v)", drop: "remove(c, v)" },
  { type: "map<int, int>", empty: "map[]", size: "size(c)", add: "put(c, v, n)", drop: "map[]" },
];

function generated(chance: Chance): string {
  const container = chance.pick(containers);
  const { type, empty, size, add, drop } = container;
  const most = chance.between(1, 4);
  const counted = chance.percent(30);
  const guard = counted ? `n ${chance.pick(["<", "<="])} ${String(most)}` : `${size} ${chance.pick(["<", "<="])} ${String(most)}`;
  const growing = `B { c := ${add}; n := n + 1; }`;
  const shrinking = chance.pick([`B.c := ${drop};`, `B { c := ${drop}; n := 0; }`, `B { c := ${empty}; n := 0; }`, ""]);
  const values = `any 0..${String(chance.between(1, 9))}`;
  return [
    `role A { more: bool = any; v: int = 0; }`,
    `role B { c: ${type} = ${empty}; n: int = 0; }`,
    "choreography main(A, B) {",
    `  while A.more { A.v := ${values}; A.v -> B.v : item; if B.(${guard}) { ${growing} } else { ${shrinking} } ${asserted(chance, container)} A.more := any; }`,
    "  A -> B : done;",
    "}",
    `property Within of main = always ${size.replace("c", "B.c")} <= ${String(most + chance.between(-1, 1))};`,
    `property Counted of main = finally ${size.replace("c", "B.c")} ${chance.pick(["<=", "==", ">="])} B.n;`,
    "",
  ].join("\n");
}

function asserted(chance: Chance, { type }: Container): string {
  if (!chance.percent(30)) return "";
  return `assert B.(${type === "list<int>" ? chance.pick(["sum(c) >= 0", "length(c) == n", "sum(c) <= 20"]) : "contains(c, v)"});`;
}
