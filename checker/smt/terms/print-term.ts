/** Terms as text of SMT-LIB 2.6, in which a subterm that occurs more than once is named by a `let` (§3.6.1), so that the text is linear in the shared term. */
import { printSort, printSymbol } from "./sort.ts";
import type { Operator, Symbol, Term } from "./term.ts";

/**
 * The text of a term. Names of `let` are `?1`, `?2`, … in the order in which the subterms are finished; no symbol of ours begins with a question mark. What does not
 * depend on each other is bound by one `let`, so that they are nested no deeper than the term, and a term that is deep without sharing is bound in layers. Linear in
 * the number of different subterms, and without recursion, so that no depth is too much; bodies of quantifiers are printed on their own.
 */
export function printTerm(term: Term): string {
  const order = finishingOrder(term);
  const uses = new Map<Term, number>();
  for (const one of order) for (const child of childrenOf(one)) uses.set(child, (uses.get(child) ?? 0) + 1);
  const printed = new Map<Term, Printed>();
  const layers: string[][] = [];
  let names = 0;
  for (const one of order) {
    let text = textOf(one, (child) => printed.get(child)?.text ?? "");
    let layer = 0;
    let height = 1;
    for (const child of childrenOf(one)) {
      const below = printed.get(child);
      layer = Math.max(layer, below?.layer ?? 0);
      height = Math.max(height, (below?.height ?? 0) + 1);
    }
    if (one !== term && isWorthNaming(one) && ((uses.get(one) ?? 0) > 1 || height >= tallest)) {
      names += 1;
      const name = `?${String(names)}`;
      (layers[layer] ??= []).push(`(${name} ${text})`);
      text = name;
      layer += 1;
      height = 0;
    }
    printed.set(one, { text, layer, height });
  }
  const body = printed.get(term)?.text ?? "";
  return `${layers.map((bindings) => `(let (${bindings.join(" ")}) `).join("")}${body}${")".repeat(layers.length)}`;
}

/** A text that is nested deeper is given a name: readers may be recursive. */
const tallest = 200;

interface Printed {
  readonly text: string;
  /** Number of the `let` around everything that is named in the text: those before it may be used in it. */
  readonly layer: number;
  /** Pairs of parentheses within each other, at the most. */
  readonly height: number;
}

/** Every subterm once, children before parents; what a quantifier binds stays in it. */
function finishingOrder(term: Term): readonly Term[] {
  const order: Term[] = [];
  const seen = new Set<Term>();
  const stack: { readonly term: Term; isOpen: boolean }[] = [{ term, isOpen: false }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    if (top.isOpen || seen.has(top.term)) {
      stack.pop();
      if (top.isOpen) order.push(top.term);
      continue;
    }
    top.isOpen = true;
    seen.add(top.term);
    for (const child of [...childrenOf(top.term)].reverse()) if (!seen.has(child)) stack.push({ term: child, isOpen: false });
  }
  return order;
}

function childrenOf(term: Term): readonly Term[] {
  return term.kind === "apply" || term.kind === "call" ? term.arguments : [];
}

function isWorthNaming(term: Term): boolean {
  return term.kind === "apply" || term.kind === "call" || term.kind === "forall" || term.kind === "exists";
}

function textOf(term: Term, textOfChild: (child: Term) => string): string {
  switch (term.kind) {
    case "true":
    case "false":
      return term.kind;
    case "integer":
      return term.value < 0n ? `(- ${String(-term.value)})` : String(term.value);
    case "word": {
      const width = term.sort.kind === "bits" ? term.sort.width : 1;
      return `#b${term.value.toString(2).padStart(width, "0")}`;
    }
    case "member":
    case "symbol":
      return printSymbol(term.name);
    case "apply":
      return `(${[printOperator(term.operator), ...term.arguments.map(textOfChild)].join(" ")})`;
    case "call":
      return term.arguments.length === 0
        ? printSymbol(term.function.name)
        : `(${[printSymbol(term.function.name), ...term.arguments.map(textOfChild)].join(" ")})`;
    case "forall":
    case "exists":
      return `(${term.kind} (${term.variables.map(printBound).join(" ")}) ${printTerm(term.body)})`;
  }
}

function printBound(symbol: Symbol): string {
  return `(${printSymbol(symbol.name)} ${printSort(symbol.sort)})`;
}

function printOperator(operator: Operator): string {
  if (typeof operator === "string") return operator;
  return operator.kind === "sign-extend" ? `(_ sign_extend ${String(operator.by)})` : `(_ extract ${String(operator.high)} ${String(operator.low)})`;
}
