/** What ohm matched, as plain data: the builders of the tree are then ordinary functions over it. This file and the generated grammar text are all that know ohm. */
import { grammar, type Grammar, type MatchResult, type Node, type Semantics } from "ohm-js";
import { choreoGrammar } from "../choreo-grammar.ts";

/** A node of the concrete syntax: the rule that matched, its parts, and where it stands. Repetitions and options are parts of rule `_iter`, a column for each of their factors. */
export interface Concrete {
  readonly rule: string;
  readonly parts: readonly Concrete[];
  readonly start: number;
  readonly end: number;
}

export type Match = { readonly matched: Concrete } | { readonly failedAt: number; readonly expected: string };

let loaded: { readonly grammar: Grammar; readonly semantics: Semantics } | undefined;

function load(): { readonly grammar: Grammar; readonly semantics: Semantics } {
  if (loaded !== undefined) return loaded;
  const compiled = grammar(choreoGrammar);
  const semantics = compiled.createSemantics().addOperation<Concrete>("concrete", {
    _nonterminal(...children) {
      return node(this, this.ctorName, children);
    },
    _iter(...children) {
      return node(this, "_iter", children);
    },
    _terminal() {
      return node(this, "_terminal", []);
    },
  });
  loaded = { grammar: compiled, semantics };
  return loaded;
}

function node(self: Node, rule: string, children: readonly Node[]): Concrete {
  return { rule, parts: children.map(concreteOf), start: self.source.startIdx, end: self.source.endIdx };
}

function concreteOf(child: Node): Concrete {
  const operation: unknown = Reflect.get(child, "concrete");
  if (typeof operation !== "function") throw new Error("the operation `concrete` is missing");
  return operation.call(child) as Concrete;
}

/** Matches a whole text by the grammar. Compiles the grammar on first use (tens of milliseconds); throws RangeError where the nesting exceeds the stack. */
export function matchText(text: string): Match {
  const { grammar: compiled, semantics } = load();
  const result: MatchResult = compiled.match(text);
  if (result.failed()) return { failedAt: result.getRightmostFailurePosition(), expected: result.getExpectedText() };
  const operation: unknown = Reflect.get(semantics(result), "concrete");
  if (typeof operation !== "function") throw new Error("the operation `concrete` is missing");
  return { matched: operation.call(semantics(result)) as Concrete };
}

/** The part at an index, which the grammar says exists. */
export function part(of: Concrete, index: number): Concrete {
  const found = of.parts[index];
  if (found === undefined) throw new Error(`rule ${of.rule} has no part ${String(index)}`);
  return found;
}

/** The content of an option: its only part, if it matched. */
export function option(of: Concrete, index: number): Concrete | undefined {
  return part(of, index).parts[0];
}

/** The elements of `ListOf` and `NonemptyListOf`. */
export function elements(list: Concrete): readonly Concrete[] {
  if (list.rule === "ListOf") return elements(part(list, 0));
  if (list.rule === "EmptyListOf") return [];
  return [part(list, 0), ...part(list, 2).parts];
}
