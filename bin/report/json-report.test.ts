/** The JSON that other tools read is what the published schemas say. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeFileSystem } from "../files/node-file-system.ts";
import { main } from "../main.ts";
import { recordingIo } from "../transcripts/recording-io.ts";

const root = join(import.meta.dirname, "../..");
const schema = (name: string): object => JSON.parse(readFileSync(join(root, "docs/schema", name), "utf8")) as object;
const ajv = new Ajv2020({ strict: false, allErrors: false }).addSchema(schema("trace-1.json")).addSchema(schema("report-1.json"));

async function json(words: readonly string[]): Promise<unknown> {
  const recording = recordingIo(nodeFileSystem(root));
  await main([...words, "--format", "json"], recording.io);
  return JSON.parse(recording.stdout());
}

test.each([
  ["check", ["check", "corpus/negative"]],
  ["verify", ["verify", "corpus/tutorial", "corpus/negative", "corpus/traps"]],
  ["verify of protocols", ["verify", "corpus/session-types", "corpus/global-types/three-buyer.choreo"]],
  [
    "verify of systems with derivations",
    ["verify", "corpus/systems/delegating-and-dropping.choreo", "corpus/systems/accepted-offer.choreo", "--derivation", "json"],
  ],
  [
    "verify of behaviour",
    ["verify", "corpus/session-types/overtaking-message.choreo", "--property", "live++", "--network", "synchronous", "--fairness", "no-fairness"],
  ],
  ["verify without expectations", ["verify", "--ignore-expect", "--max-depth", "4", "corpus/tutorial"]],
  ["corpus", ["corpus", "corpus/traps"]],
  ["a file that is not there", ["verify", "missing.choreo"]],
])("the report of %s", async (_name, words) => {
  const report = await json(words);
  expect(ajv.validate("choreo-verify/report-1.json", report), ajv.errorsText()).toBe(true);
});

test("traces", async () => {
  const trace = await json(["run", "corpus/tutorial/05-choice-and-selection.choreo"]);
  expect(ajv.validate("choreo-verify/trace-1.json", trace), ajv.errorsText()).toBe(true);
});

test("the schema refuses a report with a member too many or too few", async () => {
  const report = (await json(["check", "corpus/tutorial/05-choice-and-selection.choreo"])) as Record<string, unknown>;
  expect(ajv.validate("choreo-verify/report-1.json", { ...report, extra: 1 })).toBe(false);
  expect(ajv.validate("choreo-verify/report-1.json", { ...report, files: undefined })).toBe(false);
});

test("positions are lines and columns from 1 and offsets from 0, all in UTF-16 code units", async () => {
  const recording = recordingIo(nodeFileSystem(root), 'role A { s: string = "😀"; s: int = 1; }\n');
  await main(["check", "-", "--format", "json"], recording.io);
  const report = JSON.parse(recording.stdout()) as {
    readonly files: readonly { readonly diagnostics: readonly { readonly code: string; readonly span: unknown }[] }[];
  };
  const [diagnostic] = report.files[0]?.diagnostics ?? [];
  expect(diagnostic).toMatchObject({
    code: "duplicate-name",
    span: { file: "<stdin>", start: { line: 1, column: 28, offset: 27 }, end: { line: 1, column: 29, offset: 28 } },
  });
});
