/**
 * Small choreographies of three roles with integers and Booleans from small ranges, negative ones among them: loops that count, that may go on for ever and that are
 * recursions, partial operations, assertions, assumptions and choices. Written as texts with properties of one role each.
 */
import type { Generator } from "../theorem.ts";
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";

export const smallChoreographies: Generator<string> = {
  name: "choreographies of three roles with small integers, and properties of one role each",
  arbitrary: structured(generated, () => []),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};

function generated(chance: Chance): string {
  const low = -chance.between(0, 2);
  const block = (most: number): string => statements(chance, chance.between(0, most)).join("\n  ");
  const loop = loopOf(chance);
  const text = [
    `role A { x: int = any ${String(low)}..${String(low + chance.between(0, 3))}; n: int = ${String(chance.percent(20) ? chance.between(4, 5) : chance.between(0, 2))}; b: bool = any; }`,
    `role B { y: int = ${number(chance)}; }`,
    `role C { z: int = ${number(chance)}; }`,
    ...loop.declarations,
    "choreography main(A, B, C) {",
    `  ${[block(2), ...loop.statements, block(3)].join("\n  ")}`,
    "}",
    ...propertiesOf(chance),
    "",
  ].join("\n");
  // Of some the bounds of a choice depend on variables, and there may be nothing between them.
  return chance.percent(40) ? text.replace("A.x := any 0..2;", `A.x := any ${chance.pick(["n..2", "0..n", "x..n", "-1..n"])};`) : text;
}

interface Loop {
  readonly declarations: readonly string[];
  readonly statements: readonly string[];
}

function loopOf(chance: Chance): Loop {
  const body = (): string => statements(chance, chance.between(1, 2), true).join(" ");
  return chance.weighted<() => Loop>([
    [3, () => ({ declarations: [], statements: [] })],
    [2, () => ({ declarations: [], statements: [`while A.(x == x) { A.x := ${bounded(chance, "x")}; }`, ofTheThird(chance)] })],
    [4, () => ({ declarations: [], statements: [`while A.(n > 0) { A -> B : more; ${body()} A.n := n - 1; }`, "A -> B : done;"] })],
    [
      3,
      () => ({
        declarations: [],
        statements: [`while A.(${condition(chance)}) { A -> B : more; ${body()} A.x := ${bounded(chance, "x")}; }`, "A -> B : done;"],
      }),
    ],
    [
      1,
      () => ({
        declarations: [`choreography R(A) { if A.(n > 0) { A.n := n - 1; A.x := ${bounded(chance, "x")}; call R(A); } else { } }`],
        statements: ["call R(A);"],
      }),
    ],
  ])();
}

/** Statements of A and B, or where it is not `isInside` of a loop or call of C. */
export function statements(chance: Chance, count: number, isInside = false): readonly string[] {
  return Array.from({ length: count }, () => (isInside || chance.percent(75) ? statement(chance) : ofTheThird(chance)));
}

/** What C does, who is not told of rounds. */
export function ofTheThird(chance: Chance): string {
  return chance.weighted([
    [4, `C.z := ${bounded(chance, "z")};`],
    [3, `assert C.(z ${comparison(chance)} ${number(chance)});`],
    [2, "B.y -> C.z;"],
    [1, "C.z := any int where value > 3 and value < 4;"],
  ]);
}

function statement(chance: Chance): string {
  return chance.weighted<() => string>([
    [4, () => `A.x := ${bounded(chance, "x")};`],
    [4, () => `A.${chance.pick(["x", "n", "(x + 1)", "(n - x)"])} -> B.y;`],
    [3, () => `B.y := ${bounded(chance, "y")};`],
    [5, () => `if A.(${condition(chance)}) { A.x := ${bounded(chance, "x")}; } else { A.b := not b; }`],
    [2, () => `A.x := any ${chance.pick(["0..2", "-1..1"])};`],
    [1, () => "A.b := any bool;"],
    [1, () => `B.y := 6 / (y - ${number(chance)});`],
    [2, () => `assert ${chance.pick([`A.(${condition(chance)})`, `B.(y ${comparison(chance)} ${number(chance)})`])};`],
    [1, () => (chance.percent(50) ? `assume A.(${condition(chance)});` : `assume B.(y ${comparison(chance)} ${number(chance)});`)],
  ])();
}

function condition(chance: Chance): string {
  return chance.pick([
    "b",
    `x ${comparison(chance)} ${number(chance)}`,
    "x < n",
    "x % 2 == 0",
    `n ${comparison(chance)} ${number(chance)} or b`,
    "-x <= n",
    "b and x > 0",
  ]);
}

/** Within a few values of 0. */
export function bounded(chance: Chance, name: string): string {
  const value = chance.pick([`${name} + 1`, `${name} - 1`, `${name} * 2`, `1 - ${name}`, `${name} * ${name}`]);
  return `(${value}) % ${String(chance.between(2, 5))} - ${String(chance.between(0, 2))}`;
}

/** A relation between integers. */
export function comparison(chance: Chance): string {
  return chance.pick(["<", "<=", "==", "!=", ">", ">="]);
}

/** A small integer, as a text. */
export function number(chance: Chance): string {
  return String(chance.between(-1, 3));
}

function propertiesOf(chance: Chance): readonly string[] {
  const limit = (): string => String(chance.between(-2, 4));
  const formulas = [
    `always A.x ${chance.pick(["<=", ">="])} ${limit()}`,
    `never ${chance.pick(["A.n", "A.n", "B.y"])} == ${limit()}`,
    `finally ${chance.pick([`A.x <= ${limit()}`, `A.x >= ${limit()}`, `B.y <= ${limit()}`, "A.n == 0", `C.z > ${limit()}`, "A.x <= B.y"])}`,
    `always C.z ${chance.pick(["<", ">"])} ${limit()}`,
  ];
  return chance.subset(formulas, 2).map((formula, index) => `property P${String(index)} of main = ${formula};`);
}
