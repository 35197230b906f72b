/** What is measured of files of other tools, after a first file: reading, checking and elaborating; and with the standing verdicts. */
import { readerOf } from "../bin/formats/index.ts";
import { analyseText } from "../calculus/loading/index.ts";
import { parseFile } from "../calculus/parser/index.ts";
import { verifyModel } from "../checker/index.ts";
import { nuscrFile } from "./imported-files.ts";

const files = 300;

function analysed(number: number): ReturnType<typeof analyseText> {
  const path = `shop-${String(number)}.nuscr`;
  return analyseText(nuscrFile(number), path, { parse: readerOf(path, parseFile) });
}

/** Milliseconds a file, by the wall clock and of processors. */
export function importedFiles(): Readonly<Record<string, number>> {
  const perFile = (work: (number: number) => void): { readonly time: number; readonly processor: number } => {
    work(0);
    const [start, used] = [performance.now(), process.cpuUsage()];
    for (let number = 1; number <= files; number += 1) work(number);
    const { user, system } = process.cpuUsage(used);
    return { time: (performance.now() - start) / files, processor: (user + system) / 1000 / files };
  };
  const check = perFile((number) => {
    if (analysed(number).model === undefined) throw new Error(`generated file ${String(number)} is refused`);
  });
  const verify = perFile((number) => {
    const { exitCode } = verifyModel(analysed(number));
    if (exitCode !== 0) throw new Error(`generated file ${String(number)} is judged ${String(exitCode)}`);
  });
  return { check: check.time, checkProcessor: check.processor, verify: verify.time, verifyProcessor: verify.processor };
}
