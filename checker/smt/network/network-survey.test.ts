import { afterAll, describe, expect, test } from "vitest";
import { fifo, readNetwork } from "../../../calculus/core/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import { contracts } from "../../../calculus/protocols/index.ts";
import { networkSystem, systemNetwork } from "../../../calculus/semantics/index.ts";
import { surveyNetwork } from "../../engines.ts";
import type { Question } from "../../items.ts";
import { nameOf, questionOf } from "../../items.ts";
import { verifyModel } from "../../judge.ts";
import type { Verdict } from "../../verdict.ts";
import { chooseSolver } from "../backends/index.ts";
import { freshCell, shapeOf } from "../values/index.ts";
import { surveyNetworkSymbolically } from "./index.ts";
import type { NetworkParts } from "./parts.ts";
import { usualParts } from "./parts.ts";

const solver = chooseSolver("wasm");
afterAll(() => {
  solver.close();
});

const effort = { solver, effort: { milliseconds: 5_000 }, longest: 14, slots: 3, shouldStop: () => undefined };

interface Found {
  readonly outcome: string | undefined;
  readonly length: number | undefined;
}

/** What the rules and the solver say of the questions, by name; the length is that of the shortest run. */
function both(
  text: string,
  items: readonly string[],
  { words = "fifo", faults: name, parts = usualParts }: { readonly words?: string; readonly faults?: string; readonly parts?: NetworkParts } = {},
): { readonly rules: Readonly<Record<string, Found>>; readonly symbolic: Readonly<Record<string, Found>> } {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const reading = readNetwork(words);
  const faults = name === undefined ? undefined : model.faults.get(name);
  const options = { network: reading.ok ? reading.network : fifo, ...(faults === undefined ? {} : { faults }) };
  const [system] = model.systems.values();
  const found = system === undefined ? networkSystem(model, undefined, options) : systemNetwork(model, system, contracts(model), options);
  if (!found.ok) throw new Error("no network");
  const all: readonly Question[] = [
    ...(["no-failure", "assert", "deadlock-free", "reception-safe", "orphan-free"] as const).map((item): Question => ({ kind: "built-in", item })),
    ...model.properties.flatMap((one) => questionOf(one) ?? []),
  ];
  const questions = all.filter((question) => items.includes(nameOf(question)));
  const survey = surveyNetwork({ model, network: found.system }, questions, { maxStates: 1_000, memory: 2 ** 28 });
  const answers = surveyNetworkSymbolically(model, found.system, questions, effort, parts);
  const table = (of: (question: Question) => Found): Readonly<Record<string, Found>> =>
    Object.fromEntries(questions.map((question) => [nameOf(question), of(question)]));
  return {
    rules: table((question) => ({ outcome: survey.conclusions.get(question)?.outcome, length: survey.exploration.found.get(question)?.steps.length })),
    symbolic: table((question) => ({ outcome: answers.get(question)?.outcome, length: answers.get(question)?.length })),
  };
}

const exchange = `role Left { x: int = 0; y: int = 0; } role Right { x: int = 0; y: int = 0; }
  process Push plays Left { Right!a(1); Right!a(2); Right?b(x); }
  process Pull plays Right { Left!b(1); Left?a(x); Left?a(y); assert x > y; }
  system Exchange { Left = Push; Right = Pull; }
  property Ordered of Exchange = always Right.y != 0 implies Right.x == 1;`;
const twoSenders = `role C; role K { first: int = 0; } role T;
  choreography Order(C, K, T) { C.1 -> K.first : order; T.9 -> K.sum : paid; }
  property Sum = always K.sum is set implies K.first + K.sum == 10;
  faults Loss { lose at most 1; } faults Crash { crash C permanently at most 1; } faults Twice { duplicate at most 1; }`;
const unheard = `role A { n: int = any 0..2; } role B;
  process Buyer plays A { if n > 0 { B!ask(n); } else { B!quit; } B!quit; }
  process Seller plays B { branch A { ask(k) => { A!price(k / (k - 1)); } } }
  system Shop { A = Buyer; B = Seller; }
  property Early of Shop = witness sent A -> B : ask and A.n == 2;
  property Both of Shop = always not (A at end and B at end);`;
const crossing = `role A { leads: bool = false; } role B { leads: bool = false; }
  process First plays A { select { B!claim do { leads := true; } => { B?claim; } B?claim => { B!claim; } } }
  process Second plays B { select { A!claim do { leads := true; } => { A?claim; } A?claim => { A!claim; } } }
  system Meeting { A = First; B = Second; }
  property One of Meeting = finally A.leads != B.leads;`;

const again = `role A { durable n: int = 0; m: int = 0; v: int = any 1..2; } role B { x: int = 0; }
  process Counting plays A { assert m == 0; m := v; n := 1; B!a(n); }
  process Told plays B { A?a(x); }
  system Tally { A = Counting; B = Told; }
  property Kept of Tally = never A.n == 1 and A.m == 0;
  property Chosen of Tally = always A.m == 0 or A.m == A.v;
  faults Again { crash A at most 1; }`;
const threeInOrder = `role A; role B { x: int = 0; y: int = 0; }
  process Counts plays A { B!a(1); B!a(2); B!a(3); }
  process Told plays B { A?a(x); A?a(y); }
  system Tally { A = Counts; B = Told; }
  property First of Tally = always B.x < 2;
  property Third of Tally = witness B.x == 3;
  faults Swap { reorder at most 2; }`;

const requests = `role Client { asked: int = 0; } role Server;
  process Asking plays Client { loop L { asked := any int where true; Server!ask(asked); Server?answer(twice); assert twice == asked + asked; } }
  process Serving plays Server { loop L { Client?ask(n); Client!answer(n + n); } }
  system Calls { Client = Asking; Server = Serving; }`;

const closedGuard = `role A { x: int = 0; } role B; role C;
  process Waiter plays A { select { B?yes => { } when x > 0: C?no => { } } }
  process Silent plays B { C?never; A!yes; }
  process Early plays C { A!no; A?go; B!never; }
  system Post { A = Waiter; B = Silent; C = Early; }`;

const everything = ["no-failure", "assert", "deadlock-free", "reception-safe", "orphan-free", "Ordered", "Sum", "Early", "Both", "One"];

describe("messages of one label with values of different types", () => {
  const text = (second: string): string => `role Left; role Right { x: int = 0; t: bool = false; }
    choreography Send(Left, Right) { Left.1 -> Right.x; Left.true -> Right.${second}; assert Right.(x == 1); }
    property Both of Send = finally Right.x == 1 and Right.t;`;
  test.each(["t", "later"])("are told apart by what control lets meet: %s", (second) => {
    const { rules, symbolic } = both(text(second), ["assert", "reception-safe", "Both"]);
    expect(rules).toMatchObject({ assert: { outcome: "proved" }, Both: { outcome: second === "t" ? "proved" : "violated" } });
    expect(symbolic).toEqual(rules);
  });
  test("prove nothing where they may be received for each other", () => {
    const { symbolic } = both(text("t"), ["assert"], { words: "bag bounded(2)" });
    expect(symbolic).toMatchObject({ assert: { outcome: "unknown" } });
  });
});

describe("the solver says of finite networks what the rules say, and finds as short runs", () => {
  test.each([
    ["two that exchange", exchange, {}],
    ["room for one", exchange, { words: "bounded(1)" }],
    ["messages without order", exchange, { words: "bag bounded(2)" }],
    ["a mailbox", twoSenders, { words: "mailbox" }],
    ["messages that are lost", twoSenders, { words: "lossy" }],
    ["one loss at most", twoSenders, { faults: "Loss" }],
    ["a crash", twoSenders, { faults: "Crash" }],
    ["a message received twice", twoSenders, { faults: "Twice" }],
    ["failure, reception and orphans", unheard, {}],
    ["guarded choices", crossing, {}],
    ["a guard that keeps the oldest message of a mailbox waiting", closedGuard, { words: "mailbox" }],
  ])("%s", (_, text, where) => {
    const { rules, symbolic } = both(text, everything, where);
    expect(symbolic).toEqual(rules);
  });
});

describe("faults that change what is there", () => {
  test("a role begins again with what is durable", () => {
    const { rules, symbolic } = both(again, ["assert", "Kept", "Chosen"], { faults: "Again" });
    expect(rules).toMatchObject({ assert: { outcome: "proved" }, Kept: { outcome: "violated" } });
    expect(symbolic).toEqual(rules);
  });
  test("the third message comes first when places change twice", () => {
    const { rules, symbolic } = both(threeInOrder, ["First", "Third"], { faults: "Swap" });
    expect(rules).toMatchObject({ Third: { outcome: "proved" } });
    expect(symbolic).toEqual(rules);
  });
});

describe("a mutant of the encoding dies", () => {
  // The product would prove it without these steps.
  const withoutFrame: NetworkParts = {
    ...usualParts,
    productAt: Infinity,
    frame: (cell, { process, index, tag }, { machine }, context) => {
      const variable = machine.processes[process]?.variables[index];
      if (variable === undefined || cell.value.kind === "nothing") return cell;
      return freshCell(
        `${String(process)} ${variable.name} unframed@${tag}`,
        shapeOf(variable.type, context, { kind: "integer", low: 0n, high: 9n }),
        false,
        context,
      ).cell;
    },
  };
  const offByOne: NetworkParts = {
    ...usualParts,
    productAt: Infinity,
    isNext: (slots, position, context) => (position === 0 ? context.terms.false : usualParts.isNext(slots, position - 1, context)),
  };
  test("a missing frame condition", () => {
    const { rules, symbolic } = both(twoSenders, ["Sum"], { parts: withoutFrame });
    expect(rules).toMatchObject({ Sum: { outcome: "proved" } });
    expect(symbolic).not.toEqual(rules);
  });
  test("in the product a received value is forgotten", () => {
    const askedFirst: NetworkParts = { ...usualParts, productAt: 0 };
    expect(both(requests, ["assert"], { parts: askedFirst }).symbolic).toEqual({ assert: { outcome: "proved", length: undefined } });
    const { symbolic } = both(requests, ["assert"], { parts: { ...askedFirst, received: () => [] } });
    expect(symbolic).not.toMatchObject({ assert: { outcome: "proved" } });
  });
  test("a queue slot that is off by one", () => {
    const { rules, symbolic } = both(exchange, ["assert"], { parts: offByOne });
    expect(symbolic).not.toEqual(rules);
  });
});

describe("data without bounds", () => {
  const judge = (text: string, property: string): Verdict | undefined =>
    verifyModel(analyseText(text), { engine: "smt", property, solver, ignoreExpect: true }).verdicts[0];
  const twice = (factor: string): string => `role A { x: int = any; } role B { y: int = 0; }
    choreography M(A, B) { A.x -> B.y; B.(y * 2) -> A.r; }
    property Twice = always A.r is set implies A.r == ${factor} * B.y;`;
  test("a property of two roles is decided for all values", () => {
    expect(judge(twice("2"), "Twice")).toMatchObject({ verdict: "proved", method: "smt" });
    expect(judge(twice("3"), "Twice")).toMatchObject({ verdict: "violated", method: "smt" });
  });
  test("what words cannot hold from any state on is decided with integers", () => {
    const factor = `1${"0".repeat(70)}`;
    const wide = (formula: string): string => `role A { x: int = 0; } role B { y: int = 0; }
      process P plays A { loop L { x := (x + 1) % 1099511627776; B!m(x * ${factor} / ${factor}); B?ok; } }
      process Q plays B { loop L { A?m(y); A!ok; } }
      system S { A = P; B = Q; }
      property Wide of S = always ${formula};`;
    expect(judge(wide("B.y == A.x or B.y == A.x - 1 or A.x == 0"), "Wide")).toMatchObject({ verdict: "proved", method: "smt" });
    expect(judge(wide("B.y < 2"), "Wide")).toMatchObject({ verdict: "violated", method: "smt" });
  });
  test("a choice without value is found where the product alone comes to it", () => {
    const far = (bound: string): string => `role A { x: int = 0; } role B { n: int = 0; }
      process P plays A { ${"B!m(1); B?ok; ".repeat(6)} x := any int where value >= 3 and value ${bound} 3; }
      process Q plays B { ${"A?m(n); A!ok; ".repeat(6)} assert n == 1; }
      system S { A = P; B = Q; }`;
    expect(both(far("<"), ["assert"])).toMatchObject({ rules: { assert: { outcome: "vacuous" } }, symbolic: { assert: { outcome: "vacuous" } } });
    expect(both(far("<="), ["assert"])).toMatchObject({ symbolic: { assert: { outcome: "proved" } } });
  });
  test("what may wait in longer queues is not proved", () => {
    const flood = "role P; role C { last: int = 0; } choreography Flood(P, C) { loop L { P.1 -> C.last; } }";
    expect(both(flood, ["no-failure"]).symbolic).toEqual({ "no-failure": { outcome: "unknown", length: undefined } });
    expect(both(flood, ["no-failure"], { words: "bounded(2)" }).symbolic).toEqual({ "no-failure": { outcome: "proved", length: undefined } });
  });
});
