/** `--smt-dir`: what solvers are asked stands in files, whose names are in the evidence; `doctor`: which solvers answer. */
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { nodeFileSystem } from "./files/node-file-system.ts";
import { main } from "./main.ts";
import { recordingIo } from "./transcripts/recording-io.ts";

let place = "";
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "queries-"));
  writeFileSync(join(place, "a.choreo"), "role A { x: int = any; }\nchoreography main(A) { assert A.(x + x == 2 * x); }\n");
});
afterEach(() => rmSync(place, { recursive: true }));

const verify = async (...words: readonly string[]): Promise<{ readonly code: number; readonly stdout: string; readonly output: string }> => {
  const recording = recordingIo(nodeFileSystem(place));
  const code = await main(["verify", "a.choreo", "--solver", "wasm", ...words], recording.io);
  return { code, stdout: recording.stdout(), output: recording.output() };
};

test("every question is a file that its hash names, and the evidence names it", async () => {
  const { code, stdout } = await verify("--smt-dir", "asked/here", "--format", "json");
  expect(code).toBe(0);
  const names = readdirSync(join(place, "asked/here"));
  expect(names.length).toBeGreaterThan(0);
  for (const name of names) {
    const text = readFileSync(join(place, "asked/here", name), "utf8");
    expect(name).toMatch(/^[a-z0-9.-]+-[0-9a-f]{64}[.]smt2$/);
    expect(name).toContain(createHash("sha256").update(text).digest("hex"));
    expect(text).toMatch(/^\(set-option :produce-models true\)[^]*\(check-sat\)\n$/);
    expect(stdout).toContain(name);
  }
  expect(readdirSync(place)).toEqual(["a.choreo", "asked"]);
  await verify("--smt-dir", "asked/again");
  expect(readdirSync(join(place, "asked/again"))).toEqual(names);
});

test("a directory that cannot be one is refused before anything is judged", async () => {
  expect(await verify("--smt-dir", "a.choreo")).toMatchObject({ code: 2, stdout: "" });
  expect(await verify("--smt-dir", "a.choreo/below")).toMatchObject({ code: 2, stdout: "" });
  expect(await verify("--smt-dir", "")).toMatchObject({ code: 2, stdout: "" });
});

test("the report says how the solver decided it", async () => {
  expect((await verify()).stdout).toContain("main: assert  (smt: symbolic execution)");
});

test("doctor names the solvers that answer, and nothing of this machine where that is not wanted", async () => {
  const { io, stdout } = recordingIo(nodeFileSystem(place));
  expect(await main(["doctor", "--format", "json"], io)).toBe(0);
  const { solvers } = JSON.parse(stdout()) as { readonly solvers: readonly { readonly name: string; readonly answers: boolean; readonly said: string }[] };
  expect(solvers.map(({ name }) => name)).toEqual(["wasm", "z3", "cvc5"]);
  expect(solvers[0]).toMatchObject({ answers: true, said: expect.stringMatching(/^z3 [0-9.]+ \(embedded\)$/) as string });
  for (const { name, answers } of solvers.slice(1)) expect(answers, name).toBe(isOnPath(name));
  const bare = recordingIo(nodeFileSystem(place));
  await main(["doctor", "--deterministic"], bare.io);
  expect(bare.stdout()).not.toContain("z3");
});

function isOnPath(name: string): boolean {
  try {
    execFileSync("/bin/sh", ["-c", `command -v ${name}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
