/** Verdicts on contexts, and bottom-up on protocols and systems: what is asked, under which network and fairness, and what carries over where data decides. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { verifyModel } from "../judge.ts";
import type { VerifyOptions } from "../options.ts";
import type { FileReport } from "../verdict.ts";

function report(text: string, options: VerifyOptions = {}): FileReport {
  return verifyModel(analyseText(text), options);
}

/** One line for each verdict: the subject, the item with network and fairness where they are not the usual ones, the outcome. */
function verdicts(text: string, options: VerifyOptions = {}): readonly string[] {
  return report(text, options).verdicts.map(({ subject, property, network, fairness, verdict, informs }) => {
    const where = `${network === "fifo" ? "" : ` on ${network}`}${fairness === undefined ? "" : ` with ${fairness}`}`;
    return `${subject} : ${property}${where} = ${verdict}${informs === true ? " (informs)" : ""}`;
  });
}

const pingPong = "context C { A { rec X { B!ping; B?pong; continue X; } } B { rec X { A?ping; A!pong; continue X; } } }";
const bothSendFirst = "context C { A { B!x; B?y; } B { A!y; A?x; } }";
const choosy =
  "context C { A { rec X { choice { B!more; continue X; } or { B!stop; C!done; } } } B { rec X { choice { A?more; continue X; } or { A?stop; } } } C { A?done; } }";

describe("a context", () => {
  test("without expectations is judged anyway", () => {
    const found = verdicts(pingPong);
    expect(found).toEqual(["C : well-typed = proved", "C : compatible = proved", "C : deadlock-free = proved", "C : live = proved (informs)"]);
    expect(report(pingPong).exitCode).toBe(0);
  });

  test("has one verdict for each network and fairness", () => {
    const text = `${bothSendFirst} expect C : deadlock-free; expect C on synchronous : deadlock-free = violated;`;
    expect(verdicts(text)).toEqual(expect.arrayContaining(["C : deadlock-free = proved", "C : deadlock-free on synchronous = violated"]));
    expect(report(text).exitCode).toBe(0);
    expect(report(text.replace(" = violated", "")).exitCode).toBe(1);
  });

  test("is live where fairness makes it so", () => {
    const text = `${choosy} expect C on synchronous with no-fairness : terminating = violated; expect C on synchronous with strong-fairness : terminating;`;
    expect(report(text).expectations.map(({ met }) => met)).toEqual([true, true]);
    const [endless] = report(text).verdicts.filter(({ property, verdict }) => property === "terminating" && verdict === "violated");
    expect(endless?.lasso?.cycle.length).toBeGreaterThan(0);
  });

  test("is explored for orphans, receptions and long queues", () => {
    const text = "context C { A { B!x; B!y; } B { A?x; } } expect C : orphan-free = violated, reception-safe, bounded(1) = violated, bounded(2), states(2, 5);";
    expect(report(text).expectations.filter(({ met }) => !met)).toEqual([]);
    expect(report(text).verdicts.find(({ property }) => property === "orphan-free")?.networkRun?.length).toBe(3);
  });

  test("that grows without end is compatible, and `live` is told for information", () => {
    const text = "context C { A { rec X { B!x; continue X; } } B { rec X { A?x; continue X; } } }";
    const found = report(text, { maxStates: 200 });
    expect(found.verdicts.find(({ property }) => property === "compatible")).toMatchObject({ verdict: "proved", leastK: 1 });
    expect(found.verdicts.find(({ property }) => property === "deadlock-free")).toMatchObject({ verdict: "proved", method: "by-design" });
    expect(found.verdicts.find(({ property }) => property === "live")).toMatchObject({ informs: true });
    expect(found.exitCode).toBe(0);
  });
});

describe("a role that may be over where it can send", () => {
  const goesOn = "who may be over and can still send goes on as long as it can: A";
  const asked = "expect C : live, live++, terminating, safe; expect C on synchronous : deadlock-free, live; expect C with no-fairness : terminating;";
  const assumptions = (text: string, options?: VerifyOptions): ReadonlyMap<string, readonly string[]> =>
    new Map(report(text, options).verdicts.map(({ property, network, verdict, assumptions: own }) => [`${property} ${network} ${verdict}`, own]));

  test("goes on by an assumption that every verdict on the behaviour states once", () => {
    const found = assumptions(`context C { A { choice { B!a; } or { } } B { A?a; } } ${asked}`);
    expect(found.size).toBeGreaterThan(7);
    for (const [what, own] of found) expect([what, own]).toEqual([what, what.startsWith("well-typed") ? [] : [goesOn]]);
  });

  test("is named where deadlock freedom is explored, and where what follows from compatibility decides", () => {
    const mixed = "context C { A { rec X { choice { B!a; continue X; } or { B?b; } or { } } } B { choice { A?a; } or { A!b; } } }";
    expect(report(mixed, { property: "deadlock-free" }).verdicts.map(({ method, assumptions: own }) => [method, own])).toEqual([["network", [goesOn]]]);
    const stream = "context C { A { rec X { choice { B!a; continue X; } or { } } } B { rec X { A?a; continue X; } } }";
    expect(report(stream, { property: "live" }).verdicts.map(({ verdict, method, assumptions: own }) => [verdict, method, own])).toEqual([
      ["proved", "by-design", [goesOn]],
    ]);
  });

  test("is none if it only receives there, or if nothing leads there", () => {
    const found = assumptions(`context C { A { B!a; } B { choice { A?a; } or { } } } ${asked}`);
    expect([...found.values()].flat()).toEqual([]);
  });

  test("is named in verdicts on protocols and systems of which the automata are such", () => {
    const text = `protocol P(A, B, C) { choice at B { B -> C : x; A -> C : m; } or { B -> C : y; } } expect P : compatible, deadlock-free = proved, live;`;
    const found = report(text).verdicts.filter(({ property }) => ["compatible", "deadlock-free", "live"].includes(property));
    expect(found.map(({ assumptions: own }) => own)).toEqual([[goesOn], [goesOn], [goesOn]]);
  });
});

describe("parts that do not communicate", () => {
  const pair = (one: string, other: string): string => `${one} { ${other}!x; ${other}!x; ${other}?y; } ${other} { ${one}?x; ${one}?x; ${one}!y; }`;
  const leaves = "E { F!x; } F { }";
  const endless = "G { rec X { H!x; H?y; continue X; } } H { rec X { G?x; G!y; continue X; } }";
  const states = (text: string, property: string): readonly [string, number][] =>
    report(text, { property }).verdicts.map(({ verdict, states: seen }) => [verdict, seen]);

  test.each(["reception-safe", "orphan-free", "bounded(2)"])("are explored apart for %s: their configurations are added", (property) => {
    const [[verdict, seen] = ["", 0]] = states(`context C { ${pair("A", "B")} }`, property);
    expect(verdict).toBe("proved");
    expect(states(`context C { ${pair("A", "B")} ${pair("K", "L")} ${pair("M", "N")} }`, property)).toEqual([["proved", 3 * seen]]);
  });

  test("have an orphan together if the others end, and none if one goes on", () => {
    expect(states(`context C { ${leaves} ${pair("A", "B")} }`, "orphan-free")[0]?.[0]).toBe("violated");
    expect(states(`context C { ${leaves} ${endless} }`, "orphan-free")[0]?.[0]).toBe("proved");
  });

  test("have the faults of each of them", () => {
    const wrong = "E { F!x; } F { E?z; }";
    expect(states(`context C { ${endless} ${wrong} }`, "reception-safe")[0]?.[0]).toBe("violated");
    expect(states(`context C { ${endless} ${pair("A", "B")} }`, "bounded(1)")[0]?.[0]).toBe("violated");
  });

  test("have so many configurations together as the limit says", () => {
    const growing = (one: string, other: string): string => `${one} { rec X { ${other}!x; continue X; } } ${other} { rec X { ${one}?x; continue X; } }`;
    const text = `context C { ${growing("A", "B")} ${growing("K", "L")} }`;
    const [verdict] = report(text, { property: "reception-safe", maxStates: 100 }).verdicts;
    expect([verdict?.verdict, (verdict?.states ?? 101) <= 100]).toEqual(["unknown", true]);
  });
});

describe("`--property`", () => {
  test("is judged on the network and with the fairness of the options", () => {
    expect(verdicts(bothSendFirst, { property: "deadlock-free", network: "synchronous" })).toEqual(["C : deadlock-free on synchronous = violated"]);
    expect(verdicts(choosy, { property: "terminating", network: "synchronous", fairness: "strong-fairness" })).toEqual([
      "C : terminating on synchronous with strong-fairness = proved",
    ]);
  });

  test("leaves expectations of other runs aside", () => {
    const text = `${bothSendFirst} expect C on synchronous : deadlock-free = violated;`;
    expect(report(text, { property: "deadlock-free" }).expectations).toEqual([]);
    expect(report(text, { property: "deadlock-free", network: "synchronous" }).exitCode).toBe(0);
  });

  test.each([
    [{ property: "bounded(1)", network: "synchronous" }, "irrelevant-network"],
    [{ property: "bounded(1)", fairness: "strong-fairness" }, "irrelevant-fairness"],
    [{ property: "bounded" }, "wrong-item-argument"],
    [{ property: "implementable" }, "unknown-property"],
    [{ property: "lively" }, "unknown-property"],
  ] as const)("%j of a context is %s", (options, code) => {
    const { diagnostics, exitCode } = report(pingPong, options);
    expect([diagnostics.map((one) => one.code), exitCode]).toEqual([[code], 2]);
  });
});

describe("a protocol", () => {
  test("is judged by its local automata, faults with queues by its coherence", () => {
    const text = `protocol P(A, B) { A -> B : x; B -> A : y; }
      expect P : deadlock-free, terminating, live; expect P on synchronous : deadlock-free; expect P with no-fairness : live++;`;
    expect(report(text).expectations.filter(({ met }) => !met)).toEqual([]);
    expect(
      report(text)
        .verdicts.filter(({ property }) => property === "deadlock-free")
        .map(({ method }) => method),
    ).toEqual(["coherence", "network"]);
  });
});

describe("a protocol in which a role is done while others go on for ever", () => {
  const idle = "protocol P(A, B, C) { A -> B : start; rec L { B -> C : x; continue L; } }";

  test("is live and safe, whatever the length of queues", () => {
    const found = report(`${idle} expect P : live, safe;`).verdicts.filter(({ property }) => ["live", "safe"].includes(property));
    expect(found.map(({ verdict, method }) => [verdict, method])).toEqual([
      ["proved", "by-design"],
      ["proved", "by-design"],
    ]);
  });
});

describe("a system", () => {
  const loop = "protocol P(A, B) { rec X { choice at A { A -> B : more; continue X; } or { A -> B : stop; } } } role A { n: int = 3; }";
  const members = `process Few plays A in P { while n > 0 { B!more; n := n - 1; } B!stop; }
    process Any plays B in P { loop L { branch A { more => {} stop => { break L; } } } } system S { A = Few; B = Any; }`;

  test("where data decides is not refuted by its communications", () => {
    const { verdicts: found } = report(`${loop}${members} expect S : terminating = unknown;`);
    const verdict = found.find(({ property }) => property === "terminating");
    expect([verdict?.verdict, verdict?.reason?.startsWith("a run of the communications, which data may exclude")]).toEqual(["unknown", true]);
  });

  test("whose automata offer what a member has decided by itself is not proved by them", () => {
    const text = `protocol P(A, B) { choice at B { B -> A : x; } or { B -> A : y; } } role A { n: int = any 0..1; }
      process Fickle plays A in P { if n > 0 { B?x(); } else { B?y(); } }
      process Any plays B in P { choose { A!x(); } or { A!y(); } }
      system S { A = Fickle; B = Any; } expect S on synchronous : deadlock-free = unknown; expect S : terminating = unknown;`;
    const unmet = report(text).expectations.filter(({ met }) => !met);
    expect(unmet).toEqual([]);
  });
});
