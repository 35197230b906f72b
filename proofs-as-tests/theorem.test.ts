import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { blocksOf } from "./extent.ts";
import { realImplementation } from "./implementation.ts";
import { added, judge } from "./judgement.ts";
import { share } from "./tally.ts";
import { theorem, type Definition, type Report, type Theorem } from "./theorem.ts";

const numbers = { name: "numbers", arbitrary: fc.nat(1000), extension: "json", write: String, read: Number } as const;

function about(definition: Partial<Definition<number>>): Theorem {
  return theorem<number>({ id: "X1", name: "x", statement: "", reference: "", forall: numbers, then: () => undefined, ...definition });
}

function check(subject: Theorem, shard = { index: 0, of: 1 }, runs = 300): Report {
  return subject.check({ runs, seed: 7, shard, implementation: realImplementation, shrink: true, saved: false });
}

describe("a theorem", () => {
  test("passes when no case refutes it", () => {
    const subject = about({});
    expect(judge(subject, check(subject), 300)).toMatchObject({ status: "passed", runs: 300, discarded: 0 });
  });

  test("fails with a shrunk counterexample", () => {
    const subject = about({ then: (value) => (value >= 50 ? { kind: "large", message: `${value}` } : undefined) });
    expect(judge(subject, check(subject), 300)).toMatchObject({ status: "failed", counterexample: { text: "50", refutation: { kind: "large" } } });
  });

  test("keeps the kind of failure while it shrinks", () => {
    const subject = about({ then: (value) => (value > 900 ? { kind: "huge", message: "" } : value === 0 ? { kind: "zero", message: "" } : undefined) });
    const report = check(subject, { index: 0, of: 1 }, 2000);
    expect(report.counterexample).toMatchObject(report.counterexample?.refutation.kind === "huge" ? { text: "901" } : { text: "0" });
  });

  test("is vacuous when too many cases are discarded", () => {
    const subject = about({ given: (value) => value > 900 });
    expect(judge(subject, check(subject), 300).status).toBe("vacuous");
  });

  test("is vacuous when every case is discarded, although fast-check calls that a failure", () => {
    const subject = about({ given: () => false });
    expect(check(subject).counterexample).toBeUndefined();
    expect(judge(subject, check(subject), 300).status).toBe("vacuous");
  });

  test("is vacuous when its statistics do not meet a demand", () => {
    const subject = about({
      then: (value, _, tally) => {
        tally.add("numbers");
        if (value > 900) tally.add("large");
        return undefined;
      },
      demands: [share("large", "numbers", 50)],
    });
    expect(judge(subject, check(subject), 300)).toMatchObject({ status: "vacuous", unmet: [expect.stringContaining("large: ")] });
  });
});

describe("sharding", () => {
  test("shares out all blocks, each once", () => {
    const shards = [0, 1, 2].flatMap((index) => blocksOf({ runs: 1050, seed: 1, shard: { index, of: 3 } }));
    expect(shards.map((block) => block.index).sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, index) => index));
    expect(shards.reduce((runs, block) => runs + block.runs, 0)).toBe(1050);
  });

  test("does not change the cases", () => {
    const cases = (of: number): readonly number[] => {
      const seen: number[] = [];
      const subject = about({
        then: (value) => {
          seen.push(value);
          return undefined;
        },
      });
      for (let index = 0; index < of; index++) check(subject, { index, of });
      return seen.sort((a, b) => a - b);
    };
    expect(cases(3)).toEqual(cases(1));
  });

  test("adds up to the whole", () => {
    const subject = about({
      then: (_, _implementation, tally) => {
        tally.add("seen");
        return undefined;
      },
    });
    const sum = added([0, 1].map((index) => check(subject, { index, of: 2 })));
    expect(sum.runs).toBe(300);
    expect(sum.tally.get("seen")).toBe(300);
  });
});
