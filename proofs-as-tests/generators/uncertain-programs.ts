/**
 * Programs for the machine that replays, which choose, read what changes, divide and look up without regard to replay: chance goes through loops, branches and calls and
 * reaches something, or nothing. Effects are in transactions. They are written as texts.
 */
import type { Generator } from "../theorem.ts";
import { structured, type Chance } from "./chance.ts";

type Variable = "x" | "y" | "z";

type Step =
  | { readonly kind: "assign"; readonly role: string; readonly variable: Variable; readonly what: string }
  | { readonly kind: "send"; readonly from: string; readonly what: string; readonly variable: Variable }
  | { readonly kind: "perform"; readonly role: string; readonly form: Form; readonly argument: string; readonly keeps: Variable | undefined }
  | { readonly kind: "call"; readonly role: string; readonly what: string }
  | { readonly kind: "if"; readonly role: string; readonly condition: string; readonly then: readonly Step[]; readonly otherwise: readonly Step[] }
  | { readonly kind: "loop"; readonly role: string; readonly body: readonly Step[] };

/** What a transaction does: `add` and `look` are about d, which changes where something adds; `reckon` reads what never changes, and v. */
type Form = "add" | "look" | "reckon" | "divide";

const variables: readonly Variable[] = ["x", "y", "z"];

/** Programs of two roles that choose and read, under one crash. */
export const uncertainPrograms: Generator<string> = {
  name: "programs of two roles that choose and read anything, with one crash anywhere",
  arbitrary: structured((chance) => steps(chance, chance.between(3, 8), 2), smaller).map(textOf),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};

function steps(chance: Chance, count: number, depth: number): readonly Step[] {
  return Array.from({ length: count }, () => step(chance, depth));
}

function step(chance: Chance, depth: number): Step {
  const role = chance.pick(["A", "B"]);
  const variable = chance.pick(variables);
  const inner = depth > 0 ? 1 : 0;
  switch (
    chance.weighted([
      [9, "assign"],
      [2, "send"],
      [3, "perform"],
      [1, "call"],
      [inner, "if"],
      [2 * inner, "loop"],
    ] as const)
  ) {
    case "assign":
      return { kind: "assign", role, variable, what: source(chance) };
    case "send":
      return { kind: "send", from: role, what: chance.pick(variables), variable };
    case "perform":
      return {
        kind: "perform",
        role,
        form: chance.weighted<Form>([
          [4, "add"],
          [2, "look"],
          [1, "reckon"],
          [1, "divide"],
        ]),
        argument: chance.pick(["1", "1", "x", "y"]),
        keeps: chance.percent(60) ? variable : undefined,
      };
    case "call":
      return { kind: "call", role, what: chance.pick(variables) };
    case "if":
      return {
        kind: "if",
        role,
        condition: chance.pick(["c > 1", "x > 0", "v > 0"]),
        then: steps(chance, chance.between(0, 2), depth - 1),
        otherwise: steps(chance, chance.between(0, 2), depth - 1),
      };
    case "loop":
      return { kind: "loop", role, body: steps(chance, chance.between(2, 4), 0) };
  }
}

function source(chance: Chance): string {
  return chance.weighted([
    [3, "any 0..1"],
    [3, chance.pick(variables)],
    [2, "0"],
    [1, "(x + y) % 2"],
    [1, "d"],
    [2, "journal any 0..1"],
    [1, "journal d"],
    [1, "journal x"],
    [1, "1 / (x + 1)"],
    [2, "1 / (1 - x)"],
    [1, "any 0..x"],
  ] as const);
}

function* smaller(all: readonly Step[]): Iterable<readonly Step[]> {
  for (const [index, each] of all.entries()) {
    yield all.toSpliced(index, 1);
    if (each.kind === "if") {
      yield all.toSpliced(index, 1, ...each.then);
      yield all.toSpliced(index, 1, ...each.otherwise);
      for (const then of smaller(each.then)) yield all.with(index, { ...each, then });
      for (const otherwise of smaller(each.otherwise)) yield all.with(index, { ...each, otherwise });
    }
    if (each.kind === "loop") {
      yield all.toSpliced(index, 1, ...each.body);
      for (const body of smaller(each.body)) yield all.with(index, { ...each, body });
    }
  }
}

function textOf(all: readonly Step[]): string {
  const transactions: string[] = [];
  const body = all.flatMap((each) => linesOf(each, transactions));
  const fields = "durable d: int = 0; durable c: int = 2; v: int = 0;";
  const lines = [
    `role A { ${fields} }`,
    `role B { ${fields} }`,
    ...transactions,
    "choreography keepA(A; n: int at A) { A.v := n; }",
    "choreography keepB(B; n: int at B) { B.v := n; }",
    "choreography main(A, B) {",
    ...["A", "B"].flatMap((role) => variables.map((variable) => `  ${role}.${variable} := 0;`)),
    ...body.map((line) => `  ${line}`),
    "}",
    "faults F { crash anywhere at most 1; }",
  ];
  return `${lines.join("\n")}\n`;
}

function linesOf(step: Step, transactions: string[]): readonly string[] {
  const inside = (block: readonly Step[]): readonly string[] => block.flatMap((each) => linesOf(each, transactions));
  switch (step.kind) {
    case "assign":
      return [`${step.role}.${step.variable} := ${step.what};`];
    case "send":
      return [`${step.from}.${step.what} -> ${other(step.from)}.${step.variable};`];
    case "perform": {
      const name = `t${String(transactions.length)}`;
      transactions.push(declaration(name, step.role, step.form));
      const call = `${name}(${step.argument})`;
      return [step.keeps === undefined ? `perform ${step.role}.${call};` : `${step.role}.${step.keeps} := perform ${call};`];
    }
    case "call":
      return [`call keep${step.role}(${step.role}; ${step.what});`];
    case "if": {
      const { role } = step;
      const told = (label: string): string => `${role} -> ${other(role)} : ${label};`;
      return [`if ${role}.(${step.condition}) {`, told("yes"), ...inside(step.then), "} else {", told("no"), ...inside(step.otherwise), "}"];
    }
    case "loop": {
      const { role } = step;
      return [
        `${role}.i := 0;`,
        `while ${role}.(i < 3) {`,
        `${role} -> ${other(role)} : next;`,
        ...inside(step.body),
        `${role}.i := i + 1;`,
        "}",
        `${role} -> ${other(role)} : stop;`,
      ];
    }
  }
}

function other(role: string): string {
  return role === "A" ? "B" : "A";
}

function declaration(name: string, role: string, form: Form): string {
  switch (form) {
    case "add":
      return `transaction ${name}(n: int) at ${role} : int { d := d + n; result d % 2; }`;
    case "look":
      return `pure transaction ${name}(n: int) at ${role} : int { result (d + n) % 2; }`;
    case "reckon":
      return `pure transaction ${name}(n: int) at ${role} : int { result (c + v + n) % 2; }`;
    case "divide":
      return `pure transaction ${name}(n: int) at ${role} : int { result 1 / (d + 1); }`;
  }
}
