import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { extensions, gathered } from "../formats/index.ts";
import { inputsOf } from "./inputs.ts";
import { nodeFileSystem } from "./node-file-system.ts";
import { sourceReader } from "./source-reader.ts";

const scratch = mkdtempSync(join(tmpdir(), "choreo-verify-files-"));
afterAll(() => rmSync(scratch, { recursive: true }));

function put(path: string, content: string | Uint8Array = ""): string {
  const whole = join(scratch, path);
  mkdirSync(join(whole, ".."), { recursive: true });
  writeFileSync(whole, content);
  return whole;
}

const disk = nodeFileSystem(".");
const nothing = (): Uint8Array => new Uint8Array();
const reader = sourceReader(disk, nothing);

test.each([
  ["a missing file", () => join(scratch, "missing.choreo"), "file-not-found"],
  ["a directory", () => scratch, "file-not-readable"],
  ["a device that never ends", () => "/dev/zero", "file-not-readable"],
  ["a file below a file", () => join(put("plain.choreo", "role A;"), "x.choreo"), "file-not-readable"],
  ["bytes that are no UTF-8", () => put("latin.choreo", new Uint8Array([0x72, 0xff, 0xfe])), "file-not-utf8"],
  ["a path with a NUL", () => "a\0b", "file-not-found"],
])("%s is refused with its own code", (_name, path, code) => {
  expect(reader.read(path())).toMatchObject({ kind: "error", code });
});

test.each(extensions)("fifty megabytes of a %s file are refused by their size, unread", (extension) => {
  const path = put(`huge${extension}`);
  truncateSync(path, 50 * 1024 * 1024);
  const unread = { ...disk, read: () => expect.unreachable("the file was read") };
  expect(sourceReader(unread, nothing).read(path)).toMatchObject({ kind: "error", code: "file-too-large" });
});

test("a file that grows while it is read is still held to the limit", () => {
  const growing = { ...disk, status: () => ({ kind: "file", size: 1 }) as const, read: (_path: string, limit: number) => new Uint8Array(limit) };
  expect(sourceReader(growing, nothing).read("x")).toMatchObject({ kind: "error", code: "file-too-large" });
});

test("imports stay inside the project, links followed", () => {
  put("project/package.json", "{}");
  const main = put("project/src/main.choreo");
  put("project/lib/ok.choreo");
  put("outside.choreo");
  symlinkSync(join(scratch, "outside.choreo"), join(scratch, "project/src/link.choreo"));
  symlinkSync(join(scratch, "project/lib/ok.choreo"), join(scratch, "project/src/same.choreo"));
  expect(reader.resolve(main, "../lib/ok.choreo")).toMatchObject({ kind: "path" });
  expect(reader.resolve(main, "same.choreo")).toEqual(reader.resolve(main, "../lib/ok.choreo"));
  expect(reader.resolve(main, "../../outside.choreo")).toMatchObject({ code: "import-outside-root" });
  expect(reader.resolve(main, "../../nothing.choreo")).toMatchObject({ code: "import-outside-root" });
  expect(reader.resolve(main, "link.choreo")).toMatchObject({ code: "import-outside-root" });
  expect(reader.resolve(main, "nothing.choreo")).toMatchObject({ code: "import-not-found" });
  expect(sourceReader(disk, nothing, join(scratch, "project/src")).resolve(main, "../lib/ok.choreo")).toMatchObject({ code: "import-outside-root" });
});

test("directories are walked in code-unit order, hidden ones left out; a glob and a file name the same file once", () => {
  for (const path of [
    "walk/b.choreo",
    "walk/B.choreo",
    "walk/a/z.choreo",
    "walk/a.choreo",
    "walk/.hidden/x.choreo",
    "walk/node_modules/y.choreo",
    "walk/readme.md",
  ])
    put(path);
  const walk = join(scratch, "walk");
  const paths = inputsOf([walk, `${walk}/*.choreo`, join(walk, "a.choreo")], disk).map((input) =>
    input.kind === "stdin" ? "-" : input.path.slice(walk.length + 1),
  );
  expect(paths).toEqual(["B.choreo", "a.choreo", "a/z.choreo", "b.choreo"]);
});

test("a directory and a glob without files say so; standard input is `-`", () => {
  mkdirSync(join(scratch, "empty"));
  expect(inputsOf([join(scratch, "empty"), "no*such.choreo", "-", "-"], disk)).toMatchObject([
    { kind: "nothing", message: `the directory holds no ${gathered.join(", ")} files` },
    { kind: "nothing", message: `no ${gathered.join(", ")} file matches` },
    { kind: "stdin" },
  ]);
});
