/** From a text to the judgements on its processes, for tests. */
import type { Model } from "../../calculus/core/index.ts";
import type { Diagnostic } from "../../calculus/diagnostics/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import type { JudgedProcess } from "./judged-processes.ts";
import { judgeProcesses, processDiagnostics } from "./judged-processes.ts";
import type { SessionTyping } from "./type-endpoints.ts";
import { sessionTyping } from "./type-endpoints.ts";

/** The model of a text that has one, with its session typing. */
export function typingOf(text: string): { readonly model: Model; readonly typing: SessionTyping; readonly judged: readonly JudgedProcess[] } {
  const analysis = analyseText(text);
  const { model } = analysis;
  if (model === undefined) throw new Error(analysis.diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  const typing = sessionTyping(analysis, model);
  return { model, typing, judged: judgeProcesses(model, typing) };
}

/** What is wrong with a text, its processes included. */
export function diagnosticsOf(text: string): readonly Diagnostic[] {
  const analysis = analyseText(text);
  const { model, diagnostics } = analysis;
  return model === undefined ? diagnostics : [...diagnostics, ...processDiagnostics(model, sessionTyping(analysis, model))];
}
