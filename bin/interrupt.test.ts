/** An interrupt ends the judgement, not the report: what was judged is told, what was not is unknown, and the exit code says so. */
import { expect, test } from "vitest";
import type { Io } from "./io.ts";
import { main } from "./main.ts";
import { overlay, recordingIo } from "./transcripts/recording-io.ts";

const counter = (name: string, verdict: string): string =>
  `role A { x: int = 0; }\nrole B { y: int = 0; }\nchoreography main(A, B) {\n  loop L { A.x := x + 1; B.y := y + 1; }\n}\nproperty ${name} = always A.x >= 0;\nexpect ${name} : ${verdict};\n`;
/** Two roles that count by themselves. */
const many = (most: number): string =>
  `role A { x: int = 0; }\nrole B { y: int = 0; }\nchoreography main(A, B) {\n  loop L { if A.(x < ${most}) { A.x := x + 1; } if B.(y < ${most}) { B.y := y + 1; } }\n}\n`;
const files = overlay(
  "/nonexistent",
  new Map([
    ["a.choreo", "role A;\nchoreography main(A) { }\n"],
    ["b.choreo", counter("Endless", "proved")],
    ["c.choreo", counter("Unseen", "proved")],
    ["large.choreo", many(40)],
  ]),
);

/** Interrupts after some answers of the port, that is, in the middle of a judgement. */
async function interrupted(words: readonly string[], after: number): Promise<{ readonly code: number; readonly stdout: string }> {
  const recording = recordingIo(files);
  let asked = 0;
  const io: Io = { ...recording.io, interrupted: () => (asked += 1) > after };
  return { code: await main([...words, "a.choreo", "b.choreo", "c.choreo"], io), stdout: recording.stdout() };
}

test.each(["verify", "corpus"])("%s reports as JSON what was judged until an interrupt", async (command) => {
  const { code, stdout } = await interrupted([command, "--format", "json"], 12);
  const report = JSON.parse(stdout) as { readonly exitCode: number; readonly files: readonly { readonly file: string; readonly exitCode: number }[] };
  expect([code, report.exitCode]).toEqual([3, 3]);
  expect(report.files.map(({ file, exitCode }) => [file, exitCode])).toEqual([
    ["a.choreo", 0],
    ["b.choreo", 3],
  ]);
  expect(stdout).toContain('"reason": "an interrupt"');
});

test("and as text", async () => {
  const { code, stdout } = await interrupted(["verify"], 12);
  expect(code).toBe(3);
  expect(stdout).toContain("an interrupt");
  expect(stdout).not.toContain("c.choreo");
});

test("a violation that was found before stays a finding", async () => {
  const recording = recordingIo(overlay("/nonexistent", new Map([["a.choreo", counter("Wrong", "proved").replace("x >= 0", "x <= 2")]])));
  const io: Io = { ...recording.io, interrupted: () => recording.stdout().includes("violated") };
  expect(await main(["verify", "a.choreo", "a.choreo", "--max-states", "500"], io)).toBe(1);
  expect(recording.output()).toContain("interrupted; what was judged until then is reported");
});

test.each(["rules", "explicit"])("explore by %s prints what was reached", async (engine) => {
  const recording = recordingIo(files);
  let asked = 0;
  const io: Io = { ...recording.io, interrupted: () => (asked += 1) > 3 };
  expect(await main(["explore", "large.choreo", "--engine", engine], io)).toBe(3);
  expect(recording.stdout()).toContain("not everything was explored: an interrupt");
  expect(recording.stdout()).toMatch(/ {2}states: [1-9]/);
});
