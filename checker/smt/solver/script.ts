/** Queries as scripts of SMT-LIB 2.6. The text depends on nothing but the query, so that its hash is the name of the problem. */
import { printSymbol, printTerm } from "../terms/index.ts";
import type { Term } from "../terms/index.ts";
import { newDeclarations } from "./declarations.ts";
import type { Query } from "./solver.ts";

export interface Script {
  /** Everything up to `(check-sat)`. */
  readonly text: string;
  /** What the named assertions are called in the script; absent if none has a name. */
  readonly names?: ReadonlyMap<string, string>;
}

/** The commands with which every script begins. Which logic none is stands in the text because solvers differ in what they take for it. */
export function preamble(logic: string | undefined, hasNames: boolean): readonly string[] {
  const cores = hasNames ? ["(set-option :produce-unsat-cores true)"] : [];
  return ["(set-option :produce-models true)", ...cores, `(set-logic ${printSymbol(logic ?? "ALL")})`];
}

/** The script of a query. @throws Error if a name means two things. */
export function scriptOf(query: Query): Script {
  const names = new Map<string, string>();
  const declarations = newDeclarations().declare([...query.assertions.map(({ term }) => term), ...(query.values ?? [])], query.predicates?.symbols);
  const assertions = query.assertions.map(({ term, name }, index) => {
    if (name === undefined) return assertion(term);
    const label = `?assertion-${String(index)}`;
    names.set(label, name);
    return `(assert (! ${printTerm(term)} :named ${label}))`;
  });
  const options = (query.options ?? []).map((option) => `(set-option :${option})`);
  // Z3 has no tactics for what may be taken back: to other solvers it is all the same.
  const level = query.isDirect === true ? ["(push 1)"] : [];
  const lines = [...preamble(query.logic, names.size > 0), ...options, ...declarations, ...assertions, ...level, "(check-sat)"];
  return { text: `${lines.join("\n")}\n`, ...(names.size > 0 ? { names } : {}) };
}

export function assertion(term: Term): string {
  return `(assert ${printTerm(term)})`;
}
