import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { main } from "./main.ts";
import { overlay, recordingIo } from "./transcripts/recording-io.ts";

const root = join(import.meta.dirname, "..");
const guess = "protocol Guess(p, q, r, s) {\n  choice at p {\n    p -> q : o;\n    r -> s : o;\n  } or {\n    p -> q : m;\n    r -> s : m;\n  }\n}\n";
const files = new Map([["guess.choreo", guess]]);

async function output(words: readonly string[]): Promise<{ readonly text: string; readonly exitCode: number }> {
  const recording = recordingIo(overlay(root, files));
  const exitCode = await main(words, recording.io);
  return { text: recording.stdout(), exitCode };
}

interface Reported {
  readonly files: readonly {
    readonly verdicts: readonly {
      readonly property: string;
      readonly indistinguishable: readonly { readonly replay: object }[];
      readonly repair: object | null;
    }[];
  }[];
}

async function recorded(): Promise<string> {
  const report = JSON.parse((await output(["verify", "guess.choreo", "--format", "json"])).text) as Reported;
  const verdict = report.files[0]?.verdicts.find(({ property }) => property === "implementable");
  expect(verdict?.repair).toMatchObject({ title: "tell r which branch was taken" });
  return JSON.stringify(verdict?.indistinguishable[0]?.replay);
}

describe("runs that a role cannot tell apart, from a report", () => {
  test("are replayed", async () => {
    files.set("runs.json", await recorded());
    expect(await output(["replay", "runs.json"])).toEqual({
      text: "after p -> q : o as after p -> q : m, r has done and seen nothing, but only after the first may it send o to s\n",
      exitCode: 0,
    });
  });

  test("are refused when they show nothing", async () => {
    files.set("runs.json", (await recorded()).replace('"claim":"send-coherent"', '"claim":"sink-final"'));
    expect(await output(["replay", "runs.json"])).toEqual({
      text: "the runs do not replay: the protocol is not over after the second run\n",
      exitCode: 1,
    });
  });

  test("are refused when nothing of that name is declared", async () => {
    files.set("runs.json", (await recorded()).replace('"subject":"Guess"', '"subject":"Gone"'));
    expect((await output(["replay", "runs.json"])).exitCode).toBe(2);
  });
});
