/** What `check` says about the processes of a file. */
import type { Diagnostic } from "../../calculus/diagnostics/index.ts";
import type { Analysis } from "../../calculus/loading/index.ts";
import { processDiagnostics } from "./judged-processes.ts";
import { sessionTyping } from "./type-endpoints.ts";

/** What is wrong with the processes of an analysed file against their protocols; nothing where the file has no model. */
export function processFindings(analysis: Analysis): readonly Diagnostic[] {
  const { model } = analysis;
  return model === undefined || model.processes.size === 0 ? [] : processDiagnostics(model, sessionTyping(analysis, model));
}
