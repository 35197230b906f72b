/** What becomes of replies: two steps, no verdict with an error in it, dialogues that are said again, and solvers that contradict each other. */
import { describe, expect, test } from "vitest";
import { boolSort, intSort, newTerms } from "../terms/index.ts";
import type { Engine, Reply } from "./engine.ts";
import { agreeing, solverOver } from "./index.ts";
import type { Answer, Effort, Query, Solver } from "./index.ts";

const terms = newTerms();
const p = terms.symbol("p", boolSort);
const x = terms.symbol("x", intSort);
const effort: Effort = { milliseconds: 1_000 };

/** An engine that says what is written, and what it was told. It loses everything when it is abandoned. */
function scripted(replies: readonly (string | Reply)[]): Engine & { readonly told: readonly string[] } {
  const told: string[] = [];
  let isEmpty = true;
  let heard: Reply = { kind: "reply", text: "" };
  const say = (text: string): Reply => {
    const reply = replies[told.length] ?? "";
    told.push(text);
    isEmpty = false;
    return typeof reply === "string" ? { kind: "reply", text: reply } : reply;
  };
  const engine: Engine & { readonly told: readonly string[] } = {
    name: "scripted",
    told,
    bounds: () => "",
    open: () => ({
      begin: () => isEmpty,
      say,
      tell: (text) => {
        heard = say(text);
      },
      hear: () => heard,
      hasReplied: () => true,
      forget: () => {
        isEmpty = true;
      },
      abandon: () => {
        isEmpty = true;
        told.push("abandoned");
      },
      close: () => undefined,
    }),
    another: () => engine,
    close: () => undefined,
  };
  return engine;
}

const query: Query = { name: "q", assertions: [{ term: p, name: "wish" }, { term: terms.less(x, terms.integer(3)) }], values: [x] };

test("after sat the values are asked, after unsat the core", () => {
  const sat = scripted(["sat\n", "((x 2))"]);
  expect(solverOver(sat).ask(query, effort)).toEqual({ kind: "sat", values: [{ kind: "integer", value: 2n }], definitions: [] });
  expect(sat.told[1]).toBe("(get-value (x))\n");
  const unsat = scripted(["unsat", "(?assertion-0)"]);
  expect(solverOver(unsat).ask(query, effort)).toEqual({ kind: "unsat", core: ["wish"] });
});

test("questions to the core stand in one context, each of which is taken back; after a loss it begins anew", () => {
  const engine = scripted(["unsat", "unsat", { kind: "lost", reason: "crash", detail: "gone" }, "", "sat", "((x 0))"]);
  const kept: string[] = [];
  const solver = solverOver(engine, (name, _, text) => kept.push(`${name}: ${text}`));
  const direct = (name: string): Query => ({ name, isDirect: true, assertions: [{ term: terms.less(x, terms.integer(3)) }] });
  const ask = (name: string, values: readonly (typeof x)[] = []): Answer["kind"] => solver.ask({ ...direct(name), values }, effort).kind;
  expect([ask("first"), ask("second"), ask("third"), ask("fourth", [x])]).toEqual(["unsat", "unsat", "unknown", "sat"]);
  const preamble = "(set-option :produce-models true)\n(set-logic ALL)\n";
  const question = "(push 1)\n(declare-fun x () Int)\n(assert (< x 3))\n(check-sat)\n";
  expect(engine.told).toEqual([
    `${preamble}${question}`,
    `(pop 1)\n${question}`,
    `(pop 1)\n${question}`,
    "abandoned",
    `${preamble}${question}`,
    "(get-value (x))\n",
  ]);
  const own = `${preamble}(declare-fun x () Int)\n(assert (< x 3))\n(push 1)\n(check-sat)\n`;
  expect(kept).toEqual(["first", "second", "third", "fourth"].map((name) => `${name}: ${own}`));
});

describe("no verdict", () => {
  test.each<readonly [string, readonly (string | Reply)[], string]>([
    ["an error before the answer", ['(error "line 3 column 12: unknown constant nope")\nsat', "((x 2))"], "garbage"],
    ["an error after the answer", ['unsat\n(error "something")', "()"], "garbage"],
    ["an error among the values", ["sat", '((x 2))\n(error "no model")'], "garbage"],
    ["an error about the core", ["unsat", '(error "no core")'], "garbage"],
    ["an error about memory", ['(error "out of memory")'], "memory"],
    ["two answers", ["sat\nunsat"], "garbage"],
    ["no answer", [""], "garbage"],
    ["a warning beside the answer", ["unsupported\nunsat"], "garbage"],
    ["half a reply", ["sat", "((x"], "garbage"],
    ["a core of assertions that were not named", ["unsat", "(?assertion-7)"], "garbage"],
    ["a value that has no place in the sort", ["sat", "((x true))"], "unreadable"],
    ["an incomplete procedure", ["unknown", '(:reason-unknown "(incomplete (theory arithmetic))")'], "incomplete"],
    ["no reason at all", ["unknown", '(:reason-unknown "")'], "incomplete"],
    ["a count of steps", ["unknown", '(:reason-unknown "max. resource limit exceeded")'], "steps"],
    ["a count of steps of cvc5", ["unknown", "(:reason-unknown resourceout)"], "steps"],
    ["a limit of time of its own", ["unknown", '(:reason-unknown "timeout")'], "time"],
    ["memory", ["unknown", "(:reason-unknown memout)"], "memory"],
    ["somebody's interruption", ["unknown", '(:reason-unknown "canceled")'], "interrupted"],
    ["what happened to the solver", [{ kind: "lost", reason: "crash", detail: "it ended" }], "crash"],
  ])("%s", (_, replies, reason) => {
    expect(solverOver(scripted(replies)).ask(query, effort)).toMatchObject({ kind: "unknown", reason });
  });

  test("a procedure that is cancelled where steps are counted has used them up", () => {
    const engine = scripted(["unknown", '(:reason-unknown "canceled")']);
    expect(solverOver(engine).ask(query, { ...effort, steps: 10 })).toMatchObject({ reason: "steps" });
  });

  test("a solver that said garbage is not asked again, one that gave up is", () => {
    const garbage = scripted(['(error "x")']);
    solverOver(garbage).ask(query, effort);
    expect(garbage.told.at(-1)).toBe("abandoned");
    const incomplete = scripted(["unknown", '(:reason-unknown "incomplete")']);
    solverOver(incomplete).ask(query, effort);
    expect(incomplete.told).not.toContain("abandoned");
  });
});

test("a query's text is kept with its hash, before it is asked", () => {
  const kept: string[][] = [];
  const keep = (...words: readonly string[]): unknown => kept.push([...words]);
  const solver = solverOver(scripted([]), keep);
  solver.ask(query, effort);
  solver.ask({ ...query, name: "again" }, { ...effort, steps: 7 });
  expect(kept.map(([name]) => name)).toEqual(["q", "again"]);
  expect(kept[0]![1]).toMatch(/^[0-9a-f]{64}$/);
  expect(kept[0]!.slice(1)).toEqual(kept[1]!.slice(1));
});

describe("a dialogue", () => {
  const [low, high] = [terms.less(x, terms.integer(3)), terms.less(terms.integer(5), x)];

  test("says only what is new, and declares what goes with a level again", () => {
    const engine = scripted(["sat", "unsat", "sat"]);
    const dialogue = solverOver(engine).open("QF_LIA");
    dialogue.assert(low);
    dialogue.check([], [], effort);
    dialogue.push();
    dialogue.assert(terms.and(high, p));
    expect(dialogue.check([], [], effort)).toEqual({ kind: "unsat" });
    dialogue.pop();
    dialogue.assert(p);
    dialogue.check([], [], effort);
    expect(engine.told).toEqual([
      "(set-option :produce-models true)\n(set-logic QF_LIA)\n(declare-fun x () Int)\n(assert (< x 3))\n(check-sat)\n",
      "(push 1)\n(declare-fun p () Bool)\n(assert (and (< 5 x) p))\n(check-sat)\n",
      "(pop 1)\n(declare-fun p () Bool)\n(assert p)\n(check-sat)\n",
    ]);
  });

  test("assumptions are forgotten after the check", () => {
    const engine = scripted(["unsat", "sat", "((x 0))"]);
    const dialogue = solverOver(engine).open();
    dialogue.assert(low);
    expect(dialogue.check([high], [], effort)).toEqual({ kind: "unsat" });
    expect(dialogue.check([], [x], effort)).toMatchObject({ kind: "sat" });
    expect(engine.told[1]).toBe("(pop 1)\n(check-sat)\n");
  });

  test("what stands is said again after the solver was lost", () => {
    const engine = scripted(["sat", { kind: "lost", reason: "crash", detail: "" }, "", "unsat"]);
    const dialogue = solverOver(engine).open();
    dialogue.assert(low);
    dialogue.push();
    dialogue.assert(high);
    dialogue.check([], [], effort);
    expect(dialogue.check([], [], effort)).toMatchObject({ kind: "unknown", reason: "crash" });
    expect(dialogue.check([], [], effort)).toEqual({ kind: "unsat" });
    const all = "(declare-fun x () Int)\n(assert (< x 3))\n(push 1)\n(assert (< 5 x))\n(check-sat)\n";
    expect(engine.told.at(-1)).toBe(`(set-option :produce-models true)\n(set-logic ALL)\n${all}`);
  });

  test("every check is kept as a script of its own", () => {
    const texts: string[] = [];
    const dialogue = solverOver(scripted(["sat", "sat"]), (name, _, text) => texts.push(`${name}: ${text}`)).open("QF_LIA", "steps");
    dialogue.assert(low);
    dialogue.check([p], [], effort);
    dialogue.check([], [], effort);
    const start = "(set-option :produce-models true)\n(set-logic QF_LIA)\n(declare-fun x () Int)\n(assert (< x 3))\n";
    expect(texts).toEqual([`steps-1: ${start}(declare-fun p () Bool)\n(assert p)\n(check-sat)\n`, `steps-2: ${start}(check-sat)\n`]);
  });

  test("no level is taken away that was not begun", () => {
    expect(() => solverOver(scripted([])).open().pop()).toThrow();
  });
});

describe("a query that is asked aside", () => {
  test("is answered like any other, and what it said is not left for the next one", () => {
    const engine = scripted(["unsat", "sat"]);
    const solver = solverOver(engine);
    const plain: Query = { name: "plain", assertions: [{ term: p }] };
    expect(solver.begin(plain, effort).answer().kind).toBe("unsat");
    expect(solver.ask(plain, effort).kind).toBe("sat");
    expect(engine.told.filter((one) => one === "abandoned")).toEqual([]);
  });

  test("ends its engine when it is not wanted any more, and only then", () => {
    const engine = scripted(["sat", "sat", "unsat"]);
    const pending = solverOver(engine).begin(query, effort);
    pending.cancel();
    pending.cancel();
    expect(engine.told.filter((one) => one === "abandoned")).toHaveLength(1);
  });
});

describe("several solvers", () => {
  const saying = (name: string, answer: Answer): Solver => ({
    name,
    ask: () => answer,
    begin: () => ({ isAnswered: () => true, answer: () => answer, cancel: () => undefined }),
    open: () => ({ assert: () => undefined, push: () => undefined, pop: () => undefined, check: () => answer, close: () => undefined }),
    close: () => undefined,
  });
  const sat: Answer = { kind: "sat", values: [], definitions: [] };
  const unsat: Answer = { kind: "unsat" };
  const unknown: Answer = { kind: "unknown", reason: "time", detail: "" };

  test.each<readonly [string, readonly Answer[], string]>([
    ["what all say", [unsat, unsat], "unsat"],
    ["what one knows", [unknown, sat], "sat"],
    ["nothing", [unknown, unknown], "unknown"],
    ["a contradiction", [sat, unknown, unsat], "disagreement"],
  ])("%s", (_, answers, kind) => {
    const all = agreeing(answers.map((answer, index) => saying(`solver ${String(index)}`, answer)));
    expect(all.ask(query, effort).kind).toBe(kind);
    expect(all.begin(query, effort).answer().kind).toBe(kind);
    expect(all.open().check([], [], effort).kind).toBe(kind);
  });

  test("a contradiction says who says what", () => {
    expect(agreeing([saying("one", sat), saying("two", unsat)]).ask(query, effort)).toEqual({ kind: "disagreement", detail: "one: sat; two: unsat" });
  });
});
