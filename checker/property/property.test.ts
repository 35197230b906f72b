import { describe, expect, test } from "vitest";
import { recordingChooser } from "../explicit-state/chooser.ts";
import { systemsOf } from "../systems-of-text.ts";
import type { Truth } from "./evaluate.ts";
import { truthOf } from "./evaluate.ts";
import { failingConjunct } from "./failing-conjunct.ts";
import type { Blame } from "./failing-conjunct.ts";
import type { Scene } from "./scene.ts";
import { choreographyScene, networkScene } from "./scene.ts";

const program = `role Buyer { budget: int = 10; } role Seller { stock: int = 3; }
  choreography main(Buyer, Seller) { 'ask: Buyer.budget -> Seller.offer : ask; 'book: Seller.stock := stock - 1; }`;

/** The scenes of the only schedule of the program, in both semantics. */
function scenes(formula: string): { readonly scene: Scene; readonly truth: Truth; readonly blame: Blame | undefined }[][] {
  const { model, choreography, network, questions } = systemsOf(`${program} property P = always ${formula};`);
  const question = questions.get("P");
  if (question?.kind !== "property") throw new Error("no property P");
  const { formula: tree } = question.property;
  const chooser = recordingChooser();
  const judged = (scene: Scene): { readonly scene: Scene; readonly truth: Truth; readonly blame: Blame | undefined } => ({
    scene,
    truth: truthOf(tree, scene, model),
    blame: failingConjunct(tree, false, scene, model),
  });
  const inNetwork: Scene[] = [];
  for (let here = network.initial(chooser)[0], event: Scene["event"] = undefined; here !== undefined;) {
    inNetwork.push(networkScene(here, event));
    const [step] = network.steps(here, chooser);
    [here, event] = [step?.target, step?.label];
  }
  const inChoreography: Scene[] = [];
  for (let here = choreography.initial(chooser)[0], event: Scene["event"] = undefined; here !== undefined;) {
    inChoreography.push(choreographyScene(here, event));
    const [step] = choreography.steps(here, chooser);
    [here, event] = [step?.target, step?.label];
  }
  return [inNetwork.map(judged), inChoreography.map(judged)];
}

/** The truth of the formula at the start, after the send, after the receive and at the end; the same in both semantics. */
function truths(formula: string): readonly string[] {
  const [inNetwork = [], inChoreography = []] = scenes(formula).map((run) => run.map(({ truth }) => truth.kind));
  expect(inChoreography).toEqual(inNetwork);
  return inNetwork;
}

describe("state formulas along a run of four states", () => {
  test.each([
    ["Seller.stock == 3", ["true", "true", "true", "false"]],
    ["Seller.offer is set", ["false", "false", "true", "true"]],
    ["Seller.offer is set implies Seller.offer == 10", ["true", "true", "true", "true"]],
    ["sent Buyer -> Seller", ["false", "true", "false", "false"]],
    ["sent Buyer -> Seller : ask", ["false", "true", "false", "false"]],
    ["received Buyer -> Seller : ask", ["false", "false", "true", "false"]],
    ["Buyer at end", ["false", "true", "true", "true"]],
    ["Seller at end", ["false", "false", "false", "true"]],
    ["Buyer at 'ask", ["true", "false", "false", "false"]],
    ["Seller at 'ask", ["true", "true", "false", "false"]],
    ["Seller at 'book", ["false", "false", "true", "false"]],
    ["not (Buyer.budget > 5 and Seller.stock > 2)", ["false", "false", "false", "true"]],
    ["Buyer.budget > 50 or Seller.stock > 2", ["true", "true", "true", "false"]],
  ])("%s", (formula, expected) => {
    expect(truths(formula)).toEqual(expected);
  });
});

describe("a formula that has no truth value", () => {
  test("for a partial operation names why", () => {
    expect(scenes("1 / (Seller.stock - 2) > 0")[0]?.at(-1)?.truth).toEqual({ kind: "undefined", reason: "division by zero" });
  });
  test("is not reached behind a guard", () => {
    expect(truths("Seller.stock != 2 implies 1 / (Seller.stock - 2) > 0")).toEqual(["true", "true", "true", "true"]);
  });
});

describe("the failing conjunct", () => {
  const last = (formula: string): Blame | undefined => scenes(formula)[0]?.at(-1)?.blame;
  test("is the smallest one, with what it reads", () => {
    expect(last("Buyer.budget == 10 and (Seller.stock >= 0 and Seller.stock == 3)")).toMatchObject({
      text: "Seller.stock == 3",
      bindings: [{ variable: "Seller.stock", value: 2n, text: "2" }],
      roles: ["Seller"],
    });
  });
  test("of a negated disjunction is one of its sides, negated", () => {
    expect(last("not (Buyer.budget == 0 or Seller.stock == 2)")).toMatchObject({ text: "not (Seller.stock == 2)" });
  });
  test("of an implication is the implication, with events and positions among the bindings", () => {
    const blame = scenes("received Buyer -> Seller : ask implies not Seller at 'book")[0]?.[2]?.blame;
    expect(blame?.bindings).toEqual([
      { variable: "received Buyer -> Seller : ask", text: "true" },
      { variable: "Seller at 'book", text: "true" },
    ]);
  });
  test("does not exist where the formula is true", () => {
    expect(last("Buyer.budget == 10")).toBeUndefined();
  });
});
