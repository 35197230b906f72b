/** Whether a solver gives the answers of head-first exploration, and its runs are replayed. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import type { Question, Systems, Verdict } from "../../checker/index.ts";
import { chooseSolver, defaultBounds, headFirstDecides, questionOf, surveyHeadFirst, symbolicVerdict } from "../../checker/index.ts";
import type { SymbolicParts } from "../../checker/smt/head-first/index.ts";
import { surveySymbolic } from "../../checker/smt/head-first/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { builtInQuestions, questionName } from "./question-groups.ts";

/** So many states are explored, and so many rounds of loops are looked at. */
const most = { states: 3_000, rounds: 6, milliseconds: 1_000 } as const;

/** Of the questions that every program is asked. */
const asked: ReadonlySet<string> = new Set(["assert", "no-failure"]);

let solver: ReturnType<typeof chooseSolver> | undefined;

/** The first difference on choreography main of the text; `parts` of the solver's side. */
export function solverDisagrees(text: string, implementation: Implementation, parts: SymbolicParts, tally: Tally): Refutation | undefined {
  const { model, diagnostics } = analyseText(text);
  const systems = model === undefined ? undefined : implementation.systems(model);
  if (model === undefined || systems === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("; ") };
  const both: Systems = { model, choreography: systems.choreography, network: systems.network };
  const questions = [...builtInQuestions.filter((one) => asked.has(questionName(one))), ...model.properties.flatMap((one) => questionOf(one) ?? [])].filter(
    (one) => headFirstDecides(one, model),
  );
  const { conclusions } = surveyHeadFirst(both, questions, { ...defaultBounds, maxStates: most.states });
  solver ??= chooseSolver("wasm");
  const effort = { solver, effort: { milliseconds: most.milliseconds }, longest: most.rounds, shouldStop: (): undefined => undefined };
  const answers = surveySymbolic(model, "main", questions, effort, parts);
  for (const question of questions) {
    const expected = conclusions.get(question)?.outcome ?? "unknown";
    const answer = answers.get(question) ?? { outcome: "unknown", method: "" };
    const { verdict, reason = "" } = symbolicVerdict(baseOf(question), both, question, answer);
    tally.add("answers");
    if (answer.method.includes("induction") || answer.method.includes("Horn")) tally.add("by induction");
    if (expected === "unknown" || verdict === "unknown") continue;
    tally.add("decided by both");
    tally.add(verdict);
    if (verdict !== expected) {
      const message = `${questionName(question)}: the solver says ${verdict} (${answer.method}) ${reason}, exploration says ${expected}`;
      return { kind: verdict === "disagreement" ? "not confirmed" : "outcome", message };
    }
  }
  return undefined;
}

function baseOf(question: Question): Verdict {
  return {
    subject: "main",
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
