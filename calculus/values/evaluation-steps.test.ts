import { expect, test } from "vitest";
import { analyseText } from "../loading/index.ts";
import { evaluateAll } from "./index.ts";

test("functions that double the work of each other end at the limit on steps, with a reason", () => {
  const doubling = Array.from({ length: 60 }, (_, index) => `fn f${index + 1}(n: int): int = f${index}(n) + f${index}(n);`).join("\n");
  const { model } = analyseText(`fn f0(n: int): int = n + 1;\n${doubling}\nrole A { x: int = 0; }\nchoreography M(A) { A.x := f60(1); }`);
  const head = model?.procedures.get("M")?.body;
  if (model === undefined || head?.kind !== "sequence" || head.head.kind !== "assign") throw new Error("no assignment");
  const scope = { definitions: model.definitions, local: () => undefined, oracles: new Map(), role: "A", chooser: { choose: () => [] } };
  expect(evaluateAll([head.head.expression], scope).map(({ outcome }) => outcome)).toEqual([
    { kind: "failure", reason: "evaluation longer than 5000000 steps" },
  ]);
});
