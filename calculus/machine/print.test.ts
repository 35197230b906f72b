import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { fifo } from "../core/index.ts";
import { analyse, analyseText, memoryReader } from "../loading/index.ts";
import { contracts } from "../protocols/index.ts";
import { labelKey } from "../semantics/index.ts";
import { exhaustive } from "../values/index.ts";
import type { BuildOptions, Machine } from "./index.ts";
import { machineInitial, machineKey, machineOfChoreography, machineOfSystem, machineSteps, printMachine, readMachine } from "./index.ts";

const chooser = exhaustive(() => undefined);

function machinesOf(path: string, texts: ReadonlyMap<string, string>, options: BuildOptions = {}): readonly Machine[] {
  const { model } = analyse(path, memoryReader(texts));
  if (model === undefined) return [];
  const systems = [...model.systems.values()].map((system) => machineOfSystem(model, system, contracts(model), options));
  const results = model.entry === undefined ? systems : [...systems, machineOfChoreography(model, undefined, options)];
  return results.flatMap((result) => (result.ok ? [result.built.machine] : []));
}

/** One run of at most so many steps, each as its label and what it leads to. */
function run(machine: Machine, length: number): readonly string[] {
  const lines: string[] = [];
  let [here] = machineInitial(machine, chooser);
  for (let index = 0; index < length && here !== undefined; index += 1) {
    const steps = machineSteps(machine, here, chooser);
    lines.push(steps.map(({ label, target }) => `${labelKey(label)} ${machineKey(target)}`).join("; "));
    here = steps[index % Math.max(steps.length, 1)]?.target;
  }
  return lines;
}

const ring = `
enum Card { Red, Black(int) }
fn next(x: int): int requires x >= 0 = (x + 1) % 3;
const start = 2;
role A { durable x: int = start; card: Card = any; }
role B { y: int = any 0..1; }
process Left plays A {
  loop L {
    select {
      when x > 0: B!l(x, card) do { x := x - 1; }
      B?m(z) => { x := next(z) / z; }
      when x == 0: skip => { break L; }
    }
    continue L;
  }
}
process Right plays B {
  loop L {
    A?l(n, c);
    match c { Red => { A!m(n); } Black(k) => { y := k; A!m(y); } }
    continue L;
  }
}
system S { A = Left; B = Right; }
faults F { crash A at most 1; lose A -> B : l at most 2; reorder B -> A; }
`;

function ringMachine(): Machine {
  const { model, diagnostics } = analyseText(ring);
  const system = model?.systems.get("S");
  if (model === undefined || system === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const faults = model.faults.get("F");
  const network = { ...fifo, capacity: 2, lossy: true };
  const result = machineOfSystem(model, system, contracts(model), { network, ...(faults === undefined ? {} : { faults }) });
  if (!result.ok) throw new Error(result.reason);
  return result.built.machine;
}

describe("machines as text", () => {
  test("a machine is read as it was printed, faults and network included", () => {
    const machine = ringMachine();
    const text = printMachine(machine);
    const read = readMachine(text);
    expect(read.ok ? [] : read.diagnostics).toEqual([]);
    if (!read.ok) return;
    expect(printMachine(read.machine)).toBe(text);
    expect(run(read.machine, 60)).toEqual(run(machine, 60));
    expect(text).toContain("machine S on fifo bounded(2) lossy {");
    expect(text).toContain("  queue A -> B { l(int, Card) }");
    expect(text).toContain("durable x: int = start;");
  });

  test("so are the machines of systems of the corpus, and they take the same steps", () => {
    const paths = readdirSync("corpus", { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".choreo"));
    const texts = new Map(paths.map((path) => [path, readFileSync(`corpus/${path}`, "utf8")]));
    let count = 0;
    for (const path of paths.filter((_, index) => index % 4 === 0)) {
      for (const machine of machinesOf(path, texts)) {
        const text = printMachine(machine);
        const read = readMachine(text);
        expect(read.ok ? [] : read.diagnostics, path).toEqual([]);
        if (!read.ok) continue;
        count += 1;
        expect(printMachine(read.machine), path).toBe(text);
        expect(run(read.machine, 10), path).toEqual(run(machine, 10));
      }
    }
    expect(count).toBeGreaterThan(40);
  });

  test("a text that breaks off is refused with a place", () => {
    const text = printMachine(ringMachine());
    for (let end = 0; end < text.trimEnd().length; end += 7) {
      const read = readMachine(text.slice(0, end));
      expect(read.ok).toBe(false);
      if (!read.ok) expect(read.diagnostics.length).toBeGreaterThan(0);
    }
  });

  test.each([
    ["a location that is not there", "goto 1", "goto 900"],
    ["a queue that is not there", "send 0", "send 44"],
    ["a variable that is not there", "do x := ", "do xx := "],
    ["a function that is not there", "next(", "nxt("],
    ["a condition that is no truth value", "when x > 0", "when x + 0"],
    ["a value of another type", "do x := x - 1", "do x := card"],
    ["a network that is not there", "on fifo", "on feefo"],
    ["a word in a wrong place", "location 0", "goto 0"],
  ])("%s is refused", (_, from, to) => {
    const text = printMachine(ringMachine());
    expect(text).toContain(from);
    const read = readMachine(text.replace(from, to));
    expect(read.ok).toBe(false);
    if (!read.ok) expect(read.diagnostics.every(({ span }) => span.start <= text.length)).toBe(true);
  });
});
