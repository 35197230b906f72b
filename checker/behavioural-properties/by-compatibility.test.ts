/** What follows from compatibility, and what would be wrong to conclude from it. */
import { describe, expect, test } from "vitest";
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import type { Outcome } from "../verdict.ts";
import { byCompatibility } from "./by-compatibility.ts";
import type { BehaviourItem } from "./items.ts";
import { judgeBehaviour } from "./judge.ts";
import { machine, system } from "./sample-contexts.ts";

const bounds = { maxStates: 2_000, memory: 2 ** 30 };

function following(subject: CommunicatingSystem, ...kinds: readonly BehaviourItem["kind"][]): readonly (Outcome | undefined)[] {
  return kinds.map((kind) => byCompatibility(subject, { kind }, { network: "fifo" }, bounds, undefined)?.verdict);
}

/** The subject with no state final that has nothing to do. */
function neverFinal(subject: CommunicatingSystem, role: string): CommunicatingSystem {
  const automata = subject.automata.map((automaton) =>
    automaton.role === role ? { ...automaton, states: automaton.states.map((state) => ({ ...state, isFinal: false })) } : automaton,
  );
  return { ...subject, automata };
}

const starts = machine("a", ["b!start 1"], []);
const stops = system("Stops", starts, machine("b", ["a?start 1"], ["c!x 1", "c!stop 2"], []), machine("c", ["b?x 0", "b?stop 1"], []));

describe("a role that is done in a state that is not final", () => {
  const stuck = neverFinal(stops, "a");

  test("does not speak against live and safe", () => {
    expect(following(stuck, "live", "safe")).toEqual(["proved", "proved"]);
  });

  test("is a deadlock where the others stop", () => {
    expect(following(stops, "deadlock-free")).toEqual(["proved"]);
    expect(following(stuck, "deadlock-free")).toEqual([undefined]);
    expect(judgeBehaviour(stuck, { kind: "deadlock-free" }, { network: "fifo" }, bounds).verdict).toBe("violated");
  });
});

describe("a role that waits in a final state", () => {
  const inVain = system("InVain", machine("a", []), machine("b", ["a?x 1", "end"], []));

  test("is not compatible, and nothing about liveness follows", () => {
    expect(following(inVain, "live", "live++", "safe")).toEqual([undefined, undefined, undefined]);
    expect(judgeBehaviour(inVain, { kind: "live" }, { network: "fifo" }, bounds).verdict).toBe("proved");
  });

  test("for something that comes is live", () => {
    const served = system("Served", machine("a", ["b!x 1"], []), machine("b", ["a?x 1", "end"], []));
    expect(following(served, "live", "safe", "deadlock-free", "live++")).toEqual(["proved", "proved", "proved", undefined]);
  });
});
