import { expect, test } from "vitest";
import type { FileSystem } from "./file-system.ts";
import { entryLimit, inputsOf } from "./inputs.ts";

test("a directory without end is refused, with the limit", () => {
  const endless = {
    status: () => ({ kind: "directory" as const, size: 0 }),
    list: () => [
      { name: "a.choreo", directory: false },
      { name: "below", directory: true },
    ],
  };
  expect(inputsOf(["/"], endless as unknown as FileSystem)).toEqual([
    { kind: "nothing", path: "/", message: `the directory holds more than ${String(entryLimit)} entries, which is the limit; name a smaller one` },
  ]);
});
