/** T14-data: what a solver decides of protocols with data is what the conditions decide of their configurations, written out. */
import { coherence } from "../../calculus/protocols/index.ts";
import { chooseSolver } from "../../checker/index.ts";
import { deciderOf, eligibility, sliced, writtenOut, type Asking, type Claim } from "../../checker/protocols-with-data/index.ts";
import { dataCases, dataProtocol, type DataCase } from "../generators/data-protocols.ts";
import { share } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const asking: Asking = {
  solver: chooseSolver("wasm"),
  effort: { steps: 5_000_000, milliseconds: 20_000 },
  longest: 16,
  shouldStop: () => undefined,
};

const claims: readonly Claim[] = ["send-coherent", "receive-coherent", "no-mixed-choice", "sink-final"];

export const dataIsDecided: Theorem = theorem<DataCase>({
  id: "T14-data",
  everydayRuns: 8,
  name: "a solver decides coherence with data as it is decided written out",
  statement:
    "For protocols with finitely many configurations, Horn clauses and bounded model checking of two runs that a role cannot tell apart find a condition violated exactly if it is for the explicit automaton of the configurations; the runs that they find replay in it, and eligible protocols are found eligible.",
  reference: "docs/implementability.md; Li, Stutz, Wies, Zufferey, OOPSLA 2025; Sprout, CAV 2025",
  forall: dataCases,
  then: (states, implementation, tally): Refutation | undefined => {
    const protocol = sliced(dataProtocol(states));
    const written = writtenOut(protocol);
    if (written.kind !== "finite") return { kind: "open", message: "its data are finite, and it is not written out" };
    const { roles } = coherence(written.automaton);
    if (states.length % 2 === 0) {
      const eligible = eligibility(protocol, asking);
      if (eligible.kind === "ineligible") return { kind: "ineligible", message: eligible.reason };
    }
    const decider = deciderOf(protocol, asking, implementation.parts.dataProduct);
    for (const { role, violations, open } of roles) {
      for (const [claim, decided] of decider.decide(role, claims)) {
        const isViolated = claim === "sink-final" ? open !== undefined : violations.some(({ condition }) => condition === claim);
        tally.add("claims");
        if (isViolated) tally.add("violated");
        if (isViolated && claim === "receive-coherent") tally.add("receives confused");
        if (decided.kind === "contradiction") return { kind: "evidence", message: `${claim} of ${role}: ${decided.reason}` };
        if (decided.kind === "unknown") continue;
        tally.add("decided");
        if ((decided.kind === "violated") !== isViolated)
          return { kind: claim, message: `${claim} of ${role} is ${isViolated ? "violated" : "kept"} written out, and ${decided.kind} by the solver` };
      }
    }
    return undefined;
  },
  demands: [share("decided", "claims", 95), share("violated", "claims", 3)],
});
