/**
 * Families of communicating automata by size, as the papers on them measure: a ring (Cutner, Yoshida, Vassor, PPoPP 2022), nested choices, streaming and double
 * buffering unrolled (the same), pairs that send many messages before they receive (Lange, Yoshida, CAV 2019).
 */
import type { LocalAutomaton } from "../calculus/protocols/index.ts";

type Edge = readonly [sends: boolean, peer: string, label: string, target: number];

function automaton(role: string, states: readonly (readonly Edge[])[]): LocalAutomaton {
  return {
    role,
    initial: 0,
    states: states.map((edges) => ({
      isFinal: edges.length === 0,
      edges: edges.map(([sends, peer, label, target]) => ({
        action: { direction: sends ? "send" : "receive", peer, message: { label, payload: [] } },
        target,
      })),
    })),
  };
}

/** The steps one after the other; the last one leads to the state `back`. */
function sequence(role: string, steps: readonly (readonly [sends: boolean, peer: string, label: string])[], back: number): LocalAutomaton {
  return automaton(
    role,
    steps.map(([sends, peer, label], index): readonly Edge[] => [[sends, peer, label, index + 1 === steps.length ? back : index + 1]]),
  );
}

/** Each of the roles sends to the next, then receives from the one before, for ever. */
export function ring(roles: number): readonly LocalAutomaton[] {
  const name = (index: number): string => `R${String((index + roles) % roles)}`;
  return Array.from({ length: roles }, (_, index) =>
    sequence(
      name(index),
      [
        [true, name(index + 1), "value"],
        [false, name(index - 1), "value"],
      ],
      0,
    ),
  );
}

/**
 * Two roles that choose at the same time, so many levels deep: A sends one of two messages and then accepts one of three, B sends one of three and accepts one
 * of two. The types are trees: level n has 6^n places.
 */
export function nestedChoice(levels: number): readonly LocalAutomaton[] {
  const tree = (role: string, peer: string, sent: readonly string[], received: readonly string[]): LocalAutomaton => {
    const states: Edge[][] = [];
    const make = (left: number): number => {
      const place = states.push([]) - 1;
      if (left === 0) return place;
      for (const label of sent) {
        const between = states.push([]) - 1;
        states[place]?.push([true, peer, label, between]);
        for (const answer of received) states[between]?.push([false, peer, answer, make(left - 1)]);
      }
      return place;
    };
    make(levels);
    return automaton(role, states);
  };
  return [tree("A", "B", ["m", "p"], ["r", "s", "u"]), tree("B", "A", ["r", "s", "u"], ["m", "p"])];
}

/** A source that sends so many values before it waits to be asked for them, and a sink that asks for each. */
export function streaming(ahead: number): readonly LocalAutomaton[] {
  const values = Array.from({ length: ahead }, () => [true, "T", "value"] as const);
  return [
    sequence("S", [...values, [false, "T", "ready"], [true, "T", "value"]], ahead),
    sequence(
      "T",
      [
        [true, "S", "ready"],
        [false, "S", "value"],
      ],
      0,
    ),
  ];
}

/** A kernel that asks the source for so many values before it passes the first on to the sink. */
export function doubleBuffering(ahead: number): readonly LocalAutomaton[] {
  const asked = Array.from({ length: ahead }, () => [true, "S", "ready"] as const);
  return [
    sequence("K", [...asked, [true, "S", "ready"], [false, "S", "value"], [false, "T", "ready"], [true, "T", "value"]], ahead),
    sequence(
      "S",
      [
        [false, "K", "ready"],
        [true, "K", "value"],
      ],
      0,
    ),
    sequence(
      "T",
      [
        [true, "K", "ready"],
        [false, "K", "value"],
      ],
      0,
    ),
  ];
}

/** Pairs of roles: each of a pair sends so many messages to the other and then receives as many, for ever. */
export function pairs(count: number, messages: number): readonly LocalAutomaton[] {
  const each = Array.from({ length: messages });
  return Array.from({ length: count }, (_, index) => {
    const [one, other] = [`P${String(2 * index)}`, `P${String(2 * index + 1)}`];
    return [
      sequence(one, [...each.map(() => [true, other, "a"] as const), ...each.map(() => [false, other, "b"] as const)], 0),
      sequence(other, [...each.map(() => [true, one, "b"] as const), ...each.map(() => [false, one, "a"] as const)], 0),
    ];
  }).flat();
}
