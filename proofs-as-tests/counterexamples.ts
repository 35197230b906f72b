/** The saved counterexamples: failures that were found, shrunk and repaired. Each is tried before anything is generated. The one file that reads them. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export interface SavedCase {
  readonly file: string;
  readonly text: string;
}

/** The folder: beside this file, or in the source tree when the suite was bundled into `dist/`. */
function folder(): string | undefined {
  const candidates = ["./counterexamples/", "../proofs-as-tests/counterexamples/"].map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return candidates.find((path) => existsSync(path));
}

/**
 * The cases for a theorem: every `.choreo` file for every theorem about programs; a `.json` file is for the theorem whose id its name starts with.
 */
export function savedCases(theorem: string, extension: "choreo" | "json"): readonly SavedCase[] {
  const directory = folder();
  if (directory === undefined) return [];
  return readdirSync(directory)
    .filter((file) => file.endsWith(`.${extension}`) && (extension === "choreo" || file.startsWith(`${theorem}-`)))
    .sort()
    .map((file) => ({ file, text: readFileSync(`${directory}/${file}`, "utf8") }));
}
