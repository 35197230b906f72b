/** The built command line as a process: what only a real one has, such as pipes, an environment and a working directory. */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import type { SpawnSyncReturns } from "node:child_process";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { loadBundle } from "./load-bundle.ts";

const root = join(import.meta.dirname, "..");
const tool = join(root, "dist/choreo-verify.cjs");
const file = "corpus/tutorial/05-choice-and-selection.choreo";

beforeAll(() => void execFileSync(process.execPath, [join(root, "esbuild.config.mjs")]), 60_000);

function run(
  words: readonly string[],
  more: { readonly input?: string; readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, [tool, ...words], {
    cwd: more.cwd ?? root,
    input: more.input ?? "",
    encoding: "utf8",
    env: { PATH: process.env["PATH"] ?? "", ...more.env },
  });
}

test("a command judges a file, and nothing but the result is on standard output", () => {
  const { status, stdout, stderr } = run(["verify", file]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("expectations met");
});

test("what V8 compiled when it was built is there, and is taken", () => {
  let isRejected: boolean | undefined;
  loadBundle(join(root, "dist/main.cjs"), ({ cachedDataRejected }) => (isRejected = cachedDataRejected));
  expect(isRejected).toBe(false);
});

test("a reader that goes away early ends the process quietly", () => {
  const { stdout, stderr } = spawnSync("sh", ["-c", `"${process.execPath}" "${tool}" verify corpus/tutorial --format json | head -c 20`], {
    cwd: root,
    encoding: "utf8",
  });
  expect({ length: stdout.length, stderr }).toEqual({ length: 20, stderr: "" });
});

test("a full disk is told in one line, and is no defect", () => {
  const onFullDisk = (words: string): { readonly status: number | null; readonly stderr: string } => {
    const { status, stderr } = spawnSync("sh", ["-c", `"${process.execPath}" "${tool}" ${words} > /dev/full`], { cwd: root, encoding: "utf8" });
    return { status, stderr };
  };
  const told = { status: 2, stderr: "choreo-verify: standard output cannot be written: no space is left\n" };
  for (const words of [`verify ${file}`, `verify ${file} --format json`, "--version", "rules", "theorems --runs 1 --jobs 1"])
    expect(onFullDisk(words), words).toEqual(told);
});

test("complaints that nobody can read do not change the exit code", () => {
  expect(spawnSync("sh", ["-c", `"${process.execPath}" "${tool}" project nosuch.choreo 2> /dev/full`], { cwd: root, encoding: "utf8" }).status).toBe(2);
});

/** Judges without end, is interrupted after so many milliseconds, and ends with an exit code or, where it had not begun to listen, by the signal. */
async function interrupted(milliseconds: number): Promise<{ readonly code: number | null; readonly report: string }> {
  const words = ["verify", "-", "--format", "json", "--engine", "rules", "--max-states", "1000000000", "--memory", "100000"];
  const child = spawn(process.execPath, [tool, ...words], { cwd: root, stdio: ["pipe", "pipe", "ignore"] });
  child.stdin.on("error", () => undefined);
  child.stdin.end("role A { x: int = 0; }\nchoreography main(A) {\n  loop L { A.x := x + 1; }\n}\nproperty P = always A.x >= 0;\n");
  let report = "";
  child.stdout.on("data", (chunk: Buffer) => (report += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  child.kill("SIGINT");
  return { code: await ended, report };
}

test("an interrupt ends the judgement, and what was judged is reported", async () => {
  // A busy machine starts processes slowly: an interrupt that comes too early is tried again later.
  let result = await interrupted(1500);
  for (const later of [6_000, 24_000]) if (result.code === null) result = await interrupted(later);
  expect(result.code).toBe(3);
  expect(JSON.parse(result.report)).toMatchObject({ exitCode: 3, files: [{ file: "<stdin>" }] });
});

test.each([
  [198, 0],
  [199, 0],
  [200, 2],
  [201, 2],
])("both parsers agree on %i nested parentheses in a brace", (count, code) => {
  const text = `role A { x: int = ${"(".repeat(count)}1${")".repeat(count)}; }\nchoreography main(A) { }\n`;
  const [fast, reference] = [[], ["--parser", "reference"]].map((words) => run(["check", "-", ...words], { input: text }));
  expect(fast?.status).toBe(code);
  expect({ status: reference?.status, stdout: reference?.stdout }).toEqual({ status: fast?.status, stdout: fast?.stdout });
});

test("a long report arrives whole through a pipe", () => {
  const { stdout, status } = run(["verify", "corpus/tutorial", "--format", "json"]);
  expect(stdout.length).toBeGreaterThan(200_000);
  expect((JSON.parse(stdout) as { readonly exitCode: number }).exitCode).toBe(status);
});

test("standard input is a file", () => {
  expect(run(["check", "-"], { input: "role A;\nchoreography main(A) { }\n" })).toMatchObject({ status: 0, stdout: "ok <stdin>\n" });
  expect(run(["check", "-"], { input: "" })).toMatchObject({ status: 2 });
});

test("standard input without end is refused at the limit", () => {
  const { stdout, status } = spawnSync("sh", ["-c", `yes | "${process.execPath}" "${tool}" check -`], { cwd: root, encoding: "utf8" });
  expect(status).toBe(2);
  expect(stdout).toContain("error[file-too-large]");
});

test("colour is for terminals, and for those who ask", () => {
  const coloured = (words: readonly string[], env: Readonly<Record<string, string>> = {}): boolean =>
    run(["check", file, ...words], { env }).stdout.includes("\u001b[");
  expect(coloured([])).toBe(false);
  expect(coloured([], { FORCE_COLOR: "1" })).toBe(true);
  expect(coloured(["--color", "never"], { FORCE_COLOR: "1" })).toBe(false);
  expect(coloured(["--color", "always"], { NO_COLOR: "1" })).toBe(true);
});

test("the same bytes whatever the locale, the time zone and the terminal", () => {
  const words = ["run", file, "--seed", "7"];
  const { stdout } = run(words);
  expect(run(words, { env: { LANG: "tr_TR.UTF-8", LC_ALL: "ja_JP.UTF-8", TZ: "Asia/Kathmandu", COLUMNS: "20", TERM: "dumb" } }).stdout).toBe(stdout);
});

test("the working directory changes nothing but the way to the file", () => {
  const [below, above] = [
    run(["verify", "05-choice-and-selection.choreo", "--format", "json"], { cwd: join(root, "corpus/tutorial") }),
    run(["verify", file, "--format", "json"]),
  ];
  expect(below.stdout).toBe(above.stdout.replaceAll(file, "05-choice-and-selection.choreo"));
});

test("the theorems say the same whatever the number of processes", () => {
  // Of the program behind the command, which can be asked for some of the theorems: blocks of a hundred cases go to one process or to two.
  const words = ["--runs", "200", "--seed", "3", "--format", "json", ...["T11", "T12", "T18-decision"].flatMap((id) => ["--theorem", id])];
  const [one, two] = ["1", "2"].map((jobs) => {
    const { stdout } = spawnSync(process.execPath, [join(root, "dist/run-theorems.mjs"), ...words, "--jobs", jobs], { encoding: "utf8" });
    return stdout.split("\n").filter((line) => !line.includes('"progress"'));
  });
  expect(JSON.parse(one?.at(-2) ?? "")).toMatchObject({ kind: "summary", passed: 3, runs: 200, seed: 3 });
  expect(two).toEqual(one);
});
