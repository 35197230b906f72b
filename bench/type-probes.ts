/** What is measured of types, each in a fresh process: subtyping, coinductive projection, and how projection grows. */
import {
  coinductiveProjector,
  globalAutomaton,
  graphOfAutomaton,
  inductiveProjector,
  isSubtype,
  numbered,
  projectCoinductive,
} from "../calculus/protocols/index.ts";
import { longProtocol, loopsOf, tangledType } from "./types.ts";

type Measured = Readonly<Record<string, number>>;

function time(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

function memory(): number {
  return process.resourceUsage().maxRSS / 1024;
}

/** Two graphs of 10,000 states; the second has more to choose from, and every state is met. */
function subtyping(): Measured {
  const [left, right] = [tangledType(10_000, true), tangledType(10_000, false)].map(graphOfAutomaton);
  if (left === undefined || right === undefined) throw new Error("two graphs");
  let pairs = 0;
  const taken = time(() => {
    const result = isSubtype(left, right);
    if (result.kind !== "holds") throw new Error("the generated types are subtypes");
    pairs = result.pairs;
  });
  return { time: taken, pairs, memory: memory() };
}

/** Every pair of 3,000 and 2,999 states is met: the quadratic case. */
function subtypingWorst(): Measured {
  const loop = (length: number, label: string): ReturnType<typeof tangledType> => ({
    role: "r",
    initial: 0,
    states: Array.from({ length }, (_, state) => ({
      isFinal: false,
      edges: (state === 0 ? ["a", label] : ["a"]).map((name) => ({
        action: { direction: "send", peer: "p", message: { label: name, payload: [] } },
        target: (state + 1) % length,
      })),
    })),
  });
  const plain = loop(2_999, "a");
  const only = { ...plain, states: plain.states.map(({ isFinal, edges }) => ({ isFinal, edges: edges.slice(0, 1) })) };
  const [left, right] = [graphOfAutomaton(only), graphOfAutomaton(loop(3_000, "b"))];
  let pairs = 0;
  const taken = time(() => {
    const result = isSubtype(left, right);
    if (result.kind !== "holds") throw new Error("the generated types are subtypes");
    pairs = result.pairs;
  });
  return { time: taken, pairs, memory: memory() };
}

function coinductive(): Measured {
  let states = 0;
  const taken = time(() => {
    const result = projectCoinductive(loopsOf([5, 7, 8, 9, 11, 13, 17]), "q", "full");
    if (result.kind !== "projected") throw new Error("the loops are within the limits");
    states = result.graph.states;
  });
  return { time: taken, states, memory: memory() };
}

/** Inductive and coinductive projection for all roles, by the number of interactions. */
function projectionGrowth(): Measured {
  const result: Record<string, number> = {};
  const roles = ["a", "b", "c"];
  for (const size of [100, 100, 1_000, 10_000, 100_000]) {
    const type = longProtocol(size);
    result[`inductive ${String(size)}`] = time(() => {
      const project = inductiveProjector(type);
      for (const role of roles) project(role, "full");
    });
    result[`coinductive ${String(size)}`] = time(() => {
      const project = coinductiveProjector(numbered(globalAutomaton(type, roles)));
      for (const role of roles) project(role, "full");
    });
  }
  return result;
}

/** The probes of this file by name. */
export const typeProbes: ReadonlyMap<string, () => Measured> = new Map([
  ["subtyping", subtyping],
  ["subtyping-worst", subtypingWorst],
  ["coinductive", coinductive],
  ["projection-growth", projectionGrowth],
]);
