/** The JSON of `compare` is what its schema says. */
import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeFileSystem } from "../files/node-file-system.ts";
import { main } from "../main.ts";
import { recordingIo } from "../transcripts/recording-io.ts";

const root = join(import.meta.dirname, "../..");
const schema = JSON.parse(readFileSync(join(root, "docs/schema/compare-1.json"), "utf8")) as object;

test.each([
  ["corpus/session-types/overtaking-message.choreo", "corpus/session-types/overtaking-message.choreo"],
  ["corpus/global-types/three-buyer.choreo", "corpus/session-types/overtaking-message.choreo"],
])("%s and %s", async (older, newer) => {
  const recording = recordingIo(nodeFileSystem(root));
  await main(["compare", older, newer, "--as", "protocol", "--format", "json"], recording.io);
  const ajv = new Ajv2020({ strict: false });
  expect(ajv.validate(schema, JSON.parse(recording.stdout())), ajv.errorsText()).toBe(true);
});
