import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, inject, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { isClosed } from "../../calculus/semantics/index.ts";
import type { Model } from "../../calculus/core/index.ts";
import { recordingChooser } from "../../checker/index.ts";
import { realImplementation } from "../implementation.ts";
import { compareParsers, compareTrees } from "./round-trips.ts";
import { explore } from "../lock-step/explore.ts";

const files = readdirSync("corpus", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".choreo"))
  .map((file) => `corpus/${file}`)
  .sort();

/** The grammar reads every so many-th file: it is slow. */
const every = inject("isDeep") ? 1 : 3;

/** The model of a file that can be explored: well-typed, closed, projectable, every choice finite. */
function explorable(file: string): Model | undefined {
  const { model } = analyseText(readFileSync(file, "utf8"));
  if (model?.entry === undefined || !realImplementation.projectable(model)) return undefined;
  const entry = model.procedures.get(model.entry);
  return entry !== undefined && isClosed(entry) ? model : undefined;
}

describe("both parsers read the corpus alike, and printing keeps it", () => {
  test.each(files.map((file, number) => [file, number] as const))("%s", (file, number) => {
    const text = readFileSync(file, "utf8");
    const { parse, print } = realImplementation.parts;
    const { tree, errors } = parse(text);
    if (number % every === 0) expect(compareParsers(text, realImplementation)).toBeUndefined();
    if (errors.length === 0) expect(compareTrees(tree, parse(print(tree)))).toBeUndefined();
  });
});

describe("every projectable program of the corpus is in lock-step with its network", () => {
  const programs = files.flatMap((file) => {
    const model = explorable(file);
    return model === undefined ? [] : [[file, model] as const];
  });

  test("there are many", () => {
    expect(programs.length).toBeGreaterThan(60);
  });

  test.each(programs)("%s", (_, model) => {
    const chooser = recordingChooser();
    const { refuted } = explore(model, realImplementation, 80, chooser);
    const isCut = chooser.infinite.size > 0 || chooser.empty.size > 0;
    const theorems = [...refuted].filter(([theorem]) => theorem !== "T4" && !(isCut && (theorem === "T1" || theorem === "T10")));
    expect(theorems).toEqual([]);
  });
});
