/** Solvers that die, hang, talk nonsense or are not there: the verdict is `unknown` with the reason, the exit code 3, and the next file is judged as ever. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Io } from "./io.ts";
import { main } from "./main.ts";
import { overlay, recordingIo } from "./transcripts/recording-io.ts";

const texts: readonly (readonly [string, string])[] = [
  ["a.choreo", "role A { x: int = any; }\nrole B { y: int = 0; }\nchoreography main(A, B) { A.x -> B.y; assert B.(y + y == 2 * y); }\n"],
  ["b.choreo", "role A { x: int = 1; }\nrole B { y: int = 0; }\nchoreography main(A, B) { A.x -> B.y; assert B.(y == 1); }\n"],
  ["cubes.choreo", "role A { x: int = any; y: int = any; z: int = any; }\nchoreography main(A) { assert A.(x * x * x + y * y * y + z * z * z != 114); }\n"],
];
const files = overlay("/nonexistent", new Map(texts));

let place = "";
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "solvers-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(place, { recursive: true });
});

/** The only `z3` there is. */
function install(script: string): void {
  writeFileSync(join(place, "z3"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(place, "z3"), 0o755);
}

interface Judged {
  readonly verdict: string;
  readonly reason: string | null;
}

/** What is said about the assertions of files, one after the other. */
async function judged(
  words: readonly string[],
  interrupted: () => boolean = () => false,
): Promise<{ readonly code: number; readonly asserts: readonly Judged[] }> {
  vi.stubEnv("PATH", place);
  const recording = recordingIo(files);
  const io: Io = { ...recording.io, interrupted };
  const code = await main(["verify", ...words, "--format", "json"], io);
  const report = JSON.parse(recording.stdout()) as { readonly files: readonly { readonly verdicts: readonly (Judged & { readonly property: string })[] }[] };
  return { code, asserts: report.files.flatMap(({ verdicts }) => verdicts.filter(({ property }) => property === "assert")) };
}

describe("a defective solver", () => {
  test.each([
    ["dies at once", "kill -9 $$", /ended by SIGKILL/],
    ["dies in the middle", "read line; kill -9 $$", /ended by SIGKILL/],
    ["ends well, and says nothing", "exit 0", /it ended/],
    [
      "talks nonsense",
      'while read line; do echo "(sat unsat"; case "$line" in *echo*) line=${line#*\\"}; echo "${line%\\"*}";; esac; done',
      /what it says is no answer/,
    ],
    [
      "complains and goes on",
      'while read line; do case "$line" in *echo*) echo "(error \\"line 1\\")"; echo unsat; line=${line#*\\"}; echo "${line%\\"*}";; esac; done',
      /what it says is no answer: \(error/,
    ],
  ])("%s", async (_, script, reason) => {
    install(script);
    const { code, asserts } = await judged(["a.choreo", "b.choreo", "--solver", "z3"]);
    expect(code).toBe(3);
    expect(asserts).toMatchObject([{ verdict: "unknown", reason: expect.stringMatching(reason) as string }, { verdict: "proved" }]);
  });
  test("whoever is asked to decide by it alone", async () => {
    install("exit 0");
    const { code, asserts } = await judged(["a.choreo", "--solver", "z3", "--engine", "smt"]);
    expect(code).toBe(3);
    expect(asserts).toMatchObject([{ verdict: "unknown", reason: expect.stringContaining("it ended") as string }]);
  });
});

test("a solver that is not there", async () => {
  const { code, asserts } = await judged(["a.choreo", "b.choreo", "--solver", "z3"]);
  expect(code).toBe(3);
  expect(asserts).toMatchObject([{ verdict: "unknown", reason: expect.stringContaining("z3 (missing): it is not there") as string }, { verdict: "proved" }]);
});

test("where none is installed the embedded one is asked, and all that are there are one", async () => {
  expect(await judged(["a.choreo"])).toMatchObject({ code: 0, asserts: [{ verdict: "proved" }] });
  expect(await judged(["a.choreo", "--solver", "all"])).toMatchObject({ code: 0, asserts: [{ verdict: "proved" }] });
});

test("a solver that hangs ends with the time of the file, and the next file has its own", async () => {
  install(`PATH=${[dirname("/bin/sleep"), "/usr/bin"].join(delimiter)} exec sleep 1000`);
  const { code, asserts } = await judged(["a.choreo", "b.choreo", "--solver", "z3", "--timeout", "1"]);
  expect(code).toBe(3);
  expect(asserts).toMatchObject([{ verdict: "unknown", reason: expect.stringContaining("the time limit of 1 s") as string }, { verdict: "proved" }]);
});

test("an interrupt reaches a solver that works", async () => {
  install(`PATH=${[dirname("/bin/sleep"), "/usr/bin"].join(delimiter)} exec sleep 1000`);
  const begun = performance.now();
  const { code, asserts } = await judged(["a.choreo", "b.choreo", "--solver", "z3"], () => performance.now() - begun > 700);
  expect(code).toBe(3);
  expect(asserts).toMatchObject([{ verdict: "unknown", reason: expect.stringContaining("an interrupt") as string }]);
});

test("a question that nobody can answer takes no more than its memory, and the embedded solver answers the next one", async () => {
  const { code, asserts } = await judged(["cubes.choreo", "a.choreo", "--solver", "wasm", "--memory", "32", "--timeout", "3"]);
  expect(code).toBe(3);
  expect(asserts).toMatchObject([
    { verdict: "unknown", reason: expect.stringMatching(/its memory is used up|the time limit/) as string },
    { verdict: "proved" },
  ]);
});
