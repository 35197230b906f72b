/** T36-smt, T36-sizes, T36-ranking: what a solver decides of a choreography is what exploration decides, of states and of whole runs. */
import { growingLists } from "../generators/growing-lists.ts";
import { loopingChoreographies } from "../generators/looping-choreographies.ts";
import { smallChoreographies } from "../generators/small-choreographies.ts";
import { numberOf } from "../machines/number-of.ts";
import { rankingDisagrees } from "../machines/ranking-agrees.ts";
import { solverDisagrees } from "../machines/solver-agrees.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

export const solversAgree: Theorem = theorem<string>({
  id: "T36-smt",
  everydayRuns: 8,
  name: "a solver decides what head-first exploration decides",
  statement:
    "For choreographies with finitely many states symbolic execution, bounded model checking, k-induction, with invariants or without, and Horn clauses, in bit-vectors as in integers, give the outcome of head-first exploration to every question that they decide: what is proved, violated and vacuous; and the runs that they find are replayed by the rules in the network.",
  reference: "docs/smt.md; King, CACM 19(7), 1976; Biere et al., TACAS 1999; Sheeran, Singh, Stålmarck, FMCAD 2000",
  forall: smallChoreographies,
  then: (text, implementation, tally) => {
    const { solving } = implementation.parts;
    const [first = "words"] = solving.arithmetics;
    const arithmetics = numberOf(text) % 2 === 0 ? [first] : solving.arithmetics.filter((one) => one !== first);
    return solverDisagrees(text, implementation, { ...solving, arithmetics }, tally);
  },
  demands: [
    share("decided by both", "answers", 85),
    share("proved", "answers", 30),
    share("violated", "answers", 15),
    share("vacuous", "answers", 1),
    share("by induction", "answers", 5),
  ],
});

export const sizesAgree: Theorem = theorem<string>({
  id: "T36-sizes",
  everydayRuns: 2,
  name: "how large lists, sets and maps become is proved before it is used",
  statement:
    "For choreographies with a list, a set or a map that loops make longer and shorter, within bounds and without, a solver gives the outcome of head-first exploration to every question that both decide, by induction from all states within the sizes that it has found.",
  reference: "docs/smt.md; Halbwachs, Proy, Roumanoff, FMSD 11(2), 1997; Flanagan, Leino, FME 2001",
  forall: growingLists,
  then: (text, implementation, tally) => solverDisagrees(text, implementation, { ...implementation.parts.solving, arithmetics: ["integers"] }, tally),
  demands: [share("decided by both", "answers", 30), share("proved", "answers", 10), share("violated", "answers", 10), share("by induction", "answers", 15)],
});

export const rankingAgrees: Theorem = theorem<string>({
  id: "T36-ranking",
  everydayRuns: 2,
  name: "a solver decides of whole runs what exploration decides",
  statement:
    "For choreographies with loops what ranking functions, bounded model checking and lassos decide of `eventually` and `leads to`, under each fairness, is what the exploration of all interleavings decides; what they find is confirmed by the rules in the network; and where runs do not end in finitely many states nothing says that they do.",
  reference: "docs/smt.md; Floyd, 1967; Podelski, Rybalchenko, VMCAI 2004; Bradley, Manna, Sipma, CAV 2005; Gonnord, Monniaux, Radanne, PLDI 2015",
  forall: loopingChoreographies,
  then: (text, implementation, tally) => rankingDisagrees(text, implementation, implementation.parts.solving, tally),
  demands: [share("decided by both", "answers", 40), share("proved", "answers", 25), share("violated", "answers", 15), share("ranked", "answers", 10)],
});
