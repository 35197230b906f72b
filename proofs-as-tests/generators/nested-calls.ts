/**
 * Small choreographies with calls inside calls, as deep as a small number says: what a role remembers of before a call, what calls do to fields, and roles that
 * stop inside or go on for ever while others return.
 */
import type { Generator } from "../theorem.ts";
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";
import { bounded, comparison, number, ofTheThird, statements } from "./small-choreographies.ts";

export const nestedCalls: Generator<string> = {
  name: "choreographies of three roles with calls inside calls",
  arbitrary: structured(generated, () => []),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};

function generated(chance: Chance): string {
  const low = -chance.between(0, 1);
  const some = (most: number, isInside: boolean): string => statements(chance, chance.between(0, most), isInside).join(" ");
  const inner = chance.pick(["k - 1", "k - 1", "k - 2", "min(k - 1, 3)"]);
  const isTold = chance.percent(50);
  return [
    `role A { x: int = any ${String(low)}..${String(low + chance.between(0, 1))}; n: int = ${chance.percent(50) ? "any 0..2" : String(chance.between(4, 6))}; b: bool = false; }`,
    `role B { y: int = ${number(chance)}; }`,
    "role C { z: int = 0; }",
    `choreography R(A, B; k: int at A${isTold ? ", m: int at B" : ""}) {`,
    `  if A.(k > 0) { A.${chance.pick(["k", "x"])} -> B.r : more; ${some(1, true)} call R(A, B; ${inner}${isTold ? ", r" : ""}); ${afterwards(chance, isTold)} ${some(1, true)} }`,
    `  else { A -> B : done; ${chance.percent(15) ? "while A.(x == x) { A.x := 1 - x; }" : some(2, true)} }`,
    "}",
    "choreography main(A, B, C) {",
    `  ${some(1, false)} call R(A, B; n${isTold ? ", y" : ""}); ${some(2, false)} ${chance.percent(50) ? ofTheThird(chance) : ""}`,
    "}",
    ...properties(chance),
    "",
  ].join("\n");
}

/** What reads and writes what stands on both sides of a call. */
function afterwards(chance: Chance, isTold: boolean): string {
  return chance.pick([
    `B.y := (y + r) % ${String(chance.between(2, 4))};`,
    `A.x := (x + k) % ${String(chance.between(2, 4))};`,
    `assert A.(k ${comparison(chance)} ${number(chance)});`,
    "assert A.(k <= 1);",
    `assert B.(r ${comparison(chance)} ${isTold ? "m" : number(chance)});`,
    `B.r -> A.x; B.y := ${bounded(chance, "y")};`,
    "A.b := not b;",
  ]);
}

function properties(chance: Chance): readonly string[] {
  const limit = (): string => String(chance.between(-2, 5));
  const formulas = [
    `always A.x ${chance.pick(["<=", ">="])} ${limit()}`,
    `always B.y ${chance.pick(["<=", ">="])} ${limit()} and C.z < ${limit()}`,
    `never B.y == ${limit()}`,
    `finally ${chance.pick([`B.y <= ${limit()}`, `A.x >= ${limit()}`, "A.b", "A.x <= B.y"])}`,
  ];
  return chance.subset(formulas, 2).map((formula, index) => `property P${String(index)} of main = ${formula};`);
}
