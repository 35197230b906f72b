/** Bounds that a machine's texts suggest for its integers. */
import type { Value } from "../../../calculus/core/index.ts";
import type { Term } from "../../../calculus/machine/index.ts";
import type { Cells } from "./transfer.ts";
import type { Shape } from "./shape.ts";
import type { MaybeTerm, TypedMachine } from "./typed-machine.ts";

/** Every integer literal of the machine, its neighbours, and the bounds of what variables hold at first; sorted. Linear. */
export function thresholdsOf({ commands }: TypedMachine, initial: readonly Cells[]): readonly bigint[] {
  const found = new Set<bigint>([0n, 1n, -1n]);
  const note = (value: Value | undefined): void => {
    if (typeof value === "bigint") for (const near of [value - 1n, value, value + 1n]) found.add(near);
  };
  const visit = (term: MaybeTerm): void => {
    if (term === undefined) return;
    if (term.kind === "constant") note(term.value);
    for (const part of partsOfTerm(term)) visit(part);
  };
  for (const { guard, payload, updates, domain } of commands.flat(2)) {
    if (guard.kind === "holds" || guard.kind === "refutes") visit(guard.condition);
    if (guard.kind === "defined" || guard.kind === "undefined") guard.terms.forEach(visit);
    if (guard.kind === "matches") for (const one of guard.cases) if (one.kind === "literal") visit(one.value);
    payload.forEach(visit);
    for (const { value } of updates) if (value.kind === "term") visit(value.term);
    if (domain?.kind === "range") [domain.low, domain.high].forEach(visit);
  }
  const bounds = (shape: Shape): void => {
    if (shape.kind === "integer") [shape.low, shape.high].forEach(note);
  };
  for (const { shape } of initial.flat()) bounds(shape);
  return [...found].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
}

/** The direct parts of a term. */
export function partsOfTerm(term: Term): readonly Term[] {
  switch (term.kind) {
    case "constant":
    case "variable":
    case "local":
    case "undefined":
      return [];
    case "let":
      return [term.value, term.body];
    case "not":
    case "negate":
      return [term.operand];
    case "operation":
      return [term.left, term.right];
    case "builtin":
    case "constructor":
    case "oracle":
      return term.arguments;
    case "record":
      return term.fields.map(({ value }) => value);
    case "list":
    case "set":
      return term.items;
    case "map":
      return term.entries.flatMap(({ key, value }) => [key, value]);
    case "field":
      return [term.of];
    case "index":
      return [term.of, term.index];
    case "conditional":
      return [term.condition, term.then, term.else];
    case "check":
      return [term.condition, term.body];
  }
}
