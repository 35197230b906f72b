/** The JSON of `explore`, `compare --up-to`, `certify`, `recheck` and `prove` is what the schemas say. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { nodeFileSystem } from "../files/node-file-system.ts";
import { main } from "../main.ts";
import { recordingIo } from "../transcripts/recording-io.ts";

const root = join(import.meta.dirname, "../..");
const scratch = mkdtempSync(join(tmpdir(), "choreo-verify-schemas-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const schemaOf = (name: string): object => JSON.parse(readFileSync(join(root, `docs/schema/${name}-1.json`), "utf8")) as object;

async function printed(...words: readonly string[]): Promise<string> {
  const recording = recordingIo(nodeFileSystem(root));
  await main(words, recording.io);
  return recording.stdout();
}

function conforms(text: string, schema: string): void {
  const ajv = new Ajv2020({ strict: false });
  expect(ajv.validate(schemaOf(schema), JSON.parse(text)), ajv.errorsText()).toBe(true);
}

const faulty = "corpus/faults/crash-for-good.choreo";
const plain = "corpus/faults/lost-request.choreo";

test.each([[[]], [["--minimize", "weak"]], [["--max-states", "2"]], [["--observe", "labels", "--minimize", "strong"]]])("explore %j", async (options) => {
  conforms(await printed("explore", plain, "--to", "json", ...options), "graph");
});

test.each(["strong", "branching", "weak", "traces", "inclusion"])("compare --up-to %s", async (relation) => {
  conforms(await printed("compare", plain, faulty, "--up-to", relation, "--format", "json"), "equivalence");
  conforms(await printed("compare", plain, plain, "--up-to", relation, "--format", "json"), "equivalence");
});

test("certify, recheck", async () => {
  const certificate = await printed("certify", plain);
  conforms(certificate, "certificate");
  const path = join(scratch, "certificate.json");
  writeFileSync(path, certificate);
  conforms(await printed("recheck", path, plain, "--format", "json"), "recheck");
  conforms(await printed("recheck", path, faulty, "--format", "json"), "recheck");
});

test("prove", async () => {
  const path = join(scratch, "functions.choreo");
  writeFileSync(
    path,
    "fn f(n: bool): bool = not n; fn g(n: bool): int ensures result > 0 = if n then 1 / 0 else h(n); fn h(n: bool): int ensures result == 0 or result == 1;",
  );
  conforms(await printed("prove", path, "--format", "json", "--prover", "exhaustive"), "prove");
  conforms(await printed("prove", path, "idempotent", "f", "--format", "json", "--prover", "exhaustive"), "prove");
});
