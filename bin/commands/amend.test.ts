import { join } from "node:path";
import { expect, test } from "vitest";
import { main } from "../main.ts";
import { overlay, recordingIo } from "../transcripts/recording-io.ts";

const root = join(import.meta.dirname, "../..");
const untold =
  "role A { x: int = 1; } role B; role C;\nchoreography main(A, B, C) {\n  if A.(x > 0) {\n    A -> B : yes;\n    B -> C : on;\n  } else {\n    A -> B : no;\n  }\n}\n";
const told = "role A, B;\nchoreography main(A, B) {\n  A -> B : hello;\n}\n";

test("the amended texts of several files are one JSON document", async () => {
  const files = new Map([
    ["untold.choreo", untold],
    ["told.choreo", told],
  ]);
  const recording = recordingIo(overlay(root, files));
  expect(await main(["amend", "untold.choreo", "told.choreo", "--format", "json"], recording.io)).toBe(0);
  const document = JSON.parse(recording.stdout()) as {
    readonly files: readonly { readonly file: string; readonly amended: readonly { readonly path: string }[] }[];
  };
  expect(document.files.map(({ file, amended }) => [file, amended.map(({ path }) => path)])).toEqual([
    ["untold.choreo", ["untold.choreo"]],
    ["told.choreo", []],
  ]);
  expect(files.get("untold.choreo")).toBe(untold);
});

test("a root that is no directory is a usage error, with or without imports", async () => {
  const files = new Map([["told.choreo", told]]);
  for (const command of ["check", "verify", "fmt", "run"]) {
    const recording = recordingIo(overlay(root, files));
    expect(await main([command, "told.choreo", "--root", "nosuch"], recording.io)).toBe(2);
    expect(recording.output()).toContain("option --root needs a directory, and `nosuch` is none");
  }
});
