/**
 * Choreographies of three roles with loops: that count down, by steps of one's choice, in one of two branches only, past zero, with loops inside and loops of one role
 * alone; behind failures, assumptions and choices. With properties of whole runs. What ends, ends within few rounds.
 */
import type { Generator } from "../theorem.ts";
import type { Chance } from "./chance.ts";
import { structured } from "./chance.ts";

export const loopingChoreographies: Generator<string> = {
  name: "choreographies of three roles with loops that end or do not, and properties of whole runs",
  arbitrary: structured(generated, () => []),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};

function generated(chance: Chance): string {
  const low = chance.between(-1, 1);
  const before = chance.percent(40) ? [aside(chance)] : [];
  const after = Array.from({ length: chance.between(0, 2) }, () => aside(chance));
  return [
    `role A { n: int = any ${String(low)}..${String(low + chance.between(1, 2))}; m: int = 0; b: bool = any; }`,
    `role B { y: int = ${String(chance.between(0, 2))}; }`,
    `role C { z: int = ${String(chance.between(0, 1))}; }`,
    "choreography main(A, B, C) {",
    `  ${[...before, ...loop(chance), ...after].join("\n  ")}`,
    "}",
    ...propertiesOf(chance),
    "",
  ].join("\n");
}

function loop(chance: Chance): readonly string[] {
  const guard = chance.weighted([
    [6, "n > 0"],
    [2, "n != 0"],
    [1, "n > 0 and b"],
    [1, "n >= -1"],
    [1, "true"],
  ]);
  const told = (body: string): readonly string[] => [`while A.(${guard}) { A -> B : more; ${body} }`, "A -> B : done;"];
  return chance.weighted<() => readonly string[]>([
    [4, () => told(`${aside(chance, true)} ${step(chance)}`)],
    [3, () => told(`if A.b { ${step(chance)} } else { ${step(chance)} }`)],
    [2, () => told(`A.b := any bool; if A.b { ${step(chance)} A -> B : one; } else { ${step(chance)} A -> B : other; B.y := 1 - y; }`)],
    [4, () => told(`A.m := ${String(chance.between(1, 2))}; while A.(m > 0) { A -> B : inner; ${inner(chance)} } A -> B : out; ${step(chance)}`)],
    [1, () => [`while A.(${guard}) { ${step(chance)} }`]],
  ])();
}

/** What a round does to `n`. */
function step(chance: Chance): string {
  return chance.weighted([
    [6, "A.n := n - 1;"],
    [2, "A.n := n - 2;"],
    [1, "A.n := 0 - n;"],
    [1, "A.b := not b;"],
    [1, "A.m := any 0..1; A.n := n - m;"],
    [1, "A.n := n + 1;"],
    [1, "A.n := n / 2;"],
  ]);
}

/** What a round of an inner loop does to `m`. */
function inner(chance: Chance): string {
  return chance.weighted([
    [5, "A.m := m - 1;"],
    [1, "if A.b { A.m := m - 1; } else { A.m := 0; }"],
    [1, "A.m := m - 1; A.n := n - 1;"],
    [1, "if A.b { A.m := m - 1; } else { A.b := true; }"],
    [1, "A.m := any 0..1;"],
  ]);
}

/** What does not concern the loop. */
function aside(chance: Chance, isInside = false): string {
  return chance.weighted([
    [4, "B.y := 1 - y;"],
    [3, "A.n -> B.k;"],
    [2, isInside ? "" : "C.z := 1 - z;"],
    [1, isInside ? "" : "B.y -> C.k;"],
    [1, `assume ${chance.pick(["A.(n != 2)", "B.(y > 0)"])};`],
    [1, "B.y := 2 / y;"],
    [1, isInside ? "" : "choose C { C.z := 2; } or { C.z := 1; }"],
  ]);
}

function propertiesOf(chance: Chance): readonly string[] {
  const number = (): string => String(chance.between(0, 2));
  const formulas = [
    `eventually ${chance.pick(["B at end", "A at end and B at end", "C at end"])}`,
    `eventually ${chance.pick([`A.n <= ${number()}`, `B.y == ${number()}`, `C.z == ${number()}`])}`,
    `eventually A.n == 0 ${chance.pick(["and B.y == 1", "or C.z == 2", "and C at end", "implies B at end"])}`,
    `A.n == ${number()} leads to ${chance.pick(["B at end", "C.z == 1", "A.b"])}`,
  ];
  return chance.subset(formulas, 2).map((formula, index) => `property P${String(index)} of main = ${formula};`);
}
