/** T36-cores: what the core of a proof leaves out does not matter. */
import { smallChoreographies } from "../generators/small-choreographies.ts";
import { neededAfterAll } from "../machines/needless-statements.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

export const coresAreEnough: Theorem = theorem<string>({
  id: "T36-cores",
  everydayRuns: 6,
  name: "what the core of a proof leaves out does not matter",
  statement:
    "Of a property that a solver proves the core names statements and initial values; where every other assignment, reception and initial value is replaced by any value, and the condition of every other decision, assertion and assumption by any truth value, exploration finds the property violated in no state.",
  reference: "docs/smt.md; Cimatti, Griggio, Sebastiani, A Simple and Flexible Way of Computing Small Unsatisfiable Cores in SAT Modulo Theories, SAT 2007",
  forall: smallChoreographies,
  then: neededAfterAll,
  demands: [share("cores", "choreographies", 20), share("cores that leave something out", "choreographies", 10)],
});
