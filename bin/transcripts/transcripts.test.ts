/** Every transcript, the README and the reference of the command line show what the commands really print. `vitest -u` writes the new output. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commandTable } from "../command-table.ts";
import { rerun } from "./transcript.ts";

const root = join(import.meta.dirname, "../..");
const transcripts = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".md"));

test.each([...transcripts.map((name) => join("bin/transcripts", name)), "README.md", "docs/cli.md", "docs/sagas.md"])("%s", async (path) => {
  const document = readFileSync(join(root, path), "utf8");
  await expect(await rerun(document, root)).toMatchFileSnapshot(join(root, path));
});

test("a transcript that is wrong is seen to be wrong", async () => {
  const wrong = "```console\n$ choreo-verify --version\nchoreo-verify 99\n```\n";
  expect(await rerun(wrong, root)).not.toBe(wrong);
});

test("the reference of the command line has a section for every command, with its help", () => {
  const reference = readFileSync(join(root, "docs/cli.md"), "utf8");
  for (const name of commandTable.keys()) expect(reference).toContain(`## ${name}\n\n\`\`\`console\n$ choreo-verify ${name} --help\n`);
});
