/** The derivations of the processes that are well typed, each once, as `verify --derivation` writes them. */
import { derivationLatex, derivationText } from "../../checker/index.ts";
import type { JudgedFile } from "./judged-file.ts";
import { cleanText } from "./clean-text.ts";

/** The derivations of all files in one notation; JSON is an array of them. */
export function derivationsText(files: readonly JudgedFile[], notation: "text" | "latex" | "json"): string {
  const derivations = files.flatMap(({ report }) => {
    const subjects = new Set<string>();
    return report.verdicts.flatMap(({ derivations: found = [] }) =>
      found.filter(({ subject, judgements }) => {
        const key = `${subject} ${String(judgements.length)}`;
        if (subjects.has(key)) return false;
        subjects.add(key);
        return true;
      }),
    );
  });
  switch (notation) {
    case "text":
      return cleanText(derivations.map(derivationText).join("\n"));
    case "latex":
      return cleanText(derivations.map(derivationLatex).join("\n"));
    case "json":
      return `${JSON.stringify(derivations, null, 2)}\n`;
  }
}
