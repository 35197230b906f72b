/**
 * Small systems of two processes with a fault model and a network: one tells the other numbers and may hear an answer, some fields survive crashes, some hold anything
 * at the start. Runs are short, so that a solver looks at all of them, or go round for ever, without faults; some are of a choreography whose messages carry values of
 * several types. Written as texts with properties of both roles.
 */
import type { Generator } from "../theorem.ts";
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";

export const smallNetworks: Generator<string> = {
  name: "systems of two processes that exchange a few numbers, with a fault model and a network, or for ever, and projections that exchange values of several types; properties of both",
  arbitrary: structured(generated, () => []),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};

function generated(chance: Chance): string {
  const answers = chance.percent(25);
  const goesRound = chance.percent(15);
  const remembers = !goesRound && chance.percent(25);
  const isMuch = !remembers && !goesRound && chance.percent(20);
  const isFaulty = remembers || isMuch || chance.percent(55);
  const sends = Array.from(
    { length: goesRound ? 1 : isMuch ? 3 : chance.between(1, 2) },
    () => `B!${chance.pick(["l", "m"])}(${chance.pick(["x", "y", "x + 1"])});`,
  );
  const told = goesRound
    ? [`while x < 2 { x := x + 1; ${sends.join(" ")} }`]
    : sends.flatMap((send, number) => [...(isMuch && number > 0 ? [] : local(chance)), send]);
  const taking = `select { A?l(z) do { x := ${chance.pick(["z", "x + z"])}; } A?m(z) do { y := z; } }`;
  const heard = goesRound ? [`while y < 2 { ${taking} y := y + 1; }`] : sends.map(() => taking).slice(0, isMuch ? 1 : 2);
  const isOther = !remembers && !isMuch && chance.percent(30);
  if (isOther) return chance.percent(50) ? goingOn(chance) : ofSeveralTypes(chance);
  return [
    ...["A", "B"].map(
      (role) =>
        `role ${role} { ${field(chance, "x", role === "A" && (goesRound || remembers))} ${field(chance, "y", remembers || (role === "B" && goesRound))} }`,
    ),
    `process OfA plays A { ${remembers ? "assert x == 0; x := 1; y := 1; " : ""}${[...told, ...(answers && !isMuch ? ["B?r(y);"] : isMuch ? [] : local(chance))].join(" ")} }`,
    `process OfB plays B { ${[...heard, ...(answers && !isMuch ? ["A!r(x);"] : isMuch ? [] : local(chance))].join(" ")} }`,
    "system S { A = OfA; B = OfB; }",
    ...(isFaulty ? [`faults F { ${isMuch ? "reorder at most 2;" : clauses(chance).join(" ")} }`] : []),
    ...properties,
    `expect S ${isFaulty ? "under F " : ""}on ${network(chance)} : deadlock-free;`,
    "",
  ].join("\n");
}

const properties = [
  "property P0 of S = always A.x < 2;",
  "property P1 of S = never A.x == 1 and B.x == 2;",
  "property P2 of S = finally A.x == B.x;",
  "property P3 of S = witness B.x == 1 and B.y == 0;",
  "property P4 of S = always sent A -> B implies A.y == 1;",
  "property P5 of S = always B.x <= A.x;",
  "property P6 of S = always B.x < 2 and B.y < 2;",
  "property P7 of S = never A.y == 1 and A.x == 0;",
];

/** One asks and the other answers for ever, about numbers below 2. */
function goingOn(chance: Chance): string {
  const asks = `${chance.percent(50) ? "x := any 0..1; " : ""}B!l(${chance.pick(["x", "y", "1 - x"])}); `;
  const judges = `${chance.pick(["", "x := y; ", "x := 1 - y; "])}assert ${chance.pick(["x == y", "y < 2", "x != y or x == 0"])};`;
  const answers = `${chance.pick(["x := z; ", "y := z; ", "x := 1 - z; ", ""])}A!r(${chance.pick(["z", "1 - z", "x"])}); ${chance.pick(["", "y := x; "])}`;
  return [
    `role A { x: int = ${chance.pick(["0", "1"])}; y: int = 0; }`,
    "role B { x: int = 0; y: int = 0; }",
    `process OfA plays A { loop L { ${asks}B?r(y); ${judges} } }`,
    `process OfB plays B { loop L { A?l(z); ${answers}} }`,
    "system S { A = OfA; B = OfB; }",
    ...properties,
    `expect S on ${chance.pick(["fifo", "mailbox", "fifo bounded(1)"])} : deadlock-free;`,
    "",
  ].join("\n");
}

/** Messages without labels of several types, on networks that keep their order. */
function ofSeveralTypes(chance: Chance): string {
  const told = (): string =>
    chance.pick([
      "A.x -> B.x;",
      "A.(1 - x) -> B.y;",
      "A.(x == 1) -> B.b;",
      "A.some(y) -> B.o;",
      "B.(b or x == 1) -> A.c;",
      "B.(x + y) -> A.y;",
      "A.(y, x == y) -> B.(z, b);",
      "A.(x == 0, y) -> B.(b, y);",
    ]);
  const first = Array.from({ length: chance.between(2, 3) }, told);
  const decides = chance.percent(40) ? [`if A.(x == 1) { A -> B : l; ${told()} } else { A -> B : m; ${told()} }`] : [];
  return [
    "role A { x: int = any 0..1; y: int = 1; c: bool = false; }",
    "role B { x: int = 0; y: int = 0; b: bool = false; o: option<int> = none; }",
    `choreography C(A, B) { ${[...first, ...decides].join(" ")} }`,
    "system S { A = project C; B = project C; }",
    ...properties,
    `expect S on ${chance.pick(["fifo", "mailbox", "fifo bounded(1)"])} : deadlock-free;`,
    "",
  ].join("\n");
}

function field(chance: Chance, name: string, counts: boolean): string {
  const initial = counts ? "0" : chance.pick(["0", "1", "any 0..1"]);
  return `${chance.percent(40) ? "durable " : ""}${name}: int = ${initial};`;
}

function local(chance: Chance): readonly string[] {
  if (chance.percent(40)) return [];
  return [
    chance.pick([
      "x := x + 1;",
      "x := x + 1;",
      "x := y;",
      "y := 1 - y;",
      "y := any 0..1;",
      "assert x != y;",
      "if x == 0 { y := 0; } else { x := 0; }",
      "x := 1 / x;",
    ]),
  ];
}

function clauses(chance: Chance): readonly string[] {
  const found = new Map<string, string>();
  for (let number = chance.between(1, 2); number > 0; number -= 1) {
    const about = chance.weighted<() => string>([
      [5, () => `crash ${chance.pick(["A", "B", "A, B"])}`],
      [5, () => "reorder"],
      [1, () => `crash ${chance.pick(["A", "B"])} permanently`],
      [1, () => chance.pick(["lose", "duplicate"])],
    ])();
    found.set(about, `${about}${chance.percent(85) ? " at most 1" : ""};`);
  }
  return [...found.values()];
}

function network(chance: Chance): string {
  const order = chance.pick(["fifo", "fifo", "fifo", "mailbox", "bag"]);
  return chance.percent(20) ? `${order} bounded(${String(chance.between(1, 2))})` : order;
}
