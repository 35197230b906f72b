/** Names that elaboration makes. Each has a dot in it, which no name of a program has, so that the two never meet. */
import type { Expression, Name } from "../../syntax/index.ts";
import type { Span } from "../../diagnostics/index.ts";

/** Whether a transaction committed when it was performed last: a volatile field. */
export function committedOf(transaction: string): string {
  return `${transaction}.committed`;
}

/** What a transaction answered last: a volatile field. */
export function answerOf(transaction: string): string {
  return `${transaction}.answer`;
}

/** The procedure that undoes a transaction. */
export function undoOf(transaction: string): string {
  return `${transaction}.undo`;
}

/** The transaction with which a role of this state decides that a saga aborts. */
export function abortOf(state: string): string {
  return `abort.${state}`;
}

/** The transaction of the journaled value at a place, numbered through the program. */
export function journalOf(number: number): string {
  return `journal.${String(number)}`;
}

/** The local in which an argument of a performed transaction waits for its compensation; `site` numbers the places of a choreography. */
export function savedArgument(site: number, position: number): string {
  return `performed.${String(site)}.${String(position)}`;
}

/** The local in which an answer waits for its compensation. */
export function savedAnswer(site: number): string {
  return `performed.${String(site)}.answer`;
}

export function nameAt(text: string, span: Span): Name {
  return { text, span };
}

export function reference(text: string, span: Span): Expression {
  return { kind: "name", name: { text, span }, span };
}
