/** T17-relative: an endpoint that may be put in place of a protocol's own leaves the network with the protocol's runs and without deadlock; one that may not does not. */
import { coherence, isSink, numbered, usualCoherence, type LocalAutomaton } from "../../calculus/protocols/index.ts";
import { replayViolation } from "../../checker/replacement/index.ts";
import { typeCases } from "../generators/global-type-text.ts";
import type { TypeCase } from "../generators/global-types.ts";
import type { Implementation } from "../implementation.ts";
import { endpointVariants } from "../protocols/endpoint-variants.ts";
import { foreignTrace } from "../protocols/foreign-traces.ts";
import { networkFault } from "../protocols/network-safety.ts";
import { reorderedEndpoints } from "../protocols/reordered-endpoints.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";
import { automatonOf, locals, some } from "./subtyping.ts";

/** Endpoints that are tried for each role; configurations, traces and their length that are looked at. */
const bounds = { reordered: 3, variants: 3, configurations: 100, traces: 40, depth: 14 };

function replaced(value: TypeCase, implementation: Implementation, tally: Tally): Refutation | undefined {
  const automaton = automatonOf(value);
  const view = numbered(automaton);
  const automata = locals(automaton);
  for (const [index, own] of automata.entries()) {
    if (isSink(own.role)) continue;
    for (const endpoint of [own, ...some(reorderedEndpoints(own), bounds.reordered), ...some(endpointVariants(own), bounds.variants)]) {
      tally.add("endpoints");
      const result = implementation.parts.relativeSubtype(view, endpoint);
      if (endpoint === own && result.kind !== "holds") return { kind: "reflexive", message: `${own.role}: its own endpoint ${result.kind}` };
      const network: readonly LocalAutomaton[] = automata.with(index, endpoint);
      if (result.kind === "fails") {
        tally.add("refused");
        const wrong = replayViolation(automaton, network, endpoint, result.violation);
        if (wrong !== undefined) return { kind: "evidence", message: `${own.role}, ${result.violation.kind}: ${wrong}` };
      }
      if (result.kind !== "holds") continue;
      if (endpoint !== own) tally.add("accepted");
      const fault = networkFault(network, bounds.configurations);
      // Refinements are not compared.
      if (fault !== undefined && !fault.startsWith("payload")) return { kind: fault.split(" ")[0] ?? fault, message: `${own.role} replaced: ${fault}` };
      const trace = foreignTrace(automaton, network, bounds.depth, bounds.traces);
      if (trace !== undefined) return { kind: "foreign", message: `${own.role} replaced: ${trace.length} steps that are no run of the protocol` };
    }
  }
  return undefined;
}

export const relativeSubtyping: Theorem = theorem<TypeCase>({
  id: "T17-relative",
  everydayRuns: 120,
  name: "what may replace an endpoint of a protocol, and what may not",
  statement:
    "Where an endpoint is accepted relative to a coherent protocol, the network with it in place of the protocol's own endpoint has only runs of the protocol and nobody is stuck, within bounds; where it is refused, the run that shows why is one of that network and not one that the protocol allows, or one that the protocol continues and the endpoint does not.",
  reference: "Li, Stutz, Wies, ESOP 2024; docs/asynchronous-subtyping.md",
  forall: typeCases,
  given: (value) => coherence(automatonOf(value), usualCoherence).roles.every(({ violations }) => violations.length === 0),
  discardsPerRun: 3,
  then: replaced,
  demands: [share("accepted", "endpoints", 5), share("refused", "endpoints", 20)],
});
