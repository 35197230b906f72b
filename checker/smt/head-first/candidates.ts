/**
 * Candidates of inductive invariants: relations between the integers that a cut point has, lengths and sizes among them, and constants of the program; sums of two of them; and the same while a
 * Boolean has a value (templates as in Flanagan and Leino, Houdini, an annotation assistant for ESC/Java, FME 2001).
 */
import type { Term as CoreTerm } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Expression } from "../../../calculus/syntax/index.ts";
import { partsOf } from "../../../calculus/syntax/index.ts";
import type { ModelValue, Term } from "../terms/index.ts";
import type { Cell, Context, Read, SymbolicInteger, SymbolicValue } from "../values/index.ts";
import { sizeOf } from "../values/index.ts";
import { namedVariables } from "./variable-names.ts";
import type { Program } from "./program.ts";
import type { Slot } from "./states.ts";

export interface Candidate {
  /** As a formula over the variables of the machine. */
  readonly text: string;
  /** What it says of these cells. */
  readonly holds: (cells: readonly Cell[]) => Term;
  /** Whether that is true, without the term. */
  readonly isTrue: (state: ConcreteState) => boolean;
  /** What it implies, to be tried where it does not hold itself. */
  readonly weaker: () => readonly Candidate[];
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

/** Cells with what they are in a model: integers by their places, undefined where they are not there, and Booleans by their indices. */
export interface ConcreteState {
  readonly integer: (place: Place) => bigint | undefined;
  readonly isBoolean: (index: number, wanted: boolean) => boolean;
}

/** The state of these cells. Each place is evaluated once. */
export function concreteState(cells: readonly Cell[], read: Read): ConcreteState {
  const known = new Map<Place, bigint | undefined>();
  const evaluate = (place: Place): bigint | undefined => {
    const found = place.at(cells);
    if (found === undefined || !isTrue(read(found.isThere))) return undefined;
    const value = read(found.value.term);
    return value.kind === "integer" ? value.value : value.kind === "word" ? BigInt.asIntN(value.width, value.value) : undefined;
  };
  return {
    integer: (place) => {
      if (!known.has(place)) known.set(place, evaluate(place));
      return known.get(place);
    },
    isBoolean: (index, wanted) => {
      const { value, isSet } = cellAt(cells, index);
      return value.kind === "boolean" && isTrue(read(isSet)) && isTrue(read(value.term)) === wanted;
    },
  };
}

function isTrue(value: ModelValue): boolean {
  return value.kind === "boolean" && value.value;
}

interface Atom {
  readonly text: string;
  readonly places: readonly Place[];
  readonly relation: (values: readonly SymbolicInteger[]) => Term;
  /** The same of numbers. */
  readonly isTrue: (...values: readonly bigint[]) => boolean;
  /** The next one that it implies. */
  readonly weaker?: Atom;
}

/** All candidates; or those alone that relate one integer with another or with a constant, which are fewer. */
export type CandidateForms = "all" | "relations";

/** What nobody comes to: it implies all other candidates for a cut point with these slots. */
export function neverReached(slots: readonly Slot[], program: Program, context: Context, forms: CandidateForms): Candidate {
  return { text: "false", holds: () => context.terms.false, isTrue: () => false, weaker: () => candidatesAt(slots, program, context, forms) };
}

/** The strongest candidates for a cut point with these slots, each of which knows weaker ones. Cubic in the number of integers, up to a bound; of relations alone quadratic. */
export function candidatesAt(slots: readonly Slot[], program: Program, context: Context, forms: CandidateForms = "all"): readonly Candidate[] {
  const { terms, integers } = context;
  const names = namedVariables(program.process);
  const places = placesOf(slots, program, context).slice(0, most.related);
  const constants = constantsOf(program);
  const atoms: Atom[] = [];
  for (const place of places) {
    const bound = (word: "<=" | ">=", constant: bigint, weaker: Atom | undefined): Atom => {
      const literal = integers.literal(constant);
      return {
        text: `${place.text} ${word} ${String(constant)}`,
        places: [place],
        relation: ([x]) => (word === "<=" ? integers.atMost(present(x), literal) : integers.atMost(literal, present(x))),
        isTrue: (x = 0n) => (word === "<=" ? x <= constant : x >= constant),
        ...(weaker === undefined ? {} : { weaker }),
      };
    };
    const [above, below] = [
      constants.reduceRight<Atom | undefined>((weaker, constant) => bound("<=", constant, weaker), undefined),
      constants.reduce<Atom | undefined>((weaker, constant) => bound(">=", constant, weaker), undefined),
    ];
    atoms.push(...[above, below].filter((one) => one !== undefined));
  }
  for (const left of places)
    for (const right of places) {
      if (left === right) continue;
      const both = [left, right];
      atoms.push({
        text: `${left.text} < ${right.text}`,
        places: both,
        relation: ([x, y]) => integers.less(present(x), present(y)),
        isTrue: (x = 0n, y = 0n) => x < y,
        weaker: {
          text: `${left.text} <= ${right.text}`,
          places: both,
          relation: ([x, y]) => integers.atMost(present(x), present(y)),
          isTrue: (x = 0n, y = 0n) => x <= y,
        },
      });
      for (const factor of constants) {
        if (factor < 2n || forms === "relations") continue;
        const times = (y: SymbolicInteger): SymbolicInteger => integers.multiply(integers.literal(factor), y);
        const product = `${String(factor)} * ${right.text}`;
        atoms.push(
          {
            text: `${left.text} <= ${product}`,
            places: both,
            relation: ([x, y]) => integers.atMost(present(x), times(present(y))),
            isTrue: (x = 0n, y = 0n) => x <= factor * y,
          },
          {
            text: `${left.text} >= ${product}`,
            places: both,
            relation: ([x, y]) => integers.atMost(times(present(y)), present(x)),
            isTrue: (x = 0n, y = 0n) => x >= factor * y,
          },
        );
      }
    }
  const summed = places.slice(0, forms === "relations" ? 0 : most.inSums);
  for (const [first, left] of summed.entries())
    for (const right of summed.slice(first + 1))
      for (const whole of summed) {
        if (whole === left || whole === right) continue;
        const all = [left, right, whole];
        const sum = (x: SymbolicInteger | undefined, y: SymbolicInteger | undefined): SymbolicInteger => integers.add(present(x), present(y));
        atoms.push(
          {
            text: `${left.text} + ${right.text} <= ${whole.text}`,
            places: all,
            relation: ([x, y, z]) => integers.atMost(sum(x, y), present(z)),
            isTrue: (x = 0n, y = 0n, z = 0n) => x + y <= z,
          },
          {
            text: `${left.text} + ${right.text} >= ${whole.text}`,
            places: all,
            relation: ([x, y, z]) => integers.atMost(present(z), sum(x, y)),
            isTrue: (x = 0n, y = 0n, z = 0n) => x + y >= z,
          },
        );
      }
  const conditions =
    forms === "relations"
      ? []
      : slots.flatMap((slot, index) => (slot.shape.kind === "boolean" ? [{ name: present(names[index]).text, index }] : [])).slice(0, most.conditions);
  const candidate = (atom: Atom): Candidate => {
    const holds = (cells: readonly Cell[]): Term => holdsOf(atom, cells, context);
    const whenever = (): readonly Candidate[] =>
      conditions.flatMap(({ name, index }) =>
        [true, false].map((wanted): Candidate => ({
          text: `${wanted ? name : `not ${name}`} implies ${atom.text}`,
          holds: (cells) => {
            const { value, isSet } = cellAt(cells, index);
            if (value.kind !== "boolean") return terms.true;
            return terms.implies(terms.and(isSet, wanted ? value.term : terms.not(value.term)), holds(cells));
          },
          isTrue: (state) => !state.isBoolean(index, wanted) || isTrueOf(atom, state),
          weaker: () => [],
        })),
      );
    return {
      text: atom.text,
      holds,
      isTrue: (state) => isTrueOf(atom, state),
      weaker: () => [...(atom.weaker === undefined ? [] : [candidate(atom.weaker)]), ...whenever()],
    };
  };
  return atoms.map(candidate);
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

function isTrueOf({ places, isTrue: isItTrue }: Atom, { integer }: ConcreteState): boolean {
  const values: bigint[] = [];
  for (const place of places) {
    const value = integer(place);
    if (value === undefined) return true;
    values.push(value);
  }
  return isItTrue(...values);
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
