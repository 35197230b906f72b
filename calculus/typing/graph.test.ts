import fc from "fast-check";
import { expect, test } from "vitest";
import { components, isCycle } from "./graph.ts";

const edges = fc.array(fc.tuple(fc.integer({ min: 0, max: 7 }), fc.integer({ min: 0, max: 7 })), { maxLength: 20 });

function reaches(from: number, to: number, successors: (node: number) => readonly number[]): boolean {
  const seen = new Set<number>();
  const pending = [...successors(from)];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    pending.push(...successors(node));
  }
  return seen.has(to);
}

test("components are the classes of nodes that reach each other, each after what it points to", () => {
  fc.assert(
    fc.property(edges, (list) => {
      const nodes = [0, 1, 2, 3, 4, 5, 6, 7];
      const successors = (node: number): readonly number[] => list.filter(([from]) => from === node).map(([, to]) => to);
      const found = components(nodes, successors);
      const place = new Map(found.flatMap((component, index) => component.map((node) => [node, index])));
      expect([...place.keys()].sort()).toEqual(nodes);
      for (const a of nodes) {
        for (const b of nodes) {
          const together = a === b || (reaches(a, b, successors) && reaches(b, a, successors));
          expect(place.get(a) === place.get(b)).toBe(together);
          if (reaches(a, b, successors)) expect(place.get(b)!).toBeLessThanOrEqual(place.get(a)!);
        }
        expect(isCycle(found[place.get(a)!]!, successors)).toBe(reaches(a, a, successors));
      }
    }),
  );
});

test("a path of many nodes takes no stack", () => {
  const count = 100_000;
  const nodes = Array.from({ length: count }, (_, index) => index);
  expect(components(nodes, (node) => [node + 1])).toHaveLength(count);
});
