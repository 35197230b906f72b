/** Bits for what variables and queues may hold: few where the analysis knows bounds, more after an overflow. */
import { describe, expect, test } from "vitest";
import { fifo } from "../../../calculus/core/index.ts";
import { analyseText } from "../../../calculus/loading/index.ts";
import type { Machine } from "../../../calculus/machine/index.ts";
import { machineOfSystem } from "../../../calculus/machine/index.ts";
import { contracts } from "../../../calculus/protocols/index.ts";
import { analyse, typedMachine } from "../analysis/index.ts";
import type { Layout } from "./index.ts";
import { firstSizes, grown, integerOverflow, layoutOf, queueOverflow } from "./index.ts";
import { place } from "./place.ts";

function machineOf(body: string, capacity?: number): Machine {
  const text = `
    enum Colour { Red, Green, Blue }
    role A { count: int = 0; total: int = 0; colour: Colour = Red; } role B { last: int = 0; }
    process Of plays A { ${body} }
    process Other plays B { loop Run { select { A?n(last) } } }
    system S { A = Of; B = Other; }`;
  const { model, diagnostics } = analyseText(text);
  const system = model?.systems.get("S");
  if (model === undefined || system === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const result = machineOfSystem(model, system, contracts(model), { network: capacity === undefined ? fifo : { ...fifo, capacity } });
  if (!result.ok) throw new Error(result.reason);
  return result.built.machine;
}

function layout(machine: Machine): Layout {
  return layoutOf(machine, analyse(typedMachine(machine)), false);
}

/** The range of the variable of A with this name. */
function rangeOf(machine: Machine, name: string): readonly [number, number] | string {
  const index = machine.processes[0]!.variables.findIndex((variable) => variable.name === name);
  const packing = layout(machine).processes[0]!.variables[index]!.packing!;
  return packing.kind === "integer" ? [packing.low, packing.high] : packing.kind;
}

describe("what a variable may hold", () => {
  test("is bounded by the guard of a loop", () => {
    expect(rangeOf(machineOf("while count < 3 { count := count + 1; }"), "count")).toEqual([0, 3]);
  });

  test("is bounded by a remainder", () => {
    expect(rangeOf(machineOf("loop L { count := (count + 1) % 5; B!n(count); }"), "count")).toEqual([0, 4]);
  });

  test("is guessed where there is no bound", () => {
    expect(rangeOf(machineOf("loop L { total := total + 1; B!n(total); }"), "total")).toEqual([0, 65_535]);
  });

  test("is only what is assigned", () => {
    const machine = machineOf("colour := Blue; B!n(1);");
    const packing = layout(machine).processes[0]!.variables[2]!.packing!;
    expect(packing.kind === "sum" ? packing.cases.map(({ name }) => name) : packing.kind).toEqual(["Blue", "Red"]);
  });
});

describe("sizes", () => {
  test("a queue without bound is doubled until it is interned", () => {
    const machine = machineOf("loop L { B!n(1); }");
    const analysis = analyse(typedMachine(machine));
    const kinds: string[] = [];
    for (let sizes = firstSizes(machine); ;) {
      const one = layoutOf(machine, analysis, false, sizes);
      const queue = one.queues[0]!;
      kinds.push(queue.kind === "packed" ? String(queue.capacity) : queue.kind);
      const next = grown(one, queueOverflow(0));
      if (next === undefined) break;
      sizes = next;
    }
    expect(kinds).toEqual(["4", "8", "16", "32", "64", "interned"]);
  });

  test("a bounded queue is as long as its bound", () => {
    const one = layout(machineOf("loop L { B!n(1); }", 3));
    expect(one.queues[0]).toMatchObject({ kind: "packed", capacity: 3, isGuess: false });
    expect(grown(one, queueOverflow(0))).toBeUndefined();
  });

  test("integers without bounds are interned in the end", () => {
    const machine = machineOf("loop L { total := total + 1; B!n(total); }");
    const analysis = analyse(typedMachine(machine));
    const wider = grown(layoutOf(machine, analysis, false), integerOverflow)!;
    expect(wider.integerBits).toBe(31);
    expect(grown(layoutOf(machine, analysis, false, wider), integerOverflow)).toMatchObject({ integerBits: undefined });
  });
});

test("fields do not overlap, and none crosses the end of a word", () => {
  const widths = [31, 2, 17, 16, 1, 32, 5, 9, 3, 30, 12];
  const { fields, words } = place(widths);
  const used = new Set<string>();
  for (const { word, shift, width } of fields) {
    expect(shift + width).toBeLessThanOrEqual(32);
    for (let bit = shift; bit < shift + width; bit += 1) used.add(`${String(word)}:${String(bit)}`);
  }
  expect(used.size).toBe(widths.reduce((sum, width) => sum + width, 0));
  expect(words).toBe(5);
});
