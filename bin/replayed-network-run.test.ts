/** Runs of communicating automata in reports: shown, written to files, and repeated by `replay`; runs that are none are refused. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { decodeNetworkRun, encodeNetworkRun } from "../interpreter/index.ts";
import { main } from "./main.ts";
import { overlay, recordingIo } from "./transcripts/recording-io.ts";

const root = join(import.meta.dirname, "..");
const schema = JSON.parse(readFileSync(join(root, "docs/schema/network-run-1.json"), "utf8")) as object;
const isValid = new Ajv2020({ strict: true }).compile(schema);
const crossing = "context Crossing {\n  A {\n    B!x;\n    B?y;\n  }\n  B {\n    A!y;\n    A?x;\n  }\n}\n";
const endless =
  "context Endless {\n  A {\n    rec X {\n      choice {\n        B!more;\n        continue X;\n      } or {\n        B!stop;\n      }\n    }\n  }\n  B {\n    rec X {\n      choice {\n        A?more;\n        continue X;\n      } or {\n        A?stop;\n      }\n    }\n  }\n}\n";

async function output(
  words: readonly string[],
  files: Map<string, string>,
): Promise<{ readonly text: string; readonly all: string; readonly exitCode: number }> {
  const recording = recordingIo(overlay(root, files));
  const exitCode = await main(words, recording.io);
  return { text: recording.stdout(), all: recording.output(), exitCode };
}

describe("a run of communicating automata", () => {
  test("is written by --traces and repeated", async () => {
    const files = new Map([["crossing.choreo", crossing]]);
    const judged = await output(["verify", "crossing.choreo", "--property", "deadlock-free", "--network", "synchronous", "--traces", "found"], files);
    expect(judged.exitCode).toBe(1);
    expect(judged.all).toContain("found/crossing.Crossing.deadlock-free-on-synchronous.json\n");
    const path = "found/crossing.Crossing.deadlock-free-on-synchronous.json";
    expect([isValid(JSON.parse(files.get(path) ?? "null")), isValid.errors]).toEqual([true, null]);
    expect(await output(["replay", path], files)).toMatchObject({
      text: "the run replays on the synchronous network: no message\nA goes on with B!x\nB goes on with A!y\n",
      exitCode: 0,
    });
  });

  test("without end comes back to where its cycle began", async () => {
    const files = new Map([["endless.choreo", endless]]);
    const words = ["verify", "endless.choreo", "--property", "terminating", "--network", "synchronous", "--fairness", "no-fairness", "--traces", "found/"];
    const judged = await output(words, files);
    expect(judged.text).toContain("again and again, without end:\n      ↻ A -> B : more  (line 5)\n");
    const path = "found/endless.Endless.terminating-on-synchronous-with-no-fairness.json";
    const text = files.get(path) ?? "";
    expect((await output(["replay", path], files)).text).toBe(
      "the run replays on the synchronous network: no message\nand then, again and again: A -> B : more\n",
    );
    const read = decodeNetworkRun(text);
    if (read.kind !== "read") throw new Error(read.message);
    expect(encodeNetworkRun(read.value)).toBe(text);
    const broken: readonly (readonly [string, number, string])[] = [
      [text.replaceAll('"more"', '"stop"'), 1, "the run does not replay: its cycle does not come back to where it began\n"],
      [text.replaceAll('"more"', '"less"'), 1, "the run does not replay: step 1: A cannot do A▷B!less there\n"],
      [
        text.replace('"synchronous"', '"fifo"').replace(/,\n.*receive.*\n/, "\n"),
        1,
        "the run does not replay: its cycle does not come back to where it began\n",
      ],
      [text.replace(/,\n.*receive.*\n/, "\n"), 1, "the run does not replay: step 2: the last message is not received\n"],
    ];
    for (const [changed, exitCode, said] of broken) {
      files.set("changed.json", changed);
      expect(await output(["replay", "changed.json"], files)).toMatchObject({ text: said, exitCode });
    }
    files.set("changed.json", text.replace('"Endless"', '"Gone"'));
    expect((await output(["replay", "changed.json"], files)).exitCode).toBe(2);
    files.set("changed.json", text.replace('"send"', '"lose"'));
    expect(await output(["replay", "changed.json"], files)).toMatchObject({ exitCode: 2, all: expect.stringContaining("$.cycle[0].kind") as unknown });
  });

  test("stands in the JSON report with its places", async () => {
    const files = new Map([["endless.choreo", endless]]);
    const { text } = await output(["verify", "endless.choreo", "--property", "terminating", "--fairness", "no-fairness", "--format", "json"], files);
    const report = JSON.parse(text) as {
      readonly files: readonly { readonly verdicts: readonly { readonly lasso: unknown; readonly networkReplay: unknown }[] }[];
    };
    const [verdict] = report.files[0]?.verdicts ?? [];
    expect(verdict).toMatchObject({
      network: "fifo",
      fairness: "no-fairness",
      lasso: {
        prefix: [],
        cycle: [
          { kind: "send", span: { start: { line: 5 } } },
          { kind: "receive", span: { start: { line: 15 } } },
        ],
      },
    });
    expect([isValid(verdict?.networkReplay), isValid.errors]).toEqual([true, null]);
  });
});

describe("--traces", () => {
  test("writes the runs of choreographies and pairs of runs of protocols", async () => {
    const files = new Map([
      ["wrong.choreo", "role A { x: int = any 0..1; }\nchoreography main(A) {\n  assert A.(x == 0);\n}\n"],
      ["guess.choreo", "protocol Guess(p, q, r, s) {\n  choice at p {\n    p -> q : o;\n    r -> s : o;\n  } or {\n    p -> q : m;\n    r -> s : m;\n  }\n}\n"],
    ]);
    await output(["verify", "wrong.choreo", "guess.choreo", "--traces", "t", "--quiet"], files);
    const written = [...files.keys()].filter((name) => name.startsWith("t/"));
    expect(written).toEqual(["t/wrong.main.assert.json", "t/guess.Guess.implementable.json", "t/guess.Guess.implementable-2.json"]);
    for (const path of written) expect((await output(["replay", path], files)).exitCode).toBe(0);
  });

  test("says where a directory cannot be made", async () => {
    const files = new Map([["crossing.choreo", crossing]]);
    const words = ["verify", "crossing.choreo", "--property", "deadlock-free", "--network", "synchronous", "--traces", "package.json/x"];
    const recording = recordingIo({
      ...overlay(root, files),
      makeDirectory: () => {
        throw Object.assign(new Error("no"), { code: "ENOTDIR" });
      },
    });
    expect(await main(words, recording.io)).toBe(2);
    expect(recording.output()).toContain("choreo-verify: package.json/x cannot be made: a part of its path is no directory\n");
  });
});

test("a run that was cut short by a limit is open when it is repeated, too", async () => {
  const files = new Map([["loop.choreo", "role A { x: int = 0; }\nchoreography main(A) {\n  while A.true {\n    A.x := 1 - x;\n  }\n}\n"]]);
  const run = await output(["run", "loop.choreo", "--max-depth", "4", "--to", "json"], files);
  files.set("trace.json", run.text);
  expect([run.exitCode, (await output(["replay", "trace.json"], files)).exitCode]).toEqual([3, 3]);
});
