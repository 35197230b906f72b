import { describe, expect, test } from "vitest";
import type { Value } from "../../calculus/core/index.ts";
import type { ChoiceRequest } from "../../calculus/semantics/index.ts";
import { recordingChooser } from "./chooser.ts";

const request = (description: string): ChoiceRequest => ({ kind: "any", role: "A", description });
const integers = (count: number): { readonly kind: "finite"; readonly values: readonly Value[] } => ({
  kind: "finite",
  values: Array.from({ length: count }, (_, index) => BigInt(index)),
});
const endless = { kind: "infinite", extent: "infinite", sample: (index: bigint): Value => index, contains: (): boolean => true } as const;

describe("choices of an exploration", () => {
  test("are all values of a finite domain, and nothing is noted", () => {
    const chooser = recordingChooser();
    expect(chooser.choose(request("A.x"), integers(5))).toHaveLength(5);
    expect([chooser.infinite.size, chooser.empty.size, chooser.leftOut.size]).toEqual([0, 0, 0]);
  });
  test("are few of an infinite one, and fewer when there are many, with a note", () => {
    const chooser = recordingChooser();
    const counts = ["a", "b", "c", "d", "e", "f"].map((name) => chooser.choose(request(name), endless).length);
    expect(counts).toEqual([3, 3, 3, 3, 1, 1]);
    expect(chooser.choose(request("a"), endless)).toHaveLength(3);
    expect([...chooser.infinite.keys()]).toEqual(["a", "b", "c", "d", "e", "f"]);
  });
  test("are none of an empty one, with a note", () => {
    const chooser = recordingChooser();
    expect(chooser.choose(request("f(1)"), integers(0))).toEqual([]);
    expect([...chooser.empty]).toEqual(["f(1)"]);
  });
  test("of initial values multiply within bounds, repeatably", () => {
    const chooser = recordingChooser();
    const counts = (): readonly number[] => {
      const initial = chooser.initial();
      return ["a", "b", "c", "d"].map((name) => initial.choose(request(name), integers(50)).length);
    };
    expect(counts()).toEqual([50, 50, 40, 1]);
    expect(counts()).toEqual([50, 50, 40, 1]);
    expect([...chooser.leftOut]).toEqual(["c", "d"].map((name) => `there are more than 100000 initial states: not all values of ${name} are tried`));
  });
});
