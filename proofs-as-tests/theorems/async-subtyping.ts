/** T17: what bounded asynchronous subtyping accepts holds with every larger bound, in every network that was looked at, and by the definition. */
import {
  coherence,
  graphOfAutomaton,
  isSubtype,
  listensToSeveral,
  usualCoherence,
  type AsyncSubtypeResult,
  type LocalAutomaton,
} from "../../calculus/protocols/index.ts";
import { typeCases } from "../generators/global-type-text.ts";
import type { TypeCase } from "../generators/global-types.ts";
import type { Implementation } from "../implementation.ts";
import { isAsyncSubtypeByDefinition } from "../protocols/async-subtyping-by-definition.ts";
import { endpointVariants } from "../protocols/endpoint-variants.ts";
import { lostMessage, surelyHeard } from "../protocols/lost-messages.ts";
import { networkFault } from "../protocols/network-safety.ts";
import { reorderedEndpoints } from "../protocols/reordered-endpoints.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";
import { automatonOf, locals, some } from "./subtyping.ts";

/** Endpoints that are tried of one protocol, and configurations of each network that are looked at; positions of an exploration. */
const bounds = { reordered: 6, variants: 2, configurations: 120, positions: 300 };

/** Endpoints beside a local automaton: reordered once, or reordered and then varied or reordered again. */
function candidates(automaton: LocalAutomaton): readonly LocalAutomaton[] {
  const once = reorderedEndpoints(automaton);
  const twice = some(once, 4).flatMap((each) => [...some(reorderedEndpoints(each), 2), ...some(endpointVariants(each), 2)]);
  return [...some([...once, ...twice], bounds.reordered), ...some(endpointVariants(automaton), bounds.variants)];
}

function judged(left: LocalAutomaton, right: LocalAutomaton, outstanding: number, { parts }: Implementation): AsyncSubtypeResult {
  return parts.asyncSubtype(graphOfAutomaton(left), graphOfAutomaton(right), { outstanding, positions: bounds.positions });
}

function accepted(value: TypeCase, implementation: Implementation, tally: Tally): Refutation | undefined {
  const automata = locals(automatonOf(value));
  for (const [index, automaton] of automata.entries()) {
    for (const candidate of candidates(automaton)) {
      const refutation = pair(automata, index, automaton, candidate, implementation, tally);
      if (refutation !== undefined) return refutation;
    }
  }
  return undefined;
}

function pair(
  automata: readonly LocalAutomaton[],
  index: number,
  automaton: LocalAutomaton,
  candidate: LocalAutomaton,
  implementation: Implementation,
  tally: Tally,
): Refutation | undefined {
  tally.add("pairs");
  const { role } = automaton;
  const [less, more] = [judged(candidate, automaton, 2, implementation), judged(candidate, automaton, 3, implementation)];
  if (less.kind !== "unknown" && less.kind !== more.kind)
    return { kind: "monotone", message: `${role}: ${less.kind} with 2 outstanding actions, ${more.kind} with 3` };
  const isSynchronous = isSubtype(graphOfAutomaton(candidate), graphOfAutomaton(automaton)).kind === "holds";
  if (isSynchronous && less.kind !== "holds") return { kind: "synchronous", message: `${role}: a synchronous subtype, but ${less.kind}` };
  const byDefinition = isAsyncSubtypeByDefinition(candidate, automaton);
  if (byDefinition !== undefined) {
    tally.add("by definition");
    if (byDefinition) tally.add("accepted by definition");
    const { kind } = judged(candidate, automaton, 64, implementation);
    if (kind !== (byDefinition ? "holds" : "fails")) return { kind: "definition", message: `${role}: ${kind}, by definition ${String(byDefinition)}` };
  }
  if (more.kind === "unknown") tally.add("unknown");
  if (more.kind !== "holds") return undefined;
  if (!isSynchronous) tally.add("proper asynchronous subtypes");
  // Where a peer listens to several roles, what comes earlier may be taken for another message: `conjectures/early-sends-anywhere.ts`.
  if (automata.some((each, position) => position !== index && listensToSeveral(each))) {
    tally.add("among peers that listen to several");
    return undefined;
  }
  const network = automata.with(index, candidate);
  const fault = networkFault(network, bounds.configurations);
  if (fault !== undefined) return { kind: fault.split(" ")[0] ?? fault, message: `${role} replaced by an asynchronous subtype: ${fault}` };
  const lost = lostMessage(network, index, surelyHeard(automaton), bounds.configurations);
  if (lost !== undefined) return { kind: "lost", message: `${role} replaced by an asynchronous subtype never receives ${lost.message} from ${lost.sender}` };
  return undefined;
}

export const asyncSubtyping: Theorem = theorem<TypeCase>({
  id: "T17",
  everydayRuns: 60,
  name: "asynchronous subtyping, as far as it decides, is right",
  statement:
    "What is decided with a bound on outstanding actions is decided alike with a larger one; a synchronous subtype is accepted; types without loops are accepted or refused exactly as the definition says; and where an endpoint of a coherent protocol is replaced by one that is accepted, among peers that each listen to one role at a time, nobody is stuck, no message is unexpected and none of a peer that the replaced role surely hears from waits for it in vain, within bounds on the configurations. A subtype may never choose the branch in which a peer would be heard.",
  reference: "Ghilezan, Pantović, Prokić, Scalas, Yoshida, POPL 2021 and JLAMP 2023; docs/asynchronous-subtyping.md",
  forall: typeCases,
  given: (value) => coherence(automatonOf(value), usualCoherence).roles.every(({ violations }) => violations.length === 0),
  discardsPerRun: 3,
  then: accepted,
  demands: [share("proper asynchronous subtypes", "pairs", 5), share("by definition", "pairs", 10), share("accepted by definition", "by definition", 10)],
});
