/** T36-rewriting: what a solver decides does not depend on how a program is written, and an assumption more refutes nothing more. */
import { smallChoreographies } from "../generators/small-choreographies.ts";
import { numberOf } from "../machines/number-of.ts";
import { assuming, isLaidOut, renamed, reordered } from "../machines/rewritten-programs.ts";
import { solverAnswers } from "../machines/solver-agrees.ts";
import { share } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

export const rewritingChangesNothing: Theorem = theorem<string>({
  id: "T36-rewriting",
  everydayRuns: 3,
  name: "a solver decides the same of a program that is written in other words",
  statement:
    "With other names of roles, variables, choreographies and labels, or with declarations in another order and conditionals the other way round, a choreography has the same verdicts, by the same methods where names alone differ; with an assumption more nothing is violated that was not, and what was proved stays proved or becomes vacuous.",
  reference: "docs/smt.md; Chen, Cheung and Yiu, Metamorphic Testing, HKUST-CS98-01, 1998",
  forall: smallChoreographies,
  given: isLaidOut,
  then: (text, implementation, tally) => {
    const { solving } = implementation.parts;
    const number = numberOf(text);
    const parts = { ...solving, arithmetics: [number % 2 === 0 ? ("words" as const) : ("integers" as const)] };
    const ask = (written: string): ReadonlyMap<string, { readonly outcome: string; readonly technique: string }> =>
      solverAnswers(written, implementation, parts);
    const before = ask(text);
    const [inOtherNames, inOtherOrder, assumed] = [ask(renamed(text)), ask(reordered(text)), ask(assuming(text, (number % 2) - 1))];
    for (const [question, { outcome, technique }] of before) {
      tally.add("answers");
      if (outcome === "unknown") continue;
      tally.add(outcome);
      const differs = (how: string, now: string | undefined): Refutation => ({
        kind: how,
        message: `${question}: ${outcome}, but ${now ?? "not judged"} ${how}`,
      });
      const named = inOtherNames.get(question);
      if (named?.outcome !== outcome || named.technique !== technique) return differs("with other names", named && `${named.outcome} (${named.technique})`);
      const ordered = inOtherOrder.get(question)?.outcome;
      if (ordered !== outcome) return differs("in another order", ordered);
      const then = assumed.get(question)?.outcome;
      if (then === undefined || then === "unknown") continue;
      tally.add("judged under an assumption");
      if (then !== outcome) tally.add("changed by an assumption");
      if (outcome === "violated" ? then === "disagreement" : then !== outcome && then !== "vacuous") return differs("under an assumption more", then);
    }
    return undefined;
  },
  demands: [share("proved", "answers", 30), share("violated", "answers", 15), share("judged under an assumption", "answers", 80)],
});
