/**
 * `npm run peers -- DIR`: judges the files of another tool, and lists where its verdicts in `DIR/verdicts.tsv` differ from ours. Which tool it is, the
 * vocabulary of its verdicts says: those of kmc speak of k-MC, and its files, whatever their endings, are read as kmc's; any other tool's are read by their endings.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nodeFileSystem } from "../bin/files/node-file-system.ts";
import { sourceReader } from "../bin/files/source-reader.ts";
import { compareWithKmc, isOfKmc, kmcSummary } from "./kmc-verdicts.ts";
import type { KmcOutcome } from "./kmc-verdicts.ts";
import { difference, judgeFile, readVerdicts } from "./peer-verdicts.ts";
import type { PeerVerdict } from "./peer-verdicts.ts";

const [directory] = process.argv.slice(2);
if (directory === undefined) {
  process.stderr.write("usage: npm run peers -- DIR, where DIR/verdicts.tsv lists file, verdict and detail in columns\n");
  process.exit(2);
}

const verdicts = readVerdicts(readFileSync(join(directory, "verdicts.tsv"), "utf8"));
const reader = sourceReader(nodeFileSystem(directory), () => new Uint8Array());
const ofKmc = isOfKmc(verdicts);
const outcomes: KmcOutcome[] = [];
let different = 0;
let failed = 0;

/** What is said here, and why it differs; undefined where the peer's verdict is confirmed. */
function compared(verdict: PeerVerdict): { readonly here: string; readonly why: string } | undefined {
  if (ofKmc) {
    const { outcome, here, why } = compareWithKmc(verdict, reader);
    outcomes.push(outcome);
    return why === undefined ? undefined : { here, why };
  }
  const own = judgeFile(verdict.file, reader);
  const why = difference(verdict, own);
  return why === undefined ? undefined : { here: `${own.kind} (${own.text})`, why };
}

const start = performance.now();
for (const verdict of verdicts) {
  try {
    const found = compared(verdict);
    if (found === undefined) continue;
    different += 1;
    process.stdout.write(`${verdict.file}\n  peer: ${verdict.expected} (${verdict.detail})\n  here: ${found.here}\n  why:  ${found.why}\n`);
  } catch (failure) {
    failed += 1;
    process.stdout.write(`${verdict.file}\n  internal error: ${failure instanceof Error ? (failure.stack ?? failure.message) : String(failure)}\n`);
  }
}
const time = performance.now() - start;
const confirmed = verdicts.length - different - failed;
process.stderr.write(`${(time / Math.max(1, verdicts.length)).toFixed(2)} ms a file\n`);
const summary = ofKmc ? kmcSummary(outcomes) : `${String(verdicts.length)} files: ${String(confirmed)} confirmed, ${String(different)} differ`;
process.stdout.write(`${summary}${failed > 0 ? `, ${String(failed)} internal errors` : ""}\n`);
process.exitCode = failed > 0 ? 70 : 0;
