import { afterAll, beforeAll, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { present } from "../../../calculus/present.ts";
import { embeddedEngine } from "../backends/embedded.ts";
import { roleSystems } from "./index.ts";

const engine = embeddedEngine();
const context = engine.open();
const effort = { milliseconds: 20_000 };
beforeAll(() => {
  context.begin(effort);
});
afterAll(() => engine.close());

const { model, diagnostics } = analyseText(`enum Colour { Red, Green }
role A { local: int = 0; pc: bool = true; n: int = any where value >= 0; c: Colour = any; }
role B { got: int = 0; }
choreography main(A, B) {
  while A.(n > 0) {
    A -> B : again;
    A.n -> B.x : number;
    A.n := n - 1;
    B.got := got + 10 / x;
  }
  A -> B : done;
  A.c -> B.seen : colour;
}
`);

/** What the solver says of the system of a role with these assertions. */
function answer(role: string, ...assertions: readonly string[]): string {
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const system = present(roleSystems(model, "main").find((one) => one.role === role));
  if (!system.ok) throw new Error(system.reason);
  const reply = context.say(`(reset)\n${system.text}${assertions.map((one) => `(assert ${one})\n`).join("")}(check-sat)\n`, effort);
  return reply.kind === "reply" ? (reply.text.trim().split("\n").at(-1) ?? "") : reply.detail;
}

test("a role has its first steps and no others", () => {
  expect(answer("A", "|'init|", "|'trans|")).toBe("sat");
  expect(answer("A", "|'init|", "(< n 0)")).toBe("unsat");
  expect(answer("A", "|'init|", "|'trans|", "(not (= |'action| |'local|))")).toBe("unsat");
  expect(answer("B", "|'init|", "|'trans|", "(= |'action| A?colour)")).toBe("unsat");
  expect(answer("B", "|'init|", "|'trans|", "(= |'action| A?done)")).toBe("sat");
});

test("what a step does not write stays", () => {
  expect(answer("A", "|'trans|", "(= |'action| B!again)", "(not (= n |n'|))", "|n'.?|")).toBe("unsat");
  expect(answer("A", "|'trans|", "(not (= n |n'|))", "|n'.?|")).toBe("sat");
});

test("a message carries what is sent, and what comes is received", () => {
  expect(answer("A", "|'trans|", "(= |'action| B!number)", "(not (= B!number.0 n))")).toBe("unsat");
  expect(answer("B", "|'trans|", "(= |'action| A?number)", "(not (= |x'| A?number.0))")).toBe("unsat");
});

test("a partial operation without a value fails", () => {
  expect(answer("B", "|'trans|", "(= |'action| |'fail|)", "(not (= x 0))", "x.?", "got.?")).toBe("unsat");
  expect(answer("B", "|'trans|", "(= |'action| |'fail|)", "(= |'pc'| (- 1))")).toBe("sat");
});

test("what has no bound has no encoding", () => {
  const { model: other } = analyseText("role A { xs: list<int> = []; } role B {} choreography main(A, B) { A.xs -> B.ys; }");
  expect(other === undefined ? [] : roleSystems(other, "main").map((system) => system.ok)).toEqual([false, false]);
});
