/**
 * How large lists, sets and maps become in loops. A size is supposed at each cut point, and that states within it lead to states within it is asked of the solver: a
 * model to the contrary makes the supposition larger, by constants of the program (widening up to, Halbwachs, Proy and Roumanoff, Verification of Real-Time Systems
 * using Linear Relation Analysis, FMSD 1997). What nothing contradicts is proved by induction, if need be with relations that are inductive together with it.
 */
import { present } from "../../../calculus/present.ts";
import type { Value } from "../../../calculus/core/index.ts";
import type { Context, Read } from "../values/index.ts";
import { decodeCell, mostSlots, shapeOf, textReader } from "../values/index.ts";
import type { Oracle } from "./ask.ts";
import { isPossible } from "./ask.ts";
import type { CandidateForms } from "./candidates.ts";
import { constantsOf } from "./candidates.ts";
import { inductiveCandidates, noInvariants } from "./invariants.ts";
import type { Known } from "./known.ts";
import type { Program } from "./program.ts";
import type { Arrival } from "./proved-bounds.ts";
import { arrivalsOf } from "./proved-bounds.ts";
import { executeSegment } from "./segment.ts";
import type { Slot } from "./states.ts";
import { anyState, slotsAt } from "./states.ts";

/** By cut point and variable: the places in it that nothing else bounds, and how large what is there is at most. */
type Sizes = ReadonlyMap<number, readonly Map<string, number>[]>;

/** So often a supposition is refuted before it is given up. */
const mostRounds = 16;
/** So often a place may grow by what the model shows where no constant of the program is left. */
const steps = 3;

export type Sized =
  /** Nothing has to be found. */
  | { readonly kind: "as-it-is" }
  /** The program knows the sizes; they are proved together with everything else that an analysis says of it. */
  | { readonly kind: "sized"; readonly program: Program }
  /** `what`: the variables whose size nothing bounds, as far as is known. */
  | { readonly kind: "open"; readonly what: readonly string[] };

/** Looks for sizes. At most 32 questions without relations and those that relations need. @throws Refusal for what else has no encoding */
export function findSizes(program: Program, context: Context, oracle: Oracle): Sized {
  const open = openPlaces(program, context);
  if ([...open.values()].every((variables) => variables.every(({ size }) => size === 0))) return { kind: "as-it-is" };
  let what: readonly string[] = [];
  for (const forms of ["none", "relations"] as const) {
    const found = inductiveSizes(program, open, forms, context, oracle);
    if ("known" in found) return { kind: "sized", program: found };
    what = found;
  }
  return { kind: "open", what };
}

/** The program with sizes that are inductive, or the variables for which there are none. */
function inductiveSizes(program: Program, open: Sizes, forms: CandidateForms | "none", context: Context, oracle: Oracle): Program | readonly string[] {
  const { terms } = context;
  const sizes = new Map([...open].map(([point, variables]) => [point, variables.map((places) => new Map(places))]));
  const growth = new Growth(program);
  const nameless = [
    ...new Set([...open.values()].flatMap((variables) => variables.flatMap(({ size }, index) => (size === 0 ? [] : [nameOf(program, index)])))),
  ];
  for (let round = 0; round < mostRounds; round += 1) {
    const supposed = withSizes(program, sizes);
    const layouts = new Map<number, readonly Slot[]>();
    for (const point of program.cuts.points) {
      const slots = slotsAt(supposed, point, context);
      if (slots !== undefined) layouts.set(point, slots);
    }
    const tag = `sizes ${forms} ${String(round)}`;
    const invariants = forms === "none" ? noInvariants : inductiveCandidates(supposed, context, oracle, forms, tag);
    if (invariants === undefined) return nameless;
    // What is known of a cut point is known of the runs from there alone: where nobody comes as sizes are supposed, it is a contradiction.
    const runs = [...layouts].map(([point, slots]) => {
      const { reach, cells } = anyState(slots, `${tag} ${String(point)}`, context);
      const claims = (invariants.get(point) ?? []).map(({ holds }) => holds(cells));
      return executeSegment(supposed, point, { reach: terms.and(reach, ...claims), cells }, `${tag} ${String(point)}`, context);
    });
    const arrivals = arrivalsOf(supposed, layouts, runs, context);
    const possible = isPossible("sizes", [terms.or(...arrivals.map(({ leaves }) => leaves))], context, oracle, "core first");
    if (possible.kind === "no") return supposed;
    if (possible.kind === "unknown") return nameless;
    const stuck = growth.grow(sizes, arrivals, possible.read, context);
    if (stuck !== undefined) return stuck.length === 0 ? nameless : stuck;
    if (!program.parts.provesSizes) return withSizes(program, sizes);
  }
  return nameless;
}

/** The places without a size, with size 0, which is that of no items. @throws Refusal */
function openPlaces({ cuts, known, process }: Program, context: Context): Sizes {
  return new Map(
    cuts.points.flatMap((point) => {
      const here = known(point);
      if (here === undefined) return [];
      return [
        [
          point,
          here.map(({ shape, mayBeUnset }, index) => {
            const places = new Map<string, number>();
            if (mayBeUnset && shape.kind === "none") return places;
            shapeOf(present(process.variables[index]).type, context, shape, (place) => {
              places.set(place, 0);
              return 0;
            });
            return places;
          }),
        ] as const,
      ];
    }),
  );
}

function withSizes(program: Program, sizes: Sizes): Program {
  const fixed = new Map([...sizes].map(([point, variables]) => [point, variables.map((places) => new Map(places))]));
  const known = (location: number): readonly Known[] | undefined =>
    program.known(location)?.map((one, index) => {
      const places = fixed.get(location)?.[index];
      return places === undefined || places.size === 0 ? one : { ...one, sizes: places };
    });
  return { ...program, known };
}

function nameOf({ process }: Program, index: number): string {
  return present(process.variables[index]).name;
}

/** Suppositions that become larger. */
class Growth {
  readonly #program: Program;
  readonly #thresholds: readonly bigint[];
  readonly #grown = new Map<string, number>();

  constructor(program: Program) {
    this.#program = program;
    const near = constantsOf(program).flatMap((constant) => [constant - 1n, constant, constant + 1n]);
    this.#thresholds = [...new Set(near)].filter((one) => one >= 0n && one <= mostSlots).sort((left, right) => (left < right ? -1 : 1));
  }

  /** Makes the sizes as large as the model shows them; undefined if it has, otherwise the variables that would be too large: none where no size is the reason. */
  grow(sizes: Sizes, arrivals: readonly Arrival[], read: Read, context: Context): readonly string[] | undefined {
    const text = textReader(read, context);
    let hasGrown = false;
    const stuck = new Set<string>();
    for (const { point, state, leaves } of arrivals) {
      const isIt = read(leaves);
      if (isIt.kind !== "boolean" || !isIt.value) continue;
      for (const [index, places] of (sizes.get(point) ?? []).entries()) {
        if (places.size === 0) continue;
        const value = decodeCell(present(state.cells[index]), read, text, context);
        if (value === undefined) continue;
        for (const [place, size] of largest(value)) {
          const before = places.get(place);
          if (before === undefined || size <= before) continue;
          const after = this.#next(`${String(point)} ${String(index)} ${place}`, BigInt(size));
          if (after === undefined) stuck.add(nameOf(this.#program, index));
          else {
            places.set(place, after);
            hasGrown = true;
          }
        }
      }
    }
    return hasGrown && stuck.size === 0 ? undefined : [...stuck];
  }

  #next(place: string, size: bigint): number | undefined {
    const threshold = this.#thresholds.find((one) => one >= size);
    if (threshold !== undefined) return Number(threshold);
    const grown = (this.#grown.get(place) ?? 0) + 1;
    this.#grown.set(place, grown);
    return grown > steps || size > mostSlots ? undefined : Number(size);
  }
}

/** By place, the size of the largest list, set or map there. Linear. */
function largest(value: Value): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const waiting: { readonly place: string; readonly part: Value }[] = [{ place: "", part: value }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { place, part } = next;
    if (typeof part !== "object") continue;
    const has = (size: number): void => void found.set(place, Math.max(found.get(place) ?? 0, size));
    switch (part.kind) {
      case "unit":
      case "endpoint":
        break;
      case "variant":
        part.payload.forEach((one, index) => waiting.push({ place: part.name === "some" ? `${place}?` : `${place}#${part.name}.${String(index)}`, part: one }));
        break;
      case "record":
        for (const [field, one] of part.fields) waiting.push({ place: `${place}.${field}`, part: one });
        break;
      case "list":
        has(part.items.length);
        for (const one of part.items) waiting.push({ place: `${place}[]`, part: one });
        break;
      case "set":
        has(part.items.length);
        for (const one of part.items) waiting.push({ place: `${place}{}`, part: one });
        break;
      case "map":
        has(part.entries.length);
        for (const [key, one] of part.entries) waiting.push({ place: `${place}{}`, part: key }, { place: `${place}[]`, part: one });
        break;
    }
  }
  return found;
}
