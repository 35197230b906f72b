import { afterAll, describe, expect, test } from "vitest";
import { analyseText } from "../../../calculus/loading/index.ts";
import { questionOf } from "../../items.ts";
import { chooseSolver } from "../backends/index.ts";
import type { SymbolicParts } from "./parts.ts";
import { symbolicParts } from "./parts.ts";
import type { SymbolicAnswer } from "./survey.ts";
import { surveySymbolic } from "./survey.ts";

const solver = chooseSolver("wasm");
afterAll(() => solver.close());

function answer(text: string, parts: Partial<SymbolicParts> = {}): SymbolicAnswer | undefined {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  const questions = model.properties.flatMap((one) => questionOf(one) ?? []);
  const only: Partial<SymbolicParts> = { arithmetics: ["integers"] };
  const effort = { solver, effort: { milliseconds: 20_000 }, longest: 4, shouldStop: () => undefined };
  return [...surveySymbolic(model, "main", questions, effort, { ...symbolicParts, ...only, ...parts }).values()][0];
}

const looping = (fields: string, body: string, property: string): string => `role A { more: bool = any; x: int = 0; ${fields} }
choreography main(A) {
  while A.more { A.x := any int; ${body} A.more := any; }
}
property P = always ${property};
`;

describe("how large lists, sets and maps become in loops is found and proved", () => {
  const pushing = (bound: string): string =>
    looping("xs: list<int> = [];", "if A.(length(xs) < 4) { A.xs := append(xs, x); } else { A.xs := []; }", `length(A.xs) <= ${bound}`);
  test("what is only supposed would prove what is wrong", () => {
    expect(answer(pushing("4"))?.outcome).toBe("proved");
    expect(answer(pushing("3"), { provesSizes: false })?.outcome).toBe("proved");
    expect(answer(pushing("3"))?.outcome).toBe("violated");
  });
  test("of maps, and of lists inside of records and options", () => {
    const kept = looping("m: map<int, int> = map[];", "if A.(size(m) < 2) { A.m := put(m, x, x); } else { A.m := map[]; }", "size(A.m) <= 2");
    expect(answer(kept)?.outcome).toBe("proved");
    const paged = looping(
      "page: option<Page> = none;",
      "if A.(is_none(page)) { A.page := some(Page(items: [x])); } else { A.page := none; }",
      "(is_some(A.page) implies length(unwrap(A.page).items) == 1)",
    );
    expect(answer(`record Page { items: list<int> }\n${paged}`)?.outcome).toBe("proved");
  });
  test("where nobody comes with the sizes that are supposed, that contradicts nothing else", () => {
    const growing = looping("m: map<int, int> = map[0: 1, 1: 2];", "A.m := put(m, x, x);", "size(A.m) <= 3");
    expect(answer(growing)?.outcome).toBe("unknown");
  });
  test("what grows without end is not proved, and said to", () => {
    const endless = looping("xs: list<int> = [];", "A.xs := append(xs, x);", "length(A.xs) >= 0");
    expect(answer(endless)).toMatchObject({ outcome: "unknown", reason: expect.stringContaining("no bound was found for the size of xs in loops") as string });
  });
});
