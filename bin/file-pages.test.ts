/** The examples of explanation pages about files, on a real file system. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { filePageOf } from "../calculus/diagnostics/explanations/index.ts";
import { diagnosticCodes } from "../calculus/diagnostics/index.ts";
import { nodeFileSystem } from "./files/node-file-system.ts";
import { main } from "./main.ts";
import { recordingIo } from "./transcripts/recording-io.ts";

const warnings: ReadonlySet<string> = new Set(["annotation-not-judged", "unreachable-state"]);

const scratch = mkdtempSync(join(tmpdir(), "choreo-pages-"));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const pages = diagnosticCodes.flatMap((code) => {
  const page = filePageOf(code);
  return page === undefined ? [] : [{ code, page }];
});

test.each(pages)("the example of $code earns it, and its repair does not", async ({ code, page }) => {
  const directory = join(scratch, code);
  mkdirSync(directory);
  for (const { path, content } of page.files) {
    if (content === undefined) mkdirSync(join(directory, path));
    else writeFileSync(join(directory, path), content);
  }
  const check = async (path: string): Promise<{ readonly exit: number; readonly output: string }> => {
    const recording = recordingIo(nodeFileSystem(directory), "");
    const exit = await main(["check", path], recording.io);
    return { exit, output: recording.output() };
  };
  const failing = await check(page.failing);
  const isWarning = warnings.has(code);
  expect(failing.output).toContain(`${isWarning ? "warning" : "error"}[${code}]`);
  expect(failing.exit).toBe(isWarning ? 0 : 2);
  const repaired = await check(page.repaired);
  expect(repaired.exit).toBe(0);
  expect(repaired.output).not.toContain(code);
});
