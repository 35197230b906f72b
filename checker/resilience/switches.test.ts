/** What each decision of the machine's design is for: dropping it breaks a property of a tiny program, which holds on the sound machine. Expected by hand from the rules in docs/sagas.md. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import type { Model } from "../../calculus/core/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import type { Verdict } from "../verdict.ts";
import { verdictsOfMachine } from "./index.ts";
import type { ReplayItem } from "./index.ts";

function modelOf(text: string): Model {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return model;
}

/** The verdict on the item under the faults, with these settings of the runtime. */
function verdictOn(program: string, faults: string, item: ReplayItem, settings = ""): Verdict | undefined {
  const model = modelOf(`${program}\n${faults === "" ? "" : `faults F { ${faults} }`}\nruntime replay { ${settings} }\n`);
  const { runtime } = model;
  const named = model.faults.get("F");
  const subject = { model, name: "main", ...(runtime === undefined ? {} : { runtime }), ...(named === undefined ? {} : { faults: named }) };
  return verdictsOfMachine(subject, [item], contracts(model), {})[0];
}

/** A client tells a bank to count. */
const counted = `role A; role B { durable n: int = 0; }
transaction count() at B { n := n + 1; }
choreography main(A, B) { A -> B : go; perform B.count(); B -> A : done; }`;

/** The bank counts before it is told anything: a message that comes again finds a run that has begun. */
const countedFirst = `role A; role B { durable n: int = 0; }
transaction count() at B { n := n + 1; }
choreography main(A, B) { perform B.count(); A -> B : go; }`;

/** The bank tells itself what it counted. */
const answered = `role A; role B { durable n: int = 0; }
transaction take() at B : int { n := n + 1; result n; }
choreography main(A, B) { A -> B : go; B.x := perform take(); }`;

const twoValues = `role A; role B;
choreography main(A, B) { A.1 -> B.x; A.2 -> B.y; }`;

/** Whoever counts does so in a saga that is aborted. */
const aborted = (body: string): string => `role A; role B { durable n: int = 0; }
transaction count() at B { n := n + 1; compensate { n := n - 1; } }
transaction turn() at B { n := 10 - n; compensate { n := 10 - n; } }
choreography main(A, B) { saga { A -> B : go; ${body} abort A; } }`;

const crash = "crash B at most 1;";

const rows: readonly (readonly [setting: string, program: string, faults: string, item: ReplayItem, shows: string])[] = [
  ["journal off", counted, crash, "replay-safe", "B.n is 2, and not 1"],
  ["journal off", counted, crash, "exactly-once", "B: count happens twice"],
  ["results recomputed", answered, crash, "replay-safe", "B.x is 2, and not 1"],
  ["ack receipt", counted, crash, "recovers", "A, B are stuck"],
  ["queue volatile", `role A; role B { durable n: int = 0; }\nchoreography main(A, B) { A -> B : go; B -> A : done; }`, crash, "recovers", "A, B are stuck"],
  ["messages transient", counted, "restart broker at most 1;", "recovers", "A, B are stuck"],
  ["delivery plain", twoValues, "crash A at most 1;", "replay-safe", "B.y is 1, and not 2"],
  ["confirm off", counted, "lose A -> B at most 1;", "recovers", "A, B are stuck"],
  ["commit split", counted, crash, "replay-safe", "B.n is 2, and not 1"],
  ["recovery concurrent", countedFirst, crash, "replay-safe", "B.n is 2, and not 1"],
  ["abort-check off", aborted("perform B.count();"), "", "saga-atomic", "B did count, which was not compensated, although the session aborted"],
  [
    "abort-memo off",
    aborted("perform B.count();"),
    "",
    "saga-atomic",
    "B did count, which was not compensated, although the session aborted; B completed the session, which others aborted",
  ],
  ["compensation unordered", aborted("perform B.count(); perform B.turn();"), "", "outcome-deterministic", "B.n is 2, and not 0"],
  ["marks all", aborted("perform B.count(); perform B.turn();"), crash, "saga-atomic", "B did count, which was not compensated, although the session aborted"],
  [
    "retries off",
    aborted("perform B.count();"),
    "exception B at most 1;",
    "saga-atomic",
    "B did count, which was not compensated, although the session aborted",
  ],
  ["exceptions forget", counted, "exception B at most 1;", "recovers", "A, B are stuck"],
  ["acks raced", counted, "", "residue-free", "a message go of A to B is never acknowledged"],
];

describe.each(rows)("%s", (setting, program, faults, item, shows) => {
  test(`breaks ${item}, and nothing else is needed for that`, () => {
    expect(verdictOn(program, faults, item)).toMatchObject({ verdict: "proved" });
    expect(verdictOn(program, faults, item, `${setting};`)).toMatchObject({ verdict: "violated", reason: shows });
  });
});

/** Whether a piece is there depends on the other session. */
const soldTwice = `role B { durable n: int = 1; durable sent: int = 0; }
compensatable transaction take() at B { requires n >= 1 else abort; n := n - 1; compensate { n := n + 1; } }
irrevocable transaction send() at B { sent := sent + 1; }
irrevocable transaction restock() at B { n := n + 1; }
choreography main(B) { saga { perform B.take(); perform B.send(); perform B.restock(); } }`;

test("decisions repeated breaks saga-atomic of two sessions, and nothing else is needed for that", () => {
  expect(verdictOn(soldTwice, crash, "saga-atomic", "sessions 2;")).toMatchObject({ verdict: "proved" });
  expect(verdictOn(soldTwice, crash, "saga-atomic", "sessions 2; decisions repeated;")).toMatchObject({
    verdict: "violated",
    reason: expect.stringContaining("B did send in session 2, which was not compensated, although the session aborted") as string,
  });
});

/** The bank aborts by itself: the loyalty programme may be anywhere when it is told. */
const greeted = `role A { durable n: int = 0; } role B { durable p: int = 0; }
transaction charge() at A { requires n >= 1 else abort; n := n - 1; }
transaction credit() at B { p := p + 1; compensate { p := p - 1; } }
transaction greet() at B { p := p + 10; compensate { p := p - 10; } }
choreography main(A, B) { saga { perform A.charge(); perform B.credit(); perform B.greet(); } }`;

// What it does where the abort does not end runs is in corpus/sagas.test.ts: a run walks past what was compensated.
test("tombstones off does nothing by itself: no run is left that could find what was compensated", () => {
  for (const item of ["replay-safe", "saga-atomic", "recovers", "exactly-once"] as const)
    expect(verdictOn(greeted, crash, item, "tombstones off;")).toMatchObject({ verdict: "proved" });
});

test.each(["completion immediate", "abort broadcast"])("%s drops no assumption", (setting) => {
  for (const item of ["replay-safe", "recovers", "exactly-once", "residue-free"] as const)
    expect(verdictOn(counted, crash, item, `${setting};`)).toMatchObject({ verdict: "proved" });
});

test("abort explicit drops no assumption: the program tells everybody, and undoes by itself", () => {
  for (const item of ["replay-safe", "recovers", "saga-atomic", "exactly-once", "residue-free"] as const)
    expect(verdictOn(greeted, "crash anywhere at most 1;", item, "abort explicit;")).toMatchObject({ verdict: "proved" });
});

describe("faults that the machine masks:", () => {
  test.each([
    "crash anywhere at most 2;",
    "exception anywhere at most 2;",
    "restart broker at most 1;",
    "lose at most 1;",
    "duplicate at most 1;",
    "reorder at most 1;",
    "delay at most 1;",
  ])("%s", (faults) => {
    expect(verdictOn(counted, faults, "replay-safe")).toMatchObject({ verdict: "proved" });
  });

  test("but not a crash for good, and not a partition", () => {
    expect(verdictOn(counted, "crash B permanently at most 1;", "recovers")).toMatchObject({ verdict: "violated", reason: "A is stuck" });
    expect(verdictOn(counted, "partition A from B at most 1;", "recovers")).toMatchObject({ verdict: "violated", reason: "A, B are stuck" });
  });
});

describe("runs", () => {
  test("are as short as any from their beginning, with the fault where it does harm", () => {
    const { faultyRun } = verdictOn(counted, crash, "exactly-once", "journal off;") ?? {};
    expect(faultyRun?.steps.map(({ text }) => text)).toEqual([
      "A sends go to B",
      "B receives go from A",
      "B: count commits",
      "B crashes, and starts again",
      "B receives go from A",
      "B: count commits",
    ]);
    expect(faultyRun?.steps.map(({ isFault }) => isFault)).toEqual([false, false, false, true, false, false]);
  });

  test("are two where it takes two to show that ends differ, and nothing is said of their length", () => {
    const verdict = verdictOn(`role A { x: int = 0; } choreography main(A) { A.x := any 0..1; }`, "", "outcome-deterministic");
    expect(verdict).toMatchObject({ verdict: "violated", reason: "A.x is 1, and not 0" });
    expect(verdict?.faultyRun?.other?.map(({ text }) => text)).toEqual(["A picks 0", "A completes the session"]);
    expect(verdict?.evidence.join()).not.toContain("shorter");
  });
});

test("what nobody does is vacuous", () => {
  const idle = "role A; role B; choreography main(A, B) { A -> B : go; }";
  expect(verdictOn(idle, crash, "saga-atomic")).toMatchObject({ verdict: "vacuous" });
  expect(verdictOn(idle, crash, "exactly-once")).toMatchObject({ verdict: "vacuous" });
});

test("choices from infinitely many values leave a property undecided, and a violation is one", () => {
  const infinite = (name: string): string => `role A { x: int = any; } role B { durable n: int = 0; }
${name} count() at B { n := n + 1; }
choreography main(A, B) { A.x -> B.y; perform B.count(); }`;
  expect(verdictOn(infinite("transaction"), crash, "replay-safe")).toMatchObject({ verdict: "unknown" });
  expect(verdictOn(infinite("raw transaction"), crash, "replay-safe")).toMatchObject({ verdict: "violated" });
});
