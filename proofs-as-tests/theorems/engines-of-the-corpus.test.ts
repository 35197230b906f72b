import { readdirSync, readFileSync } from "node:fs";
import { expect, inject, test } from "vitest";
import { analyse, memoryReader } from "../../calculus/loading/index.ts";
import { realImplementation } from "../implementation.ts";
import { enginesDisagree } from "../machines/engines-agree.ts";
import { networksOf } from "../machines/networks-of-model.ts";
import { numberOf } from "../machines/number-of.ts";
import { Tally } from "../tally.ts";

const paths = readdirSync("corpus", { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".choreo"))
  .sort();
const texts = new Map(paths.map((path) => [path, readFileSync(`corpus/${path}`, "utf8")]));

/** Every so many-th file is looked at, and so many states of each of its networks are explored. */
const [every, mostStates] = inject("isDeep") ? [1, 200] : [23, 60];

test("all engines give the same answers about the corpus", () => {
  const tally = new Tally();
  const { layout, noted } = realImplementation.parts;
  for (const [number, path] of paths.entries()) {
    if (number % every !== 0) continue;
    const { model } = analyse(path, memoryReader(texts));
    if (model === undefined) continue;
    for (const { name, network, questions } of networksOf(model)) {
      const options = { maxStates: mostStates, choice: numberOf(path), layout, noted };
      expect(enginesDisagree({ systems: { model, network }, questions }, options, tally), `${path}: ${name}`).toBeUndefined();
    }
  }
  expect(tally.get("systems")).toBeGreaterThan(250 / every);
}, 600_000);
