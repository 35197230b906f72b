/** Random formulas of linear time over two atoms, each with an infinite word: moments that come once, and moments that come again and again. */
import type { LinearFormula } from "../../checker/liveness/index.ts";
import type { Generator } from "../theorem.ts";
import { structured, type Chance } from "./chance.ts";

type Truth = readonly [boolean, boolean];

export interface FormulaOnWord {
  readonly formula: LinearFormula;
  readonly stem: readonly Truth[];
  /** Not empty. */
  readonly round: readonly Truth[];
}

export const formulasOnWords: Generator<FormulaOnWord> = {
  name: "random formulas of linear time with random infinite words",
  arbitrary: structured(generated, ({ formula, stem, round }) =>
    "left" in formula
      ? [
          { formula: formula.left, stem, round },
          { formula: formula.right, stem, round },
        ]
      : [],
  ),
  extension: "json",
  write: (value) => `${JSON.stringify(value)}\n`,
  read: (text) => JSON.parse(text) as FormulaOnWord,
};

function generated(chance: Chance): FormulaOnWord {
  const truths = (least: number, most: number): readonly Truth[] =>
    Array.from({ length: chance.between(least, most) }, () => [chance.percent(50), chance.percent(40)] as const);
  return { formula: formula(chance, 3), stem: truths(0, 3), round: truths(1, 3) };
}

function formula(chance: Chance, depth: number): LinearFormula {
  const kind = chance.weighted<LinearFormula["kind"]>([
    [depth === 0 ? 10 : 2, "literal"],
    [1, "true"],
    [1, "false"],
    [depth === 0 ? 0 : 4, "until"],
    [depth === 0 ? 0 : 4, "release"],
    [depth === 0 ? 0 : 2, "and"],
    [depth === 0 ? 0 : 2, "or"],
  ]);
  if (kind === "literal") return { kind, atom: chance.between(0, 1), negated: chance.percent(50) };
  if (kind === "true" || kind === "false") return { kind };
  return { kind, left: formula(chance, depth - 1), right: formula(chance, depth - 1) };
}
