/** T16: an endpoint may be replaced by one of a subtype; subtyping is a preorder, and what the fast algorithm says is what the rules say. */
import type { GlobalType } from "../../calculus/core/index.ts";
import {
  coherence,
  foldGlobalType,
  globalAutomaton,
  graphOfAutomaton,
  numbered,
  subsetConstruction,
  usualCoherence,
  type GlobalAutomaton,
  type LocalAutomaton,
} from "../../calculus/protocols/index.ts";
import { intType } from "../../calculus/values/index.ts";
import { typeCases } from "../generators/global-type-text.ts";
import type { TypeCase } from "../generators/global-types.ts";
import type { Implementation } from "../implementation.ts";
import { endpointVariants, messageOf, positiveType } from "../protocols/endpoint-variants.ts";
import { networkFault } from "../protocols/network-safety.ts";
import { isSubtypeByDefinition } from "../protocols/subtyping-by-definition.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const source = "Ghilezan, Jakšić, Pantović, Scalas, Yoshida, JLAMP 2019";

/** Variants of one network that are tried, and configurations of each that are looked at. */
const bounds = { variants: 12, configurations: 150, states: 12 };

/** The type with payloads that its labels decide: one refined, one plain. */
function payloadsByLabel(type: GlobalType): GlobalType {
  return foldGlobalType<GlobalType>(type, (part, parts) => {
    if (part.kind === "recursion") return { ...part, body: parts[0] ?? part.body };
    if (part.kind !== "choice") return part;
    const branches = part.branches.map((branch, index) => {
      const { label } = branch.message;
      const message = label === "a" ? messageOf(label, positiveType) : label === "b" ? messageOf(label, intType) : { label, payload: [] };
      return { ...branch, message, continuation: parts[index] ?? branch.continuation };
    });
    return { ...part, branches };
  });
}

/** The automaton of a generated type, with payloads that its labels determine. */
export function automatonOf({ roles, type }: TypeCase): GlobalAutomaton {
  return globalAutomaton(payloadsByLabel(type), roles);
}

/** The local automata of its roles, by the subset construction. */
export function locals(automaton: GlobalAutomaton): readonly LocalAutomaton[] {
  const view = numbered(automaton);
  return automaton.roles.map((role) => {
    const built = subsetConstruction(view, role);
    if (built.kind === "capped") throw new Error(`the local automaton of ${role} is too large for a generated type`);
    return built.automaton;
  });
}

function holds(left: LocalAutomaton, right: LocalAutomaton, implementation: Implementation): boolean {
  return implementation.parts.subtype(graphOfAutomaton(left), graphOfAutomaton(right)).kind === "holds";
}

/** Some of the variants, spread over all of them. */
export function some<Item>(items: readonly Item[], count: number): readonly Item[] {
  const step = Math.max(1, items.length / count);
  return Array.from({ length: Math.min(count, items.length) }, (_, index) => items[Math.floor(index * step)] as Item);
}

function replaced(value: TypeCase, implementation: Implementation, tally: Tally): Refutation | undefined {
  const automata = locals(automatonOf(value));
  const variants = automata.flatMap((automaton, index) => endpointVariants(automaton).map((variant) => ({ index, variant, automaton })));
  for (const { index, variant, automaton } of some(variants, bounds.variants)) {
    tally.add("variants");
    if (!holds(variant, automaton, implementation)) continue;
    tally.add("subtypes");
    const fault = networkFault(automata.with(index, variant), bounds.configurations);
    if (fault !== undefined) return { kind: fault.split(" ")[0] ?? fault, message: `${automaton.role} replaced by a subtype: ${fault}` };
  }
  return undefined;
}

export const replacement: Theorem = theorem<TypeCase>({
  id: "T16",
  everydayRuns: 120,
  name: "an endpoint may be replaced by a subtype",
  statement:
    "Where one role of a coherent protocol is played by an endpoint of a subtype of its local type, nobody is stuck, no message is unexpected and every value is of the type that is expected, within bounds on the configurations. Liveness is not claimed: a subtype may never choose the branch that another role waits for.",
  reference: source,
  forall: typeCases,
  given: (value) => coherence(automatonOf(value), usualCoherence).roles.every(({ violations }) => violations.length === 0),
  discardsPerRun: 3,
  then: replaced,
  demands: [share("subtypes", "variants", 20)],
});

function algebra(value: TypeCase, implementation: Implementation, tally: Tally): Refutation | undefined {
  for (const automaton of locals(automatonOf(value)).filter(({ states }) => states.length <= bounds.states)) {
    const family = [automaton, ...some(endpointVariants(automaton), 4)];
    const isBelow = family.map((left) => family.map((right) => holds(left, right, implementation)));
    for (const [i, left] of family.entries()) {
      if (isBelow[i]?.[i] !== true) return { kind: "reflexive", message: `a local type of ${automaton.role} is no subtype of itself` };
      for (const [j, right] of family.entries()) {
        tally.add("pairs");
        const below = isBelow[i][j] === true;
        if (below && i !== j) tally.add("proper subtypes");
        if (below !== isSubtypeByDefinition(left, right))
          return { kind: "definition", message: `variants ${i} and ${j} of ${automaton.role}: ${String(below)}` };
        for (const [k] of family.entries()) {
          if (below && isBelow[j]?.[k] === true && isBelow[i][k] !== true)
            return { kind: "transitive", message: `variants ${i}, ${j}, ${k} of ${automaton.role}` };
        }
      }
    }
  }
  return undefined;
}

export const subtypingAlgebra: Theorem = theorem<TypeCase>({
  id: "T16-preorder",
  everydayRuns: 120,
  name: "subtyping is the largest relation that its rules allow",
  statement:
    "Subtyping of local types is reflexive and transitive, and holds where the greatest fixed point of the rules, computed by striking pairs, has the pair.",
  reference: source,
  forall: typeCases,
  then: algebra,
  demands: [share("proper subtypes", "pairs", 5)],
});
