/** `explain`: a diagnostic code with a program that earns it and its repair, or a rule of the semantics as it is drawn. */
import { catalogue, diagnosticCodes, isDiagnosticCode } from "../../calculus/diagnostics/index.ts";
import type { DiagnosticCode } from "../../calculus/diagnostics/index.ts";
import { explanationOf } from "../../calculus/diagnostics/explanations/index.ts";
import { findRule, ruleBook } from "../../calculus/semantics/index.ts";
import type { RuleText } from "../../calculus/semantics/index.ts";
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
  return {
    text,
    json: { kind: "diagnostic", code, category, summary, explanation: page?.explanation ?? null, failing: failing ?? null, repaired: page?.repaired ?? null },
  };
}

export const explain: Command = async ({ words, options }, io) => {
  const name = words[0] ?? "";
  const rule = findRule(name);
  const found = rule === undefined ? (isDiagnosticCode(name) ? explainCode(name) : undefined) : { text: ruleText(rule), json: { kind: "rule", ...rule } };
  if (found === undefined) {
    const { nearest } = await import("../../calculus/parser/index.ts");
    const meant = nearest(name, [...diagnosticCodes, ...ruleBook.map((entry) => entry.name)]);
    throw new UsageError(`\`${name}\` is neither a diagnostic code nor a rule${meant === undefined ? "" : `; did you mean \`${meant}\`?`}`);
  }
  io.stdout(options.format === "json" ? `${JSON.stringify(found.json, null, 2)}\n` : found.text);
  return 0;
};
