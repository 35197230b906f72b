/** The reduced search finds a fault where, and only where, the exploration of everything does. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";
import { automataNetwork, exploreAutomata } from "../automata/index.ts";
import { replayNetworkRun } from "../automata/replay-network-run.ts";
import { searchFaults } from "./reduced-search.ts";

const roles = ["A", "B", "C", "D"] as const;

interface Step {
  readonly sends: boolean;
  readonly peer: number;
  readonly label: "m" | "n";
  readonly jump: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  sends: fc.boolean(),
  peer: fc.integer({ min: 1, max: 3 }),
  label: fc.constantFrom("m", "n"),
  jump: fc.integer({ min: 0, max: 3 }),
});

/** Of steps that are the same, with one target or several, the first. */
function isFirst({ sends, peer, label }: Step, index: number, all: readonly Step[]): boolean {
  return all.findIndex((other) => other.sends === sends && other.peer === peer && other.label === label) === index;
}

/** Without loops all queues are bounded. */
function automaton(role: number, states: readonly { readonly isFinal: boolean; readonly steps: readonly Step[] }[], isLooping: boolean): LocalAutomaton {
  return {
    role: roles[role] ?? "",
    initial: 0,
    states: states.map(({ isFinal, steps }, source) => ({
      isFinal,
      edges: steps.filter(isFirst).flatMap(({ sends, peer, label, jump }) => {
        const target = isLooping ? jump % states.length : source + 1 + jump;
        if (target >= states.length) return [];
        const other = roles[(role + peer) % roles.length] ?? "";
        return [{ action: { direction: sends ? "send" : "receive", peer: other, message: { label, payload: [] } }, target }];
      }),
    })),
  };
}

const network = (isLooping: boolean): fc.Arbitrary<readonly LocalAutomaton[]> =>
  fc
    .tuple(...roles.map(() => fc.array(fc.record({ isFinal: fc.boolean(), steps: fc.array(step, { maxLength: 2 }) }), { minLength: 1, maxLength: 4 })))
    .map((all) => all.map((states, role) => automaton(role, states, isLooping)));

describe("the reduced search", () => {
  test.each([false, true])("agrees with the exploration of everything, loops: %s", (isLooping) => {
    const seen = { safe: 0, unsafe: 0 };
    fc.assert(
      fc.property(network(isLooping), (automata) => {
        const whole = exploreAutomata(automataNetwork(automata), { maxConfigurations: 3000, queueBound: 4 });
        if (!whole.complete || whole.faults.has("overflow")) return;
        const { kind, found } = searchFaults(automata, { maxConfigurations: 3000 });
        const hasFault = whole.faults.size > 0;
        expect(kind).toBe(hasFault ? "unsafe" : "safe");
        seen[hasFault ? "unsafe" : "safe"]++;
        if (found !== undefined) expect(replayNetworkRun(automata, found.run, found.fault, 4)).toBeUndefined();
      }),
      { seed: 20, numRuns: 1500 },
    );
    expect(Math.min(seen.safe, seen.unsafe)).toBeGreaterThan(10);
  });

  test("one part that goes on for ever is no deadlock of the other", () => {
    const states = (isFinal: boolean): LocalAutomaton["states"] => [{ isFinal, edges: [] }];
    const loop = (role: number, sends: boolean): LocalAutomaton =>
      automaton(role, [{ isFinal: false, steps: [{ sends, peer: role === 0 ? 1 : 3, label: "m", jump: 0 }] }], true);
    const left: LocalAutomaton = { role: "C", initial: 0, states: states(false) };
    expect(searchFaults([loop(0, true), loop(1, false), left], { maxConfigurations: 100 }).kind).toBe("safe");
    expect(searchFaults([left, { role: "D", initial: 0, states: states(true) }], { maxConfigurations: 100 }).found?.fault).toBe("deadlock");
  });

  test("a limit leaves it open", () => {
    const sends: LocalAutomaton = automaton(0, [{ isFinal: false, steps: [{ sends: true, peer: 1, label: "m", jump: 0 }] }], true);
    expect(searchFaults([sends, { role: "B", initial: 0, states: [{ isFinal: true, edges: [] }] }], { maxConfigurations: 50 })).toMatchObject({
      kind: "open",
      isCompatible: false,
    });
  });
});
