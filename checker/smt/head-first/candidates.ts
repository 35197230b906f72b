/**
 * Candidates of inductive invariants: relations between the integers that a cut point has, lengths and sizes among them, and constants of the program; sums of two of them; and the same while a
 * Boolean has a value (templates as in Flanagan and Leino, Houdini, an annotation assistant for ESC/Java, FME 2001).
 */
import type { Term as CoreTerm } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Expression } from "../../../calculus/syntax/index.ts";
import { partsOf } from "../../../calculus/syntax/index.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, Context, SymbolicInteger, SymbolicValue } from "../values/index.ts";
import { sizeOf } from "../values/index.ts";
import { namedVariables } from "./variable-names.ts";
import type { Program } from "./program.ts";
import type { Slot } from "./states.ts";

export interface Candidate {
  /** As a formula over the variables of the machine. */
  readonly text: string;
  /** The text of what it says under a condition. */
  readonly unconditional?: string;
  /** What it says of these cells. */
  readonly holds: (cells: readonly Cell[]) => Term;
}

/** So many integers are related with each other; beyond, only pairs and constants. */
const most = { constants: 12, inSums: 8, related: 24, conditions: 3 } as const;

/** An integer in the variables. */
export interface Place {
  /** As an expression: `A.x`, `A.order.price`, `length(A.orders)`. */
  readonly text: string;
  /** The integer there; undefined where there is none. `isThere`: the variables and parts on the way to it are there. */
  readonly at: (cells: readonly Cell[]) => { readonly value: SymbolicInteger; readonly isThere: Term } | undefined;
}

interface Atom {
  readonly text: string;
  readonly places: readonly Place[];
  readonly relation: (values: readonly SymbolicInteger[]) => Term;
}

/** All candidates; or those alone that relate one integer with another or with a constant, which are fewer. */
export type CandidateForms = "all" | "relations";

/** Candidates for a cut point with these slots. Cubic in the number of integers, up to a bound; of relations alone quadratic. */
export function candidatesAt(slots: readonly Slot[], program: Program, context: Context, forms: CandidateForms = "all"): readonly Candidate[] {
  const { terms, integers } = context;
  const names = namedVariables(program.process);
  const places = placesOf(slots, program, context).slice(0, most.related);
  const constants = constantsOf(program);
  const atoms: Atom[] = [];
  for (const place of places)
    for (const constant of constants) {
      const literal = integers.literal(constant);
      atoms.push({ text: `${place.text} <= ${String(constant)}`, places: [place], relation: ([x]) => integers.atMost(present(x), literal) });
      atoms.push({ text: `${place.text} >= ${String(constant)}`, places: [place], relation: ([x]) => integers.atMost(literal, present(x)) });
    }
  for (const left of places)
    for (const right of places) {
      if (left === right) continue;
      atoms.push({ text: `${left.text} <= ${right.text}`, places: [left, right], relation: ([x, y]) => integers.atMost(present(x), present(y)) });
      atoms.push({ text: `${left.text} < ${right.text}`, places: [left, right], relation: ([x, y]) => integers.less(present(x), present(y)) });
      for (const factor of constants) {
        if (factor < 2n || forms === "relations") continue;
        const times = (y: SymbolicInteger): SymbolicInteger => integers.multiply(integers.literal(factor), y);
        const product = `${String(factor)} * ${right.text}`;
        atoms.push({ text: `${left.text} <= ${product}`, places: [left, right], relation: ([x, y]) => integers.atMost(present(x), times(present(y))) });
        atoms.push({ text: `${left.text} >= ${product}`, places: [left, right], relation: ([x, y]) => integers.atMost(times(present(y)), present(x)) });
      }
    }
  const summed = places.slice(0, forms === "relations" ? 0 : most.inSums);
  for (const [first, left] of summed.entries())
    for (const right of summed.slice(first + 1))
      for (const whole of summed) {
        if (whole === left || whole === right) continue;
        const all = [left, right, whole];
        const sum = (x: SymbolicInteger | undefined, y: SymbolicInteger | undefined): SymbolicInteger => integers.add(present(x), present(y));
        atoms.push({ text: `${left.text} + ${right.text} <= ${whole.text}`, places: all, relation: ([x, y, z]) => integers.atMost(sum(x, y), present(z)) });
        atoms.push({ text: `${left.text} + ${right.text} >= ${whole.text}`, places: all, relation: ([x, y, z]) => integers.atMost(present(z), sum(x, y)) });
      }
  const plain = atoms.map((atom): Candidate => ({ text: atom.text, holds: (cells) => holdsOf(atom, cells, context) }));
  if (forms === "relations") return plain;
  const conditions = slots
    .flatMap((slot, index) => (slot.shape.kind === "boolean" ? [{ name: present(names[index]).text, index }] : []))
    .slice(0, most.conditions);
  const conditional = conditions.flatMap(({ name, index }) =>
    [true, false].flatMap((wanted) =>
      plain.map(({ text, holds }): Candidate => ({
        text: `${wanted ? name : `not ${name}`} implies ${text}`,
        holds: (cells) => {
          const { value, isSet } = cellAt(cells, index);
          if (value.kind !== "boolean") return terms.true;
          return terms.implies(terms.and(isSet, wanted ? value.term : terms.not(value.term)), holds(cells));
        },
      })),
    ),
  );
  return [...plain, ...conditional];
}

/** The integers in the variables of a cut point with these slots, then how large lists, sets and maps are. Linear. */
export function placesOf(slots: readonly Slot[], program: Program, context: Context): readonly Place[] {
  const names = namedVariables(program.process);
  const all = (kind: Measured): readonly Place[] =>
    slots.flatMap((slot, index) => placesIn(kind, present(names[index]).text, slot.shape, (cells) => cellAt(cells, index), context));
  return [...all("integers"), ...all("sizes")];
}

/** True where some of its integers is not there. */
function holdsOf({ places, relation }: Atom, cells: readonly Cell[], { terms }: Context): Term {
  const found = places.map(({ at }) => at(cells));
  const values: SymbolicInteger[] = [];
  const conditions: Term[] = [];
  for (const one of found) {
    if (one === undefined) return terms.true;
    values.push(one.value);
    conditions.push(one.isThere);
  }
  return terms.implies(terms.and(...conditions), relation(values));
}

function cellAt(cells: readonly Cell[], index: number): Cell {
  return present(cells[index]);
}

type Measured = "integers" | "sizes";

/** The integers in a variable, or the sizes: of itself, or of fields of records. */
function placesIn(kind: Measured, text: string, shape: Slot["shape"], cell: (cells: readonly Cell[]) => Cell, context: Context): readonly Place[] {
  const follow = (shown: string, of: Slot["shape"], part: (value: SymbolicValue) => SymbolicValue | undefined): readonly Place[] => {
    const place = measuredText(kind, shown, of);
    if (place !== undefined)
      return [
        {
          text: place,
          at: (cells) => {
            const { value, isSet } = cell(cells);
            const found = isSet === context.terms.false ? undefined : part(value);
            const measured = found === undefined ? undefined : measuredIn(kind, found, context);
            return measured === undefined ? undefined : { value: measured, isThere: isSet };
          },
        },
      ];
    if (of.kind !== "record") return [];
    return of.fields.flatMap(([field, inner], index) =>
      follow(`${shown}.${field}`, inner, (value) => {
        const record = part(value);
        return record?.kind === "record" ? record.fields[index]?.[1] : undefined;
      }),
    );
  };
  return follow(text, shape, (value) => value);
}

/** What is measured of a value of this shape, as an expression. */
function measuredText(kind: Measured, shown: string, of: Slot["shape"]): string | undefined {
  if (kind === "integers") return of.kind === "integer" ? shown : undefined;
  if (of.kind === "list") return of.bound === 0 ? undefined : `length(${shown})`;
  return of.kind === "set" || of.kind === "map" ? `size(${shown})` : undefined;
}

function measuredIn(kind: Measured, value: SymbolicValue, context: Context): SymbolicInteger | undefined {
  if (kind === "integers") return value.kind === "integer" ? value : undefined;
  if (value.kind === "list") return value.length;
  return value.kind === "set" || value.kind === "map" ? sizeOf(value, context) : undefined;
}

/** Integers that the program mentions, and 0 and 1, the smallest first. */
export function constantsOf({ commands, machine }: Program): readonly bigint[] {
  const found = new Set<bigint>([0n, 1n]);
  const inTerm = (term: CoreTerm | undefined): void => {
    const waiting: unknown[] = [term];
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
      if (typeof one === "bigint") found.add(one);
      else if (Array.isArray(one)) waiting.push(...(one as readonly unknown[]));
      else if (typeof one === "object" && one !== null && !("text" in one)) waiting.push(...(Object.values(one) as readonly unknown[]));
    }
  };
  for (const all of commands)
    for (const { guard, payload, updates } of all) {
      inTerm("condition" in guard ? guard.condition : undefined);
      for (const term of payload) inTerm(term);
      for (const { value } of updates) if (value.kind === "term") inTerm(value.term);
    }
  const inExpression = (expression: Expression): void => {
    if (expression.kind === "integer") found.add(expression.value);
    for (const part of partsOf(expression)) inExpression(part);
  };
  for (const expression of machine.definitions.constants.values()) inExpression(expression);
  return [...found].sort((left, right) => (left < right ? -1 : left > right ? 1 : 0)).slice(0, most.constants);
}
