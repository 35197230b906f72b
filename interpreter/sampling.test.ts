import { describe, expect, test } from "vitest";
import type { ChoiceRequest, DomainValues } from "../calculus/semantics/index.ts";
import { sampler } from "./sampling.ts";

const digits: DomainValues = { kind: "finite", values: Array.from({ length: 10 }, (_, index) => BigInt(index)) };
const numbers: DomainValues = { kind: "infinite", extent: "infinite", sample: (index) => index, contains: (value) => typeof value === "bigint" };
const request = (description: string, role = "A", kind: ChoiceRequest["kind"] = "any"): ChoiceRequest => ({ kind, role, description });

describe("a sample", () => {
  test("is a function of seed, moment and request: asking again, or for something else in between, changes nothing", () => {
    const chooser = sampler("1", () => "0");
    const first = chooser.choose(request("A.x"), numbers);
    chooser.choose(request("A.y"), numbers);
    expect(chooser.choose(request("A.x"), numbers)).toEqual(first);
    expect(sampler("1", () => "0").choose(request("A.x"), numbers)).toEqual(first);
  });

  test("depends on each of them", () => {
    const many = (one: (index: number) => readonly unknown[]): number => new Set(Array.from({ length: 30 }, (_, index) => String(one(index)[0]))).size;
    expect(many((index) => sampler(String(index), () => "0").choose(request("A.x"), numbers))).toBeGreaterThan(5);
    expect(many((index) => sampler("1", () => String(index)).choose(request("A.x"), numbers))).toBeGreaterThan(5);
    expect(many((index) => sampler("1", () => "0").choose(request(`A.x${index}`), numbers))).toBeGreaterThan(5);
    expect(many((index) => sampler("1", () => "0").choose(request("A.x", `A${index}`), numbers))).toBeGreaterThan(5);
  });

  test("reaches every value of a small domain, and none of an empty one", () => {
    const seen = new Set(Array.from({ length: 200 }, (_, seed) => sampler(String(seed), () => "0").choose(request("A.x"), digits)[0]));
    expect(seen.size).toBe(10);
    expect(sampler("1", () => "0").choose(request("A.x"), { kind: "finite", values: [] })).toEqual([]);
  });
});
