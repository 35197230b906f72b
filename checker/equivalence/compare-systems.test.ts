import { describe, expect, test } from "vitest";
import type { TransitionSystem } from "../../calculus/semantics/index.ts";
import { graphOfNetwork, graphOfSystem } from "../graph/index.ts";
import { systemsOf } from "../systems-of-text.ts";
import { compared, compareSystems, relations } from "./compare-systems.ts";
import type { Compared, ComparisonOptions, Relation } from "./compare-systems.ts";

const limits = { maxStates: 10_000, memory: 2 ** 30 };
const options: ComparisonOptions = { observation: "events", divergence: false, maxPairs: 100_000 };
const roles = "role A { n: int = 0; }\nrole B { got: int = 0; }\nrole C { m: int = 0; }\n";

function network(text: string): Compared {
  const { network: system } = systemsOf(text);
  return compared(system, graphOfNetwork(system, limits));
}

const body = (statements: string, declarations = roles): Compared => network(`${declarations}choreography main(A, B, C) { ${statements} }`);
const verdicts = (left: Compared, right: Compared): readonly string[] => relations.map((relation) => compareSystems(left, right, relation, options).verdict);

describe("systems are compared", () => {
  test("as equal to themselves by every relation", () => {
    const one = body("A.1 -> B.x; B.x -> C.y; A.n := 2;");
    expect(verdicts(one, one)).toEqual(["yes", "yes", "yes", "yes", "yes"]);
  });

  test("as different in the number of silent steps only up to strong bisimilarity", () => {
    const [plain, busy] = [body("A.1 -> B.x; B.x -> C.y;"), body("A.n := 2; A.1 -> B.x; B.got := 3; B.x -> C.y; C.m := 7;")];
    expect(verdicts(plain, busy)).toEqual(["no", "yes", "yes", "yes", "yes"]);
    expect(compareSystems(plain, busy, "strong", options).experiment).toEqual({ trueOf: 0, initial: 0, lines: ["possible: A sends (1) to B"] });
  });

  test("with the values of their messages, unless these are not seen", () => {
    const [one, two] = [body("A.1 -> B.x : m;"), body("A.2 -> B.x : m;")];
    expect(compareSystems(one, two, "traces", options).traces).toEqual([
      { shownBy: 0, trace: ["A sends m(1) to B"] },
      { shownBy: 1, trace: ["A sends m(2) to B"] },
    ]);
    expect(compareSystems(one, two, "weak", { ...options, observation: "labels" }).verdict).toBe("yes");
  });

  test("as having the same traces although one decides before and the other after it has said something", () => {
    const late = body("A.1 -> B.x : m; choose A { A -> B, C : l; } or { A -> B, C : r; }");
    const early = body("choose A { A.1 -> B.x : m; A -> B, C : l; } or { A.1 -> B.x : m; A -> B, C : r; }");
    expect(verdicts(late, early).slice(0, 4)).toEqual(["no", "no", "no", "yes"]);
    const { experiment } = compareSystems(late, early, "branching", options);
    expect(experiment?.lines.join("\n")).toMatch(/l to B|r to B/);
  });

  test("with the ends of their runs: who goes on, and who is finished", () => {
    const [short, long] = [body("A.1 -> B.x;"), body("A.1 -> B.x; B.1 -> A.y;")];
    expect(compareSystems(short, long, "traces", options).traces?.map(({ trace }) => trace.at(-1))).toEqual(["everybody is finished", "B sends (1) to A"]);
    expect(compareSystems(short, long, "inclusion", options).verdict).toBe("no");
  });

  test("by inclusion one way only", () => {
    const [one, both] = [body("A -> B : l;"), body("choose A { A -> B : l; } or { A -> B : r; }")];
    expect(compareSystems(one, both, "inclusion", options).verdict).toBe("yes");
    expect(compareSystems(both, one, "inclusion", options).traces).toEqual([{ shownBy: 0, trace: ["A sends r to B"] }]);
    expect(compareSystems(one, both, "traces", options).traces).toEqual([{ shownBy: 1, trace: ["A sends r to B"] }]);
  });

  test("with all their initial states", () => {
    const [some, all] = ["any 0..1", "any 0..2"].map((domain) => body("A.n -> B.x;", roles.replace("n: int = 0", `n: int = ${domain}`)));
    if (some === undefined || all === undefined) throw new Error("two systems");
    expect(compareSystems(some, all, "strong", options).experiment).toEqual({ trueOf: 1, initial: 2, lines: ["possible: A sends (2) to B"] });
    expect(compareSystems(some, all, "inclusion", options).verdict).toBe("yes");
  });

  test("a choreography with its network: step by step the same", () => {
    const { choreography, network: projected } = systemsOf(
      `${roles}choreography main(A, B, C) { A.1 -> B.x; C.1 -> B.y; if B.(x == y) { B -> A : same; } else { B -> A : other; } }`,
    );
    const [one, other] = [compared(choreography, graphOfSystem(choreography, limits)), compared(projected, graphOfNetwork(projected, limits))];
    expect(relations.map((relation) => compareSystems(one, other, relation, { ...options, observation: "all" }).verdict)).toEqual([
      "yes",
      "yes",
      "yes",
      "yes",
      "yes",
    ]);
  });
});

describe("what was not looked at is not judged", () => {
  const endless = (): Compared => {
    const { network: system } = systemsOf(`${roles}choreography main(A, B, C) { loop L { A.n -> B.x; A.n := n + 1; } }`);
    return compared(system, graphOfNetwork(system, { ...limits, maxStates: 50 }));
  };

  test.each(relations.map((relation) => [relation] as const))("an incomplete graph gives no equality up to %s", (relation) => {
    const comparison = compareSystems(endless(), endless(), relation, options);
    expect([comparison.verdict, comparison.reason]).toEqual(["unknown", "the limit of 50 states was reached"]);
  });

  test("but what a part of a system shows, and the whole of the other does not, tells them apart", () => {
    const comparison = compareSystems(endless(), body("A.0 -> B.x; A.1 -> B.x;"), "inclusion", options);
    expect(comparison.traces).toEqual([{ shownBy: 0, trace: ["A sends (0) to B", "A sends (1) to B", "A sends (2) to B"] }]);
  });
});

test("an experiment or a trace that the rules do not confirm is a disagreement", () => {
  const { network: honest } = systemsOf(`${roles}choreography main(A, B, C) { A.1 -> B.x; }`);
  const lying: TransitionSystem<never> = { ...honest, steps: () => [] } as unknown as TransitionSystem<never>;
  const other = body("A.2 -> B.x;");
  const dishonest: Compared = { graph: graphOfNetwork(honest, limits), play: (seeing) => compared(lying, graphOfSystem(lying, limits)).play(seeing) };
  for (const relation of ["strong", "branching", "weak", "traces", "inclusion"] satisfies Relation[])
    expect(compareSystems(dishonest, other, relation, options).verdict).toBe("disagreement");
});
