/** The summary of a judged corpus: a row per directory, and the sums. */
import { cleanLine } from "./clean-text.ts";
import type { JudgedFile } from "./judged-file.ts";
import type { Paint } from "./paint.ts";

interface Row {
  readonly name: string;
  readonly files: number;
  readonly asExpected: number;
  readonly expectations: number;
  readonly met: number;
  readonly states: number;
}

function directoryOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "." : path.slice(0, slash);
}

function rowOf(name: string, files: readonly JudgedFile[]): Row {
  const expectations = files.flatMap(({ report }) => report.expectations);
  return {
    name,
    files: files.length,
    asExpected: files.filter(({ report }) => report.exitCode === 0).length,
    expectations: expectations.length,
    met: expectations.filter((one) => one.met).length,
    states: files.flatMap(({ report }) => report.verdicts).reduce((sum, { states }) => sum + states, 0),
  };
}

/** The table, ending in a line that says whether everything is as expected. */
export function corpusTable(judged: readonly JudgedFile[], paint: Paint): string {
  const directories = new Map<string, JudgedFile[]>();
  for (const file of judged) {
    const name = directoryOf(file.report.file);
    directories.set(name, [...(directories.get(name) ?? []), file]);
  }
  const rows = [...directories].map(([name, files]) => rowOf(name, files));
  const sum = rowOf("in all", judged);
  const cells = [...rows, sum].map((row) => [
    cleanLine(row.name),
    `${String(row.asExpected)}/${String(row.files)}`,
    `${String(row.met)}/${String(row.expectations)}`,
    String(row.states),
  ]);
  const table = [["directory", "as expected", "expectations met", "states"], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => (row[column] ?? "").length)));
  const lines = table.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  "),
  );
  const good = sum.asExpected === sum.files && sum.met === sum.expectations;
  const failed = sum.files - sum.asExpected;
  const verdict = good
    ? paint("good", "everything is as expected")
    : paint("error", `${String(failed)} ${failed === 1 ? "file is" : "files are"} not as expected`);
  return `${lines.map((line) => `${line.trimEnd()}\n`).join("")}${verdict}\n`;
}
