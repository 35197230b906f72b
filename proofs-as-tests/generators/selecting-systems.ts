/**
 * Systems of two or three processes that go round in guarded choices: sends, receives and local steps in any mixture, guards and updates over small numbers. They
 * are written as texts. A process stops after a few rounds, so that queues stay short. In systems that talk, messages are sent and taken more often than not.
 */
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";
import type { Generator } from "../theorem.ts";

/** A system by the lines of its processes, each the alternatives of its choices. */
interface Shape {
  readonly roles: readonly { readonly name: string; readonly rounds: number; readonly choices: readonly (readonly string[])[] }[];
}

export const selectingSystems: Generator<string> = {
  name: "systems of two or three processes without protocol that go round in guarded choices",
  arbitrary: structured(generated, smaller).map(textOf),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};

/** The same, where A, and sometimes C too, sends to B before anything else, and B takes what A sends: queues fill, and messages arrive. */
export const talkingSystems: Generator<string> = {
  ...selectingSystems,
  name: "systems of two or three processes without protocol that talk to each other in guarded choices",
  arbitrary: structured(talking, smaller).map(textOf),
};

function talking(chance: Chance): Shape {
  const { roles } = generated(chance);
  const talks = (name: string): readonly string[] =>
    name === "A" || (name !== "B" && chance.percent(50))
      ? ["B!l(rounds)", `B!m(${chance.pick(["rounds", "x", "y"])})`]
      : ["l", "m"].map((label) => `A?${label}(z) do { ${chance.pick(["x", "y"])} := z; }`);
  return {
    roles: roles.map((role) => ({
      ...role,
      rounds: chance.between(2, 3),
      choices: [talks(role.name), ...(chance.percent(30) ? role.choices.slice(0, 1) : [])],
    })),
  };
}

function generated(chance: Chance): Shape {
  const names = ["A", "B", "C"].slice(0, chance.between(2, 3));
  return {
    roles: names.map((name) => {
      const peers = names.filter((other) => other !== name);
      const choices = Array.from({ length: chance.between(1, 2) }, () => Array.from({ length: chance.between(1, 4) }, () => alternative(chance, peers)));
      return { name, rounds: chance.between(1, 3), choices };
    }),
  };
}

function alternative(chance: Chance, peers: readonly string[]): string {
  const guard = chance.percent(60) ? `when ${condition(chance)}: ` : "";
  const peer = chance.pick(peers);
  const label = chance.pick(["l", "m"]);
  const action = chance.weighted<() => string>([
    [4, () => `${peer}!${label}(${number(chance)})`],
    [4, () => `${peer}?${label}(z)`],
    [2, () => "skip"],
  ])();
  const bound = action.includes("?") ? ["z"] : [];
  const updates = chance.subset(["x", "y"], chance.between(0, 2)).map((variable) => `${variable} := ${number(chance, bound)};`);
  const body = chance.percent(40) ? ` => { ${chance.pick(["x", "y"])} := ${number(chance, bound)}; }` : "";
  return `${guard}${action}${updates.length === 0 ? "" : ` do { ${updates.join(" ")} }`}${body}`;
}

function condition(chance: Chance): string {
  const comparison = `${chance.pick(["x", "y"])} ${chance.pick(["==", "<", "!="])} ${chance.pick(["0", "1", "y"])}`;
  return chance.percent(8) ? `1 / x == ${chance.pick(["0", "1"])}` : comparison;
}

function number(chance: Chance, bound: readonly string[] = []): string {
  const variable = chance.pick(["x", "y", ...bound, ...bound]);
  return chance.pick([variable, `(${variable} + 1) % 3`, String(chance.between(0, 2))]);
}

function* smaller({ roles }: Shape): Iterable<Shape> {
  for (const [index, role] of roles.entries()) {
    if (role.rounds > 1) yield { roles: roles.with(index, { ...role, rounds: role.rounds - 1 }) };
    if (role.choices.length > 1)
      for (const [at] of role.choices.entries()) yield { roles: roles.with(index, { ...role, choices: role.choices.toSpliced(at, 1) }) };
    for (const [at, alternatives] of role.choices.entries()) {
      if (alternatives.length < 2) continue;
      for (const [one] of alternatives.entries()) {
        yield { roles: roles.with(index, { ...role, choices: role.choices.with(at, alternatives.toSpliced(one, 1)) }) };
      }
    }
  }
}

function textOf({ roles }: Shape): string {
  const lines = roles.flatMap(({ name, rounds, choices }) => [
    `role ${name} { x: int = 0; y: int = 1; rounds: int = ${String(rounds)}; }`,
    `process Of${name} plays ${name} {`,
    "  while rounds > 0 {",
    "    rounds := rounds - 1;",
    ...choices.flatMap((alternatives) => ["    select {", ...alternatives.map((one) => `      ${one}`), "    }"]),
    "  }",
    "}",
  ]);
  return `${[...lines, `system S { ${roles.map(({ name }) => `${name} = Of${name};`).join(" ")} }`].join("\n")}\n`;
}
