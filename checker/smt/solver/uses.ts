/** What terms use that has to be declared: sorts, and functions, predicates and constants. */
import type { FunctionSymbol, Sort, Symbol, Term } from "../terms/index.ts";

export interface Uses {
  /** Opaque sorts and enumerations, in the order of first use. */
  readonly sorts: ReadonlySet<Sort>;
  /** In the order of first use; constants are functions of nothing. */
  readonly functions: readonly FunctionSymbol[];
}

/** Uses of the terms, from left to right, and of the functions. Linear in the subterms of the terms and of each body of a quantifier. */
export function usesOf(terms: readonly Term[], functions: readonly FunctionSymbol[] = []): Uses {
  const found: Found = { sorts: new Set(), symbols: new Set() };
  const seen = new Set<Term>();
  for (const term of terms) collect(term, new Set(), seen, found);
  for (const { domain, range } of functions) for (const sort of [...domain, range]) addSort(sort, found.sorts);
  return { sorts: found.sorts, functions: [...[...found.symbols].map(functionOf), ...functions] };
}

interface Found {
  readonly sorts: Set<Sort>;
  readonly symbols: Set<FunctionSymbol | Symbol>;
}

function functionOf(symbol: FunctionSymbol | Symbol): FunctionSymbol {
  return "kind" in symbol ? { name: symbol.name, domain: [], range: symbol.sort } : symbol;
}

function addSort(sort: Sort, sorts: Set<Sort>): void {
  if (sort.kind === "array") {
    addSort(sort.index, sorts);
    addSort(sort.element, sorts);
  } else if (sort.kind === "enumeration" || sort.kind === "opaque") sorts.add(sort);
}

/** Adds what is free in the term. Without recursion but for the bodies of quantifiers. */
function collect(term: Term, bound: ReadonlySet<Symbol>, seen: Set<Term>, found: Found): void {
  const waiting: Term[] = [term];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    switch (next.kind) {
      case "symbol":
        if (bound.has(next)) break;
        addSort(next.sort, found.sorts);
        found.symbols.add(next);
        break;
      case "member":
        addSort(next.sort, found.sorts);
        break;
      case "call":
        for (const sort of [...next.function.domain, next.function.range]) addSort(sort, found.sorts);
        found.symbols.add(next.function);
        for (const argument of [...next.arguments].reverse()) waiting.push(argument);
        break;
      case "apply":
        for (const argument of [...next.arguments].reverse()) waiting.push(argument);
        break;
      case "forall":
      case "exists":
        for (const { sort } of next.variables) addSort(sort, found.sorts);
        collect(next.body, new Set([...bound, ...next.variables]), new Set(), found);
        break;
      case "true":
      case "false":
      case "integer":
      case "word":
        break;
    }
  }
}
