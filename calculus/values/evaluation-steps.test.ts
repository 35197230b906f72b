import { expect, test } from "vitest";
import { analyseText } from "../loading/index.ts";
import { evaluateAll } from "./index.ts";
import type { MetLimit } from "./index.ts";

test("functions that double the work of each other end at the limit on steps, with a reason", () => {
  const doubling = Array.from({ length: 60 }, (_, index) => `fn f${index + 1}(n: int): int = f${index}(n) + f${index}(n);`).join("\n");
  const { model } = analyseText(`fn f0(n: int): int = n + 1;\n${doubling}\nrole A { x: int = 0; }\nchoreography M(A) { A.x := f60(1); }`);
  const head = model?.procedures.get("M")?.body;
  if (model === undefined || head?.kind !== "sequence" || head.head.kind !== "assign") throw new Error("no assignment");
  const met: MetLimit[] = [];
  const chooser = { choose: () => [], meetLimit: (limit: MetLimit) => met.push(limit) };
  const scope = { definitions: model.definitions, local: () => undefined, oracles: new Map(), role: "A", chooser };
  expect(evaluateAll([head.head.expression], scope)).toEqual([]);
  expect(met).toEqual([{ role: "A", what: "f60(1)", reason: "evaluation longer than 5000000 steps" }]);
});
