/** Whether a solver gives of a system, on its network and under its faults, the answers of exploration, by runs that are as short and are replayed. */
import { surveyNetwork, symbolicVerdict } from "../../checker/index.ts";
import type { NetworkParts } from "../../checker/smt/network/index.ts";
import { surveyNetworkSymbolically } from "../../checker/smt/network/index.ts";
import type { Tally } from "../tally.ts";
import type { Refutation } from "../theorem.ts";
import { askedSolver, effortOfTheorems } from "./asked-solver.ts";
import { numberOf } from "./number-of.ts";
import { openVerdict } from "./open-verdict.ts";
import { questionName } from "./question-groups.ts";
import { surroundedSystem } from "./surrounded-system.ts";

/** So many states are explored, and runs of so many steps are looked at; so many questions are asked of each. */
const most = { states: 2_000, steps: 7, questions: 1, rlimit: 100_000, memory: 2 ** 28 } as const;

/** The first difference on system S of the text. */
export function networkSolverDisagrees(text: string, parts: NetworkParts, tally: Tally): Refutation | undefined {
  const subject = surroundedSystem(text);
  if (typeof subject === "string") return { kind: "refused", message: subject };
  const { model, network, questions: all } = subject;
  // Which of them are asked is a function of the text.
  const first = numberOf(text) % all.length;
  const questions = [...all, ...all].slice(first, first + most.questions);
  const { conclusions, exploration } = surveyNetwork({ model, network }, questions, { maxStates: most.states, memory: most.memory });
  const effort = {
    solver: askedSolver(),
    effort: { ...effortOfTheorems, steps: most.rlimit },
    longest: most.steps,
    slots: 3,
    shouldStop: (): undefined => undefined,
  };
  const answers = surveyNetworkSymbolically(model, network, questions, effort, { ...parts, productAt: first % 2 === 0 ? 0 : parts.productAt });
  for (const question of questions) {
    const expected = conclusions.get(question)?.outcome ?? "unknown";
    const answer = answers.get(question) ?? { outcome: "unknown", method: "" };
    const { verdict, reason = "" } = symbolicVerdict(openVerdict("S", questionName(question)), { model, network }, question, answer);
    tally.add("answers");
    if (answer.method === "not encoded") return { kind: "not encoded", message: `${questionName(question)}: ${reason}` };
    if (network.faults === undefined) tally.add("without faults");
    if (answer.method.includes("symbolic execution") || answer.method.includes("invariants") || answer.method.includes("Horn")) tally.add("by the product");
    if (answer.method.includes("induction")) tally.add("by induction");
    if (expected === "unknown" || verdict === "unknown" || verdict === "verified-up-to") continue;
    tally.add("decided by both");
    tally.add(verdict);
    const ofSolver = `${questionName(question)}: the solver says ${verdict} (${answer.method}) ${reason}`;
    if (verdict !== expected) return { kind: verdict === "disagreement" ? "not confirmed" : "outcome", message: `${ofSolver}, exploration says ${expected}` };
    const shortest = exploration.found.get(question)?.steps.length;
    if (shortest !== undefined && answer.length !== undefined && answer.length !== shortest)
      return { kind: "length", message: `${ofSolver} by a run of ${String(answer.length)} steps, exploration by one of ${String(shortest)}` };
  }
  return undefined;
}
