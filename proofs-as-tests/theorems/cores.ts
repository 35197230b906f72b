/** T36-cores, T36-run-cores, T36-call-cores: what the core of a proof leaves out does not matter. */
import { smallChoreographies } from "../generators/small-choreographies.ts";
import { loopingChoreographies } from "../generators/looping-choreographies.ts";
import { nestedCalls } from "../generators/nested-calls.ts";
import { neededAfterAll, neededByRuns, neededInCalls } from "../machines/needless-statements.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

export const coresAreEnough: Theorem = theorem<string>({
  id: "T36-cores",
  everydayRuns: 4,
  name: "what the core of a proof leaves out does not matter",
  statement:
    "Of a property that a solver proves, head first or of the network, the core names statements and initial values; where every other assignment, reception and initial value is replaced by any value, and the condition of every other decision, assertion and assumption by any truth value, exploration finds the property violated in no state.",
  reference: "docs/smt.md; Cimatti, Griggio, Sebastiani, A Simple and Flexible Way of Computing Small Unsatisfiable Cores in SAT Modulo Theories, SAT 2007",
  forall: smallChoreographies,
  then: neededAfterAll,
  demands: [share("cores", "choreographies", 20), share("cores that leave something out", "choreographies", 10)],
});

export const runCoresAreEnough: Theorem = theorem<string>({
  id: "T36-run-cores",
  everydayRuns: 2,
  name: "what the core of a proof about whole runs leaves out does not matter",
  statement:
    "Of a property of whole runs that a solver proves, with ranking functions where there are loops, the core names what it needs; where everything else is replaced as in T36-cores, and the conditions of loops by any truth value, too, exploration finds no fair run that violates the property.",
  reference: "docs/smt.md; Floyd, Assigning Meanings to Programs, 1967",
  forall: loopingChoreographies,
  then: neededByRuns,
  demands: [share("cores", "choreographies", 20), share("cores that leave something out", "choreographies", 10)],
});

export const callCoresAreEnough: Theorem = theorem<string>({
  id: "T36-call-cores",
  everydayRuns: 4,
  name: "what the core of a proof about calls that nest leaves out does not matter",
  statement:
    "Of a property that a solver proves with summaries of calls the core names what it needs; where every other assignment, reception, decision and initial value is replaced as in T36-cores, exploration finds the property violated in no state.",
  reference: "docs/smt.md; Sharir and Pnueli, 1981",
  forall: nestedCalls,
  then: neededInCalls,
  demands: [share("cores", "choreographies", 10), share("cores that leave something out", "choreographies", 5)],
});
