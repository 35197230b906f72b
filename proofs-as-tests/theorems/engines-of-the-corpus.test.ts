import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
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

/** So many states of each network are explored. */
const mostStates = 200;

test("all engines give the same answers about the corpus", () => {
  const tally = new Tally();
  const { layout } = realImplementation.parts;
  for (const path of paths) {
    const { model } = analyse(path, memoryReader(texts));
    if (model === undefined) continue;
    for (const { name, network, questions } of networksOf(model)) {
      const options = { maxStates: mostStates, choice: numberOf(path), layout };
      expect(enginesDisagree({ systems: { model, network }, questions }, options, tally), `${path}: ${name}`).toBeUndefined();
    }
  }
  expect(tally.get("systems")).toBeGreaterThan(250);
}, 600_000);
