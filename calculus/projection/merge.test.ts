import { describe, expect, test } from "vitest";
import { analyseText } from "../loading/index.ts";
import { printBehaviour } from "../notation/index.ts";
import { hasMoreBranches } from "./branching-order.ts";
import { projection, projectionErrors } from "./projectability.ts";

const roles = "role A { x: bool = any; n: int = 0; } role B { y: int = 0; } role C { z: int = 0; }";

function modelOf(body: string): NonNullable<ReturnType<typeof analyseText>["model"]> {
  const { model, diagnostics } = analyseText(`${roles} choreography Main(A, B, C) { ${body} }`);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return model;
}

function unprojectable(body: string): readonly string[] {
  return projectionErrors(modelOf(body)).map(({ role, choice }) => `${role} at ${choice.kind}`);
}

function behaviour(body: string, role: string): string {
  const projected = projection().of(modelOf(body).procedures.get("Main")!.body, role);
  if (!projected.ok) throw new Error(`no projection for ${role}`);
  return printBehaviour(projected.behaviour).replace(/\s+/g, " ").trim();
}

describe("full merge", () => {
  test("receives from the same sender unite by label", () => {
    expect(behaviour("if A.x { A -> B : left; } else { A -> B : right; }", "B")).toBe("branch A { left() => { } right() => { } }");
  });

  test("sends never unite: the role would choose without knowing", () => {
    expect(unprojectable("if A.x { B -> C : left; } else { B -> C : right; }")).toEqual(["B at if"]);
  });

  test("receives from different senders do not unite", () => {
    expect(unprojectable("if A.x { A -> B : l; B -> C : l; } else { A -> B : r; A -> C : r; }")).toEqual(["C at if"]);
  });

  test("the end does not unite with a receive", () => {
    expect(unprojectable("if A.x { A -> B : l; } else { }")).toEqual(["B at if"]);
  });

  test("the label `_` never unites with another", () => {
    expect(unprojectable("if A.x { A.1 -> B.y; } else { A.2 -> B.y : two; }")).toEqual(["B at if"]);
  });

  test("the same label must bind the same variable", () => {
    expect(unprojectable("if A.x { A.1 -> B.y : l; } else { A.1 -> B.k : l; }")).toEqual(["B at if"]);
  });

  test("expressions are compared as written, not by value", () => {
    expect(unprojectable("if A.x { B.(1 + 1) -> C.z; } else { B.2 -> C.z; }")).toEqual(["B at if"]);
  });

  test("a common prefix is allowed before the branches are told apart", () => {
    expect(unprojectable("if A.x { B.1 -> C.z; A -> B, C : l; } else { B.1 -> C.z; A -> B, C : r; }")).toEqual([]);
  });

  test("a receive distributes over what follows its choice", () => {
    expect(unprojectable("if A.x { if A.(n > 0) { A -> B : l; } else { A -> B : m; } A -> B : end; } else { A -> B : r; }")).toEqual([]);
  });
});

describe("loops", () => {
  test("the exit selection may be the first statement after the loop", () => {
    expect(behaviour("while A.(n < 2) { A -> B : more; A.n := n + 1; } A -> B : done;", "B")).toMatch(
      /^loop \S+ \{ branch A \{ done\(\) => \{ \} more\(\) => \{ continue \S+; \} \} \}$/,
    );
  });

  test("a role that acts in a loop must be told how it ends", () => {
    expect(unprojectable("while A.(n < 2) { A -> B : more; A.n := n + 1; }")).toEqual(["B at if"]);
  });

  test("a role that does not act in a loop skips it", () => {
    expect(behaviour("while A.(n < 2) { A.n := n + 1; } B.y := 1;", "B")).toBe("y := 1;");
  });

  test("a role idle in an inner loop that is left only by a jump to an outer one goes where the jump goes", () => {
    const body = "loop X { C -> B : a; loop Y { A -> B : k; choose B { B -> A : more; continue Y; } or { B -> A : over; break X; } } }";
    expect(unprojectable(body)).toEqual([]);
    expect(behaviour(body, "C")).toBe("loop X { B!a(); }");
  });

  test("a role idle in an inner loop with two ways out must do the same after both", () => {
    const inner = (after: string): string =>
      `loop X { A.n := n + 1; B.y := 1; loop Y { if A.(n < 2) { A -> C : again; continue X; } else { A -> C : over; break Y; } } ${after} break X; }`;
    expect(unprojectable(inner("A -> B : done;"))).toEqual(["B at loop"]);
  });
});

describe("branching order", () => {
  test("more branches are above fewer, and unfolding makes no difference", () => {
    const using = projection();
    const of = (body: string, role: string): Parameters<typeof hasMoreBranches>[0] => {
      const projected = using.of(modelOf(body).procedures.get("Main")!.body, role);
      if (!projected.ok) throw new Error("unprojectable");
      return projected.behaviour;
    };
    const both = of("if A.x { A -> B : l; } else { A -> B : r; }", "B");
    const one = of("A -> B : l;", "B");
    expect(hasMoreBranches(both, one, using.identities)).toBe(true);
    expect(hasMoreBranches(one, both, using.identities)).toBe(false);
    const loop = of("loop L { A.n := n + 1; A.n -> B.y; }", "B");
    const unfolded = of("A.n -> B.y; loop L { A.n := n + 1; A.n -> B.y; }", "B");
    expect(hasMoreBranches(loop, unfolded, using.identities)).toBe(true);
    expect(hasMoreBranches(unfolded, loop, using.identities)).toBe(true);
  });
});
