/** Verdicts on multiparty compatibility: each condition fails where its definition says so, and what is not certified is decided otherwise. */
import { describe, expect, test } from "vitest";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { LocalAutomaton, LocalEdge } from "../../calculus/protocols/index.ts";
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import type { Verdict } from "../verdict.ts";
import { writtenItem } from "../written-item.ts";
import { compatibilityItem } from "./items.ts";
import { judgeCompatibility, type CompatibilityOptions } from "./judge.ts";
import { replayClaim } from "./replay-claim.ts";

/** Roles with their states: `B!a 1` sends a to B and goes to state 1. */
function system(roles: Readonly<Record<string, readonly string[]>>, exact = true): CommunicatingSystem {
  const automata = Object.entries(roles).map(([role, states]): LocalAutomaton => ({
    role,
    initial: 0,
    states: states.map((text) => {
      const edges = text.split(",").flatMap((part): readonly LocalEdge[] => {
        const [, peer = "", sign = "", label = "", target = ""] = /^ *(\w+)([!?])(\w+) (\d+) *$/.exec(part) ?? [];
        return peer === "" ? [] : [{ action: { direction: sign === "!" ? "send" : "receive", peer, message: { label, payload: [] } }, target: Number(target) }];
      });
      return { isFinal: edges.length === 0, edges };
    }),
  }));
  return { kind: "context", name: "C", span: nowhere, automata, assumptions: [], exact };
}

function judge(subject: CommunicatingSystem, text: string, options: CompatibilityOptions = {}, maxStates = 20_000): Verdict {
  const item = compatibilityItem(writtenItem(text));
  if (item === undefined || typeof item === "string") throw new Error(item ?? `no item ${text}`);
  return judgeCompatibility(subject, item, { maxStates, memory: 2 ** 30 }, options);
}

function outcomes(subject: CommunicatingSystem, ...items: readonly string[]): readonly string[] {
  return items.map((item) => judge(subject, item).verdict);
}

const stream = system({ A: ["B!a 0"], B: ["A?a 0"] });
const bothSendTwice = system({ A: ["B!a 1", "B!a 2", "B?b 3", "B?b 0"], B: ["A!b 1", "A!b 2", "A?a 3", "A?a 0"] });
const waitForEachOther = system({ A: ["B?b 1", "B!a 0"], B: ["A?a 1", "A!b 0"] });
/** A may send without end before it says so; B reads only then, and the same the other way round. */
const noBound = system({ A: ["B!a 0, B!b 1", "B?c 1, B?d 2", ""], B: ["A!c 0, A!d 1", "A?a 1, A?b 2", ""] });

describe("items", () => {
  test("take a bound of at least one, or nothing", () => {
    expect(compatibilityItem(writtenItem("k-mc(2)"))).toEqual({ kind: "k-mc", bound: 2 });
    expect(compatibilityItem(writtenItem("k-mc(0)"))).toBeTypeOf("string");
    expect(compatibilityItem(writtenItem("k-mc"))).toBeTypeOf("string");
    expect(compatibilityItem(writtenItem("compatible(2)"))).toBeTypeOf("string");
    expect(compatibilityItem(writtenItem("live"))).toBeUndefined();
  });
});

describe("conditions", () => {
  test("an endless stream has queues of any length and is 1-multiparty compatible", () => {
    expect(outcomes(stream, "k-safe(1)", "k-exhaustive(1)", "k-mc(1)", "least-k(1)", "directed", "compatible")).toEqual(Array(6).fill("proved"));
    expect(judge(stream, "k-mc(1)").theorem).toContain("Theorem 1");
  });

  test("two roles that send twice before they receive need two places in a queue", () => {
    expect(outcomes(bothSendTwice, "k-exhaustive(1)", "k-safe(1)", "k-mc(1)", "least-k(1)")).toEqual(Array(4).fill("violated"));
    expect(outcomes(bothSendTwice, "k-mc(2)", "least-k(2)", "k-mc(3)", "least-k(3)")).toEqual(["proved", "proved", "proved", "violated"]);
    expect(judge(bothSendTwice, "compatible").evidence.join()).toContain("least k = 2");
  });

  test("a condition that fails is not called unsafe, and shows a run", () => {
    const verdict = judge(bothSendTwice, "k-exhaustive(1)");
    expect(verdict.networkRun).toHaveLength(1);
    expect(verdict.reason).toContain("not thereby unsafe");
  });

  test("a send that waits for what its own role does next is not exhausted", () => {
    const heldUp = system({ P: ["Q!a 0, R!b 1", ""], Q: ["R?x 1", "P?a 1"], R: ["P?b 1", "Q!x 2", ""] });
    expect(outcomes(heldUp, "k-exhaustive(1)", "k-obi(1)", "directed")).toEqual(["violated", "violated", "violated"]);
  });

  test("a race is input dependent; an answer that depends on what was received is chained", () => {
    const race = system({ P: ["R!a 1", ""], Q: ["R!b 1", ""], R: ["P?a 1, Q?b 2", "Q?b 3", "P?a 3", ""] });
    expect(outcomes(race, "k-sibi(1)", "k-cibi(1)", "k-mc(1)", "k-safe(1)")).toEqual(["violated", "violated", "violated", "proved"]);
    const told = system({
      P: ["Q?x 1, R?go 1", "R!b 2", ""],
      Q: ["R!a 1, P!x 1", ""],
      R: ["Q?a 1, P?b 3", "P!go 2", "P?b 3", ""],
    });
    expect(outcomes(told, "k-sibi(1)", "k-cibi(1)", "k-obi(1)", "k-mc(1)", "compatible")).toEqual(["violated", "proved", "proved", "proved", "proved"]);
  });

  test("automata with mixed states are outside of the class, whatever holds of them", () => {
    const mixed = system({ A: ["B!a 1, B?b 2", "B?b 2", ""], B: ["A!b 1", "A?a 1"] });
    expect(outcomes(mixed, "no-mixed-states", "k-mc(1)")).toEqual(["violated", "violated"]);
    expect(judge(mixed, "k-mc(1)").reason).toContain("A may");
  });

  test("at the limit nothing is claimed", () => {
    expect(judge(bothSendTwice, "k-safe(3)", {}, 3)).toMatchObject({ verdict: "unknown" });
    expect(judge(bothSendTwice, "compatible", { shouldStop: () => undefined }, 3).verdict).not.toBe("violated");
  });
});

describe("compatible", () => {
  test("a deadlock is shown by a run", () => {
    expect(judge(waitForEachOther, "compatible")).toMatchObject({ verdict: "violated", networkRun: [] });
  });

  test("a message that nobody will take is found where queues grow without end", () => {
    const lost = system({ A: ["B!a 1", "C!x 0"], B: ["A?a 0"], C: [""] });
    const verdict = judge(lost, "compatible");
    expect(verdict.verdict).toBe("violated");
    expect(verdict.reason).toContain("C can never receive x");
  });

  test("systems that no bound certifies are proved by other means, and the verdict says so", () => {
    expect(judge(noBound, "compatible")).toMatchObject({ verdict: "proved" });
    expect(judge(noBound, "compatible").theorem).toBeUndefined();
    expect(judge(noBound, "compatible").evidence.join()).toContain("not certified by any k");
    const raceOfOne = system({ P: ["R!a 1", ""], Q: ["R!b 1", ""], R: ["P?a 1, Q?b 2", "Q?b 3", "P?a 3", ""] });
    expect(judge(raceOfOne, "compatible").evidence.join()).toContain("explored completely");
  });

  test("a bound that is too small for a certificate does not make a system unsafe", () => {
    expect(judge(bothSendTwice, "compatible", { maxK: 1 })).toMatchObject({ verdict: "proved" });
  });

  test("what data may exclude is not called violated", () => {
    const lost = system({ A: ["B!a 1, B!b 1", ""], B: ["A?a 1", ""] }, false);
    expect(judge(lost, "compatible")).toMatchObject({ verdict: "unknown" });
    expect(judge(system({ A: ["B!a 0"], B: ["A?a 0"] }, false), "compatible").assumptions.join()).toContain("each branch");
  });

  test("roles that do not communicate are decided apart", () => {
    const pairs = Object.fromEntries(
      [...Array(8).keys()].flatMap((n) => [
        [`A${String(n)}`, [`B${String(n)}!a 1`, `B${String(n)}?b 0`]],
        [`B${String(n)}`, [`A${String(n)}!b 1`, `A${String(n)}?a 0`]],
      ]),
    );
    expect(judge(system(pairs), "compatible").states).toBeLessThan(100);
  });
});

describe("the independent replay", () => {
  const claim = { kind: "progress", role: "A" } as const;

  test("accepts a deadlock and refutes what goes on", () => {
    expect(replayClaim(waitForEachOther.automata, [], claim).kind).toBe("confirmed");
    const receives = system({ A: ["B?a 0"], B: ["A!a 0"] });
    expect(replayClaim(receives.automata, [], claim)).toMatchObject({ kind: "refuted" });
  });

  test("refutes a run that is none of the automata", () => {
    const run = [{ kind: "send", sender: "A", receiver: "B", message: "a" }] as const;
    expect(replayClaim(waitForEachOther.automata, run, claim)).toMatchObject({ kind: "refuted" });
  });

  test("leaves open what is too large to be looked at", () => {
    const drains = system({ A: ["B!a 0, B!b 1", "C!x 0"], B: ["A?a 0, A?b 0"], C: ["A?x 0"] });
    const reception = { kind: "progress", role: "C" } as const;
    expect(replayClaim(drains.automata, [], reception, 1, 1).kind).toBe("open");
  });
});

test("the limit on configurations holds for the abstraction of long queues too", () => {
  const haggle = system({
    A: ["B!hag 1, B!happy 2", "B?price 0", "C!info 3", ""],
    B: ["A?hag 1, A?happy 2", "A!price 0", ""],
    C: ["A?info 1", ""],
  });
  expect(judge(haggle, "compatible").verdict).toBe("proved");
  for (const most of [1, 2]) {
    const { verdict, reason } = judge(haggle, "compatible", {}, most);
    expect([verdict, reason?.endsWith(`the limit of ${most} configurations was reached`)]).toEqual(["unknown", true]);
  }
});
