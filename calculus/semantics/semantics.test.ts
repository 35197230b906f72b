import { describe, expect, test } from "vitest";
import { analyseText } from "../loading/index.ts";
import { exhaustive } from "../values/index.ts";
import type { ChoreographyConfiguration, Label, Step } from "./index.ts";
import { choreographyRules, choreographySystem, faultRules, findRule, labelKey, networkRules, networkSystem, read, ruleBook, storeOf } from "./index.ts";

const chooser = exhaustive(() => undefined);

function modelOf(text: string): NonNullable<ReturnType<typeof analyseText>["model"]> {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return model;
}

/** Follows the first step whose label has this text, for each text; the last configuration. */
function follow(
  text: string,
  wanted: readonly string[],
): { readonly end: ChoreographyConfiguration; readonly steps: readonly Step<ChoreographyConfiguration>[] } {
  const system = choreographySystem(modelOf(text));
  let end = system.initial(chooser)[0]!;
  const steps = wanted.map((label) => {
    const enabled = system.steps(end, chooser);
    const step = enabled.find((one) => labelKey(one.label) === label);
    if (step === undefined) throw new Error(`${label} is not among ${enabled.map((one) => labelKey(one.label)).join(", ")}`);
    end = step.target;
    return step;
  });
  return { end, steps };
}

function enabled(text: string, after: readonly string[] = []): readonly string[] {
  const system = choreographySystem(modelOf(text));
  return system.steps(follow(text, after).end, chooser).map(({ label }: { label: Label }) => labelKey(label));
}

/** The number of reachable configurations of the network. */
function reachable(text: string, cap: number): number {
  const network = networkSystem(modelOf(text));
  if (!network.ok) throw new Error("unprojectable");
  const seen = new Set<string>();
  const pending = [...network.system.initial(chooser)];
  for (let next = pending.pop(); next !== undefined && seen.size <= cap; next = pending.pop()) {
    if (seen.has(network.system.key(next))) continue;
    seen.add(network.system.key(next));
    pending.push(...network.system.steps(next, chooser).map(({ target }) => target));
  }
  return seen.size;
}

describe("the rule book", () => {
  test("every rule of both relations is in it, under its own name, with a drawing and a source", () => {
    expect(ruleBook.map(({ name }) => name)).toEqual([...Object.keys(choreographyRules), ...Object.keys(networkRules), ...Object.keys(faultRules)]);
    for (const { drawing, source, summary } of ruleBook) {
      expect(drawing).toContain("───");
      expect(source).not.toBe("");
      expect(summary).not.toBe("");
    }
    expect(findRule("c-send")?.name).toBe("C-SEND");
  });
});

describe("messages", () => {
  test("a value is fixed when it is sent, whatever the sender assigns afterwards", () => {
    const { end } = follow("role A { x: int = 1; } role B { y: int = 0; } choreography M(A, B) { A.x -> B.y; A.x := 2; }", ["A!B _⟨1;⟩", "τ_A", "B?A _⟨1;⟩"]);
    expect(read(end.world, "B", "y")).toBe(1n);
    expect(read(end.world, "A", "x")).toBe(2n);
  });

  test("two messages on one channel stay in order", () => {
    expect(enabled("role A; role B; choreography M(A, B) { A.1 -> B.x; A.2 -> B.y; }", ["A!B _⟨1;⟩", "A!B _⟨2;⟩"])).toEqual(["B?A _⟨1;⟩"]);
  });
});

describe("delay", () => {
  test("D-INSTR: roles that an instruction does not involve may come first", () => {
    const { steps } = follow("role A { x: int = 0; } role B { y: int = 0; } choreography M(A, B) { A.x := 1; B.y := 1; }", ["τ_B"]);
    expect(steps[0]!.rules).toEqual(["D-INSTR", "C-ASSIGN"]);
  });

  test("D-COND: what all branches do alike need not wait for the decision", () => {
    const program =
      "role A { b: bool = true; } role B; role C; choreography M(A, B, C) { if A.b { B.1 -> C.x; A -> B, C : l; } else { B.1 -> C.x; A -> B, C : r; } }";
    expect(follow(program, ["B!C _⟨1;⟩"]).steps[0]!.rules).toEqual(["D-COND", "C-SEND"]);
  });

  test("D-COND compares the stores that result, not only the labels", () => {
    const program = "role A { b: bool = true; } role B; role C; choreography M(A, B, C) { if A.b { B.1 -> C.x; } else { B.1 -> C.y; } }";
    expect(enabled(program, ["B!C _⟨1;⟩"])).toEqual(["τ_A"]);
  });

  test("D-LOOP: a role outside nested loops is not held up by ways out of the inner one", () => {
    const program = `role A { n: int = 0; } role R { x: int = 0; }
      choreography M(A, R) {
        loop Outer { A.n := n + 1; loop Inner { if A.(n > 3) { break Outer; } else { if A.(n > 1) { continue Outer; } else { A.n := n + 1; } } } }
        R.x := 1;
      }`;
    expect(enabled(program, [])).toContain("τ_R");
    expect(enabled(program, ["τ_A"])).toContain("τ_R");
  });
});

describe("frames", () => {
  const rotating = `role A; role B;
    choreography F(P: A, Q: A; n: int at P) {
      if P.(n > 0) { P -> Q : go; P.(n - 1) -> Q.m; call F(Q, P; m); P.n -> Q.back; } else { P -> Q : stop; }
    }
    choreography main(A, B) { call F(A, B; 1); }`;

  test("a recursive call with rotated roles does not overwrite the caller's variables", () => {
    const system = choreographySystem(modelOf(rotating));
    let configuration = system.initial(chooser)[0]!;
    const sent: string[] = [];
    for (let step = system.steps(configuration, chooser)[0]; step !== undefined; step = system.steps(configuration, chooser)[0]) {
      if (step.label.kind === "send" && step.label.values.length > 0) sent.push(`${step.label.from} ${labelKey(step.label)}`);
      configuration = step.target;
    }
    expect(sent).toEqual(["A A!B _⟨0;⟩", "A A!B _⟨1;⟩"]);
    expect(system.isFinal(configuration)).toBe(true);
    expect(storeOf(configuration.world, "A").frames).toHaveLength(1);
  });

  test("a tail call replaces its caller's frame, so tail recursion has finitely many states", () => {
    const program = `role A { k: int = 0; } role B;
      choreography L(A, B; n: int at A) { A.n -> B.v; B -> A : ack; call L(A, B; (n + 1) % 2); }
      choreography main(A, B) { call L(A, B; 0); }`;
    expect(reachable(program, 200)).toBeLessThan(30);
  });
});

describe("failure", () => {
  test("a role that fails stops alone; what it had sent stays receivable", () => {
    const program = "role A { x: int = 0; } role B { y: int = 0; } choreography M(A, B) { A.1 -> B.y; A.x := 1 / x; B.y := 2; }";
    const { end } = follow(program, ["A!B _⟨1;⟩", "fail_A(division by zero)", "B?A _⟨1;⟩", "τ_B"]);
    expect([...end.world.stopped]).toEqual([["A", "failed"]]);
    expect(choreographySystem(modelOf(program)).isFinal(end)).toBe(false);
  });

  test("a false assumption stops its role without a violation; a false assertion is a step of its own", () => {
    expect(enabled("role A; role B; choreography M(A, B) { assume A.false; assert B.false; }")).toEqual(["stop_A", "τ_B(✗ B.(false))"]);
  });
});

describe("oracles", () => {
  test("an application is answered once and for all, and every step that consults it says so", () => {
    const program = "fn f(n: int): bool; role A { a: bool = false; } role B { b: bool = false; } choreography M(A, B) { A.a := f(1); B.b := f(1); }";
    const first = enabled(program);
    expect(first).toHaveLength(4);
    const chosen = first.find((label) => label.startsWith("τ_A"))!;
    expect(enabled(program, [chosen])).toEqual([chosen.replace("τ_A", "τ_B")]);
  });
});
