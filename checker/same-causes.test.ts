/** Whatever keeps the rules from saying `proved` keeps the compiled engine from it, for the same reason. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";
import type { VerifyOptions } from "./options.ts";

type Row = readonly [property: string, verdict: string, reason: string | undefined, waiting: string | undefined];

function judged(text: string, options: VerifyOptions): readonly Row[] {
  const { verdicts, diagnostics } = verifyModel(analyseText(text), options);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return verdicts
    .filter(({ method }) => method === "explicit" || method === "network")
    .map(({ property, verdict, reason, evidence }): Row => [property, verdict, reason, evidence.find((line) => line.startsWith("roles that can wait"))]);
}

/** The verdicts of the rules; those of the compiled engine are the same, with several threads and reductions too. */
function agreed(text: string, options: VerifyOptions = {}): ReadonlyMap<string, Row> {
  const rules = judged(text, { ...options, engine: "rules" });
  expect(rules.length).toBeGreaterThan(0);
  const others: readonly VerifyOptions[] = [{}, { workers: 2, reduction: ["persistent", "dead-variables"] }];
  for (const more of others) {
    const { verdicts } = verifyModel(analyseText(text), { ...options, ...more, engine: "explicit" });
    expect(verdicts.some(({ method }) => method === "explicit")).toBe(true);
    expect(judged(text, { ...options, ...more, engine: "explicit" })).toEqual(rules);
  }
  return new Map(rules.map((row) => [row[0], row]));
}

const system = (a: string, b: string, more = ""): string => `role A { n: int = 0; m: int = 3; } role B { n: int = 0; }
  process PA plays A { ${a} } process PB plays B { ${b} } system S { A = PA; B = PB; } property Small of S = always A.n < 9; ${more}`;

describe("a choice without values makes verdicts vacuous", () => {
  const reason = "no value satisfies what is asked of A.n";
  test.each([
    ["of a range that is empty", "n := any m..1;"],
    ["of a range that is empty in one state", "n := any 0..2; n := any 1..n;"],
    ["of a refined type", "n := any (int where value > 1 and value < 2);"],
  ])("%s", (_what, a) => {
    for (const [property, verdict, why] of agreed(system(`${a} B!l();`, "A?l();")).values())
      if (verdict !== "violated") expect([property, verdict, why]).toEqual([property, "vacuous", reason]);
  });

  test("of a function without body", () => {
    const found = agreed(`fn f(x: int): (int where value > 1 and value < 2); ${system("n := f(1); B!l();", "A?l();")}`);
    expect(found.get("Small")).toEqual(["Small", "vacuous", "no value satisfies what is asked of f(1)", undefined]);
  });

  test("at the start", () => {
    const found = agreed(
      `role A { n: int = any (int where value > 1 and value < 2); } role B; process PA plays A { B!l(); } process PB plays B { A?l(); } system S { A = PA; B = PB; }`,
    );
    expect(found.get("deadlock-free")?.slice(1, 3)).toEqual(["vacuous", "there is no initial state: no value for A.n"]);
  });

  test("also where somebody else goes on for ever, and under reductions", () => {
    const found = agreed(system("n := any 0..2; n := any 1..n;", "loop L { n := 1 - n; }"));
    expect(found.get("deadlock-free")?.[1]).toBe("vacuous");
  });

  test("but a violation is one all the same", () => {
    expect(agreed(system("n := 9; n := any m..1;", "n := 1;")).get("Small")?.[1]).toBe("violated");
  });
});

describe("runs that are cut off make verdicts vacuous", () => {
  const cut = "every run is cut off by an assumption that is false";

  test("by a false assumption", () => {
    expect(agreed(system("assume n > 0; B!l();", "A?l();")).get("Small")).toEqual(["Small", "vacuous", cut, undefined]);
  });

  test("under faults, crashes and losses too", () => {
    const faults = "faults F { crash B at most 1; lose B -> A at most 1; }";
    const found = agreed(system("assume n > 0; B!l();", "A!hello(); A?l();".replace("A!hello();", "A!hello(1);"), faults), { faults: "F" });
    expect(found.get("Small")?.slice(1, 3)).toEqual(["vacuous", cut]);
  });

  test("on networks that lose and keep messages", () => {
    for (const network of ["lossy", "duplicating", "mailbox", "bounded(1)"])
      expect(agreed(system("assume n > 0; B!l();", "A!hello(1); A?l();"), { network }).get("Small")?.slice(1, 3)).toEqual(["vacuous", cut]);
  });
});

describe("who waits where nobody moves is told", () => {
  const waiting = "roles that can wait for ever, behind a role that stopped or that never comes to what they wait for:";

  test("with why in vain", () => {
    expect(agreed(system("n := 1 / n; B!l();", "A?l();")).get("deadlock-free")).toEqual(["deadlock-free", "proved", undefined, `${waiting} B for A (failed)`]);
  });

  test("under faults, of whom some have crashed", () => {
    const three = `role A { n: int = 0; } role B { n: int = 0; } role C { n: int = 0; }
      process PA plays A { n := 1 / n; B!l(); } process PB plays B { branch { A?l() => { } C?r() => { } } } process PC plays C { n := 1; B!r(); }
      system S { A = PA; B = PB; C = PC; } faults F { crash C permanently at most 1; }`;
    const row = agreed(three, { faults: "F", property: "deadlock-free" }).get("deadlock-free");
    expect(row?.[3]).toContain("B for C (crashed)");
  });

  test("where somebody has no value to choose", () => {
    expect(agreed(system("n := any m..1; B!l();", "A?l();")).get("deadlock-free")?.[3]).toBe(`${waiting} B for A`);
  });
});

describe("at a guarded choice a closed guard excuses nobody", () => {
  const three = (choice: string): string => `role A { n: int = 0; } role B; role C { n: int = 0; }
    process PA plays A { select { ${choice} } } process PB plays B { A?hello(); } process PC plays C { n := 1 / n; A!late(); }
    system S { A = PA; B = PB; C = PC; }`;

  test.each([
    ["when n > 0: C?late()", "violated"],
    ["B?never() when n > 0: C?late()", "violated"],
    ["when n > 0: C?late() when n > 1: B!hello()", "violated"],
    ["C?late() when n > 1: B!hello()", "proved"],
  ])("%s", (choice, outcome) => {
    expect(agreed(three(choice), { property: "deadlock-free" }).get("deadlock-free")?.[1]).toBe(outcome);
  });

  test("nor does it keep a reception from being unspecified", () => {
    const two = system("select { B?x() when n > 0: B?z() }", "A!y();");
    expect(agreed(two, { property: "reception-safe" }).get("reception-safe")?.[1]).toBe("violated");
    const other = `role A { n: int = 0; } role B; role C; process PA plays A { select { B?x() when n > 0: C?z() } } process PB plays B { A!y(); } process PC plays C { A!z(); A?done(); }
      system S { A = PA; B = PB; C = PC; }`;
    expect(agreed(other.replace("A!z(); ", ""), { property: "reception-safe" }).get("reception-safe")?.[1]).toBe("violated");
  });
});
