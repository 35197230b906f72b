/** Control graphs: regular choreographies have one, calls that pile up work do not. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../loading/index.ts";
import { typeKey } from "../values/index.ts";
import { controlGraph } from "./control-graph.ts";
import type { ControlEdge, ControlGraphResult } from "./control-graph.ts";

function graphOf(text: string, name = "main", limit?: number): ControlGraphResult {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return controlGraph(model, name, limit);
}

function drawn(result: ControlGraphResult): readonly string[] {
  if (!result.ok) return [result.reason];
  return result.graph.states.map(({ edges }) => edges.map(edge).join(" | "));
}

function edge(edge: ControlEdge): string {
  const to = `→ ${String(edge.target)}`;
  switch (edge.kind) {
    case "message": {
      const payload = edge.message.payload.map(({ sort }) => (sort.kind === "value" ? typeKey(sort.type) : "session"));
      return `${edge.sender}->${edge.receiver}:${edge.message.label}(${payload.join(",")}) ${to}`;
    }
    case "action":
      return `${edge.role} ${edge.action.kind} ${to}`;
    case "decision":
      return `${edge.role} ${edge.choice.kind} ${String(edge.branch)} ${to}`;
  }
}

describe("control graphs", () => {
  test("messages carry the types of what is sent, and decisions join behind their branches", () => {
    const graph = graphOf(`
      role A { x: int = 0; names: list<string> = []; } role B;
      choreography main(A, B) {
        if A.(x > 0) { A -> B : yes; A.head(names) -> B.name; B.(name, [1]) -> A.(echo, ones) : twice; } else { A -> B : no; }
        A.x := 1;
      }`);
    expect(drawn(graph)).toEqual([
      "A if 0 → 1 | A if 1 → 2",
      "A->B:yes() → 3",
      "A->B:no() → 4",
      "A->B:_(string) → 5",
      "A assign → 6",
      "B->A:twice(string,list<int>) → 4",
      "",
    ]);
  });

  test("loops and tail calls lead back to their heads", () => {
    expect(drawn(graphOf("role A, B; choreography main(A, B) { loop L { choose A { A -> B : more; continue L; } or { A -> B : done; break L; } } }"))).toEqual([
      "A choose 0 → 1 | A choose 1 → 2",
      "A->B:more() → 0",
      "A->B:done() → 3",
      "",
    ]);
    expect(
      drawn(graphOf("role A, B; choreography main(A, B) { A -> B : ping; call swap(A, B); } choreography swap(P: A, Q: B) { P -> Q : go; call swap(Q, P); }")),
    ).toEqual(["A->B:ping() → 1", "A->B:go() → 2", "B->A:go() → 1"]);
  });

  test("calls that are not last are entered in place", () => {
    const graph = graphOf("role A, B; choreography main(A, B) { call one(A, B; 1); call one(A, B; 2); } choreography one(A, B; n: int at A) { A.n -> B.m; }");
    expect(drawn(graph)).toEqual(["A call → 1", "A->B:_(int) → 2", "A call → 3", "A->B:_(int) → 4", ""]);
  });

  test("work that piles up behind calls is not regular", () => {
    const graph = graphOf("role A, B; choreography main(A, B) { choose A { A -> B : down; call main(A, B); B -> A : up; } or { A -> B : bottom; } }");
    expect(graph).toMatchObject({
      ok: false,
      reason: expect.stringContaining("`main` is called again before the work behind an earlier call in it is done") as string,
    });
  });

  test("what a role does behind a loop that never ends is on no path, and refused", () => {
    const idle = graphOf("role A { x: int = 0; } role B, C; choreography main(A, B, C) { loop L { A.x := 1 - x; continue L; } B -> C : m; }");
    expect(drawn(idle)).toEqual(["B goes on behind a part that never ends and in which it has no part"]);
    const spinning = graphOf(
      "role A { x: int = 0; } role B, C; choreography main(A, B, C) { call spin(A); B -> C : m; } choreography spin(A) { A.x := 1 - x; call spin(A); }",
    );
    expect(drawn(spinning)).toEqual(["B goes on behind a part that never ends and in which it has no part"]);
    const ended = graphOf("role A { x: int = 0; } role B, C; choreography main(A, B, C) { B -> C : m; loop L { A.x := 1 - x; continue L; } }");
    expect(drawn(ended)).toEqual(["B->C:m() → 1", "A assign → 1"]);
  });

  test("long sequences take no stack, and growth by calls meets the limit", () => {
    const long = graphOf(`role A, B; choreography main(A, B) { ${"A -> B : m; ".repeat(20_000)} }`);
    expect(long.ok && long.graph.states.length).toBe(20_001);
    const doubling = Array.from({ length: 20 }, (_, n) => `choreography d${String(n)}(A, B) { ${`call d${String(n + 1)}(A, B); `.repeat(2)} }`).join("\n");
    const huge = graphOf(`role A, B; choreography main(A, B) { call d0(A, B); } ${doubling} choreography d20(A, B) { A -> B : m; }`, "main", 1000);
    expect(huge).toMatchObject({ ok: false, limit: 1000 });
  });
});
