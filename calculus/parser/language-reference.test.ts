/** The examples of docs/language.md are programs without errors, and the tables that repeat values of the code repeat them rightly. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { defaultLimits } from "../diagnostics/index.ts";
import { analyseText } from "../loading/index.ts";
import { itemsOf } from "../typing/index.ts";
import { builtins } from "../values/index.ts";
import { highestExpression } from "./expressions.ts";
import { printFile } from "../syntax/index.ts";
import { parseFile } from "./index.ts";
import { reservedWords } from "./tokens.ts";

const reference = readFileSync(new URL("../../docs/language.md", import.meta.url), "utf8");

function blocks(language: string): readonly string[] {
  return reference
    .split("\n```")
    .filter((_, index) => index % 2 === 1)
    .filter((block) => block.startsWith(`${language}\n`))
    .map((block) => block.slice(language.length + 1) + "\n");
}

describe("docs/language.md", () => {
  const examples = blocks("choreo");

  test("has examples", () => {
    expect(examples.length).toBeGreaterThanOrEqual(5);
  });

  test.each(examples)("example %#  is a program, written as `fmt` writes it", (text) => {
    expect(analyseText(text).diagnostics).toEqual([]);
    expect(printFile(parseFile(text, 0).tree)).toBe(text);
  });

  test("lists the reserved words", () => {
    expect(
      blocks("")[0]
        ?.split(/\s+/)
        .filter((word) => word !== ""),
    ).toEqual([...reservedWords]);
  });

  test("names every built-in function", () => {
    expect([...builtins.keys()].filter((name) => !reference.includes(`\`${name}(`))).toEqual([]);
  });

  test("names everything that may be expected", () => {
    const items = (["choreography", "protocol", "process", "system", "context"] as const).flatMap((kind) => [...itemsOf(kind).keys()]);
    expect(items.filter((item) => !reference.includes(`\`${item}\``) && !reference.includes(`\`${item}(`))).toEqual([]);
  });

  test("states the limits", () => {
    const {
      fileBytes,
      nesting,
      identifierLength,
      literalDigits,
      stringLength,
      roles,
      syntaxNodes,
      protocolInstances,
      protocolSize,
      contextSize,
      importDepth,
      shownDiagnostics,
    } = defaultLimits;
    const rows = [
      `| size of a file | ${String(fileBytes / 1024 / 1024)} MiB |`,
      `in a row | ${String(nesting)} |`,
      `in one expression | ${String(highestExpression)} |`,
      `| length of a name | ${String(identifierLength)} |`,
      `as written | ${String(literalDigits)}, ${String(stringLength)} |`,
      `| roles of a program, of a protocol, of a context | ${String(roles)} |`,
      `| tokens of a program, with what it imports | ${String(syntaxNodes)} |`,
      `| uses of protocols once all are expanded | ${String(protocolInstances)} |`,
      `| statements of protocols once all are expanded | ${String(protocolSize)} |`,
      `| steps from states of contexts to their actions | ${String(contextSize)} |`,
      `| depth of imports | ${String(importDepth)} |`,
      `the rest are counted | ${String(shownDiagnostics)} |`,
    ];
    expect(rows.filter((row) => !reference.replaceAll(/ +\|/g, " |").includes(row))).toEqual([]);
  });
});
