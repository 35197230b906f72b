/** The embedded Z3: right answers, and whatever becomes of one query, the next one is answered. */
import { memoryUsage } from "node:process";
import * as fc from "fast-check";
import { afterAll, describe, expect, inject, test } from "vitest";
import { chosenSymbols, chosenTerm, colours } from "../terms/chosen-terms.ts";
import { evaluateTerm, intSort, newTerms } from "../terms/index.ts";
import type { ModelValue, Term } from "../terms/index.ts";
import { scriptOf, solverOver } from "../solver/index.ts";
import type { Answer, Effort } from "../solver/index.ts";
import { embeddedEngine, embeddedFiles } from "./embedded.ts";
import type { Order } from "./host.ts";
import { startThread } from "./outside-world.ts";
import { countersQuery, factors, smallQuery, sumOfCubes } from "./questions.ts";
import { serveEmbedded } from "./serve-embedded.ts";
import type { EmbeddedFiles } from "./serve-embedded.ts";
import { trampolinesFor } from "./trampolines/encode.ts";
import { knownBuild } from "./trampolines/known-build.ts";

let stopReason: string | undefined;
const engine = embeddedEngine(() => stopReason);
const solver = solverOver(engine);
afterAll(solver.close);

const effort: Effort = { milliseconds: 60_000 };
const reasonOf = (answer: Answer): string => (answer.kind === "unknown" ? answer.reason : answer.kind);

/** The next query is answered. */
function expectItWorks(): void {
  expect(solver.ask(smallQuery(5), effort)).toEqual({ kind: "sat", values: [{ kind: "integer", value: 4n }], definitions: [] });
  expect(solver.ask(smallQuery(4), effort)).toEqual({ kind: "unsat", core: ["more than 3", "less"] });
}

test("values and cores", expectItWorks);

test("words", () => {
  expect(solver.ask(smallQuery(5, "words"), effort)).toMatchObject({ values: [{ kind: "word", value: 4n, width: 16 }] });
  expect(solver.ask(smallQuery(4, "words"), effort)).toEqual({ kind: "unsat" });
});

test("its name has the version that it says", () => {
  expect(solver.name).toBe("z3 5.1.0 (embedded)");
});

test("thirty queries that have no model have none: the text is not freed before it is read", () => {
  for (let size = 0; size < 30; size += 1) {
    const terms = newTerms();
    const x = terms.symbol(`${"long".repeat(size * 20)}-x`, intSort);
    const assertions = [{ term: terms.less(x, terms.integer(size)) }, { term: terms.less(terms.integer(size), x) }];
    expect(solver.ask({ name: "no-model", assertions }, effort)).toEqual({ kind: "unsat" });
  }
});

describe("after a query that goes wrong, the next one works", () => {
  test("an error: Z3 goes on and answers another problem", () => {
    const reply = engine.open().say("(assert (> nope 3))\n(check-sat)\n", effort);
    expect(reply).toMatchObject({ kind: "reply", text: expect.stringMatching(/\(error .*unknown constant nope[^]*\nsat/) as string });
    const mistaken = solverOver({ ...engine, name: "mistaken", bounds: () => "(assert (> nope 3))\n" });
    expect(reasonOf(mistaken.ask(smallQuery(5), effort))).toBe("garbage");
    expectItWorks();
  });

  test("too little time", () => {
    expect(reasonOf(solver.ask(sumOfCubes(), { milliseconds: 100 }))).toBe("time");
    expectItWorks();
  });

  test("too few steps, always at the same place", () => {
    const few = { ...effort, steps: 20_000 };
    expect(reasonOf(solver.ask(sumOfCubes(), few))).toBe("steps");
    expect(solver.ask(sumOfCubes(), few)).toEqual(solver.ask(sumOfCubes(), few));
    expectItWorks();
  });

  test("too little memory", () => {
    expect(reasonOf(solver.ask(factors(512), { ...effort, memory: 64 }))).toBe("memory");
    expectItWorks();
  });

  test("somebody who asks to stop", () => {
    stopReason = "enough";
    expect(solver.ask(sumOfCubes(), effort)).toEqual({ kind: "unknown", reason: "interrupted", detail: "enough" });
    stopReason = undefined;
    expectItWorks();
  });

  test("thirty million characters", () => {
    const context = engine.open();
    context.begin(effort);
    expect(context.say(`; ${"x".repeat(30_000_000)}\n(check-sat)\n`, effort)).toMatchObject({ text: "sat\n" });
    context.close();
    expectItWorks();
  });

  test("the end of the thread", () => {
    solver.close();
    expectItWorks();
  });
});

test("Horn clauses: the invariant holds at the start, is kept by the step, and excludes what is bad", () => {
  const answer = solver.ask(countersQuery(10), effort);
  const [definition] = answer.kind === "sat" ? answer.definitions : [];
  const holds = (x: number, y: number): boolean => {
    const given = new Map(definition!.parameters.map((one, index) => [one, BigInt([x, y][index]!)] as const));
    const value = evaluateTerm(definition!.body, { symbol: (symbol) => ({ kind: "integer", value: given.get(symbol)! }) });
    return value.kind === "boolean" && value.value;
  };
  expect(holds(0, 10)).toBe(true);
  for (let x = -3; x < 14; x += 1) {
    for (let y = -5; y < 14; y += 1) {
      if (!holds(x, y)) continue;
      expect(x + y).toBe(10);
      if (x < 10) expect(holds(x + 1, y - 1)).toBe(true);
    }
  }
  expect(solver.ask(countersQuery(9), effort)).toEqual({ kind: "unsat" });
});

test("options of Horn clauses hold for the query that has them, and for no other", () => {
  const withLevels = (levels: number): string => {
    const answer = solver.ask({ ...countersQuery(9), options: [`fp.spacer.max_level ${String(levels)}`] }, effort);
    return answer.kind;
  };
  expect([1, 1_000, 1, 1_000].map(withLevels)).toEqual(["unknown", "unsat", "unknown", "unsat"]);
  withLevels(4_294_967_295);
});

test("a dialogue goes on after its solver was ended", () => {
  const terms = newTerms();
  const x = terms.symbol("x", intSort);
  const dialogue = solver.open("QF_LIA");
  const between = (low: number, high: number): Term => terms.and(terms.less(terms.integer(low), x), terms.less(x, terms.integer(high)));
  dialogue.assert(between(3, 100));
  dialogue.push();
  dialogue.assert(between(0, 5));
  expect(dialogue.check([], [x], effort)).toMatchObject({ values: [{ value: 4n }] });
  solver.close();
  expect(dialogue.check([between(3, 5)], [x], effort)).toMatchObject({ values: [{ value: 4n }] });
  expect(dialogue.check([between(6, 8)], [x], effort)).toEqual({ kind: "unsat" });
  dialogue.pop();
  expect(dialogue.check([between(6, 8)], [x], effort)).toMatchObject({ values: [{ value: 7n }] });
  dialogue.close();
});

test("the memory of the process does not grow with the number of queries", () => {
  const ask = (times: number): void => {
    for (let time = 0; time < times; time += 1) solver.ask(smallQuery(4 + (time % 2), "words"), effort);
  };
  ask(60);
  const before = memoryUsage().rss;
  ask(240);
  expect(memoryUsage().rss - before).toBeLessThan(0.2 * before);
});

describe("what an answer must not depend on", () => {
  const terms = newTerms();
  const symbols = chosenSymbols.map(({ name, sort }) => terms.symbol(name, sort));
  const ask = (...assertions: readonly Term[]): Answer =>
    solver.ask({ name: "random", assertions: assertions.map((term) => ({ term })), values: symbols }, { ...effort, steps: 2_000_000 });
  const choices = fc.array(fc.nat(59), { maxLength: 60 });

  test("models are models; the order of assertions; an assertion more never makes a problem easier", () => {
    fc.assert(
      fc.property(choices, choices, (one, other) => {
        const [a, b] = [chosenTerm(terms, one).term, chosenTerm(terms, other).term];
        const answer = ask(a, b);
        if (answer.kind === "unknown") return;
        if (answer.kind === "sat") {
          const model = new Map(symbols.map((symbol, index) => [symbol, answer.values[index]!] as const));
          const truth: ModelValue = { kind: "boolean", value: true };
          expect([a, b].map((term) => evaluateTerm(term, { symbol: (symbol) => model.get(symbol)! }))).toEqual([truth, truth]);
        }
        expect(["unknown", answer.kind]).toContain(ask(b, a).kind);
        expect(["unknown", "sat", answer.kind]).toContain(ask(b).kind);
      }),
      { numRuns: inject("isDeep") ? 20 : 8 },
    );
  });

  test("names", () => {
    fc.assert(
      fc.property(choices, (one) => {
        const renamed = newTerms();
        const named = (name: string): string => `other ${name}`;
        const others = { ...renamed, symbol: (name: string, sort: Parameters<typeof renamed.symbol>[1]) => renamed.symbol(named(name), sort) };
        const answer = ask(chosenTerm(terms, one).term);
        const again = solver.ask({ name: "renamed", assertions: [{ term: chosenTerm(others, one).term }] }, effort);
        if (answer.kind !== "unknown" && again.kind !== "unknown") expect(again.kind).toBe(answer.kind);
      }),
      { numRuns: inject("isDeep") ? 10 : 4 },
    );
  });

  test("a member's name", () => {
    expect(ask(terms.equal(terms.symbol("c", colours), terms.member(colours, "dark blue")))).toMatchObject({ kind: "sat" });
  });
});

describe("exceptions by our way", () => {
  /** A thread that is started with these files. */
  const started = (files: EmbeddedFiles): { readonly ready: unknown; readonly say: (text: string) => unknown; readonly end: () => void } => {
    const thread = startThread(serveEmbedded, files);
    const received = (): unknown => {
      const found = thread.receive(60_000);
      return typeof found === "object" ? found.message : found;
    };
    const ready = received();
    const say = (text: string): unknown => {
      thread.post({ kind: "say", context: 1, isFresh: true, text, memory: 0, words: [] } satisfies Order);
      return received();
    };
    return { ready, say, end: thread.end };
  };
  const files = embeddedFiles("of ours")!;
  const wrong = "(declare-const x Int)(assert (< x nope))(assert (< 3 x 5))(check-sat)(get-value (x))";
  const said = { kind: "reply", text: '(error "line 1 column 35: unknown constant nope")\nsat\n((x 4))\n' };

  const scripts = (count: number): readonly string[] => {
    const random = fc.sample(fc.array(fc.nat(59), { maxLength: 80 }), { seed: 1, numRuns: count }).map((choices) => {
      const terms = newTerms();
      const { term } = chosenTerm(terms, choices);
      return scriptOf({ name: "random", assertions: [{ term, name: "it" }], values: chosenSymbols.map(({ name, sort }) => terms.symbol(name, sort)) });
    });
    const special = [countersQuery(10), countersQuery(9), factors(8), smallQuery(4)].map(scriptOf);
    return [...random, ...special].map(
      ({ text }) => `(set-option :rlimit 40000)${text}(get-model)(get-unsat-core)(get-info :reason-unknown)(get-info :rlimit)`,
    );
  };

  test("the package is the build that it is made for, and says what it says by its own way, to the last step", () => {
    const [ours, theirs] = [started(files), started(embeddedFiles("of the package")!)];
    expect([ours.ready, theirs.ready]).toMatchObject([{ exceptions: "webassembly" }, { exceptions: "javascript" }]);
    expect(ours.say(wrong)).toEqual(said);
    for (const text of scripts(inject("isDeep") ? 400 : 10)) expect(ours.say(text)).toEqual(theirs.say(text));
    ours.end();
    theirs.end();
  });

  const reversed = trampolinesFor([...knownBuild.signatures].reverse());
  const surprises: readonly (readonly [string, Partial<NonNullable<EmbeddedFiles["trampolines"]>>])[] = [
    ["another answer", { selfTest: { ...files.trampolines!.selfTest, reply: "sat\n" } }],
    ["another build", { names: files.trampolines!.names.slice(1) }],
    ["calls with other arguments than are given", { attempts: reversed.attempts }],
    ["no trampolines", { entrances: new Uint8Array(8) }],
  ];
  test.each(surprises.slice(0, inject("isDeep") ? surprises.length : 1))("%s: by that of the package", (_, changed) => {
    const { ready, say, end } = started({ ...files, trampolines: { ...files.trampolines!, ...changed } });
    expect(ready).toMatchObject({ kind: "ready", exceptions: "javascript" });
    expect(say(wrong)).toEqual(said);
    end();
  });
});
