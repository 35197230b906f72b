/** A verdict of a question that nobody has looked at yet. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { Question, Verdict } from "../../checker/index.ts";
import { defaultBounds } from "../../checker/index.ts";
import { questionName } from "./question-groups.ts";

/** The verdict `unknown`, without evidence. */
export function openVerdict(subject: string, question: Question): Verdict {
  return {
    subject,
    property: questionName(question),
    verdict: "unknown",
    definition: "",
    method: "none",
    bounds: defaultBounds,
    network: "fifo",
    faults: "none",
    assumptions: [],
    evidence: [],
    states: 0,
    transitions: 0,
    span: nowhere,
  };
}
