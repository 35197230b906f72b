/** Automata of formulas: they accept an infinite word exactly if the formula is true of it. */
import { present } from "../../calculus/present.ts";
import {
  acceptsByNestedSearch,
  buechiAutomaton,
  fairComponents,
  negation,
  nobody,
  product,
  type LinearFormula,
  type MomentGraph,
} from "../../checker/liveness/index.ts";
import { formulasOnWords, type FormulaOnWord } from "../generators/linear-formulas.ts";
import type { Implementation } from "../implementation.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

/** The word as a graph of moments with one path. */
function graphOf({ stem, round }: FormulaOnWord): MomentGraph {
  const word = [...stem, ...round];
  return {
    moments: word.length,
    initial: [0],
    offsets: Int32Array.from([...word.keys(), word.length]),
    targets: Int32Array.from(word.keys(), (moment) => (moment + 1 < word.length ? moment + 1 : stem.length)),
    actionOf: new Int32Array(word.length).fill(nobody),
    edgeOf: Int32Array.from(word.keys()),
    actions: [],
    atoms: 2,
    truth: Uint8Array.from(word.flatMap((truth) => truth.map(Number))),
    stateOf: Int32Array.from(word.keys()),
  };
}

/** By moment, whether the formula is true of what comes from there on: `until` is a least fixed point, `release` a greatest one. */
function valuesOn(word: readonly (readonly boolean[])[], stem: number, formula: LinearFormula): readonly boolean[] {
  switch (formula.kind) {
    case "true":
    case "false":
      return word.map(() => formula.kind === "true");
    case "literal":
      return word.map((truth) => present(truth[formula.atom]) !== formula.negated);
    case "and":
    case "or": {
      const [left, right] = [valuesOn(word, stem, formula.left), valuesOn(word, stem, formula.right)];
      return left.map((value, moment) => (formula.kind === "and" ? value && present(right[moment]) : value || present(right[moment])));
    }
    case "until":
    case "release": {
      const [left, right] = [valuesOn(word, stem, formula.left), valuesOn(word, stem, formula.right)];
      const isUntil = formula.kind === "until";
      let values = word.map(() => !isUntil);
      for (let round = 0; round <= word.length; round += 1) {
        values = values.map((_, moment) => {
          const later = present(values[moment + 1 < word.length ? moment + 1 : stem]);
          const [first, second] = [present(left[moment]), present(right[moment])];
          return isUntil ? second || (first && later) : second && (first || later);
        });
      }
      return values;
    }
  }
}

function accepts(given: FormulaOnWord, { parts: { runs } }: Implementation, tally: Tally): Refutation | undefined {
  const { formula, stem, round } = given;
  const graph = graphOf(given);
  const isTrue = present(valuesOn([...stem, ...round], stem.length, formula)[0]);
  tally.add("words");
  tally.add(isTrue ? "true" : "false");
  for (const [name, tried, expected] of [["it", formula, isTrue] as const, ["its negation", negation(formula), !isTrue] as const]) {
    const automaton = buechiAutomaton(tried);
    if (automaton.sets > 0) tally.add("with something promised");
    const byComponents = fairComponents(product(graph, automaton), "no-fairness", runs).length > 0;
    if (byComponents !== expected) return { kind: name, message: `${name} is ${String(expected)} of the word, the automaton says ${String(byComponents)}` };
    if (acceptsByNestedSearch(graph, automaton) !== expected) return { kind: "nested", message: `${name}: nested depth-first search errs` };
  }
  return undefined;
}

export const formulaAutomata: Theorem = theorem<FormulaOnWord>({
  id: "liveness-automata",
  name: "the automaton of a formula accepts the words of which it is true",
  statement:
    "The Büchi automaton of a formula of linear time accepts an ultimately periodic word exactly if the formula is true of it by its fixed points, and that of its negation exactly if it is not; by strongly connected components and by nested depth-first search.",
  reference: "Gerth, Peled, Vardi, Wolper, PSTV 1995",
  forall: formulasOnWords,
  then: accepts,
  demands: [share("true", "words", 25), share("false", "words", 25), share("with something promised", "words", 40)],
});
