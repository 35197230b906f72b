/** The contexts that tell the properties apart (Scalas and Yoshida, POPL 2019, Example 5.11 and §5), each property on each network. */
import { describe, expect, test } from "vitest";
import { present } from "../../calculus/present.ts";
import { graphOfAutomaton, isSubtype } from "../../calculus/protocols/index.ts";
import type { CommunicatingSystem } from "../automata/communicating-system.ts";
import type { Bounds, Outcome, Verdict } from "../verdict.ts";
import { behaviourProperties, type BehaviourAssumptions, type BehaviourItem } from "./items.ts";
import { judgeBehaviour } from "./judge.ts";
import { machine, system } from "./sample-contexts.ts";

const bounds: Bounds = { maxStates: 2_000, memory: 2 ** 30 };

function judged(subject: CommunicatingSystem, kind: BehaviourItem["kind"], where: Partial<BehaviourAssumptions> = {}): Verdict {
  return judgeBehaviour(subject, { kind }, { network: "synchronous", ...where }, bounds);
}

/** The properties that are proved, and all others must be violated. */
function proved(subject: CommunicatingSystem, where: Partial<BehaviourAssumptions> = {}): readonly string[] {
  const verdicts = behaviourProperties.map((kind) => judged(subject, kind, where));
  for (const { verdict, property, reason } of verdicts) expect(["proved", "violated"], `${property}: ${reason ?? ""}`).toContain(verdict);
  return verdicts.filter(({ verdict }) => verdict === "proved").map(({ property }) => property);
}

/** p, q and r each wait for the next one: nobody begins. */
const threeWait = system("ThreeWait", machine("p", ["q?a 1"], ["r!c 2"], []), machine("q", ["r?b 1"], ["p!a 2"], []), machine("r", ["p?c 1"], ["q!b 2"], []));
/** p and q talk for ever while r waits for q. */
const leftOut = system("LeftOut", machine("p", ["q!m1 0"]), machine("q", ["p?m1 0"]), machine("r", ["q?m2 1"], []));
/** r is told whenever p stops, which p need never do. */
const haggle = system(
  "Haggle",
  machine("r0", ["r1!hag 1", "r1!happy 2"], ["r1?price 0"], ["r2!info 3"], []),
  machine("r1", ["r0?hag 1", "r0?happy 2"], ["r0!price 0"], []),
  machine("r2", ["r0?info 1"], []),
);
/** As before, but r0 never is happy. */
const neverHappy = system(
  "NeverHappy",
  machine("r0", ["r1!hag 1"], ["r1?price 0"]),
  machine("r1", ["r0?hag 1", "r0?happy 2"], ["r0!price 0"], []),
  machine("r2", ["r0?info 1"], []),
);
/** Two endless talks side by side; r tells q2 something between. Whether r is served depends on the schedule only. */
const besideAnother = system(
  "BesideAnother",
  machine("p", ["q!a 0"]),
  machine("q", ["p?a 0"]),
  machine("r", ["s!b 1"], ["u!c 0"]),
  machine("s", ["r?b 0"]),
  machine("u", ["r?c 0"]),
);
const bothSendFirst = system("BothSendFirst", machine("p", ["q!a 1"], ["q?b 2"], []), machine("q", ["p!b 1"], ["p?a 2"], []));
const wrongLabel = system("WrongLabel", machine("p", ["q!a 1"], []), machine("q", ["p?b 1"], []));

describe("separating contexts", () => {
  test("safe, and a deadlock: three roles wait for each other", () => {
    expect(proved(threeWait)).toEqual(["safe"]);
    expect(judged(threeWait, "deadlock-free")).toMatchObject({
      verdict: "violated",
      networkRun: [],
      reason: "at the start, nobody can move, and not everything is over",
    });
  });

  test("deadlock-free and not live: a role waits beside a talk that never ends", () => {
    expect(proved(leftOut)).toEqual(["safe", "deadlock-free", "never-terminating"]);
    const { lasso, reason, evidence } = judged(leftOut, "live");
    expect(lasso).toMatchObject({ prefix: [], cycle: [{ kind: "send", message: "m1" }, { kind: "receive", message: "m1" }] }); // prettier-ignore
    expect(reason).toBe("from the start, r waits for q, and nothing that can happen makes it possible");
    expect(evidence).toContain("checked on the 1 configurations from there on");
  });

  test("live and not live+: a choice can be put off for ever", () => {
    expect(proved(haggle)).toEqual(["safe", "deadlock-free", "live"]);
    expect(judged(haggle, "live+").reason).toBe("from the start, r2 waits for r0, and whoever acts next, the choices of the roles can put it off for ever");
  });

  test("live+ and not live++: only the schedule puts a role off", () => {
    expect(proved(besideAnother)).toEqual(["safe", "deadlock-free", "never-terminating", "live", "live+"]);
    expect(judged(besideAnother, "live++").reason).toBe("p -> q : a, and so on for ever: u waits for r in vain");
  });

  test("live++: nothing is put off", () => {
    const pingPong = system("PingPong", machine("p", ["q!ping 1"], ["q?pong 0"]), machine("q", ["p?ping 1"], ["p!pong 0"]));
    expect(proved(pingPong)).toEqual(["safe", "deadlock-free", "never-terminating", "live", "live+", "live++"]);
  });

  test("unsafe: a message that is not expected is a deadlock too", () => {
    expect(proved(wrongLabel)).toEqual([]);
    expect(judged(wrongLabel, "safe").reason).toBe("at the start, q expects other messages of p than a");
    expect(proved(wrongLabel, { network: "fifo" })).toEqual([]);
    expect(judged(wrongLabel, "safe", { network: "fifo" }).reason).toBe("after p -> q : a (on the way), q expects other messages of p than a");
  });

  test("two roles that both send first get stuck without queues, and not with them", () => {
    expect(proved(bothSendFirst)).toEqual(["safe"]);
    expect(proved(bothSendFirst, { network: "fifo" })).toEqual(["safe", "deadlock-free", "terminating", "live", "live+", "live++"]);
  });
});

describe("haggling under each fairness", () => {
  test.each([
    ["synchronous", "no-fairness", "violated"],
    ["synchronous", "weak-fairness", "violated"],
    ["synchronous", "strong-fairness", "proved"],
    ["fifo", "no-fairness", "violated"],
    ["fifo", "weak-fairness", "violated"],
    ["fifo", "strong-fairness", "proved"],
  ] as const)("%s, %s: %s", (network, fairness, expected: Outcome) => {
    for (const kind of ["live", "live+", "live++", "terminating"] as const) {
      const verdict = judged(haggle, kind, { network, fairness });
      expect(verdict.verdict, kind).toBe(expected);
      if (expected === "violated") expect(verdict.lasso?.cycle.map(({ message }) => message)).toEqual(["hag", "hag", "price", "price"]);
    }
  });

  test("a subtype that is never happy keeps safety and freedom of deadlocks, and not liveness", () => {
    const [graph, larger] = [neverHappy, haggle].map(({ automata: [r0] }) => graphOfAutomaton(present(r0)));
    expect(isSubtype(present(graph), present(larger)).kind).toBe("holds");
    for (const network of ["synchronous", "fifo"] as const) {
      expect(proved(haggle, { network })).toContain("live");
      expect(proved(neverHappy, { network })).toEqual(["safe", "deadlock-free", "never-terminating"]);
      for (const fairness of ["no-fairness", "weak-fairness", "strong-fairness"] as const) {
        expect(judged(neverHappy, "live", { network, fairness }).verdict).toBe("violated");
      }
    }
  });
});

describe("bounds", () => {
  const stream = system("Stream", machine("p", ["q!a 0"]), machine("q", ["p?a 0"]));

  test("queues that grow: what safety without bound shows is proved, and no more", () => {
    for (const kind of ["safe", "deadlock-free", "live"] as const) {
      expect(judged(stream, kind, { network: "fifo" }), kind).toMatchObject({ verdict: "proved", method: "by-design" });
    }
    for (const kind of ["live+", "never-terminating"] as const) expect(judged(stream, kind, { network: "fifo" }).verdict, kind).toBe("unknown");
    expect(judged(stream, "live", { network: "fifo", fairness: "strong-fairness" }).verdict).toBe("unknown");
  });

  test("queues that grow: who waits in vain for good is starved under every fairness", () => {
    for (const fairness of [undefined, "no-fairness", "weak-fairness", "strong-fairness"] as const) {
      const verdict = judged(leftOut, "live", { network: "fifo", ...(fairness === undefined ? {} : { fairness }) });
      expect(verdict, fairness).toMatchObject({ verdict: "violated" });
    }
    expect(judged(leftOut, "safe", { network: "fifo" }).verdict).toBe("unknown");
  });

  test("a lasso in what was explored is certain all the same", () => {
    const verdict = judged(stream, "terminating", { network: "fifo" });
    expect(verdict).toMatchObject({ verdict: "violated", lasso: { prefix: [], cycle: [{ kind: "send" }, { kind: "receive" }] } });
  });

  test("nothing is called impossible for ever because queues were cut", () => {
    // q tells r after nine messages, which do not fit into short queues.
    const late = system(
      "Late",
      machine("p", ["q!a 0"]),
      machine("q", ...Array.from({ length: 9 }, (_, index) => [`p?a ${index + 1}`]), ["r!b 10"], ["p?a 10"]),
      machine("r", ["q?b 1"], []),
    );
    expect(judged(late, "live", { network: "fifo" }).verdict).not.toBe("violated");
    expect(judged(late, "live+", { network: "fifo" }).verdict).toBe("unknown");
  });
});

test("what data decides is not claimed of the communications", () => {
  const erased = { ...haggle, exact: false };
  expect(judged(erased, "deadlock-free").verdict).toBe("proved");
  expect(judged(erased, "live").verdict).toBe("unknown");
  expect(judged(erased, "live++")).toMatchObject({ verdict: "unknown", reason: expect.stringContaining("which data may exclude") as string });
});
