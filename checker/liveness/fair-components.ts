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
import { cyclicComponents, visitsFor } from "./strongly-connected.ts";
import type { Part } from "./strongly-connected.ts";

/**
 * The parts of the product in which an accepted fair run can stay for ever and visit everything, largest ones first found; none iff there is no accepted
 * fair run. Linear for weak fairness, for strong fairness times the number of actions.
 */
export function fairComponents(product: Product, fairness: Fairness, parts: RunParts = usualRunParts): readonly Int32Array[] {
  const assumed = parts.assumed(fairness);
  const names = new Int32Array(product.nodes);
  const everything = Int32Array.from({ length: product.nodes }, (_, node) => node);
  const waiting: { readonly part: Part; readonly nodes: Int32Array }[] = [{ part: { names, name: 0 }, nodes: everything }];
  const found: Int32Array[] = [];
  const visits = visitsFor(product);
  const seen = new Int32Array(product.moments.actions.length);
  let name = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const component of cyclicComponents(product, next.part, next.nodes, visits)) {
      name += 1;
      for (const node of component) names[node] = name;
      if (!meetsAll(product, component, parts.demanded(product.sets))) continue;
      const neglected = neglectedIn(product, { names, name }, component, assumed, seen);
      if (neglected.size === 0) {
        found.push(component);
        continue;
      }
      if (assumed !== "strong-fairness") continue;
      const kept = component.filter((node) => !isPossible(product, node, neglected));
      name += 1;
      for (const node of kept) names[node] = name;
      if (kept.length > 0) waiting.push({ part: { names, name }, nodes: kept });
    }
  }
  return found;
}

function meetsAll({ accepting }: Product, component: Int32Array, sets: number): boolean {
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

/** Whether some of the actions is possible at the moment of the node. */
function isPossible({ moments: { offsets, actionOf }, momentOf }: Product, node: number, actions: ReadonlySet<number>): boolean {
  const moment = present(momentOf[node]);
  for (let step = present(offsets[moment]); step < present(offsets[moment + 1]); step += 1) if (actions.has(present(actionOf[step]))) return true;
  return false;
}

/** The actions that a run has to take which visits all of the component for ever and stays in it, and that no step in it takes. `seen` is room by action. */
function neglectedIn(product: Product, { names, name }: Part, component: Int32Array, fairness: Fairness, seen: Int32Array): ReadonlySet<number> {
  if (fairness === "no-fairness") return new Set();
  const { offsets, targets, stepOf, moments, momentOf } = product;
  const [where, taken] = [new Int32Array(seen.length), new Uint8Array(seen.length)];
  seen.fill(-1);
  for (const node of component) {
    const moment = present(momentOf[node]);
    for (let step = present(moments.offsets[moment]); step < present(moments.offsets[moment + 1]); step += 1) {
      const action = present(moments.actionOf[step]);
      if (action === nobody || seen[action] === node) continue;
      seen[action] = node;
      where[action] = present(where[action]) + 1;
    }
    for (let step = present(offsets[node]); step < present(offsets[node + 1]); step += 1) {
      const action = present(moments.actionOf[present(stepOf[step])]);
      if (action !== nobody && names[present(targets[step])] === name) taken[action] = 1;
    }
  }
  const enough = fairness === "weak-fairness" ? component.length : 1;
  return new Set([...where.keys()].filter((action) => present(where[action]) >= enough && taken[action] === 0));
}
