import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nowhere } from "../calculus/diagnostics/index.ts";
import { locator } from "./location.ts";

describe("the place of a span", () => {
  const text = "role A;\n\nchoreography C(A) {\n  A.x := 1;\n}\n";
  const locate = locator([{ path: "a.choreo", text }]);
  const at = (part: string): ReturnType<typeof locate> => locate({ file: 0, start: text.indexOf(part), end: text.indexOf(part) + part.length });

  test("is counted from 1, with the text that stands there", () => {
    expect(at("role A;")).toEqual({ file: "a.choreo", line: 1, column: 1, text: "role A;" });
    expect(at("A.x := 1;")).toEqual({ file: "a.choreo", line: 4, column: 3, text: "A.x := 1;" });
  });

  test("shows the first line only, and not too much of it", () => {
    expect(at("choreography C(A) {\n  A.x")?.text).toBe("choreography C(A) {");
    const long = locator([{ path: "b", text: "x".repeat(500) }])({ file: 0, start: 0, end: 500 });
    expect(long?.text).toBe(`${"x".repeat(120)}…`);
  });

  test("does not exist for generated text and for other files", () => {
    expect(locate(nowhere)).toBeUndefined();
    expect(locate({ file: 1, start: 0, end: 1 })).toBeUndefined();
  });

  test("agrees with counting line breaks", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("a", "bc", "\n"), { maxLength: 40 }), fc.nat(60), (parts, offset) => {
        const whole = parts.join("");
        const start = Math.min(offset, whole.length);
        const before = whole.slice(0, start).split("\n");
        expect(locator([{ path: "", text: whole }])({ file: 0, start, end: start })).toMatchObject({
          line: before.length,
          column: (before.at(-1)?.length ?? 0) + 1,
        });
      }),
    );
  });
});
