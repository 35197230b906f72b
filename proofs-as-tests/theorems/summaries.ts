/**
 * T36-calls: summaries of calls prove what exploration finds where calls nest. Summaries are tried almost at once: what short runs show would hide what is wrong with
 * them.
 */
import { nestedCalls } from "../generators/nested-calls.ts";
import { solverDisagrees } from "../machines/solver-agrees.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

export const summariesAgree: Theorem = theorem<string>({
  id: "T36-calls",
  everydayRuns: 2,
  name: "summaries of calls decide what head-first exploration decides",
  statement:
    "For choreographies in which calls nest, with finitely many states, Horn clauses with a summary of each call prove nothing that head-first exploration finds violated, inside of calls or behind them, also where roles stop or go on for ever in a call while others return from it; and runs that are found where calls are followed to a depth are replayed by the rules in the network.",
  reference: "docs/smt.md; Sharir and Pnueli, 1981; Komuravelli, Gurfinkel and Chaki, CAV 2014",
  forall: nestedCalls,
  then: (text, implementation, tally) =>
    solverDisagrees(text, implementation, { ...implementation.parts.solving, arithmetics: ["integers"], shallow: { depth: 1, rounds: 1 } }, tally),
  demands: [share("decided by both", "answers", 30), share("proved", "answers", 5), share("violated", "answers", 5)],
});
