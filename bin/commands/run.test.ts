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
  expect(code).toBe(3);
  expect(output).toContain("the schedule ends: the user ended the run");
});

test("the same file, seed and schedule give the same bytes; another seed may not", async () => {
  const words = ["--seed", "5", "--to", "json"];
  expect((await run(words)).stdout).toBe((await run(words)).stdout);
});

test.each([
  ["script:99", "number 1 of the script asks for move 99, and there are 2: 0 to 1"],
  ["script:0,7", "number 2 of the script asks for move 7, and there are 2: 0 to 1"],
  ["script:0,0,0,0,0", "number 5 of the script asks for move 0, and there is none"],
])("a script with an impossible position is refused: %s", async (schedule, message) => {
  const { code, output } = await run(["--scheduler", schedule]);
  expect(code).toBe(2);
  expect(output).toContain(`choreo-verify: the schedule does not fit: ${message}\n`);
});

test.each([[["--scheduler", "script:0,0"]], [["--max-depth", "2"]], [["--steps", "2"]]])("a run that is cut short is undecided: %j", async (words) => {
  expect((await run(words)).code).toBe(3);
});

test("--steps is another name of --max-depth, and only one of them is given", async () => {
  expect((await run(["--steps", "2"])).output).toBe((await run(["--max-depth", "2"])).output);
  expect(await run(["--steps", "2", "--max-depth", "3"])).toMatchObject({ code: 2 });
  expect((await run(["--help"])).output).not.toContain("--steps");
});
