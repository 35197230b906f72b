/** One question to the solver: can this condition hold? */
import type { Answer, Effort, ModelValue, Query, Solver, UnknownReason } from "../solver/index.ts";
import type { Symbol, Term } from "../terms/index.ts";
import { termEvaluator } from "../terms/index.ts";
import type { Context, Read } from "../values/index.ts";

export interface Oracle {
  readonly solver: Solver;
  readonly effort: Effort;
}

export type Possible =
  | { readonly kind: "no" }
  /** `read`: what terms over the context are in a model. */
  | { readonly kind: "yes"; readonly read: Read }
  | { readonly kind: "unknown"; readonly reason: string };

/** Steps of the solver's core, after which its tactics are tried. Most questions need some thousands. */
const directSteps = 2_000_000;

/**
 * How a question is asked: of the solver's tactics; or of its core first, and of its tactics where that does not know. The core is faster where there are few states to
 * tell apart (loops of programs), the tactics where there are many (networks), and models of tactics are further from each other.
 */
export type Asking = "core first" | "tactics";

/**
 * Whether the conditions can hold together, under what the context assumes. Words are what tactics are best at. A model is checked: one that does not satisfy what was
 * asked is no model.
 */
export function isPossible(name: string, conditions: readonly Term[], context: Context, oracle: Oracle, asking: Asking = "tactics"): Possible {
  const all = context.terms.and(...conditions, ...context.assumptions);
  if (all.kind === "false") return { kind: "no" };
  const symbols = freeSymbols(all);
  const query: Query = { name, assertions: [{ term: all }], values: symbols };
  const { solver, effort } = oracle;
  const isModel = (read: Read): boolean => {
    if (hasQuantifier(all)) return true;
    const truth = read(all);
    return truth.kind === "boolean" && truth.value;
  };
  if (asking === "core first" && isForCore(symbols)) {
    const found = understood(solver.ask({ ...query, isDirect: true }, directly(effort)), symbols, isModel, oracle);
    if (found.kind !== "unknown" || !found.isOpen) return found;
  }
  return understood(solver.ask(query, effort), symbols, isModel, oracle);
}

/** Whether the solver's core is asked about such symbols. */
export function isForCore(symbols: readonly Symbol[]): boolean {
  return !symbols.some(({ sort }) => sort.kind === "bits");
}

/** The effort of a question to the core. */
export function directly(effort: Effort): Effort {
  return { ...effort, steps: Math.min(directSteps, effort.steps ?? directSteps) };
}

export type Understood = Exclude<Possible, { readonly kind: "unknown" }> | (Extract<Possible, { readonly kind: "unknown" }> & { readonly isOpen: boolean });

/** What an answer says, with the values of these symbols, whose model has to be one. `isOpen`: the solver works, and may know more in another way. */
export function understood(answer: Answer, symbols: readonly Symbol[], isModel: (read: Read) => boolean, { solver }: Pick<Oracle, "solver">): Understood {
  const unknown = (reason: string, isOpen = false): Understood => ({ kind: "unknown", reason, isOpen });
  switch (answer.kind) {
    case "unsat":
      return { kind: "no" };
    case "unknown": {
      const isOpen = answer.reason === "incomplete" || answer.reason === "steps";
      return unknown(`${solver.name}: ${shortfalls[answer.reason]}: ${answer.detail}`, isOpen);
    }
    case "disagreement":
      return unknown(answer.detail);
    case "sat": {
      const values = new Map<Symbol, ModelValue>(symbols.map((symbol, index) => [symbol, answer.values[index] ?? defaultValue(symbol)]));
      const read = termEvaluator({ symbol: (symbol) => values.get(symbol) ?? defaultValue(symbol) });
      return isModel(read) ? { kind: "yes", read } : unknown(`${solver.name} gave a model that does not satisfy the query`, true);
    }
  }
}

/** What a solver that gives no answer fell short of. */
const shortfalls: Readonly<Record<UnknownReason, string>> = {
  incomplete: "it does not know",
  steps: "its steps are used up",
  time: "its time is used up",
  memory: "its memory is used up",
  crash: "it ended",
  garbage: "what it says is no answer",
  missing: "it is not there",
  unreadable: "its model cannot be read",
  interrupted: "it was stopped",
};

/** What a symbol is that no condition mentions. */
function defaultValue({ sort, name }: Symbol): ModelValue {
  switch (sort.kind) {
    case "bool":
      return { kind: "boolean", value: false };
    case "int":
      return { kind: "integer", value: 0n };
    case "bits":
      return { kind: "word", value: 0n, width: sort.width };
    case "enumeration":
      return { kind: "member", name: sort.members[0] ?? "" };
    case "opaque":
      return { kind: "opaque", index: 0 };
    case "array":
      throw new Error(`${name} has no value in the model`);
  }
}

/** Whether some subterm binds symbols. Linear. */
export function hasQuantifier(term: Term): boolean {
  return [...subterms(term)].some(({ kind }) => kind === "forall" || kind === "exists");
}

/** Whether the term has a value wherever its symbols have one: neither quantifiers nor arrays nor functions are in it. Linear. */
export function isEvaluable(term: Term): boolean {
  return [...subterms(term)].every(({ kind, sort }) => kind !== "forall" && kind !== "exists" && kind !== "call" && sort.kind !== "array");
}

/** The symbols that no quantifier binds, in the order in which they were made. */
export function freeSymbols(term: Term): readonly Symbol[] {
  const found = new Set<Symbol>();
  for (const one of subterms(term)) {
    if (one.kind === "symbol") found.add(one);
    if (one.kind === "forall" || one.kind === "exists") for (const free of freeSymbols(one.body)) if (!one.variables.includes(free)) found.add(free);
  }
  return [...found].sort((left, right) => left.id - right.id);
}

/** Every subterm once, but none inside of quantifiers. */
function subterms(term: Term): ReadonlySet<Term> {
  const seen = new Set<Term>();
  const waiting = [term];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    if (seen.has(one)) continue;
    seen.add(one);
    if (one.kind === "apply" || one.kind === "call") waiting.push(...one.arguments);
  }
  return seen;
}
