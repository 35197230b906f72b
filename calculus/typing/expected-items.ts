/** What an expectation may ask of each kind of subject, with the arguments that it takes (docs/language.md, expectations). */
import { builtInProperties, replayProperties } from "./built-in-properties.ts";

/** What is judged, properties apart. */
export type SubjectKind = "choreography" | "protocol" | "symbolic-protocol" | "process" | "system" | "context";

/** The arguments of an item: of a protocol's projections, `projectable(plain)` and `projectable(plain, A)`. */
export type ItemArguments = "none" | "role?" | "projection?, role?" | "bound" | "bound, count" | "k" | "protocol, role?" | "type, role?";

/** The projections of protocols by name; `full` is inductive, with full merge, and what `projectable` alone means. */
export const projections: readonly string[] = ["full", "plain", "coinductive", "coinductive-plain"];

type Items = readonly (readonly [string, ItemArguments])[];

const coherence: Items = [
  ["send-coherent", "role?"],
  ["receive-coherent", "role?"],
  ["no-mixed-choice", "role?"],
  ["coherent", "none"],
  ["sink-final", "role?"],
  ["implementable", "none"],
  ["implementable-open", "none"],
];

/** Faults of networks, by exploration or a theorem. */
const faults: Items = [
  ["deadlock-free", "none"],
  ["reception-safe", "none"],
  ["orphan-free", "none"],
];

/** What refinements say of values. */
const data: Items = [
  ["progress", "none"],
  ["satisfiable", "none"],
  ["loop-invariants", "none"],
  ["history-sensitive", "none"],
];

const queues: Items = [
  ["bounded", "bound"],
  ["states", "bound, count"],
];

/** The form of automata. */
const form: Items = [
  ["directed", "none"],
  ["no-mixed-states", "none"],
];

const compatibility: Items = [
  ["compatible", "none"],
  ["k-mc", "k"],
  ["k-safe", "k"],
  ["k-exhaustive", "k"],
  ["k-obi", "k"],
  ["k-sibi", "k"],
  ["k-cibi", "k"],
  ["least-k", "k"],
];

const behaviour: Items = [
  ["safe", "none"],
  ["terminating", "none"],
  ["never-terminating", "none"],
  ["live", "none"],
  ["live+", "none"],
  ["live++", "none"],
];

const replacement: Items = [
  ["subtype", "type, role?"],
  ["async-subtype", "type, role?"],
  ["may-replace", "protocol, role?"],
];

/** What is judged of communicating automata, wherever they come from. */
const bottomUp: Items = [...form, ...compatibility, ...behaviour, ["synthesisable", "none"]];

const items: Readonly<Record<SubjectKind, ReadonlyMap<string, ItemArguments>>> = {
  choreography: new Map([
    ...builtInProperties.map((name) => [name, "none"] as const),
    ...coherence,
    ["conforms", "none"],
    ["bounded", "bound"],
    ["terminating", "none"],
    ...replayProperties.map((name) => [name, "none"] as const),
  ]),
  protocol: new Map([["well-typed", "none"], ["projectable", "projection?, role?"], ...coherence, ...faults, ...queues, ...data, ...bottomUp, ...replacement]),
  "symbolic-protocol": new Map([["well-typed", "none"], ...coherence]),
  process: new Map([["well-typed", "none"]]),
  system: new Map([
    ["well-typed", "none"],
    ...faults,
    ["no-failure", "none"],
    ["assert", "none"],
    ...queues,
    ...bottomUp,
    ...replayProperties.map((name) => [name, "none"] as const),
  ]),
  context: new Map([["well-typed", "none"], ...faults, ...queues, ...bottomUp, ...replacement]),
};

/** Judged under a network and a fairness that an expectation may name: the behavioural properties of communicating automata. */
const behavioural: ReadonlySet<string> = new Set([...behaviour.map(([name]) => name), "deadlock-free"]);

/** The kinds of subjects that are communicating automata, or have them. */
const communicating: ReadonlySet<SubjectKind> = new Set<SubjectKind>(["protocol", "system", "context"]);

/** The items that may be asked of a kind of subject, with their arguments. */
export function itemsOf(kind: SubjectKind): ReadonlyMap<string, ItemArguments> {
  return items[kind];
}

/** The kinds of subjects of which the item may be asked; protocols with data are protocols. */
export function kindsWith(item: string): readonly SubjectKind[] {
  return (Object.keys(items) as SubjectKind[]).filter((kind) => kind !== "symbolic-protocol" && items[kind].has(item));
}

/** Whether the item, asked of such a subject, depends on the network and on what is fair. */
export function isBehavioural(item: string, kind: SubjectKind): boolean {
  return communicating.has(kind) && behavioural.has(item);
}

/** Whether the item of a choreography is about whole runs, so that it depends on what is fair. */
export function isOfWholeRuns(item: string, kind: SubjectKind): boolean {
  return kind === "choreography" && item === "terminating";
}

/** The names of all items. */
export const itemNames: readonly string[] = [...new Set(Object.values(items).flatMap((each) => [...each.keys()]))];
