/** Definitions of predicates in replies to `(get-model)` (SMT-LIB 2.6, §4.2.6): for Horn clauses, the invariants. */
import { printSort } from "../terms/index.ts";
import type { FunctionSymbol, Sort, Term, Terms } from "../terms/index.ts";
import { readSort, readTerm, Unreadable } from "./read-term.ts";
import type { Meanings } from "./read-term.ts";
import { itemsOf, nameOf } from "./s-expression.ts";
import type { SExpression } from "./s-expression.ts";
import type { Definition, Query } from "./solver.ts";
import { usesOf } from "./uses.ts";

export type ReadDefinitions = { readonly ok: true; readonly definitions: readonly Definition[] } | { readonly ok: false; readonly problem: string };

interface Written {
  readonly parameters: readonly SExpression[];
  readonly body: SExpression;
}

/** The definitions of the query's predicates, in their order. A predicate that the model does not mention may be anything: it is `true`. */
export function readDefinitions(query: Query, reply: readonly SExpression[]): ReadDefinitions {
  const { predicates } = query;
  if (predicates === undefined) return { ok: true, definitions: [] };
  try {
    const written = writtenDefinitions(reply);
    const meanings = meaningsOf(query, predicates.terms, predicates.symbols, written);
    return { ok: true, definitions: predicates.symbols.map((symbol) => definitionOf(symbol, written.get(symbol.name), meanings)) };
  } catch (failure) {
    if (failure instanceof Error) return { ok: false, problem: failure.message };
    throw failure;
  }
}

function writtenDefinitions(reply: readonly SExpression[]): ReadonlyMap<string, Written> {
  const items = itemsOf(reply[0]);
  if (reply.length !== 1 || items === undefined) throw new Unreadable("no model");
  const written = new Map<string, Written>();
  for (const item of items) {
    const [command, name, parameters, , body] = itemsOf(item) ?? [];
    if (nameOf(command) !== "define-fun") continue;
    const list = itemsOf(parameters);
    const called = nameOf(name);
    if (called === undefined || list === undefined || body === undefined) throw new Unreadable("no definition of a function");
    written.set(called, { parameters: list, body });
  }
  return written;
}

function meaningsOf(query: Query, terms: Terms, symbols: readonly FunctionSymbol[], written: ReadonlyMap<string, Written>): Meanings {
  const uses = usesOf([...query.assertions.map(({ term }) => term), ...(query.values ?? [])], symbols);
  const sorts = new Map<string, Sort>();
  const members = new Map<string, Term>();
  for (const sort of uses.sorts) {
    sorts.set(printSort(sort).replaceAll("|", ""), sort);
    if (sort.kind === "enumeration") for (const member of sort.members) members.set(member, terms.member(sort, member));
  }
  const functions = new Map(uses.functions.map((one) => [one.name, one] as const));
  const auxiliary = new Map(
    [...written]
      .filter(([name]) => !functions.has(name))
      .map(([name, { parameters, body }]) => [name, { parameters: parameters.map((one) => nameOf(itemsOf(one)?.[0]) ?? ""), body }] as const),
  );
  return { terms, functions, sorts, members, auxiliary };
}

function definitionOf(symbol: FunctionSymbol, written: Written | undefined, meanings: Meanings): Definition {
  const { terms } = meanings;
  const parameters = symbol.domain.map((sort, index) => terms.symbol(`${symbol.name}/${String(index)}`, sort));
  if (written === undefined) return { function: symbol, parameters, body: terms.true };
  if (written.parameters.length !== parameters.length) throw new Unreadable(`${symbol.name} is defined with another number of parameters`);
  const scope = new Map<string, Term>();
  for (const [index, parameter] of parameters.entries()) {
    const [name, sort] = itemsOf(written.parameters[index]) ?? [];
    const called = nameOf(name);
    if (called === undefined || sort === undefined || printSort(readSort(sort, meanings.sorts)) !== printSort(parameter.sort))
      throw new Unreadable(`${symbol.name} is defined with other parameters`);
    scope.set(called, parameter);
  }
  const body = readTerm(written.body, scope, meanings);
  if (body.sort.kind !== symbol.range.kind) throw new Unreadable(`${symbol.name} is defined as something else`);
  return { function: symbol, parameters, body };
}
