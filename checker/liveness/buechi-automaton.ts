/**
 * Generalised Büchi automata of formulas, by tableau: Gerth, Peled, Vardi and Wolper, Simple on-the-fly automatic verification of linear temporal logic,
 * PSTV 1995. A state says what must be true at the moment that it reads; a run is accepted if it visits every acceptance set again and again.
 */
import { present } from "../../calculus/present.ts";
import { assertNever } from "../../calculus/assert-never.ts";
import { formulaText } from "./linear-formula.ts";
import type { LinearFormula } from "./linear-formula.ts";

export interface Literal {
  readonly atom: number;
  readonly negated: boolean;
}

export interface BuechiState {
  /** What is true at the moment that the state reads. */
  readonly literals: readonly Literal[];
  /** The states that may read the next moment. */
  readonly successors: readonly number[];
  /** A bit for each acceptance set that the state belongs to. */
  readonly accepting: number;
}

export interface BuechiAutomaton {
  readonly states: readonly BuechiState[];
  /** Those that may read the first moment. */
  readonly initial: readonly number[];
  /** How many acceptance sets there are; none: every run is accepted. */
  readonly sets: number;
}

/** A state under construction; its formulas by their texts. */
interface Node {
  readonly incoming: Set<number>;
  readonly open: readonly LinearFormula[];
  readonly done: ReadonlyMap<string, LinearFormula>;
  readonly next: ReadonlyMap<string, LinearFormula>;
}

/** The pseudo-predecessor of the first moment. */
const beginning = -1;
/** Acceptance sets are bits of a number. */
const maximumSets = 30;

/** An automaton that accepts exactly the sequences of moments of which the formula is true. Exponential in the formula at worst; formulas are small. */
export function buechiAutomaton(formula: LinearFormula): BuechiAutomaton {
  const finished: { readonly incoming: Set<number>; readonly done: Node["done"]; readonly next: Node["next"] }[] = [];
  const known = new Map<string, number>();
  const waiting: Node[] = [{ incoming: new Set([beginning]), open: [formula], done: new Map(), next: new Map() }];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const [first, ...rest] = node.open;
    if (first !== undefined) {
      waiting.push(...refined({ ...node, open: rest }, first));
      continue;
    }
    const key = `${[...node.done.keys()].sort().join()}|${[...node.next.keys()].sort().join()}`;
    const before = known.get(key);
    if (before !== undefined) {
      for (const one of node.incoming) present(finished[before]).incoming.add(one);
      continue;
    }
    const number = finished.length;
    known.set(key, number);
    finished.push({ incoming: new Set(node.incoming), done: node.done, next: node.next });
    waiting.push({ incoming: new Set([number]), open: [...node.next.values()], done: new Map(), next: new Map() });
  }
  const untils = untilsOf(formula);
  if (untils.length > maximumSets) throw new Error("a formula with too many `until`");
  return {
    states: finished.map(({ done }, number) => ({
      literals: [...done.values()].flatMap((one) => (one.kind === "literal" ? [{ atom: one.atom, negated: one.negated }] : [])),
      successors: finished.flatMap(({ incoming }, target) => (incoming.has(number) ? [target] : [])),
      accepting: untils.reduce((bits, { text, right }, bit) => (!done.has(text) || done.has(right) ? bits | (1 << bit) : bits), 0),
    })),
    initial: finished.flatMap(({ incoming }, number) => (incoming.has(beginning) ? [number] : [])),
    sets: untils.length,
  };
}

/** The nodes in which a formula of `open` was taken apart; none if that is a contradiction. */
function refined(node: Node, formula: LinearFormula): readonly Node[] {
  const text = formulaText(formula);
  if (node.done.has(text)) return [node];
  const done = new Map(node.done).set(text, formula);
  const later = new Map(node.next).set(text, formula);
  const { open } = node;
  switch (formula.kind) {
    case "false":
      return [];
    case "true":
      return [{ ...node, done }];
    case "literal":
      return done.has(formulaText({ ...formula, negated: !formula.negated })) ? [] : [{ ...node, done }];
    case "and":
      return [{ ...node, open: [formula.left, formula.right, ...open], done }];
    case "or":
      return [
        { ...node, incoming: new Set(node.incoming), open: [formula.left, ...open], done },
        { ...node, incoming: new Set(node.incoming), open: [formula.right, ...open], done },
      ];
    case "until":
      return [
        { ...node, incoming: new Set(node.incoming), open: [formula.left, ...open], done, next: later },
        { ...node, incoming: new Set(node.incoming), open: [formula.right, ...open], done },
      ];
    case "release":
      return [
        { ...node, incoming: new Set(node.incoming), open: [formula.right, ...open], done, next: later },
        { ...node, incoming: new Set(node.incoming), open: [formula.left, formula.right, ...open], done },
      ];
    default:
      return assertNever(formula);
  }
}

/** The `until` formulas in φ, each once, by the texts of themselves and of what they promise. */
function untilsOf(formula: LinearFormula): readonly { readonly text: string; readonly right: string }[] {
  const found = new Map<string, string>();
  const visit = (part: LinearFormula): void => {
    if (!("left" in part)) return;
    if (part.kind === "until") found.set(formulaText(part), formulaText(part.right));
    visit(part.left);
    visit(part.right);
  };
  visit(formula);
  return [...found].map(([text, right]) => ({ text, right }));
}
