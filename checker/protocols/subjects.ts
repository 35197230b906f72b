/** What is to be judged of the protocols of a file, and of its choreographies as protocols. */
import type { Model } from "../../calculus/core/index.ts";
import { implementabilityItem } from "../implementability/index.ts";
import type { ImplementabilityItem } from "../implementability/index.ts";
import type { VerifyOptions } from "../options.ts";
import { isDataItem } from "../protocols-with-data/index.ts";
import type { DataItem } from "../protocols-with-data/index.ts";
import type { ExpectedVerdict } from "../wanted.ts";
import { writtenItem, writtenItemText } from "../written-item.ts";
import type { WrittenItem } from "../written-item.ts";
import { refinementItem } from "../refined-protocols/index.ts";
import type { RefinementItem } from "../refined-protocols/index.ts";
import { projectableItem } from "./projectable.ts";
import type { ProjectableItem } from "./projectable.ts";

export type ProtocolItem = { readonly kind: "well-typed" } | ProjectableItem | { readonly kind: "data"; readonly item: RefinementItem } | ImplementabilityItem;

/** An item with the text under which verdicts report it. */
export interface WantedItem<Item> {
  readonly text: string;
  readonly item: Item;
  /** An `expect` line or `--property` asks for it. */
  readonly asked: boolean;
}

/** Asked of every protocol. */
const standing: readonly string[] = ["well-typed", "projectable", "implementable"];

/** The item of a protocol that the text names: undefined if protocols have no such item, or not with such arguments. */
function protocolItem({ name, arguments: words }: WrittenItem): ProtocolItem | undefined {
  if (name === "well-typed") return words.length === 0 ? { kind: "well-typed" } : undefined;
  if (name === "projectable") return projectableItem(words);
  const data = refinementItem(name, words);
  if (data !== undefined) return { kind: "data", item: data };
  return choreographyItem({ name, arguments: words });
}

/** The same of a choreography that is looked at as a protocol. The runs of its network are judged elsewhere. */
function choreographyItem({ name, arguments: words }: WrittenItem): ImplementabilityItem | undefined {
  const item = implementabilityItem(name, words);
  return typeof item === "string" ? undefined : item;
}

/** The items of one protocol: the standing ones and those that the file expects, or the one of `--property`. `more` are asked of this one as well. */
export function protocolItems(
  name: string,
  expected: readonly ExpectedVerdict[],
  { property: only }: VerifyOptions,
  more: readonly string[] = [],
): readonly WantedItem<ProtocolItem>[] {
  const asked = new Set(only === undefined ? expected.filter(({ subject }) => subject === name).map(({ property }) => property) : [textOf(only)]);
  return [...new Set(only === undefined ? [...standing, ...more, ...asked] : asked)].flatMap((text) => {
    const item = protocolItem(writtenItem(text));
    return item === undefined ? [] : [{ text, item, asked: asked.has(text) }];
  });
}

/** The items of one protocol with data. */
export function symbolicProtocolItems(
  name: string,
  expected: readonly ExpectedVerdict[],
  options: VerifyOptions,
): readonly WantedItem<{ readonly kind: "well-typed" } | DataItem>[] {
  return protocolItems(name, expected, options).flatMap(({ text, item, asked }) => {
    if (item.kind === "projectable" || item.kind === "data") return [];
    return item.kind === "well-typed" || isDataItem(item) ? [{ text, item, asked }] : [];
  });
}

const onRuns: ReadonlySet<string> = new Set(["bounded", "deadlock-free", "reception-safe", "orphan-free"]);

/** The items of one choreography that look at it as a protocol: only those that somebody asks for. */
export function choreographyItems(
  name: string,
  expected: readonly ExpectedVerdict[],
  { property: only }: VerifyOptions,
): readonly WantedItem<ImplementabilityItem>[] {
  const asked = only === undefined ? expected.filter(({ subject }) => subject === name).map(({ property }) => property) : [textOf(only)];
  return [...new Set(asked)].flatMap((text) => {
    const item = choreographyItem(writtenItem(text));
    return item === undefined || onRuns.has(item.kind) ? [] : [{ text, item, asked: true }];
  });
}

/** Whether the text names an item of protocols, or of choreographies as protocols. */
export function isProtocolItem(text: string): boolean {
  return protocolItem(writtenItem(text)) !== undefined || text === "conforms";
}

/** Whether the choreography claims to implement a protocol, and that is to be judged. */
export function asksConformance(model: Model, name: string, { property: only }: VerifyOptions): boolean {
  return model.procedures.get(name)?.implements !== undefined && (only === undefined || only === "conforms");
}

function textOf(property: string): string {
  return writtenItemText(writtenItem(property));
}
