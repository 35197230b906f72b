/**
 * Systems of two or three processes for reductions of state spaces: sends, receives and guarded choices in any mixture, endless rounds, assertions, partial
 * operations, functions without body, every kind of network, faults with budgets of one's own and shared ones, and roles that do the same. Written as texts:
 * the first line names the network.
 */
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";
import type { Generator } from "../theorem.ts";

interface Shape {
  readonly network: string;
  readonly faults: readonly string[];
  /** Who does what; `like` does what the role with that name does. */
  readonly roles: readonly {
    readonly name: string;
    readonly durable: boolean;
    readonly isEndless: boolean;
    readonly spins: boolean;
    readonly statements: readonly string[];
    readonly like?: string;
  }[];
  readonly formulas: readonly string[];
}

export const reducibleSystems: Generator<string> = {
  name: "systems of two or three processes on any network, with and without faults",
  arbitrary: structured(generated, smaller).map(textOf),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};

function generated(chance: Chance): Shape {
  return chance.percent(45) ? racing(chance) : anything(chance);
}

/** A and B send to C, which takes what comes first: messages fit more often than where everything is drawn by itself. */
function racing(chance: Chance): Shape {
  const sender = (name: string): Shape["roles"][number] => {
    const first = chance.weighted<() => readonly string[]>([
      [5, () => []],
      [2, () => [local(chance)]],
      [1, () => ["if f(0) { y := 1; } else { y := 0; }"]],
    ])();
    const last = chance.weighted<() => readonly string[]>([
      [4, () => []],
      [2, () => [`C!${chance.pick(["l", "m"])}(${number(chance)});`]],
      [3, () => [`select { C!l(1) do { x := 1; }\n    skip do { y := 0; } }`]],
      [1, () => [local(chance)]],
    ])();
    return { name, durable: chance.percent(30), isEndless: false, spins: chance.percent(5), statements: [...first, `C!l(${number(chance)});`, ...last] };
  };
  const take = (from: string): string => `${from}?${chance.pick(["l", "l", "l", "m"])}(z) do { x := ${chance.pick(["0", "1", "z"])}; }`;
  const receive = (): string =>
    chance.weighted<() => string>([
      [5, () => `select { ${take("A")}\n    ${take("B")} }`],
      [2, () => `${chance.pick(["A", "B"])}?l(z); x := z;`],
      [1, () => local(chance)],
    ])();
  const hub = { name: "C", durable: chance.percent(30), isEndless: false, spins: false, statements: Array.from({ length: chance.between(1, 3) }, receive) };
  const names = ["A", "B", "C"];
  const roles = chance.shuffle([sender("A"), sender("B"), hub]);
  return { network: networkOf(chance), faults: faultsOf(chance, names, false), roles, formulas: formulasOf(chance, names, false) };
}

function anything(chance: Chance): Shape {
  const names = ["A", "B", "C"].slice(
    0,
    chance.weighted([
      [3, 2],
      [5, 3],
    ]),
  );
  const hasTwins = names.length === 3 && chance.percent(55);
  const roles = names.map((name): Shape["roles"][number] => {
    const peers = hasTwins && name !== "C" ? ["C"] : names.filter((other) => other !== name);
    const shape = { name, durable: chance.percent(50), isEndless: chance.percent(25), spins: chance.percent(10) };
    if (hasTwins && name === "C") return { ...shape, durable: false, isEndless: false, statements: hubStatements(chance) };
    return { ...shape, statements: Array.from({ length: chance.between(1, 3) }, () => statement(chance, peers)) };
  });
  const [first, second, ...others] = roles;
  const twins = hasTwins && first !== undefined && second !== undefined ? [first, { ...first, name: second.name, like: first.name }, ...others] : roles;
  return { network: networkOf(chance), faults: faultsOf(chance, names, hasTwins), roles: twins, formulas: formulasOf(chance, names, hasTwins) };
}

/** What speaks to A and B alike. */
function hubStatements(chance: Chance): readonly string[] {
  return Array.from({ length: chance.between(1, 3) }, () => {
    const label = chance.pick(["l", "m"]);
    const update = `do { x := ${chance.pick(["z", "1 - x", "y"])}; }`;
    return chance.weighted([
      [4, () => `select { A?${label}(z) ${update}\n B?${label}(z) ${update} }`],
      [1, () => `select { A!${label}(x)\n B!${label}(x) }`],
      [1, () => local(chance)],
    ])();
  });
}

function networkOf(chance: Chance): string {
  return chance.weighted([
    [9, "fifo"],
    [6, "bounded(1)"],
    [5, "mailbox"],
    [1, "mailbox bounded(1)"],
    [2, "bag"],
    [2, "lossy"],
    [2, "bounded(1) lossy"],
    [2, "duplicating"],
  ]);
}

function faultsOf(chance: Chance, names: readonly string[], hasTwins: boolean): readonly string[] {
  if (chance.percent(50)) return [];
  const one = (): string => chance.pick(names);
  const two = (): readonly string[] => chance.subset(names, 2);
  const clause = (): readonly string[] => {
    const [from = "A", to = "B"] = chance.shuffle(names);
    return chance.weighted<() => readonly string[]>([
      [4, () => [`crash ${one()} at most 1`]],
      [4, () => [`crash ${two().join(", ")} at most 1`]],
      [1, () => [`crash ${one()}`]],
      [2, () => [`crash ${one()} permanently at most 1`]],
      [2, () => [`lose ${from} -> ${to} at most 1`]],
      [1, () => ["lose at most 1"]],
      [2, () => [`duplicate at most 1`]],
      [1, () => [`duplicate ${from} -> ${to} at most 1`]],
      [2, () => [`reorder ${from} -> ${to} at most 1`]],
      [hasTwins ? 4 : 0, () => ["crash A at most 1", "crash B at most 1"]],
    ])();
  };
  if (chance.percent(70)) return clause();
  // Two clauses about the same faults are no fault model.
  const both = [...clause(), ...clause()].map((text) => [text.replace(/ at most 1$/, ""), text] as const);
  return [...new Map(both).values()];
}

function formulasOf(chance: Chance, names: readonly string[], hasTwins: boolean): readonly string[] {
  const read = (): string => `${hasTwins && chance.percent(60) ? "C" : chance.pick(names)}.${chance.pick(["x", "y"])}`;
  const is = (): string => `${read()} == ${chance.pick(["0", "1"])}`;
  const [one, other] = [is(), is()];
  const [from = "A", to = "B"] = chance.shuffle(names);
  return [
    `finally ${is()}`,
    `always not (${is()})`,
    `never ${one} and ${other}`,
    `witness ${is()} and ${is()}`,
    `always sent ${from} -> ${to} implies ${from}.x == ${chance.pick(["0", "1"])}`,
  ];
}

function statement(chance: Chance, peers: readonly string[]): string {
  const peer = chance.pick(peers);
  const label = chance.pick(["l", "l", "m"]);
  return chance.weighted<() => string>([
    [5, () => `${peer}!${label}(${number(chance)});`],
    [5, () => `${peer}?${label}(z); ${chance.pick(["x := z;", "y := z;", ""])}`],
    [6, () => choice(chance, peers)],
    [4, () => local(chance)],
  ])();
}

function choice(chance: Chance, peers: readonly string[]): string {
  const alternatives = Array.from({ length: chance.between(2, 3) }, () => {
    const peer = chance.pick(peers);
    const label = chance.pick(["l", "l", "m"]);
    const guard = chance.percent(30) ? `when ${chance.pick(["x", "y"])} == ${chance.pick(["0", "1"])}: ` : "";
    const update = chance.percent(60) ? ` do { ${chance.pick(["x", "y"])} := ${number(chance)}; }` : "";
    const action = chance.weighted<() => string>([
      [3, () => `${peer}!${label}(${number(chance)})`],
      [4, () => `${peer}?${label}(z)`],
      [2, () => "skip"],
    ])();
    return `${guard}${action}${update}`;
  });
  return `select { ${alternatives.join("\n    ")} }`;
}

function local(chance: Chance): string {
  const variable = chance.pick(["x", "y"]);
  return chance.weighted([
    [4, `${variable} := ${number(chance)};`],
    [2, `${variable} := any 0..1;`],
    [3, `assert ${variable} == ${chance.pick(["0", "1"])};`],
    [1, `x := 1 / ${variable};`],
    [2, `if f(0) { ${variable} := 1; } else { ${variable} := 0; }`],
  ]);
}

function number(chance: Chance): string {
  return chance.pick(["x", "y", "0", "1", "1 - x"]);
}

function* smaller(shape: Shape): Iterable<Shape> {
  const { roles, faults, formulas } = shape;
  for (const [index] of faults.entries()) yield { ...shape, faults: faults.toSpliced(index, 1) };
  for (const [index] of formulas.entries()) yield { ...shape, formulas: formulas.toSpliced(index, 1) };
  if (shape.network !== "fifo") yield { ...shape, network: "fifo" };
  for (const [index, role] of roles.entries()) {
    if (role.spins) yield { ...shape, roles: roles.with(index, { ...role, spins: false }) };
    if (role.isEndless) yield { ...shape, roles: roles.with(index, { ...role, isEndless: false }) };
    for (const [at] of role.statements.entries())
      yield { ...shape, roles: roles.map((one) => (one === role || one.like === role.name ? { ...one, statements: role.statements.toSpliced(at, 1) } : one)) };
  }
}

function textOf({ network, faults, roles, formulas }: Shape): string {
  const lines = roles.flatMap(({ name, durable, isEndless, spins, statements }) => {
    const body = statements.map((one) => `  ${one}`);
    return [
      `role ${name} { ${durable ? "durable " : ""}x: int = 0; y: int = 1; }`,
      `process Of${name} plays ${name} {`,
      ...(isEndless && statements.length > 0 ? ["  loop Round {", ...body, "  }"] : body),
      ...(spins && !isEndless ? ["  loop Spin { x := 1 - x; }"] : []),
      "}",
    ];
  });
  const members = roles.map(({ name }) => `${name} = Of${name};`).join(" ");
  return `${[
    `// on ${network}`,
    "fn f(n: int): bool;",
    ...lines,
    `system S { ${members} }`,
    ...(faults.length === 0 ? [] : [`faults F { ${faults.map((one) => `${one};`).join(" ")} }`]),
    ...formulas.map((formula, index) => `property P${String(index)} of S = ${formula};`),
  ].join("\n")}\n`;
}
