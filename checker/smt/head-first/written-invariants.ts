/** The inductive invariants behind a proof, in the syntax of formulas: without what others of them say already. */
import type { Invariants } from "./invariants.ts";

/** By cut point, the number of its location and formulas that hold whenever a run comes there, where what they read is set. Those that others imply are left out. */
export interface WrittenInvariant {
  readonly point: number;
  readonly formulas: readonly string[];
}

/** The invariants of every cut point that has some. Quadratic in the formulas of a cut point. */
export function writtenInvariants(invariants: Invariants): readonly WrittenInvariant[] {
  return [...invariants]
    .map(([point, candidates]) => ({ point, formulas: essential(candidates.map(({ text }) => text)) }))
    .filter(({ formulas }) => formulas.length > 0);
}

/** The texts without those that one of the others implies by its form alone: a premise less, a strict inequality, a tighter constant. */
export function essential(texts: readonly string[]): readonly string[] {
  const formulas = [...new Set(texts)].map(parsed);
  return formulas.filter((one) => !formulas.some((other) => other !== one && impliesByForm(other, one))).map(({ text }) => text);
}

interface Parsed {
  readonly text: string;
  readonly premise: string | undefined;
  readonly left: string;
  readonly operator: string;
  readonly right: string;
}

function parsed(text: string): Parsed {
  const [first = "", second] = text.split(" implies ");
  const [premise, relation] = second === undefined ? [undefined, first] : [first, second];
  const operator = ["<=", ">=", "<"].find((one) => relation.includes(` ${one} `)) ?? "";
  const [left = "", right = ""] = relation.split(` ${operator} `);
  return { text, premise, left, operator, right };
}

/** One direction of two formulas of one left side; never both, because of different texts one is the stronger. */
function impliesByForm(strong: Parsed, weak: Parsed): boolean {
  if (strong.left !== weak.left || (strong.premise !== undefined && strong.premise !== weak.premise)) return false;
  if (strong.right === weak.right) return strong.operator === weak.operator ? strong.premise === undefined : strong.operator === "<" && weak.operator === "<=";
  const [known, claimed] = [integerOf(strong.right), integerOf(weak.right)];
  if (known === undefined || claimed === undefined || strong.operator !== weak.operator) return false;
  return strong.operator === ">=" ? known > claimed : known < claimed;
}

function integerOf(text: string): bigint | undefined {
  return /^-?[0-9]{1,4000}$/.test(text) ? BigInt(text) : undefined;
}
