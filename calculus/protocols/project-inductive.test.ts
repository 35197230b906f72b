/** Inductive projection: the textbook cases, the side condition that soundness needs, and what a failure says. */
import { describe, expect, test } from "vitest";
import type { GlobalType } from "../core/index.ts";
import { globalEnd } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import type { MergeKind } from "./merge-local.ts";
import { printLocalAction, printLocalType } from "./print-types.ts";
import { inductiveProjector, projectInductive } from "./project-inductive.ts";
import { globalTypeOf } from "./written-types.ts";

function projected(text: string, role: string, merge: MergeKind = "full"): string {
  const result = projectInductive(globalTypeOf(text), role, merge);
  if (result.ok) return printLocalType(result.type);
  const { left, right, path } = result.failure.difference;
  return `${path.map((action) => `${printLocalAction(action)}. `).join("")}${printLocalType(left)} ≠ ${printLocalType(right)}`;
}

describe("inductive projection", () => {
  const twoBuyer = "mu t. a->s{ query: s->a:price. a->b:split. b->a{ yes: a->s:buy. t, no: a->s:no. t }, done: a->b:done. end }";

  test("a sender chooses, a receiver follows, others merge", () => {
    expect(projected(twoBuyer, "a")).toBe("μt. ⊕{ s!done. b!done. end, s!query. s?price. b!split. &{ b?no. s!no. t, b?yes. s!buy. t } }");
    expect(projected(twoBuyer, "b")).toBe("μt. &{ a?done. end, a?split. ⊕{ a!no. t, a!yes. t } }");
    expect(projected(twoBuyer, "s")).toBe("μt. &{ a?done. end, a?query. a!price. &{ a?buy. t, a?no. t } }");
  });

  test("plain merge wants equal types", () => {
    expect(projected(twoBuyer, "b", "plain")).toBe("a?split. ⊕{ a!no. t, a!yes. t } ≠ a?done. end");
    expect(projected("p->q{ a: q->r:x. end, b: q->r:x. end }", "r", "plain")).toBe("q?x. end");
    expect(projected("p->q{ a: mu t. r->q:x. t, b: mu u. r->q:x. u }", "r", "plain")).toBe("μt. q!x. t");
  });

  test("sends do not unite: nobody chooses without knowing", () => {
    expect(projected("p->q{ o: r->s:o. end, m: r->s:m. end }", "r")).toBe("s!o. end ≠ s!m. end");
  });

  test("the difference is where the two part, behind what they have in common", () => {
    expect(projected("p->q{ a: r->s:x. q->r:go. s->r:k. end, b: r->s:x. q->r:go. end }", "r")).toBe("s!x. q?go. s?k. end ≠ end");
  });

  test("the failure names the choice and its branches", () => {
    const type = globalTypeOf("p->q{ a: q->r:x. end, b: q->r:y. end, c: r->q:z. end, d: end }");
    const result = projectInductive(type, "r", "full");
    expect(result).toMatchObject({ ok: false, failure: { role: "r", choice: type, branches: [0, 2] } });
  });

  test("a closed loop without the role is over for it; an open one is not", () => {
    expect(projected("p->q:a. mu t. q->s{ x: t, y: end }", "p")).toBe("q!a. end");
    const trap = globalTypeOf("mu t. p->q:b. mu u. r->q{ a: q->r:b. t, b: end }");
    expect(projectInductive(trap, "p", "full").ok).toBe(false);
    const withoutClosedness = inductiveProjector(trap, { closedness: false })("p", "full");
    expect(withoutClosedness.ok && printLocalType(withoutClosedness.type)).toBe("q!b. end");
  });

  test("a role may receive in one branch and be told later in another, but not from two peers", () => {
    expect(projected("p->{ q.a: q->r:x. end, r.b: end }", "r")).toBe("q?x. end ≠ p?b. end");
    expect(projected("p->{ q.a: p->r:x. end, r.b: p->q:y. end }", "r")).toBe("&{ p?b. end, p?x. end }");
  });

  test("equal labels with different payloads do not merge; refinements and names do not matter", () => {
    expect(projected("p->q{ a: q->r:x(int). end, b: q->r:x(bool). end }", "r")).toBe("q?x(int). end ≠ q?x(bool). end");
  });

  test("tens of thousands of interactions take no stack", () => {
    let type: GlobalType = { kind: "variable", name: "t" };
    const message = { label: "m", payload: [] };
    for (let index = 0; index < 20_000; index++)
      type = { kind: "choice", sender: index % 2 === 0 ? "a" : "b", branches: [{ receiver: "c", message, continuation: type, span: nowhere }], span: nowhere };
    const choice: GlobalType = {
      kind: "choice",
      sender: "d",
      branches: [type, globalEnd].map((continuation, index) => ({
        receiver: "c",
        message: { label: `l${String(index)}`, payload: [] },
        continuation,
        span: nowhere,
      })),
      span: nowhere,
    };
    const loop: GlobalType = { kind: "recursion", variable: "t", body: choice };
    const project = inductiveProjector(loop);
    expect(project("c", "full").ok).toBe(true);
    const lost = project("a", "full");
    expect(lost.ok ? "projected" : lost.failure.branches).toEqual([0, 1]);
    const shown = project("c", "full");
    expect(shown.ok && printLocalType(shown.type, 100).length).toBeLessThan(110);
  });
});
