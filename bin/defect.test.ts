import { expect, test } from "vitest";
import type { FileSystem } from "./files/file-system.ts";
import { main } from "./main.ts";
import { overlay, recordingIo } from "./transcripts/recording-io.ts";

const good = "role A { x: int = 1; }\nchoreography main(A) { A.x := 2; }\n";
const disk = overlay("/nonexistent", new Map(["a.choreo", "b.choreo", "c.choreo"].map((path) => [path, good])));

/** A mistake of ours while the second file is read, which no input should be able to cause. */
const broken: FileSystem = {
  ...disk,
  read: (path, limit) => {
    if (path === "b.choreo") throw new TypeError("nothing is not iterable");
    return disk.read(path, limit);
  },
};

test.each(["check", "verify", "corpus"])("a defect in one file is told, and `%s` goes on with the others", async (command) => {
  const recording = recordingIo(broken);
  expect(await main([command, "a.choreo", "b.choreo", "c.choreo"], recording.io)).toBe(70);
  expect(recording.output()).toContain("internal error in b.choreo: nothing is not iterable");
  expect(recording.output()).not.toContain("    at ");
  const json = recordingIo(broken);
  expect(await main([command, "a.choreo", "b.choreo", "c.choreo", "--format", "json"], json.io)).toBe(70);
  const { files } = JSON.parse(json.stdout()) as { readonly files: readonly { readonly exitCode: number }[] };
  expect(files.map(({ exitCode }) => exitCode)).toEqual([0, 70, 0]);
});

test("--debug shows where", async () => {
  const recording = recordingIo(broken);
  expect(await main(["run", "b.choreo", "--debug"], recording.io)).toBe(70);
  expect(recording.output()).toContain("    at ");
});
