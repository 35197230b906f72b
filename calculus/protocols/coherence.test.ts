import { describe, expect, test } from "vitest";
import { globalEnd, type GlobalType, type Role } from "../core/index.ts";
import { coherence } from "./coherence.ts";
import { ineligible } from "./eligibility.ts";
import { globalAutomaton, unsharedGlobalAutomaton } from "./global-automaton.ts";
import {
  again,
  choice,
  closednessTrap,
  idleWorker,
  loop,
  messages,
  mixedChoice,
  oddEven,
  openEnd,
  receiveValidityNo,
  receiveValidityYes,
  sendValidityNo,
} from "./sample-global-types.ts";
import { subsetConstruction } from "./subset-construction.ts";

const letters: readonly Role[] = ["a", "b", "c", "p", "q", "r", "s"];

function verdict(type: GlobalType): { readonly violations: readonly string[]; readonly open: readonly Role[] } {
  const { roles, numbered } = coherence(globalAutomaton(type, letters));
  return {
    violations: roles.flatMap(({ violations }) => violations.map(({ condition, role, step }) => `${condition} ${role} ${numbered.edge(step).message.label}`)),
    open: roles.filter(({ open }) => open !== undefined).map(({ role }) => role),
  };
}

describe("coherence", () => {
  test.each([
    ["a role that must guess what to send", sendValidityNo, ["send-coherent r o", "send-coherent r m"], []],
    ["a role that may receive too early", receiveValidityNo, ["receive-coherent r o", "receive-coherent r o"], []],
    ["a sender that waits for an acknowledgement", receiveValidityYes, [], []],
    ["a role that must send in one branch and receive in the other", mixedChoice, ["send-coherent r y", "no-mixed-choice r y"], []],
    ["a role that counts", oddEven, [], []],
    ["a role that leaves an open loop", closednessTrap, ["send-coherent p b"], ["p"]],
    ["a role that cannot know the end", openEnd, [], ["c"]],
    ["a role that is idle in some rounds", idleWorker, [], []],
  ])("of %s", (_, type, violations, open) => expect(verdict(type)).toEqual({ violations, open }));

  test("carries the shortest pair of runs that the role cannot tell apart", () => {
    const { roles, numbered } = coherence(globalAutomaton(sendValidityNo, letters));
    const [first] = roles.find(({ role }) => role === "r")?.violations ?? [];
    const labels = (run: readonly number[] | undefined): readonly string[] | undefined => run?.map((edge) => numbered.edge(edge).message.label);
    expect([labels(first?.runs.left), labels(first?.runs.right)]).toEqual([["o"], ["m"]]);
  });

  test("is decided for many interactions in a row", () => {
    const texts = Array.from({ length: 20_000 }, (_, index) => (index % 1000 === 0 ? "a->c:m" : index % 2 === 0 ? "a->b:m" : "b->a:m"));
    const { roles } = coherence(globalAutomaton(messages(texts), ["a", "b", "c"]));
    expect(roles.map(({ pairs, violations, capped }) => [pairs < 20_002, violations.length, capped.length])).toEqual([
      [true, 0, 0],
      [true, 0, 0],
      [true, 0, 0],
    ]);
  });

  test("names the cap on pairs", () => {
    const { roles } = coherence(globalAutomaton(oddEven, letters), { pairLimit: 3 });
    expect(roles.find(({ role }) => role === "r")?.capped).toEqual(["pairs of states"]);
  });

  test("presumes one sender and one continuation for each event", () => {
    expect(ineligible(globalAutomaton(oddEven, letters))).toBeUndefined();
    expect(ineligible(globalAutomaton(choice("a", ["b", "m", globalEnd], ["b", "m", messages(["b->a:k"])]), letters))).toBe(
      "a -> b : m begins two different branches of one choice",
    );
  });
});

describe("the automaton of a global type", () => {
  const twice: GlobalType = ((shared) => choice("a", ["b", "l", shared], ["b", "m", shared]))(messages(["b->a:n"]));
  test("has one state for shared subterms, and one end", () => expect(globalAutomaton(twice, letters).states).toHaveLength(3));
  test("has a state for each occurrence where it is not shared", () => {
    expect(unsharedGlobalAutomaton(twice, letters, 100)?.states).toHaveLength(5);
    expect(unsharedGlobalAutomaton(twice, letters, 4)).toBeUndefined();
  });
  test("resolves nested recursion to the same states", () => {
    const nested = loop("t", loop("u", choice("a", ["b", "l", again("t")], ["b", "m", again("u")])));
    expect(globalAutomaton(nested, letters).states).toEqual([
      { isFinal: false, edges: [expect.objectContaining({ target: 0 }), expect.objectContaining({ target: 0 })] },
    ]);
  });
  test("refuses what is not well-formed", () => {
    expect(() => globalAutomaton(loop("t", again("t")), letters)).toThrow("unguarded");
    expect(() => globalAutomaton(again("t"), letters)).toThrow("not bound");
  });
});

describe("the subset construction", () => {
  test("counts where merging cannot", () => {
    const { numbered } = coherence(globalAutomaton(oddEven, letters));
    const result = subsetConstruction(numbered, "r");
    expect(
      result.kind === "built" &&
        result.automaton.states.map(({ edges }) => edges.map(({ action, target }) => `${action.direction} ${action.message.label} ${target}`)),
    ).toEqual([["receive o 1", "receive b 2"], ["receive o 3", "receive b 4"], ["send m 5"], ["receive o 1", "receive b 2"], ["send o 5"], []]);
  });
  test("marks a state final that may be the end, although more may come", () => {
    const { numbered } = coherence(globalAutomaton(openEnd, letters));
    const result = subsetConstruction(numbered, "c");
    expect(result.kind === "built" && result.automaton.states.map(({ isFinal, edges }) => [isFinal, edges.length])).toEqual([
      [true, 1],
      [true, 0],
    ]);
  });
  test("says where it is given up", () => {
    const { numbered } = coherence(globalAutomaton(oddEven, letters));
    expect(subsetConstruction(numbered, "r", { stateLimit: 2, memberLimit: 1000, passOver: true })).toEqual({ kind: "capped", limit: "states", at: 2 });
    expect(subsetConstruction(numbered, "r", { stateLimit: 20, memberLimit: 3, passOver: true })).toEqual({ kind: "capped", limit: "members", at: 3 });
  });
});
