/**
 * Small systems of two processes with a fault model and a network: one tells the other numbers and may hear an answer, some fields survive crashes, some hold anything
 * at the start. Runs are short, so that a solver looks at all of them. Written as texts with properties of both roles.
 */
import type { Generator } from "../theorem.ts";
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";

export const smallNetworks: Generator<string> = {
  name: "systems of two processes that exchange a few numbers, with a fault model and a network, and properties of both",
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
  return [
    ...["A", "B"].map(
      (role) =>
        `role ${role} { ${field(chance, "x", role === "A" && (goesRound || remembers))} ${field(chance, "y", remembers || (role === "B" && goesRound))} }`,
    ),
    `process OfA plays A { ${remembers ? "assert x == 0; x := 1; y := 1; " : ""}${[...told, ...(answers && !isMuch ? ["B?r(y);"] : isMuch ? [] : local(chance))].join(" ")} }`,
    `process OfB plays B { ${[...heard, ...(answers && !isMuch ? ["A!r(x);"] : isMuch ? [] : local(chance))].join(" ")} }`,
    "system S { A = OfA; B = OfB; }",
    ...(isFaulty ? [`faults F { ${isMuch ? "reorder at most 2;" : clauses(chance).join(" ")} }`] : []),
    "property P0 of S = always A.x < 2;",
    "property P1 of S = never A.x == 1 and B.x == 2;",
    "property P2 of S = finally A.x == B.x;",
    "property P3 of S = witness B.x == 1 and B.y == 0;",
    "property P4 of S = always sent A -> B implies A.y == 1;",
    "property P5 of S = always B.x <= A.x;",
    "property P6 of S = always B.x < 2 and B.y < 2;",
    "property P7 of S = never A.y == 1 and A.x == 0;",
    `expect S ${isFaulty ? "under F " : ""}on ${network(chance)} : deadlock-free;`,
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
