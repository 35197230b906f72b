import { describe, expect, test } from "vitest";
import { defaultLimits } from "../diagnostics/index.ts";
import { analyseText } from "../loading/index.ts";
import { parseFile } from "../parser/index.ts";
import { projectionErrors } from "../projection/index.ts";
import { printFile } from "../syntax/index.ts";
import { amend, applyEdits, projectionDiagnostics } from "./index.ts";

const roles = "role A { a: int = 1; b: int = 2; } role B { n: int = 0; } role C { m: int = 0; } role D { k: int = 0; }";

function analysed(text: string): { model: NonNullable<ReturnType<typeof analyseText>["model"]>; files: ReturnType<typeof analyseText>["files"] } {
  const { model, files, diagnostics } = analyseText(text);
  expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
  if (model === undefined) throw new Error("no model");
  return { model, files };
}

/** A comment behind an opening brace belongs to what follows it: to the selection in the text, to the old statement in the tree. */
function withoutComments(text: string): string {
  return text.replaceAll(/^ *\/\/.*\n/gm, "");
}

/** The amended text of a body; checks that edits and tree agree and that the result is projectable. */
function amended(text: string): string {
  const { model, files } = analysed(text);
  const { files: trees, edits, unrepaired } = amend(files, model);
  expect(unrepaired).toEqual([]);
  const repaired = applyEdits(text, 0, edits);
  const again = analysed(repaired);
  expect(projectionErrors(again.model)).toEqual([]);
  expect(withoutComments(printFile(trees[0]!))).toBe(withoutComments(printFile(parseFile(repaired, 0, defaultLimits).tree)));
  expect(amend(again.files, again.model).edits).toEqual([]);
  return repaired;
}

function body(statements: string): string {
  const start = `${roles}\nchoreography main(A, B, C, D) {\n`;
  const text = amended(`${start}${statements}\n}\n`);
  return text.slice(start.length, -3);
}

describe("amendment", () => {
  test("tells exactly the roles that cannot do without", () => {
    expect(
      body(`  if A.(a > 0) {
    A.1 -> B.x;
    C.m := 1;
  } else {
    B.n := 2;
    D.k := 1;
  }
  D.k := 5;`),
    ).toBe(`  if A.(a > 0) {
    A -> B, C, D : left;
    A.1 -> B.x;
    C.m := 1;
  } else {
    A -> B, C, D : right;
    B.n := 2;
    D.k := 1;
  }
  D.k := 5;`);
  });

  test("leaves alone what is projectable", () => {
    const statements = "  if A.(a > 0) { A -> B : yes; B.1 -> C.x; C.m := 1; } else { A -> B : no; B -> C : nothing; }";
    expect(body(statements.replace("B.1 -> C.x;", "B.1 -> C.x : some_value;"))).toBe(statements.replace("B.1 -> C.x;", "B.1 -> C.x : some_value;"));
  });

  test("keeps the layout: one line stays one line, comments stay where they are", () => {
    expect(body("  if A.(a > 0) {B.n := 1;} // decided\n  // then\n  C.m := 1;")).toBe(
      "  if A.(a > 0) { A -> B : left; B.n := 1;} else { A -> B : right; } // decided\n  // then\n  C.m := 1;",
    );
    expect(body("  if A.(a > 0) { // yes\n    B.n := 1;\n  }")).toBe(
      "  if A.(a > 0) { // yes\n    A -> B : left;\n    B.n := 1;\n  } else {\n    A -> B : right;\n  }",
    );
  });

  test("an else-if gets braces", () => {
    expect(body("  if A.(a > 0) { B.n := 1; } else if A.(b > 0) { B.n := 2; }")).toBe(
      "  if A.(a > 0) { A -> B : left; B.n := 1; } else { A -> B : right; if A.(b > 0) { A -> B : left; B.n := 2; } else { A -> B : right; } }",
    );
  });

  test("the exit of a while is told behind it", () => {
    expect(body("  while A.(a > 0) {\n    A.a -> B.x;\n    A.a := a - 1;\n  } // done\n  B.n := 1;")).toBe(
      "  while A.(a > 0) {\n    A -> B : left;\n    A.a -> B.x;\n    A.a := a - 1;\n  } // done\n  A -> B : right;\n  B.n := 1;",
    );
    expect(body("  while A.(a > 0) { A.a -> B.x; A.a := a - 1; } B.n := 1;")).toBe(
      "  while A.(a > 0) { A -> B : left; A.a -> B.x; A.a := a - 1; } A -> B : right; B.n := 1;",
    );
  });

  test("several branches have labels of their own", () => {
    expect(body("  choose A { B.n := 1; } or { C.m := 1; } or {}")).toBe(
      "  choose A { A -> B, C : branch_1; B.n := 1; } or { A -> B, C : branch_2; C.m := 1; } or { A -> B, C : branch_3; }",
    );
    expect(body("  match A.a {\n    0 => { B.n := 1; }\n    1 => { }\n    _ => { C.m := 1; }\n  }")).toContain("1 => { A -> B, C : branch_2; }");
  });

  test("labels are fresh", () => {
    expect(body("  A -> D : left;\n  if A.(a > 0) { B.n := 1; }")).toBe(
      "  A -> D : left;\n  if A.(a > 0) { A -> B : left_2; B.n := 1; } else { A -> B : right_2; }",
    );
  });

  test("a role told by somebody who has to be told first", () => {
    expect(
      body(`  if A.(a > 0) {
    if B.(n > 0) {
      C.m := 1;
    }
  } else {
    D.k := 1;
  }`),
    ).toBe(`  if A.(a > 0) {
    A -> B, C, D : left;
    if B.(n > 0) {
      B -> C : left;
      C.m := 1;
    } else {
      B -> C : right;
    }
  } else {
    A -> B, C, D : right;
    D.k := 1;
  }`);
  });

  test("jumps out of a loop", () => {
    expect(body("  loop L {\n    A.1 -> B.x;\n    if A.(a > 0) { break L; } else { continue L; }\n  }\n  C.m := 1;")).toBe(
      "  loop L {\n    A.1 -> B.x;\n    if A.(a > 0) { A -> B : left; break L; } else { A -> B : right; continue L; }\n  }\n  C.m := 1;",
    );
  });

  test("two ways out of an inner loop, for a role that acts in neither loop body", () => {
    const statements = `  loop Outer {
    loop Inner {
      if A.(a > 0) { break Outer; } else if A.(b > 0) { break Inner; } else { continue Inner; }
    }
    C.m := 1;
  }
  D.k := 1;`;
    expect(body(statements)).toBe(`  loop Outer {
    loop Inner {
      if A.(a > 0) { A -> C : left; break Outer; } else { A -> C : right; if A.(b > 0) { A -> C : left; break Inner; } else { A -> C : right; continue Inner; } }
    }
    C.m := 1;
  }
  D.k := 1;`);
  });

  test("procedures are amended where they are declared", () => {
    const text = `${roles}
choreography Half(P: A, Q: B) {
  if P.(a > 0) { Q.n := 1; }
}
choreography main(A, B) {
  call Half(A, B);
}
`;
    expect(amended(text)).toContain("if P.(a > 0) { P -> Q : left; Q.n := 1; } else { P -> Q : right; }");
  });
});

describe("diagnosis", () => {
  const text = `${roles}
choreography main(A, B, C) {
  if A.(a > 0) {
    A.1 -> B.x;
    B.x -> C.y;
  } else {
    C.m := 1;
  }
  while A.(b > 0) {
    B.n := 1;
    A.b := 0;
  }
}
`;
  const { model, files } = analysed(text);
  const diagnostics = projectionDiagnostics(model, files);
  const slice = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);

  test("names the choice, the role and what it does first in each branch", () => {
    expect(
      diagnostics.map(({ code, message, span, labels }) => [code, message, slice(span), ...labels.map((label) => `${slice(label.span)} | ${label.message}`)]),
    ).toEqual([
      [
        "unmergeable-branches",
        "B cannot tell the branches of this choice of A apart",
        "if A.(a > 0)",
        "A.1 -> B.x; | in the then branch B waits for a value from A",
        "{\n    C.m := 1;\n  } | in the else branch B does nothing more",
      ],
      [
        "unmergeable-branches",
        "C cannot tell the branches of this choice of A apart",
        "if A.(a > 0)",
        "B.x -> C.y; | in the then branch C waits for a value from B",
        "C.m := 1; | in the else branch C assigns m",
      ],
      [
        "unprojectable-loop",
        "B cannot tell whether this loop of A goes on or ends",
        "while A.(b > 0)",
        "B.n := 1; | in the loop B assigns n",
        "while A.(b > 0) | after the loop B does nothing more",
      ],
    ]);
  });

  test("each fix repairs its violation, and all of them together make the program projectable", () => {
    let repaired = text;
    for (let round = 0; round < 10; round += 1) {
      const current = analysed(repaired);
      const [first, ...rest] = projectionDiagnostics(current.model, current.files);
      if (first === undefined) break;
      expect(first.fix?.edits.length).toBe(2);
      repaired = applyEdits(repaired, 0, first.fix?.edits ?? []);
      const after = analysed(repaired);
      expect(projectionDiagnostics(after.model, after.files).length).toBe(rest.length);
    }
    expect(projectionErrors(analysed(repaired).model)).toEqual([]);
  });
});
