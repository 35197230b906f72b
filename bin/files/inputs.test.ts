import { expect, test } from "vitest";
import type { FileSystem } from "./file-system.ts";
import { entryLimit, inputsOf } from "./inputs.ts";

function directory(entries: number): FileSystem {
  const list = Array.from({ length: entries }, (_, index) => ({ name: index === 0 ? "a.choreo" : `x${String(index)}`, directory: false }));
  return { status: () => ({ kind: "directory", size: 0 }), list: () => list } satisfies Partial<FileSystem> as unknown as FileSystem;
}

test("a directory with too many entries is refused, with the limit", () => {
  expect(inputsOf(["d"], directory(entryLimit))).toEqual([{ kind: "file", path: "d/a.choreo" }]);
  expect(inputsOf(["d"], directory(entryLimit + 1))).toEqual([
    { kind: "nothing", path: "d", message: `the directory holds more than ${String(entryLimit)} entries, which is the limit; name a smaller one` },
  ]);
});
