import * as fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { present } from "../../../calculus/present.ts";
import { chooseSolver } from "../backends/index.ts";
import type { Answer, Solver } from "../solver/index.ts";
import { intSort, newTerms } from "../terms/index.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { newContext } from "../values/index.ts";
import { isPossible } from "./ask.ts";
import type { Combination } from "./combinations.ts";
import { Combinations } from "./combinations.ts";

const solver = chooseSolver("wasm");
afterAll(() => {
  solver.close();
});

const effort = { milliseconds: 5_000 };

const { definitions } = present(analyseText("role A;").model);
const emptyContext = (): Context => newContext({ terms: newTerms(), definitions, arithmetic: "integers" });

/** x is less than y and a number by which they are apart. */
const formula = fc.record({ left: fc.nat(2), right: fc.nat(2), by: fc.integer({ min: -2, max: 2 }), isDenied: fc.boolean() });
const group = fc.record({ all: fc.array(formula, { maxLength: 4 }), oneOf: fc.array(fc.array(formula, { maxLength: 3 }), { maxLength: 3 }) });

function termOf(context: Context, { left, right, by, isDenied }: { left: number; right: number; by: number; isDenied: boolean }): Term {
  const { terms } = context;
  const number = (which: number): Term => terms.symbol(`x${String(which)}`, intSort);
  const less = terms.less(terms.add(number(left), terms.integer(by)), number(right));
  return isDenied ? terms.not(less) : less;
}

test("what is combined is as possible as what it means, whatever was asked before", () => {
  let [possible, impossible] = [0, 0];
  fc.assert(
    fc.property(fc.array(group, { minLength: 1, maxLength: 6 }), (groups) => {
      const context = emptyContext();
      const { terms } = context;
      const questions = new Combinations("combined", context, { solver, effort });
      for (const { all, oneOf } of groups) {
        const combination: Combination = {
          all: all.map((one) => termOf(context, one)),
          oneOf: oneOf.map((some) => ({ all: some.map((one) => termOf(context, one)) })),
        };
        const meant = [...combination.all, terms.or(...(combination.oneOf ?? []).map((one) => terms.and(...one.all)))];
        const found = questions.isPossible("combined", combination);
        expect(found.kind).toBe(isPossible("meant", meant, context, { solver, effort }).kind);
        if (found.kind === "yes") expect(found.read(terms.and(...meant))).toEqual({ kind: "boolean", value: true });
        if (found.kind === "yes") possible += 1;
        else impossible += 1;
      }
      questions.close();
    }),
    { seed: 1, numRuns: 20 },
  );
  expect(Math.min(possible, impossible)).toBeGreaterThan(10);
});

/** Whose dialogues give this answer, and who is asked in the end. */
function answering(answer: Answer): { readonly asked: string[]; readonly solver: Solver } {
  const asked: string[] = [];
  const deaf: Solver = {
    ...solver,
    name: "deaf",
    ask: (query, its) => {
      asked.push(query.name);
      return solver.ask(query, its);
    },
    open: () => ({ assert: () => undefined, push: () => undefined, pop: () => undefined, check: () => answer, close: () => undefined }),
  };
  return { asked, solver: deaf };
}

test("what the core does not know is asked as a whole, and a model that is none is not believed", () => {
  const context = emptyContext();
  const { terms } = context;
  const contradiction = { all: [terms.less(terms.symbol("x", intSort), terms.integer(0)), terms.less(terms.integer(0), terms.symbol("x", intSort))] };
  for (const answer of [
    { kind: "unknown", reason: "incomplete", detail: "" },
    { kind: "sat", values: [{ kind: "integer", value: 1n }], definitions: [] },
  ] satisfies readonly Answer[]) {
    const { asked, solver: deaf } = answering(answer);
    expect(new Combinations("combined", context, { solver: deaf, effort }).isPossible("whole", contradiction)).toEqual({ kind: "no" });
    expect(asked).toEqual(["whole"]);
  }
  const { asked, solver: lost } = answering({ kind: "unknown", reason: "crash", detail: "gone" });
  expect(new Combinations("combined", context, { solver: lost, effort }).isPossible("whole", contradiction)).toMatchObject({ kind: "unknown" });
  expect(asked).toEqual([]);
});
