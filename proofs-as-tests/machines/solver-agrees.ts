/** Whether a solver gives the answers of head-first exploration, and its runs are replayed. */
import { analyseText } from "../../calculus/loading/index.ts";
import type { Question, Systems } from "../../checker/index.ts";
import { defaultBounds, headFirstDecides, questionOf, surveyHeadFirst, symbolicVerdict } from "../../checker/index.ts";
import type { SymbolicParts } from "../../checker/smt/head-first/index.ts";
import { surveySymbolic } from "../../checker/smt/head-first/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { askedSolver, effortOfTheorems } from "./asked-solver.ts";
import { openVerdict } from "./open-verdict.ts";
import { builtInQuestions, questionName } from "./question-groups.ts";

/** So many states are explored, and so many rounds of loops are looked at. */
const most = { states: 3_000, rounds: 6 } as const;

/** Of the questions that every program is asked. */
const asked: ReadonlySet<string> = new Set(["assert", "no-failure"]);

/** The first difference on choreography main of the text; `parts` of the solver's side. */
export function solverDisagrees(text: string, implementation: Implementation, parts: SymbolicParts, tally: Tally): Refutation | undefined {
  const judged = judgedBySolver(text, implementation, parts);
  if (!judged.ok) return { kind: "refused", message: judged.message };
  const { both, verdicts } = judged;
  const { conclusions } = surveyHeadFirst(both, [...verdicts.keys()], { ...defaultBounds, maxStates: most.states });
  for (const [question, { verdict, reason = "", method }] of verdicts) {
    const expected = conclusions.get(question)?.outcome ?? "unknown";
    tally.add("answers");
    if (method.includes("induction") || method.includes("Horn")) tally.add("by induction");
    if (expected === "unknown" || verdict === "unknown") continue;
    tally.add("decided by both");
    tally.add(verdict);
    if (verdict !== expected) {
      const message = `${questionName(question)}: the solver says ${verdict} (${method}) ${reason}, exploration says ${expected}`;
      return { kind: verdict === "disagreement" ? "not confirmed" : "outcome", message };
    }
  }
  return undefined;
}

/** The outcome and the method of each question about choreography main of the text, by name. Throws for a text with errors. */
export function solverAnswers(
  text: string,
  implementation: Implementation,
  parts: SymbolicParts,
): ReadonlyMap<string, { readonly outcome: string; readonly technique: string }> {
  const judged = judgedBySolver(text, implementation, parts);
  if (!judged.ok) throw new Error(judged.message);
  return new Map([...judged.verdicts].map(([question, { verdict, technique = "" }]) => [questionName(question), { outcome: verdict, technique }]));
}

type Judged =
  | {
      readonly ok: true;
      readonly both: Systems;
      readonly verdicts: ReadonlyMap<Question, { readonly verdict: string; readonly reason?: string; readonly method: string; readonly technique?: string }>;
    }
  | { readonly ok: false; readonly message: string };

/** `method`: with the solver and the arithmetic. */
function judgedBySolver(text: string, implementation: Implementation, parts: SymbolicParts): Judged {
  const { model, diagnostics } = analyseText(text);
  const systems = model === undefined ? undefined : implementation.systems(model);
  if (model === undefined || systems === undefined) return { ok: false, message: diagnostics.map(({ message }) => message).join("; ") };
  const both: Systems = { model, choreography: systems.choreography, network: systems.network };
  const questions = [...builtInQuestions.filter((one) => asked.has(questionName(one))), ...model.properties.flatMap((one) => questionOf(one) ?? [])].filter(
    (one) => headFirstDecides(one, model),
  );
  const solver = askedSolver();
  const effort = { solver, effort: effortOfTheorems, longest: most.rounds, shouldStop: (): undefined => undefined };
  const answers = surveySymbolic(model, "main", questions, effort, parts);
  const verdicts = questions.map((question) => {
    const answer = answers.get(question) ?? { outcome: "unknown" as const, method: "" };
    const { verdict, reason, technique } = symbolicVerdict(openVerdict("main", questionName(question)), both, question, answer);
    return [
      question,
      { verdict, method: answer.method, ...(reason === undefined ? {} : { reason }), ...(technique === undefined ? {} : { technique }) },
    ] as const;
  });
  return { ok: true, both, verdicts: new Map(verdicts) };
}
