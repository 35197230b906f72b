/** Systems whose members or sessions do not fit together. */
import { describe, expect, test } from "vitest";
import { analyseText } from "../../loading/index.ts";
import { errorsOf } from "../expect-errors.ts";

const world = `role A { stock: int = 3; } role B; role E;
protocol P(A, B) { A -> B : l(int); } protocol Q(C, D) { C -> D : go; } protocol R(A, B) { A -> B : m; }
process Left plays A in P { B!l(1); } process Right plays B in P { A?l(x); } process Takes(n: int) plays A in P { B!l(n); } process Other plays A in R { B!m; }
process Acting plays A in P { s.D!go; B!l(1); }
choreography C(A, B) implements P { A.1 -> B.x : l; } choreography Wide(A, B, E) { A.1 -> B.x : l; } choreography Elsewhere(A, B) implements R { A -> B : m; }
choreography Open(A, B; n: int at A) { A.n -> B.x : l; } system Whole { A = Acting; B = Right; session q : Q { C = A as s; D = B as t; } } `;

describe("systems", () => {
  test("mix hand-written and projected members", () => {
    const text = `${world} system S { A = Left; B = project P; } system T { A = project C; B = Right; } system U { A = project C; B = project C; }`;
    const { diagnostics, model } = analyseText(text);
    expect(diagnostics).toEqual([]);
    expect(model?.systems.get("T")?.members.map(({ role, by }) => [role, by.kind, by.name])).toEqual([
      ["A", "choreography", "C"],
      ["B", "process", "Right"],
    ]);
    expect(model?.systems.get("Whole")?.sessions).toMatchObject([
      {
        name: "q",
        protocol: "Q",
        ends: [
          { role: "C", holder: "A", variable: "s" },
          { role: "D", holder: "B", variable: "t" },
        ],
      },
    ]);
  });

  test.each([
    ["unknown-process", "system S { A = «Lift»; B = Right; }"],
    ["unknown-process", "system S { A = «C»; B = Right; }"],
    ["unknown-choreography", "system S { A = Left; B = project «D»; }"],
    ["unknown-role", "system S { A = Left; B = Right; «Z» = project P; }"],
    ["duplicate-name", "system S { A = Left; B = Right; «A» = project P; }"],
    ["missing-member", "system «S» { A = Left; }"],
    ["missing-member", "system «S» { }"],
    ["protocol-mismatch", "system S { A = Left; B = «Left»; }"],
    ["protocol-mismatch", "system S { B = Right; A = «Other»; }"],
    ["protocol-mismatch", "system S { A = Left; B = project «R»; }"],
    ["protocol-mismatch", "system S { A = Left; B = project «Wide»; }"],
    ["protocol-mismatch", "system S { A = Left; B = project «Elsewhere»; }"],
    ["not-closed", "system S { A = project «Open»; B = Right; }"],
    ["wrong-argument-count", "system S { A = «Takes»; B = Right; }"],
    ["unknown-session", "system S { A = «Acting»; B = Right; }"],
    ["unknown-protocol", "system S { A = Left; B = Right; session q : «Z» { C = A as s; } }"],
    ["unknown-role", "system S { A = Left; B = Right; session q : Q { C = A as s; D = B as t; «E» = B as u; } }"],
    ["unknown-role", "system S { A = Left; B = Right; session q : Q { C = A as s; D = «E» as t; } }"],
    ["missing-member", "system S { A = Left; B = Right; session «q» : Q { C = A as s; } }"],
    ["duplicate-name", "system S { A = Left; B = Right; session q : Q { C = A as s; D = A as «s»; } }"],
    ["duplicate-name", "system S { A = Left; B = Right; session q : Q { C = A as s; D = A as t; } session «q» : Q { C = A as u; D = A as v; } }"],
    ["shadowed-name", "system S { A = Left; B = Right; session q : Q { C = A as «stock»; D = A as t; } }"],
  ])("%s: %s", (code, text) => {
    const { found, marks } = errorsOf(`${world} ${text}`);
    expect(found).toEqual(marks.map((at) => ({ code, at })));
  });
});

describe("implements", () => {
  test.each([
    ["unknown-protocol", "choreography X(A, B) implements «Z» { }"],
    ["protocol-mismatch", "choreography X(A) implements «P» { }"],
    ["protocol-mismatch", "choreography X(A, B, E) implements «P» { A -> B : l; }"],
  ])("%s: %s", (code, text) => {
    const { found, marks } = errorsOf(`${world} ${text}`);
    expect(found).toEqual(marks.map((at) => ({ code, at })));
  });

  test("is known to the model", () => {
    expect(analyseText(world).model?.procedures.get("C")?.implements).toBe("P");
  });
});

describe("expectations", () => {
  test.each([
    ["unknown-property", "expect Left : «deadlock-free»;"],
    ["unknown-property", "expect Whole : «projectable»;"],
    ["unknown-property", "expect P : «no-failure»;"],
    ["unknown-property", "expect P : «proved»;"],
    ["unknown-property", "expect Wide : «conforms»;"],
    ["unknown-role", "expect P : «send-coherent(Z)»;"],
    ["unknown-role", "expect P : «projectable(plain, Z)»;"],
    ["wrong-item-argument", "expect P : «projectable(flat)»;"],
    ["wrong-item-argument", "expect P : «bounded»;"],
    ["wrong-item-argument", "expect P : «states(3)»;"],
    ["wrong-item-argument", "expect P : «coherent(A)»;"],
    ["unknown-subject", "expect «Wole» : deadlock-free;"],
    ["not-yet-supported", "expect P : «confluent»;"],
  ])("%s: %s", (code, text) => {
    const { found, marks } = errorsOf(`${world} ${text}`);
    expect(found).toEqual(marks.map((at) => ({ code, at })));
  });

  test("are asked of every kind of subject", () => {
    const text = `${world} expect P : well-typed, projectable, projectable(plain), projectable(coinductive, A), send-coherent(B), implementable, bounded(1), states(2, 14);
      expect Left : well-typed; expect Whole : well-typed, deadlock-free, no-failure; expect C : conforms, implementable, projectable;`;
    expect(analyseText(text).diagnostics).toEqual([]);
  });
});
