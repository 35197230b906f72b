import { describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { machineOfChoreographyHeadFirst } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { newTerms } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { newContext } from "../values/index.ts";
import type { Candidate } from "./candidates.ts";
import { candidatesAt, concreteState } from "./candidates.ts";
import type { Program } from "./program.ts";
import { programOf } from "./program.ts";
import type { Sample, SampledPoint } from "./sampled-states.ts";
import { sampledStates } from "./sampled-states.ts";
import { executeSegment } from "./segment.ts";
import { anyState, initialState, slotsAt } from "./states.ts";

interface Sampled {
  readonly points: ReadonlyMap<number, SampledPoint>;
  readonly samples: readonly Sample[];
  readonly program: Program;
  readonly context: Context;
}

function sampled(text: string): Sampled {
  const model = present(analyseText(text).model);
  const machine = machineOfChoreographyHeadFirst(model, "main");
  if (!machine.ok) throw new Error(machine.reason);
  const program = programOf(machine.built);
  const context = newContext({ terms: newTerms(), definitions: model.definitions, arithmetic: "integers" });
  const points = new Map<number, SampledPoint>();
  for (const point of program.cuts.points) {
    const slots = present(slotsAt(program, point, context));
    const start = anyState(slots, `any ${String(point)}`, context);
    points.set(point, { slots, start, arrivals: [...executeSegment(program, point, start, `any ${String(point)}`, context).exits] });
  }
  return { points, samples: [...sampledStates(program, initialState(program, context), points, context)], program, context };
}

const counting = `enum Way { Up, Down }
role A { left: int = any where value >= 0; done: int = 0; start: int = 0; way: Way = any; flag: bool = any; }
choreography main(A) {
  A.start := left;
  while A.(left > 0) { match A.way { Up => { A { left := left - 1; done := done + 1; } } Down => { A.flag := any; } } A.way := any Way; }
}`;

/** Candidates, and all that they imply. */
function all(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.flatMap((one) => [one, ...all(one.weaker())]);
}

describe("states by chance", () => {
  const { points, samples, program, context } = sampled(counting);
  const loop = present([...points.keys()].find((point) => point !== 0));
  const candidates = all(candidatesAt(present(points.get(loop)).slots, program, context));
  const { cells } = present(points.get(loop)).start;
  const states = samples.filter(({ point }) => point === loop).map(({ read }) => ({ read, state: concreteState(cells, read) }));

  test("what every run keeps is true in all of them, and what it does not keep is false in some", () => {
    const said = (text: string): Candidate => present(candidates.find((one) => one.text === text));
    expect(states.length).toBeGreaterThan(20);
    for (const text of ["A.left >= 0", "A.done >= 0", "A.left + A.done <= A.start", "A.left + A.done >= A.start"])
      expect(states.every(({ state }) => said(text).isTrue(state))).toBe(true);
    for (const text of ["A.left <= 0", "A.done <= 0", "A.left < A.start", "A.done <= A.left", "A.flag implies A.done <= 0"])
      expect(states.some(({ state }) => !said(text).isTrue(state))).toBe(true);
  });

  test("what a candidate says of numbers is what its term says", () => {
    const told = candidates.map(({ holds }) => holds(cells));
    for (const { read, state } of states.slice(0, 6))
      expect(candidates.filter((one, index) => !isTrue(read(present(told[index]))) === one.isTrue(state)).map(({ text }) => text)).toEqual([]);
  });
});

test("what functions without body answer is not guessed", () => {
  expect(sampled("fn f(x: int): int; role A { x: int = 0; } choreography main(A) { while A.(x < 9) { A.x := f(x); } }").samples).toEqual([]);
});

function isTrue(value: ReturnType<Sample["read"]>): boolean {
  return value.kind === "boolean" && value.value;
}
