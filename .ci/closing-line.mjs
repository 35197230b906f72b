// Prints `N passed, N failed` from vitest's report. A gate that fails before the tests, or beside them, counts as one failure.
import { existsSync, readFileSync } from "node:fs";

const [, , file, status] = process.argv;
const report = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { numPassedTests: 0, numFailedTests: 0 };
const failed = Math.max(report.numFailedTests, status === "0" ? 0 : 1);
process.stdout.write(`\n${report.numPassedTests} passed, ${failed} failed\n`);
