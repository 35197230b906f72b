/** All explanation pages by code. Loaded only when a page is asked for: checking a file needs the catalogue alone. */
import { isDiagnosticCode } from "../catalogue.ts";
import { automataExplanations } from "./automata.ts";
import type { Explanation, Explanations } from "./explanation.ts";
import { limitsExplanations } from "./limits.ts";
import { namesExplanations } from "./names.ts";
import { processesExplanations } from "./processes.ts";
import { projectionExplanations } from "./projection.ts";
import { protocolsExplanations } from "./protocols.ts";
import { resilienceExplanations } from "./resilience.ts";
import { sessionTypingExplanations } from "./session-typing.ts";
import { syntaxExplanations } from "./syntax.ts";
import { transactionsExplanations } from "./transactions.ts";
import { typesExplanations } from "./types.ts";

export type { Explanation, Explanations } from "./explanation.ts";
export { filePageOf } from "./files.ts";
export type { ExampleFile, FilePage } from "./files.ts";
export {
  automataExplanations,
  limitsExplanations,
  namesExplanations,
  processesExplanations,
  projectionExplanations,
  protocolsExplanations,
  resilienceExplanations,
  sessionTypingExplanations,
  syntaxExplanations,
  transactionsExplanations,
  typesExplanations,
};

const themes: readonly Explanations[] = [
  syntaxExplanations,
  limitsExplanations,
  namesExplanations,
  typesExplanations,
  projectionExplanations,
  protocolsExplanations,
  processesExplanations,
  sessionTypingExplanations,
  resilienceExplanations,
  automataExplanations,
  transactionsExplanations,
];

/** The page of a diagnostic code; undefined for a word that is no code, or a code whose cause lies outside a program's text (a missing file). */
export function explanationOf(code: string): Explanation | undefined {
  if (!isDiagnosticCode(code)) return undefined;
  return themes.find((pages) => pages[code] !== undefined)?.[code];
}
