/** Whether a solver gives the answers of explicit exploration to questions about whole runs, and its runs are confirmed. */
import { nowhere } from "../../calculus/diagnostics/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import type { Fairness } from "../../calculus/syntax/index.ts";
import { aimOf, defaultBounds, surveyHeadFirst, wholeRunVerdict } from "../../checker/index.ts";
import { isRunProperty, judgeRunProperties, runPropertyOf } from "../../checker/liveness/index.ts";
import type { SymbolicParts } from "../../checker/smt/head-first/index.ts";
import { surveyWholeRuns } from "../../checker/smt/head-first/index.ts";
import type { Implementation } from "../implementation.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { askedSolver, effortOfTheorems } from "./asked-solver.ts";
import { numberOf } from "./number-of.ts";
import { openVerdict } from "./open-verdict.ts";
import { builtInQuestions, questionName } from "./question-groups.ts";

/** So many states of the network are explored, and head first, and so many rounds of loops are looked at. */
const most = { states: 1_000, statesHeadFirst: 4_000, rounds: 5 } as const;

const fairnesses: readonly Fairness[] = ["weak-fairness", "no-fairness", "strong-fairness"];

/** The first difference on choreography main of the text, under a fairness that the text determines; `parts` of the solver's side. */
export function rankingDisagrees(text: string, implementation: Implementation, parts: SymbolicParts, tally: Tally): Refutation | undefined {
  const { model, diagnostics } = analyseText(text);
  const systems = model === undefined ? undefined : implementation.systems(model);
  if (model === undefined || systems === undefined) return { kind: "refused", message: diagnostics.map(({ message }) => message).join("; ") };
  const { network, choreography } = systems;
  const judged = { model, subject: "main", network, architecture: "fifo", faults: "none", assumptions: [] };
  const fairness = fairnesses[numberOf(text) % 4] ?? "weak-fairness";
  const asked = model.properties.flatMap(({ name, property }) =>
    isRunProperty(property) ? [{ name, property: runPropertyOf(property, model), fairness, span: nowhere }] : [],
  );
  const explored = judgeRunProperties(judged, asked, { maxStates: most.states });
  const solver = askedSolver();
  const effort = { solver, effort: effortOfTheorems, longest: most.rounds, shouldStop: (): undefined => undefined };
  for (const [index, question] of asked.entries()) {
    const aim = aimOf(question);
    if (aim === undefined) continue;
    const answer = surveyWholeRuns(model, "main", aim, fairness, effort, parts);
    const { verdict, technique = "", reason = "" } = wholeRunVerdict(openVerdict("main", question.name), judged, question, answer);
    tally.add("answers");
    if (technique === "ranking function" && verdict === "proved") tally.add("ranked");
    if (verdict === "unknown") continue;
    const expected = explored[index]?.verdict ?? "unknown";
    const says = `${question.name} with ${fairness}: the solver says ${verdict} (${answer.method}) ${reason}`;
    if (verdict === "disagreement") return { kind: "not confirmed", message: says };
    if (expected === "unknown") {
      if (verdict !== "proved" || answer.holdsWithoutFairness !== true) continue;
      const question = builtInQuestions.find((one) => questionName(one) === "no-failure");
      if (question === undefined) continue;
      const short = surveyHeadFirst({ model, choreography, network }, [question], { ...defaultBounds, maxStates: most.statesHeadFirst });
      if (short.exploration.ending.kind === "limit") return { kind: "endless", message: `${says}, and there are runs without end` };
      continue;
    }
    tally.add("decided by both");
    tally.add(verdict);
    if (verdict !== expected) return { kind: "outcome", message: `${says}, exploration says ${expected} ${explored[index]?.reason ?? ""}` };
  }
  return undefined;
}
