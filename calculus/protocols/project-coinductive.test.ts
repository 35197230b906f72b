/** Coinductive projection: what inductive projection misses, where it still fails, and where it stops. */
import { describe, expect, test } from "vitest";
import type { GlobalType } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import type { MergeKind } from "./merge-local.ts";
import { printLocalAction, printLocalType } from "./print-types.ts";
import { projectCoinductive } from "./project-coinductive.ts";
import type { CoinductiveLimits } from "./project-coinductive.ts";
import { projectInductive } from "./project-inductive.ts";
import { isSubtype } from "./subtyping.ts";
import { graphOfLocalType, localTypeOfGraph } from "./type-graph.ts";
import { globalTypeOf } from "./written-types.ts";

function projected(text: string | GlobalType, role: string, merge: MergeKind = "full", limits?: CoinductiveLimits): string {
  const result = projectCoinductive(typeof text === "string" ? globalTypeOf(text) : text, role, merge, limits);
  if (result.kind === "unknown") return `more than ${String(result.at)} ${result.limit}`;
  if (result.kind === "failed") return `${result.failure.path.map((action) => `${printLocalAction(action)}. `).join("")}${result.failure.reason}`;
  const type = localTypeOfGraph(result.graph);
  return type === undefined ? "no type" : printLocalType(type);
}

/** Loops of these lengths, of which the second role does not know which one it is in. */
function coprimeLoops(lengths: readonly number[]): string {
  const loop = (length: number, index: number): string =>
    `l${String(index)}: mu t. p->q{ a: ${"p->q:a. ".repeat(length - 1)}t, b: p->q:l${String(index)}. end }`;
  return `p->r{ ${lengths.map(loop).join(", ")} }`;
}

describe("coinductive projection", () => {
  test("a role that is idle in an iteration of a loop", () => {
    const omitsNo = "mu t. a->s{ query: s->a:price. a->b:split. b->a{ yes: a->s:buy. t, no: t }, done: a->b:done. end }";
    expect(projectInductive(globalTypeOf(omitsNo), "s", "full").ok).toBe(false);
    expect(projected(omitsNo, "s")).toBe("μt1. &{ a?done. end, a?query. μt. a!price. &{ a?buy. t1, a?done. end, a?query. t } }");
  });

  test("plain merging takes a loop and its unfolding for the same", () => {
    const folded = "p->q{ a: mu t. p->q{ x: q->r:m. t, y: q->r:n. end }, b: q->r:m. mu u. p->q{ x: q->r:m. u, y: q->r:n. end } }";
    expect(projectInductive(globalTypeOf(folded), "r", "full").ok).toBe(false);
    expect(projected(folded, "r")).toBe("&{ q?m. μt. &{ q?m. t, q?n. end }, q?n. end }");
    const alike = "p->q{ a: mu t. r->q:m. t, b: r->q:m. mu u. r->q:m. r->q:m. u }";
    expect(projected(alike, "r", "plain")).toBe("q!m. μt. q!m. q!m. t");
    expect(projectInductive(globalTypeOf(alike), "r", "plain").ok).toBe(false);
    expect(projected("p->q{ a: q->r:m. end, b: q->r:n. end }", "r", "plain")).toContain("`q?m` in one run and `q?n` in another");
  });

  test("sends must be the same, receives from one peer, and an end is met by an end", () => {
    expect(projected("p->q{ o: r->s:o. end, m: r->s:m. end }", "r")).toBe("r has `s!o` in one run and `s!m` in another, and cannot tell them apart");
    expect(projected("p->q{ a: q->r:x. end, b: end }", "r")).toBe("r has nothing more to do in one run and `q?x` in another, and cannot tell them apart");
    expect(projected("p->q{ a: q->r:x. end, b: p->r:x. end }", "r")).toContain("`q?x` in one run and `p?x` in another");
    expect(projected("p->q{ a: q->r:x(int). end, b: q->r:x(bool). end }", "r")).toContain("one label, `x`, with different payloads");
    expect(projected("s->r:go. p->q{ a: q->r:x. r->s:k. end, b: q->r:x. end }", "r")).toContain("s?go. q?x. r has ");
  });

  test("a role without a part has ended", () => {
    expect(projected("mu t. p->q{ a: t, b: end }", "r")).toBe("end");
    expect(projected("mu t. p->q{ a: t, b: q->r:x. end }", "r")).toBe("q?x. end");
  });

  test("the closedness trap stays unprojectable", () => {
    expect(projected("mu t. p->q:b. mu u. r->q{ a: q->r:b. t, b: end }", "p")).toContain("cannot tell them apart");
  });

  test("loops of coprime lengths multiply, and the limit is an answer", () => {
    const loops = coprimeLoops([2, 3, 5]);
    const result = projectCoinductive(globalTypeOf(loops), "q", "full");
    expect(result.kind === "projected" && result.graph.states).toBe(38);
    expect(projected(loops, "q", "full", { states: 37, members: 1000 })).toBe("more than 37 states");
    expect(projected(loops, "q", "full", { states: 38, members: 20 })).toBe("more than 20 members");
    expect(projected(loops, "q", "plain")).toContain("cannot tell them apart");
  });

  test("what inductive projection finds is a subtype of what coinductive projection finds", () => {
    const secrets =
      "p->a{ u: mu t. p->s{ done: end, l0: s->a:l0. a->s:succ. end, l1: s->a:l1. a->s:fail. t }, v: mu t. p->s{ done: end, l0: s->a:l0. a->s:fail. t, l1: s->a:l1. a->s:succ. end } }";
    const inductive = projectInductive(globalTypeOf(secrets), "s", "full");
    const coinductive = projectCoinductive(globalTypeOf(secrets), "s", "full");
    if (!inductive.ok || coinductive.kind !== "projected") throw new Error("both project");
    const graph = graphOfLocalType(inductive.type);
    expect([isSubtype(graph, coinductive.graph).kind, isSubtype(coinductive.graph, graph).kind]).toEqual(["holds", "fails"]);
  });

  test("thousands of interactions take no stack", () => {
    let type: GlobalType = { kind: "variable", name: "t" };
    const message = { label: "m", payload: [] };
    for (let index = 0; index < 12_000; index++) {
      type = { kind: "choice", sender: index % 2 === 0 ? "a" : "b", branches: [{ receiver: "c", message, continuation: type, span: nowhere }], span: nowhere };
    }
    const result = projectCoinductive({ kind: "recursion", variable: "t", body: type }, "b", "full");
    expect(result.kind === "projected" && result.graph.states).toBe(6_000);
  });
});
