import { describe, expect, test } from "vitest";
import { analyseText } from "../../calculus/loading/index.ts";
import { networkSystem } from "../../calculus/semantics/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import type { Chooser } from "../../calculus/semantics/index.ts";
import { replaySystem, soundMachine } from "./index.ts";
import type { ReplayConfiguration } from "./index.ts";

const all: Chooser = { choose: (_, domain) => (domain.kind === "finite" ? domain.values : []), meetLimit: () => undefined };

/** The durable fields at all ends, with at most one crash of A. */
function ends(saga: string): readonly string[] {
  const { model, diagnostics } = analyseText(`
    role A { durable x: int = 0; durable z: int = 0; } role B { durable y: int = 0; }
    idempotent transaction mark(n: int) at A { if n == 1 { x := 1; } else { z := 1; } compensate { if n == 1 { x := 0; } else { z := 0; } } }
    transaction fail() at B { requires y > 0 else abort; y := 2; compensate { y := 0; } }
    choreography main(A, B) { saga { ${saga} } }
    faults F { crash A at most 1; }`);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join());
  const written = { ...model, procedures: new Map([...model.procedures, ...model.broadcasting]) };
  const network = networkSystem(written, "main");
  const faults = model.faults.get("F");
  if (!network.ok || faults === undefined) throw new Error("no network");
  const system = replaySystem(written, network.system, { switches: soundMachine, sessions: 1, faults });
  const pending = [...system.initial(all)];
  const seen = new Set(pending.map(system.key));
  const found = new Set<string>();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const steps = system.steps(next, all);
    if (steps.every(({ label }) => label.kind === "crash")) found.add(shown(next));
    for (const { target } of steps) {
      const key = system.key(target);
      if (!seen.has(key)) pending.push(target);
      seen.add(key);
    }
  }
  return [...found];
}

function shown({ durable }: ReplayConfiguration): string {
  return [...durable].flatMap(([role, fields]) => fields.map(([name, value]) => `${role}.${name} = ${printValue(value)}`)).join(", ");
}

describe("an idempotent transaction in a saga that aborts", () => {
  test("is compensated, although no journal answers for it", () => {
    expect(ends("perform A.mark(1); A.1 -> B.n; perform B.fail(); B.n -> A.m;")).toEqual(["A.x = 0, A.z = 0, B.y = 0"]);
  });
  test("is compensated for each of its arguments", () => {
    expect(ends("perform A.mark(1); perform A.mark(2); A.1 -> B.n; perform B.fail(); B.n -> A.m;")).toEqual(["A.x = 0, A.z = 0, B.y = 0"]);
  });
});
