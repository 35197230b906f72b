/** Every kind of certificate with invariants, as it is written, is what its schema says. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, inject, test } from "vitest";
import { nodeFileSystem } from "../files/node-file-system.ts";
import { main } from "../main.ts";
import { recordingIo } from "../transcripts/recording-io.ts";

const root = join(import.meta.dirname, "../..");
const schema = JSON.parse(readFileSync(join(root, "docs/schema/invariant-certificate-1.json"), "utf8")) as object;

async function certificateOf(...words: readonly string[]): Promise<string> {
  const recording = recordingIo(nodeFileSystem(root));
  await main(["certify", "--engine", "smt", ...words], recording.io);
  return recording.stdout();
}

function conforms(text: string): void {
  const ajv = new Ajv2020({ strict: false });
  expect(ajv.validate(schema, JSON.parse(text)), ajv.errorsText()).toBe(true);
}

test.each([
  ["of runs that are over", '"kind":"rounds"', "corpus/data/two-buyers.choreo", "assert"],
  ["with inductive invariants", '"formulas":[', "corpus/data/countdown-by-any-step.choreo", "NotMoreTicks"],
  ["of whole runs", '"tuple":[', "corpus/data/countdown-by-any-step.choreo", "Ends"],
  ["with summaries of calls", '"kind":"calls"', "corpus/data/nested-brackets.choreo", "NotBelow"],
  ["of a network", '"slots":', "corpus/data/credit-flow-control.choreo", "orphan-free"],
])("a certificate %s", async (_, part, file, property) => {
  const text = await certificateOf(file, "--property", property);
  expect(text).toContain(part);
  conforms(text);
});

test("what nobody writes is not of its form", () => {
  const ajv = new Ajv2020({ strict: false });
  const good = {
    invariantCertificate: 1,
    program: { file: "a.choreo", hash: `sha256:${"0".repeat(64)}` },
    subject: "main",
    foundBy: "z3",
    proofs: [{ property: "no-failure", argument: { kind: "rounds", last: 0 } }],
  };
  expect(ajv.validate(schema, good)).toBe(true);
  for (const wrong of [
    { ...good, proofs: [] },
    { ...good, more: 1 },
    { ...good, network: 1 },
    { ...good, proofs: [{ ...good.proofs[0], slots: -1 }] },
  ])
    expect(ajv.validate(schema, wrong)).toBe(false);
});

describe("of programs with data", () => {
  const every = inject("isDeep") ? 1 : 100;
  const files = readdirSync(join(root, "corpus/data")).filter((name, index) => name.endsWith(".choreo") && index % every === 0);
  test.each(files)("%s", async (name) => {
    const text = await certificateOf(`corpus/data/${name}`);
    if (text !== "") conforms(text);
  });
});
