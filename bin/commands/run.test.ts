import { expect, test } from "vitest";
import { main } from "../main.ts";
import { overlay, recordingIo } from "../transcripts/recording-io.ts";

const text = "role A { x: int = 1; } role B { y: int = 0; }\nchoreography main(A, B) {\n  A.x := 2;\n  B.y := 3;\n  A.x -> B.y;\n}\n";
const files = overlay("/nonexistent", new Map([["a.choreo", text]]));

async function run(
  words: readonly string[],
  answers: readonly string[] = [],
): Promise<{ readonly code: number; readonly stdout: string; readonly output: string }> {
  const recording = recordingIo(files, "", answers);
  const code = await main(["run", "a.choreo", ...words], recording.io);
  return { code, stdout: recording.stdout(), output: recording.output() };
}

test("a person chooses the steps, and the trace replays by its schedule", async () => {
  const chosen = await run(["--scheduler", "interactive", "--to", "json"], ["1", "0", "0", "0"]);
  expect(chosen.code).toBe(0);
  const trace = JSON.parse(chosen.stdout) as { readonly steps: readonly { readonly label: { readonly role?: string } }[] };
  expect(trace.steps.map(({ label }) => label.role)).toEqual(["B", "A", undefined, undefined]);
  const again = recordingIo(
    overlay(
      "/nonexistent",
      new Map([
        ["a.choreo", text],
        ["t.json", chosen.stdout],
      ]),
    ),
  );
  expect(await main(["replay", "t.json"], again.io)).toBe(0);
  expect(again.output()).toContain("all 4 steps are possible");
});

test.each([[["stop"]], [["7"]], [["-1"]], [[]]])("an answer that is no step ends the run: %j", async (answers) => {
  const { code, output } = await run(["--scheduler", "interactive"], answers);
  expect(code).toBe(0);
  expect(output).toContain("the schedule ends: the user ended the run");
});

test("the same file, seed and schedule give the same bytes; another seed may not", async () => {
  const words = ["--seed", "5", "--to", "json"];
  expect((await run(words)).stdout).toBe((await run(words)).stdout);
});
