/** T36-networks: what a solver decides of a network, on any kind of queues and among faults, is what exploration decides. */
import { smallNetworks } from "../generators/small-networks.ts";
import { networkSolverDisagrees } from "../machines/network-solver-agrees.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

export const networkSolversAgree: Theorem = theorem<string>({
  id: "T36-networks",
  everydayRuns: 8,
  name: "a solver decides of networks what exploration decides",
  statement:
    "For systems with finitely many states, on every kind of network and among losses, duplicates, messages that change places and crashes for good or with restart, bounded model checking and k-induction over single steps, and the methods for sequential programs on the product of the processes and queues, give the outcome of the exploration of all interleavings to every question that they decide; the runs that they find are as short, and are replayed by the rules.",
  reference: "docs/smt.md; docs/semantics.md, faults; Biere et al., TACAS 1999; Sheeran, Singh, Stålmarck, FMCAD 2000",
  forall: smallNetworks,
  given: (text) => text.includes("system S {"),
  then: (text, { parts }, tally) => networkSolverDisagrees(text, parts.networkSolving, tally),
  demands: [share("decided by both", "answers", 50), share("proved", "answers", 10), share("violated", "answers", 15)],
});
