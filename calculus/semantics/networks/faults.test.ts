import { describe, expect, test } from "vitest";
import type { FaultClause, NetworkArchitecture } from "../../core/index.ts";
import { fifo, networkWords, readNetwork } from "../../core/index.ts";
import { nowhere } from "../../diagnostics/index.ts";
import { analyseText } from "../../loading/index.ts";
import { exhaustive } from "../../values/index.ts";
import { isFault } from "../label.ts";
import { labelKey } from "../label-key.ts";
import type { NetworkConfiguration } from "../transition-system.ts";
import type { NetworkSystem } from "./system.ts";
import { networkSystem } from "./system.ts";

const chooser = exhaustive(() => undefined);

function systemOf(text: string, network: NetworkArchitecture = fifo, clauses: readonly FaultClause[] = []): NetworkSystem {
  const { model } = analyseText(text);
  if (model === undefined) throw new Error("the text is not well-formed");
  const found = networkSystem(model, undefined, { network, ...(clauses.length === 0 ? {} : { faults: { name: "F", clauses, span: nowhere } }) });
  if (!found.ok) throw new Error("the text is not projectable");
  return found.system;
}

function words(...on: readonly string[]): NetworkArchitecture {
  const found = readNetwork(on.join(" "));
  if (!found.ok) throw new Error(found.word);
  return found.network;
}

/** What is enabled after the steps at these positions. */
function after(system: NetworkSystem, ...positions: readonly number[]): { readonly here: NetworkConfiguration; readonly enabled: readonly string[] } {
  const [beginning] = system.initial(chooser);
  if (beginning === undefined) throw new Error("there is no beginning");
  let here = beginning;
  for (const position of positions) {
    const step = system.steps(here, chooser)[position];
    if (step === undefined) throw new Error(`nothing stands at ${String(position)}`);
    here = step.target;
  }
  return { here, enabled: system.steps(here, chooser).map(({ label }) => labelKey(label).replaceAll(";", "")) };
}

const twice = `
  role A; role B; role C;
  choreography Twice(A, B, C) { A.1 -> B.x; C.5 -> B.y; A.2 -> B.z; }`;

describe("networks", () => {
  test("a bounded queue makes its sender wait", () => {
    const free = systemOf(twice, fifo);
    expect(after(free, 0).enabled).toEqual(["A!B _⟨2⟩", "B?A _⟨1⟩", "C!B _⟨5⟩"]);
    const bounded = systemOf(twice, words("bounded(1)"));
    expect(after(bounded, 0).enabled).toEqual(["B?A _⟨1⟩", "C!B _⟨5⟩"]);
    expect(after(bounded, 0, 0).enabled).toEqual(["A!B _⟨2⟩", "C!B _⟨5⟩"]);
  });

  test("a mailbox has one order for all senders, and one bound", () => {
    const system = systemOf(twice, words("mailbox"));
    expect(after(system, 1, 0).enabled).toEqual(["A!B _⟨2⟩"]);
    expect(after(system, 0, 2).enabled).toEqual(["A!B _⟨2⟩", "B?A _⟨1⟩"]);
    expect(after(systemOf(twice, words("mailbox", "bounded(1)")), 0).enabled).toEqual(["B?A _⟨1⟩"]);
  });

  test("a bag has no order, and equal messages are one", () => {
    const system = systemOf(twice, words("bag"));
    expect(after(system, 0, 0).enabled).toEqual(["B?A _⟨1⟩", "B?A _⟨2⟩", "C!B _⟨5⟩"]);
    const [one, other] = [after(system, 0, 0, 1, 0).here, after(system, 0, 0, 0, 0).here];
    expect(system.key(one)).not.toBe(system.key(other));
    const same = systemOf(`role A; role B; choreography Same(A, B) { A.1 -> B.x; A.1 -> B.y; A.0 -> B.z; }`, words("bag"));
    expect(after(same, 0, 0, 0).enabled).toEqual(["B?A _⟨0⟩", "B?A _⟨1⟩"]);
  });

  test("a lossy network loses any message, equal neighbours once, behind the steps of the roles", () => {
    const system = systemOf(twice, words("lossy"));
    expect(after(system, 0, 0, 1).enabled).toEqual(["B?A _⟨1⟩", "lose A→B _⟨1⟩ at 0", "lose A→B _⟨2⟩ at 1", "lose C→B _⟨5⟩ at 0"]);
    expect(after(system, 0, 0, 1, 1).enabled).toEqual(["B?A _⟨2⟩", "lose A→B _⟨2⟩ at 0", "lose C→B _⟨5⟩ at 0"]);
  });

  test("a duplicating network may leave what is received", () => {
    const system = systemOf(twice, words("duplicating"));
    expect(after(system, 0).enabled).toEqual(["A!B _⟨2⟩", "B?A _⟨1⟩", "C!B _⟨5⟩", "B?A _⟨1⟩ kept"]);
    expect(after(system, 0, 0, 1, 1).enabled).toEqual(["B?C _⟨5⟩", "B?C _⟨5⟩ kept"]);
  });

  test.each([
    [["fifo"], "fifo"],
    [["bounded(2)"], "bounded(2)"],
    [["lossy", "mailbox"], "mailbox lossy"],
    [["bag", "duplicating", "bounded(3)"], "bag bounded(3) duplicating"],
  ])("the words %j have one standard form", (given, standard) => {
    expect(networkWords(words(...given))).toBe(standard);
    expect(networkWords(words(...standard.split(" ")))).toBe(standard);
  });

  test.each([[["bounded(0)"]], [["bounded"]], [["fifo", "bag"]], [["lossy", "lossy"]], [["carrier"]]])("the words %j are no network", (given) => {
    expect(readNetwork(given.join(" ")).ok).toBe(false);
  });
});

const counter = `
  role A { durable kept: int = 0; lost: int = any 0..1; } role B;
  choreography Counter(A, B) { A.kept := kept + 1; A.lost := 7; A.lost -> B.x; A.lost -> B.y; }`;

describe("fault models", () => {
  const crash = (atMost: number | undefined, restarts = true): FaultClause => ({
    kind: "crash",
    roles: ["A"],
    restarts,
    span: nowhere,
    ...(atMost === undefined ? {} : { atMost }),
  });

  test("a crash keeps what is durable, takes the role back to its start, and costs the budget", () => {
    const system = systemOf(counter, fifo, [crash(1)]);
    // Already at the start the role may crash: its volatile field may be another one then.
    expect(after(system).enabled).toEqual(["τ_A", "crash_A(restarts lost = 1) by 0"]);
    expect(after(system, 0).enabled).toEqual(["τ_A", "crash_A(restarts lost = 0) by 0", "crash_A(restarts lost = 1) by 0"]);
    const { here, enabled } = after(system, 0, 0, 0, 2);
    expect(enabled).toEqual(["τ_A", "B?A _⟨7⟩"]);
    expect(here.world.store.get("A")?.fields).toEqual([
      ["kept", 1n],
      ["lost", 0n],
    ]);
    expect(here.world.spent).toEqual([1]);
  });

  test("a crash without a budget is counted by nobody", () => {
    const system = systemOf(counter, fifo, [crash(undefined)]);
    expect(after(system, 0, 1).here.world.spent).toEqual([0]);
  });

  test("a crash for good stops the role; the others go on, and the end needs it no more", () => {
    const system = systemOf(counter, fifo, [crash(1, false)]);
    const { here } = after(system, 0, 0, 0, 0, 0, 0);
    expect(here.world.stopped).toEqual(new Map());
    const [last] = system.steps(here, chooser).filter(({ label }) => isFault(label));
    expect(last?.target.world.stopped).toEqual(new Map([["A", "crashed"]]));
    expect(last === undefined ? undefined : system.isFinal(last.target)).toBe(true);
    expect(after(system, 0, 1).enabled).toEqual([]);
  });

  test("messages are lost, duplicated and overtaken where their clause says, as often as it says", () => {
    const of = (kind: "lose" | "duplicate" | "reorder", more: object = {}): FaultClause => ({ kind, from: "A", to: "B", atMost: 1, span: nowhere, ...more });
    const system = systemOf(twice, fifo, [of("lose"), of("duplicate"), of("reorder"), of("lose", { from: "C" })]);
    expect(after(system, 0, 0, 1).enabled).toEqual([
      "B?A _⟨1⟩",
      "lose A→B _⟨1⟩ at 0 by 0",
      "lose A→B _⟨2⟩ at 1 by 0",
      "B?A _⟨1⟩ kept by 1",
      "reorder A→B _⟨1⟩ at 0 by 2",
      "lose C→B _⟨5⟩ at 0 by 3",
    ]);
    expect(after(system, 0, 0, 1, 4).enabled).toEqual([
      "B?A _⟨2⟩",
      "lose A→B _⟨2⟩ at 0 by 0",
      "lose A→B _⟨1⟩ at 1 by 0",
      "B?A _⟨2⟩ kept by 1",
      "lose C→B _⟨5⟩ at 0 by 3",
    ]);
    expect(after(systemOf(twice, fifo, [of("lose", { label: "other" })]), 0, 0).enabled).not.toContain("lose A→B _⟨1⟩ at 0 by 0");
  });

  test("equal neighbours do not overtake each other, and in a bag nobody does", () => {
    const same = `role A; role B; choreography Same(A, B) { A.1 -> B.x; A.1 -> B.y; A.0 -> B.z; }`;
    const clauses: readonly FaultClause[] = [{ kind: "reorder", span: nowhere }];
    expect(after(systemOf(same, fifo, clauses), 0, 0).enabled).toEqual(["A!B _⟨0⟩", "B?A _⟨1⟩"]);
    expect(after(systemOf(same, fifo, clauses), 0, 0, 0).enabled).toEqual(["B?A _⟨1⟩", "reorder A→B _⟨1⟩ at 1 by 0"]);
    expect(after(systemOf(same, words("bag"), clauses), 0, 0, 0).enabled).toEqual(["B?A _⟨0⟩", "B?A _⟨1⟩"]);
  });
});
