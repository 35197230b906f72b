/** Protocols, processes, systems and contexts with pieces missing or doubled: diagnostics, never a failure of ours. */
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../../diagnostics/index.ts";
import { parseFile } from "../../parser/index.ts";
import type { ParsedFile } from "../../syntax/index.ts";
import { analyseText } from "../../loading/index.ts";
import { check } from "../index.ts";

const text = `role A { n: int = 3; } role B; role C; role D;
protocol P(A, B, C, D) {
  A -> B, C : l(x: int, s: Q@E, (int where value > 0));
  rec X { choice at A { A -> B : a; par { B -> A : b; } and { rec Z { choice at C { C -> D : c; } or { C -> D : z; continue Z; } } } continue X; } or { A -> C : d; } }
}
protocol Q(E, F) { E -> F : go; do Q(F, E); }
process Main plays A in P {
  B!l(2, s, n); call Loop(n);
}
process Loop(k: int) plays A in P {
  loop L { branch B { a => { t.F!go(1 + n); break L; } b(v) => { while v > 0 { v := any 0..3; } } } if n == 0 { break L; } else { continue L; } }
  match k { 0 => { B?x(y); } _ => { choose { assert k > 0; } or { } } }
}
choreography F(A, B, C, D) implements P { A.n -> B.x : l; }
system S { A = Main; B = project P; C = project F; D = project P; session q : Q { E = A as s; F = A as t; } }
context Ctx {
  A { rec X { choice { B!a(x: int, (bool where value)); continue X; } or { C?b; continue Z; } or { } } rec Y { B!c(Q@E); } rec Z { choice { B!d; continue Y; } or { } } }
  B { rec X { choice { A?a(int, bool); continue X; } or { A?d; A?c(Q@E); } or { } } }
  C { choice { A!b; rec W { } } or { } }
}
expect Ctx : well-typed; expect P : implementable, projectable(plain, A); expect S : deadlock-free;
`;

const words = text.split(/(?<=[\s;{}()])/);

/** A fixed sequence that looks arbitrary. */
function* numbers(): Generator<number, never> {
  let state = 12345;
  for (;;) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state;
  }
}

describe("damaged texts", () => {
  const next = numbers();
  const variants = Array.from({ length: 300 }, () => {
    const damaged = [...words];
    for (let edits = 0; edits < 3; edits++) {
      const at = next.next().value % damaged.length;
      const other = damaged[next.next().value % damaged.length] ?? "";
      const how = next.next().value % 3;
      damaged.splice(at, how === 0 ? 1 : 0, ...(how === 0 ? [] : [other]));
      if (how === 2) damaged.splice(at + 1, 1);
    }
    return damaged.join("");
  });

  test("come from one that is in order", () => {
    expect(analyseText(text).diagnostics).toEqual([]);
  });

  test("are analysed", () => {
    for (const variant of variants) {
      const { model, diagnostics } = analyseText(variant);
      expect(model === undefined).toBe(diagnostics.some(({ severity }) => severity === "error"));
    }
  });

  test("are checked as far as they were read", () => {
    let checked = 0;
    for (const variant of variants) {
      const tree: ParsedFile = parseFile(variant, 0, defaultLimits).tree;
      checked += check([tree]).length;
    }
    expect(checked).toBeGreaterThan(0);
  });
});
