/** T36-certificates, T36-ranked-certificates, T36-call-certificates, T36-network-certificates: no certificate of what is not so is accepted, with invariants, measures or summaries of calls. */
import { smallChoreographies } from "../generators/small-choreographies.ts";
import { loopingChoreographies } from "../generators/looping-choreographies.ts";
import { nestedCalls } from "../generators/nested-calls.ts";
import { forgedSummaryAccepted } from "../machines/forged-summaries.ts";
import { smallNetworks } from "../generators/small-networks.ts";
import { forgedNetworkAccepted } from "../machines/forged-network-invariants.ts";
import { forgedRankingAccepted } from "../machines/forged-rankings.ts";
import { forgeryAccepted } from "../machines/forged-invariants.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

export const invariantsAreChecked: Theorem = theorem<string>({
  id: "T36-certificates",
  everydayRuns: 6,
  name: "no forged invariants are accepted",
  statement:
    "Of a property that exploration refutes no certificate with invariants is accepted: not with invariants that nobody comes to the loops with, nor with such that hold at the start alone, nor with such that do not hold at the start, nor with a k or a number of rounds that proves nothing. What a solver has proved of the same choreography is accepted.",
  reference: "docs/certificates.md; Floyd, Assigning Meanings to Programs, 1967",
  forall: smallChoreographies,
  then: forgeryAccepted,
  demands: [share("refuted", "choreographies", 20), share("certified", "choreographies", 5)],
});

export const rankingsAreChecked: Theorem = theorem<string>({
  id: "T36-ranked-certificates",
  everydayRuns: 8,
  name: "no forged ranking functions are accepted",
  statement:
    "Of a property of whole runs that exploration refutes no certificate is accepted: not with measures that stay, that are not bounded below, or that fall on some ways only, nor with invariants that nobody comes to the loops with, nor without measures. What a solver has proved of the same choreography is accepted.",
  reference: "docs/certificates.md; Floyd, Assigning Meanings to Programs, 1967",
  forall: loopingChoreographies,
  then: forgedRankingAccepted,
  demands: [share("refuted", "choreographies", 20), share("refuted by runs without end alone", "refuted", 10)],
});

export const summariesAreChecked: Theorem = theorem<string>({
  id: "T36-call-certificates",
  everydayRuns: 6,
  name: "no forged summaries are accepted",
  statement:
    "Of a property that exploration refutes where calls nest no certificate with summaries is accepted: not with what an analysis knows of variables alone, nor with calls that nobody enters, nor with calls that never return.",
  reference: "docs/certificates.md; Sharir and Pnueli, 1981",
  forall: nestedCalls,
  then: forgedSummaryAccepted,
  demands: [share("refuted", "choreographies", 20)],
});

export const networkInvariantsAreChecked: Theorem = theorem<string>({
  id: "T36-network-certificates",
  everydayRuns: 12,
  name: "no forged invariants of networks are accepted",
  statement:
    "Of a property that exploration refutes of a system no certificate about its network is accepted: not with invariants that nobody comes to the loops with, nor with such that hold at the start alone, nor with a number of rounds that proves nothing, nor with queues of fewer messages than wait.",
  reference: "docs/certificates.md; Floyd, Assigning Meanings to Programs, 1967",
  forall: smallNetworks,
  // Saved cases of other theorems are no systems.
  given: (text) => text.includes("system S {"),
  then: forgedNetworkAccepted,
  demands: [share("refuted", "systems", 10)],
});
