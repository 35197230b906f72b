import { describe, expect, test } from "vitest";
import { below, generatorOf, nextBits, split, splitMix } from "./random.ts";
import type { Generator } from "./random.ts";

function take(count: number, generator: Generator): bigint[] {
  const drawn: bigint[] = [];
  let current = generator;
  for (let index = 0; index < count; index += 1) {
    const next = nextBits(current);
    drawn.push(next.bits);
    current = next.generator;
  }
  return drawn;
}

describe("SplitMix64", () => {
  test("agrees with the published vector of the reference implementation for the seed 1234567", () => {
    expect(take(5, splitMix(1234567n))).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });

  test("gives the numbers that were recorded when the generator was named", () => {
    expect(take(3, generatorOf("1"))).toMatchInlineSnapshot(`
      [
        13659532330443091451n,
        5845320586867861319n,
        6362557897240680431n,
      ]
    `);
    expect(take(3, generatorOf("TAPL"))).toMatchInlineSnapshot(`
      [
        12143260595040142376n,
        7876069601582211549n,
        5864043517848786197n,
      ]
    `);
    expect(take(3, split(generatorOf("1"), "schedule"))).toMatchInlineSnapshot(`
      [
        14212834038170192565n,
        118616664936731828n,
        13276652509233975090n,
      ]
    `);
    expect(take(3, split(split(generatorOf("1"), "a"), "b"))).toMatchInlineSnapshot(`
      [
        4156104295023166831n,
        2918877591875042884n,
        2187200186562199653n,
      ]
    `);
  });

  test("is a value: drawing twice from one generator gives the same number", () => {
    const generator = generatorOf("x");
    expect(nextBits(generator)).toEqual(nextBits(generator));
  });

  test("splits by name: other names, and the same names in another order, give other streams", () => {
    const root = generatorOf("seed");
    const streams = [split(root, "a"), split(root, "b"), split(split(root, "a"), "b"), split(split(root, "b"), "a"), split(root, "ab"), root];
    expect(new Set(streams.map((stream) => String(take(1, stream)[0]))).size).toBe(streams.length);
  });

  test("split streams have odd increments", () => {
    for (let index = 0; index < 200; index += 1) expect(split(generatorOf("seed"), String(index)).gamma % 2n).toBe(1n);
  });
});

describe("a number below a bound", () => {
  test("covers a small range evenly", () => {
    const counts = [0, 0, 0, 0, 0, 0];
    let generator = generatorOf("dice");
    for (let index = 0; index < 6000; index += 1) {
      const drawn = below(generator, 6n);
      counts[Number(drawn.value)] = (counts[Number(drawn.value)] ?? 0) + 1;
      generator = drawn.generator;
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  test("is always 0 below 1, and reaches beyond 64 bits below a large bound", () => {
    expect(below(generatorOf("x"), 1n).value).toBe(0n);
    const bound = 10n ** 60n;
    const drawn = below(generatorOf("x"), bound).value;
    expect(drawn).toBeGreaterThan(2n ** 64n);
    expect(drawn).toBeLessThan(bound);
  });
});
