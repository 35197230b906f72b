import { describe, expect, test } from "vitest";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "./judge.ts";
import type { VerifyOptions } from "./options.ts";
import type { FileReport } from "./verdict.ts";

const report = (text: string, options?: VerifyOptions): FileReport => verifyModel(analyseText(text), options);

const ask = `
  role A; role B { n: int = 0; }
  choreography Ask(A, B) { A.1 -> B.x : q; B.n := n + x; B -> A : r; }
  faults Loss { lose A -> B at most 1; }
  property Counted = always B.n <= 1;
  property Unanswered = witness A at end and B.n == 0;`;

const shown = ({ verdicts }: FileReport): readonly string[] =>
  verdicts.map(({ property, network, faults, method, verdict }) => `${property} ${faults} ${network} ${method} ${verdict}`);

describe("expectations under faults and on networks", () => {
  test("have verdicts of their own, by exploration, beside those without", () => {
    const found = report(`${ask} expect Ask under Loss on lossy mailbox : deadlock-free = violated; expect Counted under Loss : proved;`);
    expect(found.expectations.map(({ met }) => met)).toEqual([true, true]);
    expect(shown(found)).toContain("deadlock-free none fifo head-first proved");
    expect(shown(found)).toContain("deadlock-free Loss mailbox lossy network violated");
    expect(shown(found)).toContain("Counted Loss fifo network proved");
    // A property that is expected elsewhere only is judged there only; `Unanswered` is judged as always.
    expect(shown(found).filter((line) => line.startsWith("Counted"))).toHaveLength(1);
  });

  test("are found by the words of a network in any order, and the other way of asking agrees", () => {
    const found = report(`${ask} expect Ask on lossy mailbox : deadlock-free;`);
    expect(found.expectations.map(({ network, faults, actual, met }) => [network, faults, actual, met])).toEqual([
      ["mailbox lossy", "none", "violated", false],
    ]);
    const asked = report(ask, { property: "deadlock-free", network: "mailbox lossy", faults: "Loss" });
    expect(shown(asked)).toEqual(["deadlock-free Loss mailbox lossy network violated"]);
    expect(asked.verdicts[0]?.counterexample?.reproduce).toContain("--property deadlock-free --network 'mailbox lossy' --faults Loss");
    expect(asked.verdicts[0]?.counterexample?.trace).toMatchObject({ network: "mailbox lossy", faults: "Loss" });
  });

  test("of options without a property ask what is asked of every subject", () => {
    expect(shown(report(ask, { faults: "Loss" }))).toEqual([
      "no-failure Loss fifo network proved",
      "deadlock-free Loss fifo network violated",
      "Counted Loss fifo network proved",
      "Unanswered Loss fifo network violated",
    ]);
  });

  test.each([
    [{ faults: "Los" }, "unknown-fault-model"],
    [{ faults: "Loss", property: "projectable" }, "irrelevant-faults"],
    [{ network: "bag", property: "implementable" }, "irrelevant-network"],
  ] as const)("%j is refused: %s", (options, code) => {
    expect(report(ask, options).diagnostics.map((diagnostic) => diagnostic.code)).toEqual([code]);
  });

  test("a choreography without projection has no network there either", () => {
    const text = `role A, B, C; faults F { lose; } choreography Bad(A, B, C) { if A.true { B -> C : l; } else { C -> B : r; } } expect Bad under F : deadlock-free = unknown; expect Bad : projectable = violated;`;
    expect(report(text).expectations.every(({ met }) => met)).toBe(true);
  });

  test("a system that is only expected on other networks is not explored on queues without bound", () => {
    const found = report(
      `role A, B; process P plays A { loop L { B!m; } } process Q plays B { loop L { A?m; } } system S { A = P; B = Q; } expect S on bounded(2) : deadlock-free;`,
    );
    expect(shown(found)).toEqual(["deadlock-free none bounded(2) network proved"]);
  });

  test("who waits for a role that crashed for good is in a deadlock, and messages to it are no orphans", () => {
    const gone = `role A, B; choreography Two(A, B) { A -> B : one; B -> A : two; } faults Gone { crash B permanently at most 1; } faults Late { crash A permanently; }`;
    expect(shown(report(gone, { faults: "Gone", property: "deadlock-free" }))).toEqual(["deadlock-free Gone fifo network violated"]);
    expect(shown(report(gone, { faults: "Late", property: "orphan-free" }))).toEqual(["orphan-free Late fifo network proved"]);
  });

  test("restarts and duplicates in systems with further sessions are not judged", () => {
    const text = `role A, B; protocol M(A, B) { A -> B : go; } protocol Q(C, D) { C -> D : x; }
      process P plays A in M { B!go; s.D!x; } process R plays B in M { A?go; t.C?x; }
      system S { A = P; B = R; session q : Q { C = A as s; D = B as t; } }
      faults Again { crash A at most 1; }`;
    const { verdicts, diagnostics } = report(text, { faults: "Again", property: "deadlock-free" });
    expect([diagnostics, verdicts.map(({ verdict, reason }) => [verdict, reason])]).toEqual([[], [["unknown", expect.stringContaining("given away")]]]);
  });
});
