/** The protocols with data of this suite meet what is expected of them, and every pair of runs is one that the role cannot tell apart. */
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, expect, inject, test } from "vitest";
import { eventKey, viewOf } from "../../../calculus/protocols/index.ts";
import { analyse, memoryReader } from "../../../calculus/loading/index.ts";
import type { ParseFile } from "../../../calculus/loading/index.ts";
import { parseFile } from "../../../calculus/parser/index.ts";
import { chooseSolver, verifyModel } from "../../../checker/index.ts";
import { readerOf } from "../index.ts";

const directory = new URL("../samples/with-data/", import.meta.url);
const texts = new Map(readdirSync(directory).map((name) => [name, readFileSync(new URL(name, directory), "utf8")]));
const names = [...texts.keys()].filter((name) => name.endsWith(".sprout")).map((name) => name.slice(0, -".sprout".length));
const expected = (texts.get("expected.choreo") ?? "").split("\n");
/** All of them take some seconds; others like these are judged by `implementability.test.ts`. */
const everyday: readonly string[] = ["parity_from_half", "sum_and_difference", "two_bidders_shown", "wallet"];

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

test("something is expected of every protocol", () => {
  expect(expected.flatMap((line) => /^import "(.*)\.sprout";/.exec(line)?.[1] ?? []).toSorted()).toEqual(names.toSorted());
  for (const name of names) expect(expected.filter((line) => line.startsWith(`expect ${name} : `))).toHaveLength(1);
});

test.each(inject("isDeep") ? names : everyday)("%s is decided as expected", (name) => {
  const text = [`import "${name}.sprout";`, ...expected.filter((line) => line.startsWith(`expect ${name} : `))].join("\n");
  const parse: ParseFile = (source, file, limits, path) => readerOf(path, parseFile)(source, file, limits, path);
  const report = verifyModel(analyse("expected.choreo", memoryReader(new Map([...texts, ["expected.choreo", text]])), { parse }), { solver });
  expect(report).toMatchObject({ diagnostics: [], exitCode: 0 });
  expect(report.expectations.length).toBeGreaterThan(0);
  for (const { indistinguishable = [] } of report.verdicts) {
    for (const { role, first, second } of indistinguishable) expect(viewOf(first, role).map(eventKey)).toEqual(viewOf(second, role).map(eventKey));
  }
});
