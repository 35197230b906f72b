/**
 * Where an accepted run can go round for ever and be fair. Weak fairness asks of a component that each action is taken in it or is impossible somewhere in
 * it; strong fairness that each is taken or impossible everywhere, so nodes where a neglected action is possible are struck and the rest is decomposed
 * again (Streett, 1982; Emerson and Lei, Modalities for model checking, Science of Computer Programming 8, 1987).
 */
import { present } from "../../calculus/present.ts";
import type { Fairness } from "../../calculus/syntax/index.ts";
import { nobody } from "./moments.ts";
import { usualRunParts } from "./parts.ts";
import type { RunParts } from "./parts.ts";
import type { Product } from "./product.ts";
import { cyclicComponents } from "./strongly-connected.ts";
import type { Part } from "./strongly-connected.ts";

/**
 * The parts of the product in which an accepted fair run can stay for ever and visit everything, largest ones first found; none iff there is no accepted
 * fair run. Linear for weak fairness, for strong fairness times the number of actions.
 */
export function fairComponents(product: Product, fairness: Fairness, parts: RunParts = usualRunParts): readonly (readonly number[])[] {
  const assumed = parts.assumed(fairness);
  const names = new Int32Array(product.nodes);
  const everything = Array.from({ length: product.nodes }, (_, node) => node);
  const waiting: { readonly part: Part; readonly nodes: readonly number[] }[] = [{ part: { names, name: 0 }, nodes: everything }];
  const found: (readonly number[])[] = [];
  let name = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const component of cyclicComponents(product, next.part, next.nodes)) {
      name += 1;
      for (const node of component) names[node] = name;
      if (!meetsAll(product, component, parts.demanded(product.sets))) continue;
      const neglected = neglectedIn(product, { names, name }, component, assumed);
      if (neglected.size === 0) {
        found.push(component);
        continue;
      }
      if (assumed !== "strong-fairness") continue;
      const kept = component.filter((node) => ![...possibleAt(product, node)].some((action) => neglected.has(action)));
      name += 1;
      for (const node of kept) names[node] = name;
      if (kept.length > 0) waiting.push({ part: { names, name }, nodes: kept });
    }
  }
  return found;
}

function meetsAll({ accepting }: Product, component: readonly number[], sets: number): boolean {
  let met = 0;
  for (const node of component) met |= present(accepting[node]);
  const all = 2 ** sets - 1;
  return (met & all) === all;
}

/** The actions that are possible at the moment of the node, whether or not their steps are followed. */
export function possibleAt({ moments, momentOf }: Product, node: number): ReadonlySet<number> {
  const moment = present(momentOf[node]);
  const possible = new Set(moments.actionOf.subarray(moments.offsets[moment], moments.offsets[moment + 1]));
  possible.delete(nobody);
  return possible;
}

/** The actions that a run has to take which visits all of the component for ever and stays in it, and that no step in it takes. */
function neglectedIn(product: Product, { names, name }: Part, component: readonly number[], fairness: Fairness): ReadonlySet<number> {
  if (fairness === "no-fairness") return new Set();
  const { offsets, targets, stepOf, moments } = product;
  const [where, taken] = [new Map<number, number>(), new Set<number>()];
  for (const node of component) {
    for (const action of possibleAt(product, node)) where.set(action, (where.get(action) ?? 0) + 1);
    for (let step = present(offsets[node]); step < present(offsets[node + 1]); step += 1) {
      if (names[present(targets[step])] === name) taken.add(present(moments.actionOf[present(stepOf[step])]));
    }
  }
  const enough = fairness === "weak-fairness" ? component.length : 1;
  return new Set([...where].flatMap(([action, count]) => (count >= enough && !taken.has(action) ? [action] : [])));
}
