/** What the judgement of the protocols of the literature takes: all files of corpus/global-types in one process, every expectation of each. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { analyseText } from "../calculus/loading/index.ts";
import { verifyModel } from "../checker/index.ts";

const directory = join(import.meta.dirname, "../corpus/global-types");

/** Milliseconds by the wall clock and of the processor, cold, with the number of files and of items judged. Throws if an expectation is not met. */
export function judgedProtocols(): Readonly<Record<string, number>> {
  const texts = readdirSync(directory).map((name) => ({ name, text: readFileSync(join(directory, name), "utf8") }));
  const [start, cpu] = [performance.now(), process.cpuUsage()];
  const reports = texts.map(({ name, text }) => verifyModel(analyseText(text, name)));
  const [time, { user, system }] = [performance.now() - start, process.cpuUsage(cpu)];
  const wrong = reports.find(({ exitCode }) => exitCode !== 0);
  if (wrong !== undefined) throw new Error(`${wrong.file} is not as expected`);
  return { time, processor: (user + system) / 1000, files: reports.length, items: reports.reduce((sum, { verdicts }) => sum + verdicts.length, 0) };
}
