import { describe, expect, test } from "vitest";
import type { Model } from "../../calculus/core/index.ts";
import { readNetwork } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import type { BuiltMachine } from "../../calculus/machine/index.ts";
import { machineOfSystem } from "../../calculus/machine/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import type { Question } from "../items.ts";
import { questionOf } from "../items.ts";
import type { ReductionCondition, ReductionParts } from "./index.ts";
import {
  allConditions,
  everyReduction,
  memberBlocks,
  noReduction,
  observationOf,
  reductionConditions,
  reductionParts,
  surveyReduced,
  symmetryGroups,
} from "./index.ts";

interface Case {
  readonly text: string;
  readonly network?: string;
  /** A built-in property, or the declared `P`. */
  readonly asked: "deadlock-free" | "reception-safe" | "assert" | "orphan-free" | "P";
}

function subject(text: string, network = "fifo"): { readonly model: Model; readonly built: BuiltMachine; readonly machine: BuiltMachine["machine"] } {
  const { model, diagnostics } = analyseText(text);
  const written = model?.systems.get("S");
  const reading = readNetwork(network);
  if (model === undefined || written === undefined || !reading.ok) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const faults = model.faults.get("F");
  const result = machineOfSystem(model, written, contracts(model), { network: reading.network, ...(faults === undefined ? {} : { faults }) });
  if (!result.ok) throw new Error(result.reason);
  return { model, built: result.built, machine: result.built.machine };
}

/** The outcome without reductions, with them, and with damaged ones. */
function outcomes({ text, network = "fifo", asked }: Case, damaged: Partial<ReductionParts>): readonly (string | undefined)[] {
  const { model, built } = subject(text, network);
  const [declared] = model.properties.flatMap((one) => questionOf(one) ?? []);
  const question: Question | undefined = asked === "P" ? declared : { kind: "built-in", item: asked };
  if (question === undefined) throw new Error("nothing to explore");
  const limits = { maxStates: 10_000, memory: Number.POSITIVE_INFINITY };
  return [[noReduction, reductionParts] as const, [everyReduction, reductionParts] as const, [everyReduction, { ...reductionParts, ...damaged }] as const].map(
    ([reduction, parts]) => surveyReduced(built, model, [question], limits, reduction, parts).conclusions.get(question)?.outcome,
  );
}

const without = (condition: ReductionCondition): Partial<ReductionParts> => ({ conditions: new Set([...allConditions].filter((one) => one !== condition)) });

const system = (processes: Readonly<Record<string, string>>, more = ""): string => {
  const lines = Object.entries(processes).map(([name, body]) => `role ${name} { x: int = 0; }\nprocess Of${name} plays ${name} {\n${body}\n}`);
  const members = Object.keys(processes).map((name) => `${name} = Of${name};`);
  return `${lines.join("\n")}\nsystem S { ${members.join(" ")} }\n${more}`;
};

const cases: readonly (readonly [ReductionCondition, Case])[] = [
  [
    "every-sender-known",
    {
      text: system(
        { A: "C!l;", B: "C!l;", C: "select {\nA?l do { x := 1; } => { B?l; }\nB?l do { x := 2; } => { A?l; }\n}" },
        "property P of S = finally C.x == 1;",
      ),
      asked: "P",
    },
  ],
  [
    "room-in-queues",
    {
      text: system({ A: "B!l;\nselect {\nB!l do { x := 1; }\nskip\n}", B: "C?go;\nA?l;", C: "B!go;" }, "property P of S = witness A.x == 1;"),
      network: "bounded(1)",
      asked: "P",
    },
  ],
  ["own-mailbox", { text: system({ A: "C!l;", B: "C!m;", C: "A?l;\nB?m;" }), network: "mailbox", asked: "reception-safe" }],
  ["steady-queues", { text: system({ A: "B!l;", B: "A?l;" }, "faults F { lose A -> B at most 1; }"), asked: "deadlock-free" }],
  ["own-crashes", { text: system({ A: "B!l;\nB!m;", B: "A?l;\nA?m;" }, "faults F { crash A permanently at most 1; }"), asked: "deadlock-free" }],
  ["nobody-ignored", { text: system({ A: "loop Spin { x := 1 - x; }", B: "assert x == 1;" }), asked: "assert" }],
  ["invisible", { text: system({ A: "x := 1;\nx := 0;", B: "x := 1;\nx := 0;" }, "property P of S = never A.x == 1 and B.x == 1;"), asked: "P" }],
];

describe("each condition is needed", () => {
  test.each(cases)("%s", (condition, one) => {
    const [full, reduced, damaged] = outcomes(one, without(condition));
    expect(reduced).toBe(full);
    expect(damaged).not.toBe(full);
  });

  test("every condition has a system that needs it", () => {
    expect(cases.map(([condition]) => condition)).toEqual(reductionConditions);
  });

  test("what only a property reads is not dead", () => {
    const one: Case = { text: system({ A: "x := 1;" }, "property P of S = finally A.x == 1;"), asked: "P" };
    expect(outcomes(one, { keepsObserved: false })).toEqual(["proved", "proved", "violated"]);
  });
});

describe("what is dead has one value, so that states are never more", () => {
  const sizes = (text: string): readonly number[] => {
    const { model, built } = subject(text);
    const question: Question = { kind: "built-in", item: "deadlock-free" };
    const limits = { maxStates: 10_000, memory: Number.POSITIVE_INFINITY };
    return [noReduction, { ...noReduction, deadVariables: true }].map((one) => surveyReduced(built, model, [question], limits, one).exploration.states);
  };
  const turns = "loop Turn { x := 0; if x == 0 { x := 1; } else { } }";

  test.each([
    ["a variable that may hold anything at the start", `role A { x: int = any 0..1; }\nprocess P plays A { ${turns} }\nsystem S { A = P; }`, [4, 3]],
    [
      "a variable into which anything is put",
      "role A { x: int = 2; }\nprocess P plays A {\nselect {\nskip => { x := any 0..1; }\nskip => { x := 0; }\n}\n}\nsystem S { A = P; }",
      [5, 4],
    ],
    [
      "a variable that survives crashes",
      "role A { durable x: int = 2; }\nprocess P plays A { x := 0; if x == 0 { x := 1; } else { } }\nsystem S { A = P; }\nfaults F { crash A; }",
      [6, 4],
    ],
  ])("%s", (_, text, expected) => {
    expect(sizes(text)).toEqual(expected);
  });

  test("initial values are chosen though nobody reads them", () => {
    const text = "role A { x: int = any int where value > 0 and value < 0; }\nprocess P plays A { x := 0; }\nsystem S { A = P; }";
    expect(sizes(text)).toEqual([0, 0]);
  });
});

test("whoever waits for room to send is offered nothing unexpected", () => {
  const text = system({ A: "B!l;\nselect {\nwhen x == 0: B!l\nC?m\n}", B: "C?go;\nA?l;\nA?l;", C: "A!k;\nB!go;" });
  expect(outcomes({ text, network: "bounded(1)", asked: "reception-safe" }, {})).toEqual(["proved", "proved", "proved"]);
});

describe("interchangeable roles", () => {
  const twins = { A: "C!l;", B: "C!l;", C: "select {\nA?l\nB?l\n}\nselect {\nA?l\nB?l\n}" };
  const groupsOf = (text: string): readonly (readonly string[])[] => {
    const { machine, model } = subject(text);
    const [property] = model.properties.flatMap((one) => questionOf(one) ?? []);
    const observation = property === undefined ? { kind: "terminal" as const, reads: [] } : observationOf(property, model);
    return symmetryGroups(machine, observation).map((group) => group.map((process) => machine.processes[process]?.role ?? ""));
  };

  test("roles that do the same with the same others are", () => {
    expect(groupsOf(system(twins))).toEqual([["A", "B"]]);
  });

  test("both sides of an event are told apart", () => {
    expect(groupsOf(system(twins, "property P of S = always sent C -> A implies C.x == 0;"))).toEqual([]);
  });

  test("a budget that one of them shares with somebody else belongs to it", () => {
    const text = system(twins, "faults F { crash A, C at most 1; crash B, C at most 1; }");
    expect(groupsOf(text)).toEqual([["A", "B"]]);
    expect(memberBlocks(subject(text).machine, [0, 1]).map(({ clauses }) => clauses)).toEqual([[0], [1]]);
  });

  test("budgets are compared by what they are for, not by their order", () => {
    const text = system(twins, "faults F { crash A at most 1; lose A -> C at most 1; lose B -> C at most 1; crash B at most 1; }");
    const [first, second] = memberBlocks(subject(text).machine, [0, 1]).map(({ clauses }) => clauses);
    expect([first, second]).toSatisfy(([left, right]: number[][]) =>
      left?.join() === "0,1" ? right?.join() === "3,2" : left?.join() === "1,0" && right?.join() === "2,3",
    );
  });

  test("a budget shared by some of them keeps them apart", () => {
    expect(groupsOf(system(twins, "faults F { crash A at most 1; }"))).toEqual([]);
  });
});
