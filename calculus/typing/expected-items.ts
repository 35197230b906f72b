/** What an expectation may ask of each kind of subject, with the arguments that it takes (docs/language.md, expectations). */
import { builtInProperties } from "./built-in-properties.ts";

/** What is judged, properties apart. */
export type SubjectKind = "choreography" | "protocol" | "process" | "system";

/** The arguments of an item: of a protocol's projections, `projectable(plain)` and `projectable(plain, A)`. */
export type ItemArguments = "none" | "role?" | "projection?, role?" | "bound" | "bound, count";

/** The projections of protocols by name; `full` is inductive, with full merge, and what `projectable` alone means. */
export const projections: readonly string[] = ["full", "plain", "coinductive", "coinductive-plain"];

const coherence: readonly (readonly [string, ItemArguments])[] = [
  ["send-coherent", "role?"],
  ["receive-coherent", "role?"],
  ["no-mixed-choice", "role?"],
  ["coherent", "none"],
  ["sink-final", "role?"],
  ["implementable", "none"],
  ["implementable-open", "none"],
];

const items: Readonly<Record<SubjectKind, ReadonlyMap<string, ItemArguments>>> = {
  choreography: new Map([...builtInProperties.map((name) => [name, "none"] as const), ...coherence, ["conforms", "none"]]),
  protocol: new Map([
    ["well-typed", "none"],
    ["projectable", "projection?, role?"],
    ...coherence,
    ["deadlock-free", "none"],
    ["reception-safe", "none"],
    ["orphan-free", "none"],
    ["bounded", "bound"],
    ["states", "bound, count"],
  ]),
  process: new Map([["well-typed", "none"]]),
  system: new Map([
    ["well-typed", "none"],
    ["deadlock-free", "none"],
    ["reception-safe", "none"],
    ["orphan-free", "none"],
    ["no-failure", "none"],
    ["assert", "none"],
  ]),
};

/** The items that may be asked of a kind of subject, with their arguments. */
export function itemsOf(kind: SubjectKind): ReadonlyMap<string, ItemArguments> {
  return items[kind];
}

/** The kinds of subjects of which the item may be asked. */
export function kindsWith(item: string): readonly SubjectKind[] {
  return (Object.keys(items) as SubjectKind[]).filter((kind) => items[kind].has(item));
}

/** The names of all items. */
export const itemNames: readonly string[] = [...new Set(Object.values(items).flatMap((each) => [...each.keys()]))];
