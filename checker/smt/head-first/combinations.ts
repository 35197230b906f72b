/**
 * Questions that combine the same formulas again and again. Each formula is told once, as what a symbol of its own implies, and a question speaks of these symbols: the
 * solver reads little, and keeps what it has learnt (Eén and Sörensson, Temporal induction by incremental SAT solving, BMC 2003, §3).
 */
import type { Dialogue } from "../solver/index.ts";
import { boolSort } from "../terms/index.ts";
import type { Symbol, Term } from "../terms/index.ts";
import type { Context, Read } from "../values/index.ts";
import type { Oracle, Possible } from "./ask.ts";
import { directly, freeSymbols, hasQuantifier, isForCore, isPossible, understood } from "./ask.ts";

/** All of these, and one of those, where there are any. */
export interface Combination {
  readonly all: readonly Term[];
  readonly oneOf?: readonly Combination[];
}

export class Combinations {
  readonly #name: string;
  readonly #context: Context;
  readonly #oracle: Oracle;
  /** What says the formulas. */
  readonly #said = new Map<Term, Term>();
  readonly #quantified = new Set<Term>();
  /** What is in what was told. */
  readonly #symbols = new Set<Symbol>();
  #dialogue: Dialogue | undefined;
  #untold: Term[] = [];
  #assumed = 0;

  /** `name`: of the kept texts. Nothing is started by that. */
  constructor(name: string, context: Context, oracle: Oracle) {
    this.#name = name;
    this.#context = context;
    this.#oracle = oracle;
  }

  /** Whether the combination can hold, under what the context assumes. As `isPossible`, the core first. */
  isPossible(name: string, combination: Combination): Possible {
    const { terms, assumptions } = this.#context;
    const spoken = this.#spoken(combination);
    for (const assumption of assumptions.slice(this.#assumed)) this.#tell(assumption, assumption);
    this.#assumed = assumptions.length;
    const symbols = [...this.#symbols];
    if (spoken === terms.false) return { kind: "no" };
    if (isForCore(symbols)) {
      const dialogue = (this.#dialogue ??= this.#oracle.solver.open(undefined, this.#name));
      if (this.#untold.length > 0) dialogue.assert(terms.and(...this.#untold));
      this.#untold = [];
      const isModel = (read: Read): boolean => assumptions.every((one) => this.#isTrue(one, read)) && this.#holds(combination, read);
      const found = understood(dialogue.check([spoken], symbols, directly(this.#oracle.effort)), symbols, isModel, this.#oracle);
      if (found.kind !== "unknown" || !found.isOpen) return found;
    }
    return isPossible(name, [this.#whole(combination)], this.#context, this.#oracle);
  }

  close(): void {
    this.#dialogue?.close();
    this.#dialogue = undefined;
  }

  #whole({ all, oneOf }: Combination): Term {
    const { terms } = this.#context;
    return terms.and(...all, ...(oneOf === undefined ? [] : [terms.or(...oneOf.map((one) => this.#whole(one)))]));
  }

  #spoken({ all, oneOf }: Combination): Term {
    const { terms } = this.#context;
    return terms.and(...all.map((formula) => this.#say(formula)), ...(oneOf === undefined ? [] : [terms.or(...oneOf.map((one) => this.#spoken(one)))]));
  }

  #holds({ all, oneOf }: Combination, read: Read): boolean {
    return all.every((formula) => this.#isTrue(formula, read)) && (oneOf === undefined || oneOf.some((one) => this.#holds(one, read)));
  }

  /** Nobody evaluates what is quantified. */
  #isTrue(formula: Term, read: Read): boolean {
    if (this.#quantified.has(formula)) return true;
    const truth = read(formula);
    return truth.kind === "boolean" && truth.value;
  }

  /** A symbol that implies the formula; the formula itself where it is as short. */
  #say(formula: Term): Term {
    const known = this.#said.get(formula);
    if (known !== undefined) return known;
    const { terms } = this.#context;
    // No name of a program begins like this.
    const said = formula.kind === "apply" || formula.kind === "call" ? terms.symbol(`$${String(this.#said.size)}`, boolSort) : formula;
    this.#said.set(formula, said);
    this.#tell(formula, said === formula ? terms.true : terms.implies(said, formula));
    return said;
  }

  #tell(formula: Term, as: Term): void {
    if (as.kind !== "true") this.#untold.push(as);
    for (const symbol of freeSymbols(formula)) this.#symbols.add(symbol);
    if (hasQuantifier(formula)) this.#quantified.add(formula);
  }
}
