/** Global and local types to measure on, made by size. */
import type { GlobalType } from "../calculus/core/index.ts";
import { nowhere } from "../calculus/diagnostics/index.ts";
import type { LocalAction, LocalAutomaton } from "../calculus/protocols/index.ts";

type Branch = readonly [receiver: string, label: string, continuation: GlobalType];

function choice(sender: string, branches: readonly Branch[]): GlobalType {
  const written = branches.map(([receiver, label, continuation]) => ({ receiver, message: { label, payload: [] }, continuation, span: nowhere }));
  return { kind: "choice", sender, branches: written, span: nowhere };
}

const end: GlobalType = { kind: "end" };

/**
 * Loops of the given lengths, of which `q` does not know which one it is in; where the lengths are coprime, it needs as many states as their product
 * (the family of Udomsrirungruang and Yoshida, POPL 2025).
 */
export function loopsOf(lengths: readonly number[]): GlobalType {
  const loop = (length: number, index: number): GlobalType => {
    let back: GlobalType = { kind: "variable", name: `t${String(index)}` };
    for (let step = 1; step < length; step++) back = choice("p", [["q", "a", back]]);
    const out = choice("p", [["q", `l${String(index)}`, end]]);
    return {
      kind: "recursion",
      variable: `t${String(index)}`,
      body: choice("p", [
        ["q", "a", back],
        ["q", "b", out],
      ]),
    };
  };
  return choice(
    "p",
    lengths.map((length, index) => ["r", `l${String(index)}`, loop(length, index)]),
  );
}

/** A loop of so many interactions among three roles, with a choice that all learn of now and then. */
export function longProtocol(interactions: number): GlobalType {
  const pairs = [
    ["a", "b"],
    ["b", "c"],
    ["c", "a"],
  ] as const;
  let type: GlobalType = { kind: "variable", name: "t" };
  for (let index = 0; index < interactions; index++) {
    const [sender, receiver] = pairs[index % 3] ?? pairs[0];
    type =
      index % 10 === 0
        ? choice(sender, [
            [receiver, "on", type],
            [receiver, "stop", choice(sender, [[sender === "a" ? "c" : sender === "b" ? "a" : "b", "stop", end]])],
          ])
        : choice(sender, [[receiver, `m${String(index % 7)}`, type]]);
  }
  return { kind: "recursion", variable: "t", body: type };
}

/** A local type of so many states with three ways on from each, all over the graph; `extra` adds a receive to every such state that has one. */
export function tangledType(states: number, extra: boolean): LocalAutomaton {
  const target = (state: number, way: number): number => (state * 7919 + way * 104_729 + 1) % states;
  const action = (state: number, way: number): LocalAction => ({
    direction: state % 2 === 0 ? "send" : "receive",
    peer: "p",
    message: { label: `l${String(way)}`, payload: [] },
  });
  return {
    role: "r",
    initial: 0,
    states: Array.from({ length: states }, (_, state) => ({
      isFinal: false,
      edges: Array.from({ length: state % 2 === 1 && extra ? 4 : 3 }, (__, way) => ({ action: action(state, way), target: target(state, way) })),
    })),
  };
}
