/** `explain`: a diagnostic code with a program that earns it and its repair, or a rule of the semantics as it is drawn. */
import { catalogue, diagnosticCodes, isDiagnosticCode } from "../../calculus/diagnostics/index.ts";
import type { FilePage } from "../../calculus/diagnostics/explanations/index.ts";
import type { DiagnosticCode } from "../../calculus/diagnostics/index.ts";
import { explanationOf, filePageOf } from "../../calculus/diagnostics/explanations/index.ts";
import { findRule } from "../../calculus/semantics/index.ts";
import type { RuleText } from "../../calculus/semantics/index.ts";
import { allRules } from "../all-rules.ts";
import type { Command } from "../command.ts";
import { UsageError } from "../usage-error.ts";

/** A failing program longer than this is described, not printed. */
const longestExample = 4000;

function indented(text: string): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `    ${line}`.trimEnd() + "\n")
    .join("");
}

/** A rule as it is drawn, with its source. */
function ruleText({ name, summary, drawing, source }: RuleText): string {
  return `${name}: ${summary}\n\n${indented(drawing)}\n[${source}]\n`;
}

/** How many files of an example are shown. */
const shownFiles = 4;

/** An example of several files: those that differ most, the last ones, are shown. */
function fileExample({ explanation, files, failing, repaired }: FilePage): string {
  const shown = files.slice(-shownFiles).flatMap(({ path, content }) => {
    if (content === undefined) return [`${path}/ is a directory.\n`];
    return typeof content === "string" ? [`${path}:\n\n${indented(content)}`] : [`${path} holds bytes that are not UTF-8.\n`];
  });
  const hidden = files.length > shownFiles ? `(${String(files.length - shownFiles)} more files like these)\n` : "";
  return `${explanation}\n\nWith these files:\n\n${shown.join("\n")}${hidden}\n\`choreo-verify check ${failing}\` earns it, \`choreo-verify check ${repaired}\` does not.\n`;
}

/** What a diagnostic code means, as data for `--format json` and as text. */
function explainCode(code: DiagnosticCode): { readonly text: string; readonly json: object } {
  const { category, summary } = catalogue[code];
  const page = explanationOf(code);
  const failing = page === undefined ? undefined : typeof page.failing === "string" ? page.failing : page.failing();
  const meaning = category === "input" ? "the input could not be read: exit code 2" : "a finding: exit code 1";
  let text = `${code}: ${summary} (${meaning})\n`;
  if (page !== undefined && failing !== undefined) {
    text += `\n${page.explanation.trim()}\n`;
    if (failing.length <= longestExample) text += `\nThis program earns it:\n\n${indented(failing)}`;
    text += `\nThis one does not:\n\n${indented(page.repaired)}`;
  }
  const files = filePageOf(code);
  if (files !== undefined) text += `\n${fileExample(files)}`;
  return {
    text,
    json: {
      kind: "diagnostic",
      code,
      category,
      summary,
      explanation: (page ?? files)?.explanation ?? null,
      failing: failing ?? files?.failing ?? null,
      repaired: (page ?? files)?.repaired ?? null,
    },
  };
}

export const explain: Command = async ({ words, options }, io) => {
  const name = words[0] ?? "";
  const rule = findRule(name) ?? allRules.find((entry) => entry.name === name.toUpperCase());
  const found = rule === undefined ? (isDiagnosticCode(name) ? explainCode(name) : undefined) : { text: ruleText(rule), json: { kind: "rule", ...rule } };
  if (found === undefined) {
    const { nearest } = await import("../../calculus/parser/index.ts");
    const meant = nearest(name, [...diagnosticCodes, ...allRules.map((entry) => entry.name)]);
    throw new UsageError(`\`${name}\` is neither a diagnostic code nor a rule${meant === undefined ? "" : `; did you mean \`${meant}\`?`}`);
  }
  io.stdout(options.format === "json" ? `${JSON.stringify(found.json, null, 2)}\n` : found.text);
  return 0;
};
