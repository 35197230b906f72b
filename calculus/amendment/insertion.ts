/** Insertions: what an amendment adds to the text, conditional by conditional. */
import type { Role } from "../core/index.ts";
import type { Span } from "../diagnostics/index.ts";
import type { Statement } from "../syntax/index.ts";
import type { Repair } from "./plan.ts";

/** The selections added to one conditional: in each branch, `decider` tells `roles` the label of that branch. */
export interface Insertion {
  readonly procedure: string;
  /** The `if`, `match`, `choose` or `while`. */
  readonly span: Span;
  readonly decider: Role;
  readonly roles: readonly Role[];
  /** One for each branch; of a `while` the first is for its body, the second for what follows it. */
  readonly labels: readonly string[];
}

/** A key of the place of a statement: conditionals differ in theirs. */
export function placeOf({ file, start, end }: Span): string {
  return `${file}:${start}:${end}`;
}

/** The repairs by conditional, in the order of the text; `order` lists the roles of a procedure. */
export function insertionsOf(repairs: readonly Repair[], order: (procedure: string) => readonly Role[]): readonly Insertion[] {
  const byPlace = new Map<string, { readonly repair: Repair; readonly roles: Set<Role> }>();
  for (const repair of repairs) {
    const place = placeOf(repair.choice.site.span);
    const entry = byPlace.get(place) ?? { repair, roles: new Set<Role>() };
    entry.roles.add(repair.role);
    byPlace.set(place, entry);
  }
  const insertions = [...byPlace.values()].map(({ repair, roles }) => ({
    procedure: repair.procedure,
    span: repair.choice.site.span,
    decider: repair.choice.role,
    roles: order(repair.procedure).filter((role) => roles.has(role)),
    labels: repair.labels,
  }));
  return insertions.sort((left, right) => left.span.file - right.span.file || left.span.start - right.span.start);
}

/** `A -> B, C : left;` */
export function selectionText({ decider, roles, labels }: Insertion, branch: number): string {
  return `${decider} -> ${roles.join(", ")} : ${labels[branch] ?? ""};`;
}

/** The insertion for a statement, if there is one. */
export type InsertionFor = (statement: Statement) => Insertion | undefined;

/** Insertions by the statements they are for. */
export function insertionFor(insertions: readonly Insertion[]): InsertionFor {
  const byPlace = new Map(insertions.map((insertion) => [placeOf(insertion.span), insertion]));
  return (statement) => byPlace.get(placeOf(statement.span));
}
