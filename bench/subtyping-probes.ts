/** What asynchronous subtyping takes: the families that Cutner, Yoshida and Vassor (PPoPP 2022) measure, each in a fresh process, cold. */
import { graphOfAutomaton, isAsyncSubtype } from "../calculus/protocols/index.ts";
import type { LocalAutomaton } from "../calculus/protocols/index.ts";

type Measured = Readonly<Record<string, number>>;
type Step = readonly [direction: "send" | "receive", peer: string, label: string];
type Edge = LocalAutomaton["states"][number]["edges"][number];

function edgeTo([direction, peer, label]: Step, target: number): Edge {
  return { action: { direction, peer, message: { label, payload: [] } }, target };
}

/** Steps once, then steps for ever. */
function ahead(once: readonly Step[], forEver: readonly Step[]): LocalAutomaton {
  const steps = [...once, ...forEver];
  const states = steps.map((step, index) => ({ isFinal: false, edges: [edgeTo(step, index + 1 === steps.length ? once.length : index + 1)] }));
  return { role: "A", initial: 0, states };
}

/** Choices in turn, as deep as there are elements; a tree, in which nothing is shared. */
function tree(choices: readonly (readonly Step[])[]): LocalAutomaton {
  const states: { readonly isFinal: boolean; readonly edges: Edge[] }[] = [];
  const make = (depth: number): number => {
    const place = states.push({ isFinal: depth === choices.length, edges: [] }) - 1;
    for (const step of choices[depth] ?? []) states[place]?.edges.push(edgeTo(step, make(depth + 1)));
    return place;
  };
  make(0);
  return { role: "A", initial: 0, states };
}

const sends: readonly Step[] = ["a", "b"].map((label) => ["send", "B", label]);
const receives: readonly Step[] = ["x", "y", "z"].map((label) => ["receive", "B", label]);

/** So many levels in which two messages are sent and three accepted; the supertype accepts first. */
function nestedChoice(levels: number): readonly [LocalAutomaton, LocalAutomaton] {
  const repeated = (level: readonly (readonly Step[])[]): LocalAutomaton => tree(Array.from({ length: levels }, () => level).flat());
  return [repeated([sends, receives]), repeated([receives, sends])];
}

const kernel: readonly Step[] = [
  ["send", "Source", "ready"],
  ["receive", "Source", "value"],
  ["receive", "Sink", "ready"],
  ["send", "Sink", "value"],
];

/** The kernel of a double buffer that asks so many times in advance. */
function doubleBuffer(times: number): readonly [LocalAutomaton, LocalAutomaton] {
  return [
    ahead(
      Array.from({ length: times }, (): Step => ["send", "Source", "ready"]),
      kernel,
    ),
    ahead([], kernel),
  ];
}

const streaming: readonly Step[] = [
  ["receive", "Sink", "ready"],
  ["send", "Sink", "value"],
];

function stream(times: number): readonly [LocalAutomaton, LocalAutomaton] {
  return [
    ahead(
      Array.from({ length: times }, (): Step => ["send", "Sink", "value"]),
      streaming,
    ),
    ahead([], streaming),
  ];
}

function compared([left, right]: readonly [LocalAutomaton, LocalAutomaton]): Measured {
  const graphs = [graphOfAutomaton(left), graphOfAutomaton(right)] as const;
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const result = isAsyncSubtype(...graphs);
  const [time, { user, system }] = [performance.now() - start, process.cpuUsage(cpu)];
  if (result.kind !== "holds") throw new Error("the generated types are subtypes");
  return { time, processor: (user + system) / 1000, positions: result.positions, states: left.states.length + right.states.length };
}

/** The probes of this file by name. */
export const asyncSubtypingProbes: ReadonlyMap<string, () => Measured> = new Map([
  ["async-nested-choice-3", (): Measured => compared(nestedChoice(3))],
  ["async-nested-choice-4", (): Measured => compared(nestedChoice(4))],
  ["async-nested-choice-5", (): Measured => compared(nestedChoice(5))],
  ["async-double-buffering-100", (): Measured => compared(doubleBuffer(100))],
  ["async-streaming-100", (): Measured => compared(stream(100))],
]);

/** The rows of the table: what is measured, its probe, the aim or what another tool takes. */
export const asyncSubtypingRows: readonly (readonly [name: string, probe: string, aim: string])[] = [
  ["nested choice, 3 levels", "async-nested-choice-3", "(Rumpsteak 3 ms)"],
  ["nested choice, 4 levels", "async-nested-choice-4", "(Rumpsteak 36 ms)"],
  ["nested choice, 5 levels", "async-nested-choice-5", "under 1,000 ms (Rumpsteak 987 ms)"],
  ["double buffering, 100 ahead", "async-double-buffering-100", "(Rumpsteak 2 to 3 ms)"],
  ["streaming, 100 ahead", "async-streaming-100", "(Rumpsteak 2 ms)"],
];
