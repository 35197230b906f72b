/** Protocols with data, from their text to the verdict: finite ones without a solver, others with the embedded one. */
import { afterAll, describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { chooseSolver, verifyModel } from "../../../checker/index.ts";
import type { Verdict, VerifyOptions } from "../../../checker/index.ts";
import { printEvent } from "../../../calculus/protocols/index.ts";
import { readSprout } from "./read.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

function verdictOn(transitions: string, finals: string, registers: string, item: string, options: VerifyOptions = { solver }): Verdict | undefined {
  const text = `Initial state: (0)\nInitial register assignments: ${registers}\n${transitions}\nFinal states: ${finals}\n`;
  const report = verifyModel(analyseText(text, "G.sprout", { parse: readSprout }), { property: item, ...options });
  return report.verdicts[0];
}

/** The server knows a password, and tells a third role whether the client has given it. */
const forwarded = (first: string): string =>
  [
    `(0) ${first}:x{secret'=x} (1)`,
    "(1) c->s:y{given'=y} (2)",
    "(2) s->a:ok{ok=1 /\\ given=secret} (3)",
    "(2) s->a:no{no=0 /\\ given!=secret} (4)",
    "(3) c->a:go{go=7} (5)",
    "(4) c->a:stop{stop=8} (5)",
  ].join("\n");

describe("unbounded data", () => {
  test("a role may infer a choice from the values that it knows", () => {
    expect(verdictOn(forwarded("s->c"), "(5)", "secret=0, given=0", "implementable")).toMatchObject({ verdict: "proved", method: "smt" });
  });

  test("where it does not know them, two runs with values show it", () => {
    const verdict = verdictOn(forwarded("s->a"), "(5)", "secret=0, given=0", "implementable");
    expect(verdict).toMatchObject({ verdict: "violated", method: "smt" });
    const [runs] = verdict?.indistinguishable ?? [];
    expect([runs?.claim, runs?.role, runs?.first.map(printEvent), runs?.second.map(printEvent), runs === undefined ? "" : printEvent(runs.step)]).toEqual([
      "send-coherent",
      "c",
      ["s▷a!0", "a◁s?0", "c▷s!0", "s◁c?0", "s▷a!1", "a◁s?1"],
      ["s▷a!1", "a◁s?1", "c▷s!0", "s◁c?0"],
      "c▷a!7",
    ]);
  });

  test("values that differ tell runs apart for ever, also around a loop", () => {
    const game = [
      "(0) p->b:n{n>=0 /\\ secret'=n} (1)",
      "(1) a->b:g{guess'=g} (2)",
      "(2) b->a:lower{lower=1 /\\ guess>secret} (1)",
      "(2) b->a:higher{higher=2 /\\ guess<secret} (1)",
      "(2) b->a:right{right=3 /\\ guess=secret} (3)",
      "(3) a->p:thanks{thanks=4} (4)",
    ].join("\n");
    expect(verdictOn(game, "(4)", "secret=0, guess=0", "implementable")).toMatchObject({ verdict: "proved", technique: "Horn clauses" });
  });

  test.each([
    [
      "a message overtakes another",
      "(0) p->q:x{r'=x} (1)\n(1) q->r:a{a=1 /\\ r>0} (2)\n(1) p->r:b{b=5 /\\ r<=0} (3)\n(2) p->r:b{b=5} (4)\n(3) q->r:a{a=1} (4)",
      "receive-coherent(r)",
    ],
    [
      "two bidders who do not know each other's bids",
      "(0) a->s:x{r'=x} (1)\n(1) b->s:y{y!=r /\\ q'=y} (2)\n(2) a->b:w{w=1 /\\ r>q} (4)\n(2) b->a:w{w=1 /\\ r<q} (4)",
      "no-mixed-choice(a)",
    ],
    ["who does not hear of the end", "(0) a->b:x{x>0 /\\ r'=x} (1)\n(1) b->c:y{y=1 /\\ r>5} (4)\n(1) b->a:y{y=2 /\\ r<=5} (4)", "sink-final(c)"],
  ])("%s", (_name, transitions, item) => {
    const verdict = verdictOn(transitions, "(4)", "r=0, q=0", item);
    expect(verdict).toMatchObject({ verdict: "violated", indistinguishable: [{ claim: item.slice(0, item.indexOf("(")) }] });
  });

  test.each([
    [
      "one message with two continuations",
      "(0) a->b:x{x>0} (1)\n(0) a->b:x{x<5} (2)\n(1) b->a:y{y=1} (3)\n(2) b->a:y{y=2} (3)",
      "r=0",
      "leads to two configurations",
    ],
    ["two senders", "(0) a->b:x{x>0} (3)\n(0) b->a:x{x<5} (3)", "r=0", "may both be the next to send"],
    ["a final state that goes on", "(0) a->b:x{r'=x} (3)\n(3) b->a:x{x=1 /\\ r>3} (3)", "r=0", "after a -> b : 4, the final state (3) goes on"],
    ["a state that is stuck", "(0) a->b:x{r'=x} (1)\n(1) b->a:x{r%2=0 /\\ x=0} (3)", "r=0", "after a -> b : 1, state (1) is not final"],
    ["several values at first", "(0) a->b:x{x>r} (3)", "r>0", "several values at first"],
    ["no value at first", "(0) a->b:x{x>r} (3)", "r>0, r<1", "no registers are as they have to be at first"],
  ])("that is not eligible is an error: %s", (_name, transitions, registers, reason) => {
    expect(verdictOn(transitions, "(3)", registers, "implementable")).toMatchObject({ verdict: "error", reason: expect.stringContaining(reason) as string });
  });

  test("registers that nothing reads are neither many at first nor left open", () => {
    expect(verdictOn("(0) a->b:x{x>r} (1)\n(1) b->a:x{q'>3} (3)", "(3)", "r=1, q>0", "implementable")).toMatchObject({ verdict: "proved" });
  });

  const countdown = (begin: string): string =>
    [`(0) b->c:x{${begin} /\\ r'=x} (1)`, "(1) b->c:g{g=1 /\\ r!=0 /\\ r'=r-1} (1)", "(1) b->c:d{d=0 /\\ r=0} (2)", "(2) a->d:y{y=9} (3)"].join("\n");

  test("what a role may send after a count of others has an end is coherent, and not where it has none", () => {
    expect(verdictOn(countdown("x>0").replaceAll("r!=0", "r>0"), "(3)", "r=0", "send-coherent(a)")).toMatchObject({ verdict: "proved" });
    expect(verdictOn(countdown("x<2"), "(3)", "r=0", "send-coherent(a)")).toMatchObject({ verdict: "violated" });
  });

  test("is unknown without a solver", () => {
    expect(verdictOn(forwarded("s->c"), "(5)", "secret=0, given=0", "implementable", {})).toMatchObject({
      verdict: "unknown",
      reason: "its data have no bounds, and no solver is asked",
    });
  });
});

describe("finite data", () => {
  const transitions = "(0) p->q:x{x>=0 /\\ x<3 /\\ r'=x} (1)\n(1) q->r:a{a=r} (2)\n(2) r->p:b{b=2*r} (3)";
  test("need no solver", () => {
    expect(verdictOn(transitions, "(3)", "r=0", "implementable", {})).toMatchObject({ verdict: "proved", method: "coherence" });
    expect(verdictOn(transitions.replace("(1) q->r:a{a=r}", "(1) q->r:a{a=1}"), "(3)", "r=0", "send-coherent(r)", {})).toMatchObject({
      verdict: "violated",
      reason: "after p -> q : 0, q -> r : 1 as after p -> q : 1, q -> r : 1, r has done and seen the same thing, but only after the first may it send 0 to p",
    });
  });

  test("are decided by a solver where one is asked for", () => {
    expect(verdictOn(transitions, "(3)", "r=0", "implementable", { solver, engine: "smt" })).toMatchObject({ verdict: "proved", method: "smt" });
  });
});
