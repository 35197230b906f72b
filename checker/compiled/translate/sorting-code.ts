/**
 * The representative of a row under symmetry: the blocks of interchangeable roles in ascending order of their bits. In code by an odd-even transposition
 * network (Knuth, The Art of Computer Programming 3, §5.3.4), and for initial rows by the same network over numbers.
 */
import type { Code, CodeFunction, Statement } from "../code/index.ts";
import { and, binary, functionOf, get, i32, load, set, shl, shr, store, when, xor } from "../code/index.ts";
import type { MemberBlock, ReductionPlan } from "../../reduction/index.ts";
import { ones, readBits } from "../layout/index.ts";
import type { BitField, Layout, Packing } from "../layout/index.ts";

/** The fields of each member, place by place; members with fields of different widths cannot be exchanged. */
export type SortedBlocks = readonly (readonly BitField[])[];

/** The fields of the members of each group; a group whose members are not laid out alike is left out, since sorting it would not be an exchange. */
export function sortedBlocks(layout: Layout, blocks: ReductionPlan["blocks"]): readonly SortedBlocks[] {
  return blocks.flatMap((group) => {
    const shapes = group.map((block) => shapeOf(layout, block));
    const [first] = shapes;
    return first === undefined || shapes.some((shape) => shape !== first) ? [] : [group.map((block) => fieldsOf(layout, block))];
  });
}

/** Fields in an order that depends on the block's shape only. */
function fieldsOf(layout: Layout, { process, channels, clauses }: MemberBlock): readonly BitField[] {
  const { location, stopped, variables } = layout.processes[process] ?? { variables: [] };
  const own = variables.flatMap(({ isSet, packing }) => [...(isSet === undefined ? [] : [isSet]), ...(packing === undefined ? [] : fieldsIn(packing))]);
  const queued = channels.flatMap((channel) => {
    const queue = layout.queues[channel];
    if (queue === undefined || queue.kind === "empty") return [];
    return queue.kind === "interned" ? [queue.at] : [queue.length, ...queue.lanes.flatMap(({ fields }) => fields.map(({ field }) => field))];
  });
  const spent = clauses.flatMap((clause) => layout.spent[clause] ?? []);
  return [...(location === undefined ? [] : [location]), ...(stopped === undefined ? [] : [stopped]), ...own, ...queued, ...spent];
}

function fieldsIn(packing: Packing<BitField>): readonly BitField[] {
  switch (packing.kind) {
    case "constant":
      return [];
    case "boolean":
    case "interned":
    case "integer":
    case "constants":
      return [packing.at];
    case "sum":
      return [...(packing.at === undefined ? [] : [packing.at]), ...packing.cases.flatMap(({ payload }) => payload.flatMap(fieldsIn))];
    case "record":
      return packing.fields.flatMap(([, part]) => fieldsIn(part));
  }
}

/** Equal for two blocks iff the same bits mean the same in both, up to the exchange of the two. A queue in a side table names its members: it is never the same. */
function shapeOf(layout: Layout, { process, role, channels, clauses }: MemberBlock): string {
  const widths = ({ width }: BitField): number => width;
  const stored = layout.processes[process];
  const queues = channels.map((channel) => {
    const queue = layout.queues[channel];
    if (queue === undefined || queue.kind === "empty") return "";
    if (queue.kind === "interned") return `interned ${channel}`;
    const messages = queue.messages.map(({ from, label, arity, payload }) => [from === role ? "" : from, label, arity, payload]);
    return [
      queue.capacity,
      queue.isGuess,
      queue.length.width,
      queue.tagWidth,
      queue.lanes.map((lane) => [lane.width, lane.fields.map(({ slots }) => slots)]),
      messages,
    ];
  });
  const variables = stored?.variables.map(({ isSet, packing }) => [isSet !== undefined, packing === undefined ? "" : withoutPlaces(packing)]);
  const spent = clauses.map((clause) => layout.spent[clause]?.width ?? 0);
  const control = [stored?.reached, stored?.location && widths(stored.location), stored?.stopped && widths(stored.stopped), stored?.statuses];
  return JSON.stringify([control, variables, queues, spent], (_, value: unknown) => (typeof value === "bigint" ? `${String(value)}n` : value));
}

function withoutPlaces(packing: Packing<BitField>): unknown {
  switch (packing.kind) {
    case "constant":
    case "constants":
    case "integer":
    case "boolean":
    case "interned":
      return "at" in packing ? { ...packing, at: packing.at.width } : packing;
    case "sum":
      return [packing.at?.width ?? 0, packing.cases.map(({ name, payload }) => [name, payload.map(withoutPlaces)])];
    case "record":
      return [packing.name, packing.fields.map(([name, part]) => [name, withoutPlaces(part)])];
  }
}

/** The exchanges of the network, in order: neighbours, in as many rounds as there are members. */
function exchanges(members: number): readonly (readonly [number, number])[] {
  return Array.from({ length: members }, (_, round) =>
    Array.from({ length: Math.floor((members - (round % 2)) / 2) }, (__, pair) => [2 * pair + (round % 2), 2 * pair + (round % 2) + 1] as const),
  ).flat();
}

/** `sortMembers(row)`: puts the members of every group in order, in place. */
export function sortingFunction(groups: readonly SortedBlocks[]): CodeFunction {
  const body = groups.flatMap((group) => exchanges(group.length).flatMap(([left, right]) => exchange(group[left] ?? [], group[right] ?? [])));
  return functionOf("sortMembers", ["row"], ["order", "difference"], body);
}

function field({ word, shift, width }: BitField): Code {
  const shifted = shr(load(get("row"), 4 * word), i32(shift));
  return shift + width === 32 ? shifted : and(shifted, i32(ones(width)));
}

function exchange(left: readonly BitField[], right: readonly BitField[]): readonly Statement[] {
  // `order`: 0 equal so far, 1 in order, 2 not.
  const compared = left.map((one, index): Statement => {
    const other = right[index] ?? one;
    const here = [when(binary("ne", field(one), field(other)), [set("order", binary("add", i32(1), binary("gt_u", field(one), field(other))))])];
    return index === 0 ? { kind: "block", label: "first", body: here } : when(binary("eq", get("order"), i32(0)), here);
  });
  const swapped = left.flatMap((one, index): readonly Statement[] => {
    const other = right[index] ?? one;
    const toggle = ({ word, shift }: BitField): Statement => store(get("row"), 4 * word, xor(load(get("row"), 4 * word), shl(get("difference"), i32(shift))));
    return [set("difference", xor(field(one), field(other))), toggle(one), toggle(other)];
  });
  return [set("order", i32(0)), ...compared, when(binary("eq", get("order"), i32(2)), swapped)];
}

/** The same, of a row outside the memory: changes it. */
export function sortRow(row: Int32Array, groups: readonly SortedBlocks[]): Int32Array {
  for (const group of groups) {
    for (const [left, right] of exchanges(group.length)) {
      const [one, other] = [group[left] ?? [], group[right] ?? []];
      const place = one.findIndex((at, index) => readBits(row, at) !== readBits(row, other[index] ?? at));
      const [a, b] = [one[place], other[place]];
      if (a === undefined || b === undefined || readBits(row, a) < readBits(row, b)) continue;
      one.forEach((at, index) => {
        const partner = other[index] ?? at;
        const difference = readBits(row, at) ^ readBits(row, partner);
        row[at.word] = (row[at.word] ?? 0) ^ (difference << at.shift);
        row[partner.word] = (row[partner.word] ?? 0) ^ (difference << partner.shift);
      });
    }
  }
  return row;
}
