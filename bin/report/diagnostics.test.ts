import { expect, test } from "vitest";
import { error } from "../../calculus/diagnostics/index.ts";
import { diagnosticText } from "./diagnostics.ts";
import { plain } from "./paint.ts";
import { locator } from "./positions.ts";

test("an insertion of several lines is shown as one, without marks for its line ends", () => {
  const at = { file: 0, start: 3, end: 3 };
  const fix = { title: "add the missing cases", edits: [{ span: at, replacement: "\n    Red => { }\n\tAmber => { }\r\n  " }] };
  const text = diagnosticText(error("non-exhaustive-match", at, "no case for `Red`", { fix }), locator([{ path: "a.choreo", text: "abcdef\n" }]), plain);
  expect(text).toContain("  = help: add the missing cases\n          insert at 1:4 `Red => { } Amber => { }`\n");
  expect(text).not.toContain("\ufffd");
});
