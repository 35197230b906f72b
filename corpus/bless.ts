/** `npm run corpus:bless`: judges the whole corpus and, if every expectation is met, writes `corpus/manifest.json` anew. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { chooseSolver } from "../checker/index.ts";
import type { Counts } from "./judge-corpus.ts";
import { corpusTexts, judgeFile, manifestOf } from "./judge-corpus.ts";

const directory = join(process.cwd(), "corpus");
const texts = corpusTexts(directory);
const solver = chooseSolver("wasm");
const judged = new Map([...texts.keys()].map((path) => [path, judgeFile(texts, path, solver)]));
solver.close();
const unmet = [...judged].flatMap(([path, { report }]) =>
  report.expectations
    .filter(({ met }) => !met)
    .map((one) => `corpus/${path}:${one.line}: ${one.subject} : ${one.item} is ${one.actual}, expected ${one.expected}`),
);

if (unmet.length > 0) {
  process.stderr.write(`${unmet.join("\n")}\nThe manifest is not written: ${unmet.length} unmet.\n`);
  process.exitCode = 1;
} else {
  const manifest = manifestOf(new Map([...judged].map(([path, { counts }]) => [path, counts])));
  const lines = Object.entries(manifest.counts).map(([path, counts]) => `    ${JSON.stringify(path)}: ${print(counts)}`);
  const text = `{\n  "files": ${manifest.files},\n  "expectations": ${manifest.expectations},\n  "counts": {\n${lines.join(",\n")}\n  }\n}\n`;
  writeFileSync(join(directory, "manifest.json"), text);
  process.stdout.write(`${manifest.files} files, ${manifest.expectations} expectations\n`);
}

function print({ expectations, states, transitions }: Counts): string {
  return `{ "expectations": ${expectations}, "states": ${states}, "transitions": ${transitions} }`;
}
