/**
 * Proofs of asynchronous subtyping where outstanding actions pile up without bound: positions are generalised to regular sets of sequences, in which a part that
 * grew from one visit to the next may be repeated any number of times. Every step is checked for all members of the set, so what is found is a proof
 * (abstract interpretation of outstanding actions, as Bocchi, King, Murgia and Thompson, CONCUR 2025, do it with other domains; the idea of looking for a
 * part that repeats is that of Bravetti, Carbone, Lange, Yoshida and Zavattaro, LMCS 2021).
 */
import { present } from "../present.ts";
import type { Endpoints } from "./async-subtyping-endpoints.ts";
import { includes, type Item, type Items } from "./repeated-sequences.ts";

/** A state of T, what is outstanding, and the state of T' behind it. */
interface General {
  readonly state: number;
  readonly items: Items;
  readonly behind: number;
  readonly before: number;
}

interface Step {
  readonly state: number;
  readonly items: Items;
  readonly behind: number;
  /** The first outstanding action was done, or nothing is outstanding any more. */
  readonly isFair: boolean;
}

/** How many items of a position, steps of one action, and earlier visits are looked at before no proof is believed to be near. */
const limits = { items: 200, steps: 500, ancestors: 8 };

/** How many general positions a proof of T ≤ₐ T' has; undefined if none was found with so many, which says nothing. No state may be of kind `other`. */
export function generalises(endpoints: Endpoints, positions: number): number | undefined {
  const nodes: General[] = [{ state: 0, items: [], behind: 0, before: -1 }];
  const bySides = new Map<string, number[]>([["0 0", [0]]]);
  const unfair: number[][] = [];
  for (let index = 0; index < nodes.length; index++) {
    const node = present(nodes[index]);
    const steps = stepsOf(endpoints, node);
    if (steps === undefined || nodes.length > positions) return undefined;
    const putOff: number[] = [];
    for (const { state, items, behind, isFair } of steps) {
      if (items.length > limits.items) return undefined;
      const key = `${state} ${behind}`;
      const others = bySides.get(key) ?? [];
      bySides.set(key, others);
      let target = others.find((other) => includes(present(nodes[other]).items, items));
      if (target === undefined) {
        target = nodes.push({ state, items: widened(nodes, { state, items, behind, before: index }), behind, before: index }) - 1;
        others.push(target);
      }
      if (!isFair) putOff.push(target);
    }
    unfair.push(putOff);
  }
  return hasCycle(unfair) ? undefined : nodes.length;
}

/** The items, with what has grown since an earlier visit on the way here made repeatable. */
function widened(nodes: readonly General[], { state, items, behind, before }: General): Items {
  let met = 0;
  for (let at = before; at !== -1 && met < limits.ancestors; at = present(nodes[at]).before) {
    const earlier = present(nodes[at]);
    if (earlier.state !== state || earlier.behind !== behind) continue;
    met++;
    const grown = grownPart(earlier.items, items);
    if (grown !== undefined) return grown;
  }
  return items;
}

/** For αβ and αγβ with γ made of plain actions: α(γ)*β; where α ends with a part that repeats, γ is one more alternative of it. */
function grownPart(earlier: Items, items: Items): Items | undefined {
  if (items.length <= earlier.length) return undefined;
  let common = 0;
  while (common < earlier.length && isSame(present(earlier[common]), present(items[common]))) common++;
  const more = items.length - earlier.length;
  for (let place = common; place < earlier.length; place++) if (!isSame(present(earlier[place]), present(items[place + more]))) return undefined;
  const grown = items.slice(common, common + more);
  const plain = grown.filter((item) => typeof item === "number");
  if (plain.length !== grown.length) return undefined;
  const last = items[common - 1];
  const behind = items.slice(common + more);
  if (typeof last === "object") return [...items.slice(0, common - 1), [...last, plain], ...behind];
  return [...items.slice(0, common), [plain], ...behind];
}

function isSame(one: Item, other: Item): boolean {
  if (typeof one === "number" || typeof other === "number") return one === other;
  return one.length === other.length && one.every((part, index) => part.join() === other[index]?.join());
}

/** What can happen; undefined if something may fail, or is for the prover to choose. */
function stepsOf(endpoints: Endpoints, { state, items, behind }: General): readonly Step[] | undefined {
  const { left } = endpoints;
  switch (left.kinds[state]) {
    case "ended":
      return items.length === 0 && endpoints.right.kinds[behind] === "ended" ? [] : undefined;
    case "receives":
      return taken(endpoints, state, undefined, items, behind);
    case "sends": {
      const steps: Step[] = [];
      for (let edge = present(left.graph.first[state]); edge < present(left.graph.first[state + 1]); edge++) {
        const after = taken(endpoints, state, edge, items, behind);
        if (after === undefined) return undefined;
        steps.push(...after);
      }
      return steps;
    }
    default:
      return undefined;
  }
}

interface Place {
  readonly passed: Items;
  readonly rest: Items;
  readonly behind: number;
}

/** One action of T, sent by an edge or received, taken out of all sequences of the set. */
function taken(endpoints: Endpoints, state: number, edge: number | undefined, items: Items, behind: number): readonly Step[] | undefined {
  const { left, right } = endpoints;
  const peer = edge === undefined ? present(left.listensTo[state]) : present(left.peers[present(left.graph.action[edge])]);
  const steps: Step[] = [];
  const waiting: Place[] = [{ passed: [], rest: items, behind }];
  let opened = 0;
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    if (opened++ > limits.steps) return undefined;
    const { passed, rest } = place;
    const [head] = rest;
    if (typeof head === "number") {
      const role = roleOf(endpoints, edge, peer, head);
      if (role === "blocks") return undefined;
      if (role === "passes") waiting.push({ ...place, passed: [...passed, head], rest: rest.slice(1) });
      else {
        const by =
          edge === undefined ? endpoints.edgeFor(state, head) : endpoints.obstacle(present(left.graph.action[edge]), head) === undefined ? edge : undefined;
        if (by === undefined) return undefined;
        const left_ = [...passed, ...rest.slice(1)];
        steps.push({ state: present(left.graph.target[by]), items: left_, behind: place.behind, isFair: passed.length === 0 || left_.length === 0 });
      }
      continue;
    }
    if (head !== undefined) {
      // (x | y)* is x* or x* y (x | y)*, where x is passed and y is not.
      const isPassed = (part: readonly number[]): boolean => part.every((action) => roleOf(endpoints, edge, peer, action) === "passes");
      const overtaken = head.filter(isPassed);
      const over = overtaken.length === 0 ? passed : [...passed, overtaken];
      waiting.push({ ...place, passed: over, rest: rest.slice(1) });
      for (const part of head) if (!isPassed(part)) waiting.push({ ...place, passed: over, rest: [...part, ...rest] });
      continue;
    }
    if (!(edge === undefined ? endpoints.comesToReceive(peer, place.behind) : endpoints.comesToSend(peer, place.behind))) return undefined;
    const edges = edgesOf(right.graph, place.behind);
    const [first] = edges;
    if (first === undefined) return undefined;
    const actionOf = (each: number): number => present(right.graph.action[each]);
    const chosen =
      right.kinds[place.behind] === "receives"
        ? edges
        : edges.filter(
            (each) =>
              edge !== undefined && right.peers[actionOf(each)] === peer && endpoints.obstacle(present(left.graph.action[edge]), actionOf(each)) === undefined,
          );
    if (chosen.length === 0 && edges.length > 1) return undefined;
    for (const each of chosen.length === 0 ? edges : chosen) waiting.push({ passed, rest: [actionOf(each)], behind: present(right.graph.target[each]) });
  }
  return steps;
}

/** What an outstanding action is to an action of T on this channel: on the same channel, in the way, or overtaken. */
function roleOf({ right }: Endpoints, edge: number | undefined, peer: number, theirs: number): "same" | "blocks" | "passes" {
  const sends = right.sends[theirs] === 1;
  if (sends === (edge !== undefined) && right.peers[theirs] === peer) return "same";
  return sends && edge === undefined ? "blocks" : "passes";
}

function edgesOf({ first }: { readonly first: Int32Array }, state: number): readonly number[] {
  return Array.from({ length: present(first[state + 1]) - present(first[state]) }, (_, index) => present(first[state]) + index);
}

/** Positions are struck that have no step left; what remains lies on cycles. */
function hasCycle(steps: readonly (readonly number[])[]): boolean {
  const left = Int32Array.from(steps, ({ length }) => length);
  const users = steps.map((): number[] => []);
  steps.forEach((targets, index) => {
    for (const target of targets) present(users[target]).push(index);
  });
  const waiting = Array.from(left.keys()).filter((index) => left[index] === 0);
  let struck = 0;
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    struck++;
    for (const user of present(users[index])) {
      left[user] = present(left[user]) - 1;
      if (left[user] === 0) waiting.push(user);
    }
  }
  return struck < steps.length;
}
