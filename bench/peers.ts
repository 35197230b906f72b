/** `npm run peers -- DIR`: judges the files of another tool, and lists where its verdicts in `DIR/verdicts.tsv` differ from ours. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeFileSystem } from "../bin/files/node-file-system.ts";
import { sourceReader } from "../bin/files/source-reader.ts";
import { difference, judgeFile, readVerdicts } from "./peer-verdicts.ts";

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  process.stderr.write("usage: npm run peers -- DIR, where DIR/verdicts.tsv lists file, verdict and detail in columns\n");
  process.exit(2);
}

const verdicts = readVerdicts(readFileSync(join(directory, "verdicts.tsv"), "utf8"));
const reader = sourceReader(nodeFileSystem(directory), () => new Uint8Array());
let different = 0;
let failed = 0;
const start = performance.now();
for (const verdict of verdicts) {
  try {
    const own = judgeFile(verdict.file, reader);
    const why = difference(verdict, own);
    if (why === undefined) continue;
    different += 1;
    process.stdout.write(`${verdict.file}\n  peer: ${verdict.expected} (${verdict.detail})\n  here: ${own.kind} (${own.text})\n  why:  ${why}\n`);
  } catch (failure) {
    failed += 1;
    process.stdout.write(`${verdict.file}\n  internal error: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}\n`);
  }
}
const time = performance.now() - start;
const confirmed = verdicts.length - different - failed;
process.stderr.write(`${(time / Math.max(1, verdicts.length)).toFixed(2)} ms a file\n`);
process.stdout.write(
  `${String(verdicts.length)} files: ${String(confirmed)} confirmed, ${String(different)} differ${failed > 0 ? `, ${String(failed)} internal errors` : ""}\n`,
);
process.exitCode = failed > 0 ? 70 : 0;
