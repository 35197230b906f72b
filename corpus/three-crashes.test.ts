/**
 * Three crashes anywhere on the corpus: where all assumptions hold and the machine is sound, exhaustively, every end is one without crashes and nobody is stuck (T22 on generated
 * programs has two).
 */
import { describe, expect, inject, test } from "vitest";
import type { Model } from "../calculus/core/index.ts";
import { analyse, memoryReader } from "../calculus/loading/index.ts";
import { contracts } from "../calculus/protocols/index.ts";
import type { Verdict } from "../checker/index.ts";
import { crashes, verdictsOfMachine } from "../checker/resilience/index.ts";
import { droppedAssumptions, switchesOf } from "../interpreter/recovery/index.ts";
import { corpusTexts } from "./judge-corpus.ts";

const texts = corpusTexts(import.meta.dirname);

/** So many states are looked at every day; `npm run test:deep` looks at all. */
const everydayStates = 25_000;

/** Programs with more states than that, with the crashes that are tried every day. */
const large: ReadonlyMap<string, number> = new Map([
  ["travel-booking BookTravel", 1],
  ["webshop-order-repaired PlaceOrder", 1],
]);

function modelOf(file: string): Model {
  const { model } = analyse(`sagas/${file}.choreo`, memoryReader(texts));
  if (model === undefined) throw new Error(`${file} has no model`);
  return model;
}

/** The choreographies of a file on the sound machine of which `replay-safe` is expected under some faults. */
function masked(file: string): readonly string[] {
  const { runtime, expectations } = modelOf(file);
  if (droppedAssumptions(switchesOf(runtime)).length > 0) return [];
  const own = expectations.filter(
    ({ faults, items }) =>
      faults !== undefined && items.some(({ property, verdict }) => property?.name === "replay-safe" && (verdict ?? "proved") === "proved"),
  );
  return [...new Set(own.map(({ subject }) => subject.text))];
}

/** Whether replay masks so many crashes of any of its roles. */
function judged(file: string, subject: string, atMost: number, maxStates: number): Verdict | undefined {
  const model = modelOf(file);
  const { runtime } = model;
  const asked = { model, name: subject, faults: crashes([...model.roles.keys()], atMost), ...(runtime === undefined ? {} : { runtime }) };
  return verdictsOfMachine(asked, ["replay-safe"], contracts(model), { maxStates })[0];
}

const files = [...texts.keys()].flatMap((path) => /^sagas\/(.*)\.choreo$/.exec(path)?.[1] ?? []);
const programs = files.flatMap((file) => masked(file).map((subject) => [file, subject] as const));

describe("at most three crashes anywhere", () => {
  test.each(programs)("in %s, %s are masked", (file, subject) => {
    if (inject("isDeep")) {
      expect(judged(file, subject, 3, 1_000_000)).toMatchObject({ verdict: "proved" });
      return;
    }
    const fewer = large.get(`${file} ${subject}`);
    expect(judged(file, subject, 3, everydayStates)).toMatchObject(
      fewer === undefined ? { verdict: "proved" } : { verdict: "unknown", reason: `the limit of ${String(everydayStates)} states was reached` },
    );
    if (fewer !== undefined) expect(judged(file, subject, fewer, everydayStates)).toMatchObject({ verdict: "proved" });
  });

  test("are asked of the programs of the corpus whose assumptions hold", () => {
    expect(programs.length).toBeGreaterThanOrEqual(25);
    for (const program of large.keys()) expect(programs.map((one) => one.join(" "))).toContain(program);
  });

  test.each([
    ["chance", "Tell"],
    ["charge-outside", "Pay"],
  ])("are not masked where an assumption does not hold: %s", (file, subject) => {
    expect(judged(file, subject, 3, 200_000)).toMatchObject({ verdict: "violated" });
  });
});
