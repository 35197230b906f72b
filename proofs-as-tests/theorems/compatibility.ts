/** T18: k-multiparty compatibility is kept by longer queues and means safety; its conditions are as they are defined, whether the search is reduced or not. */
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";
import { decideSafety, judgeCondition, shapeOf, type BoundedCondition } from "../../checker/multiparty-compatibility/index.ts";
import { choosingContexts } from "../generators/choosing-contexts.ts";
import type { ContextCase } from "../generators/contexts.ts";
import type { Implementation } from "../implementation.ts";
import { compatibilityByDefinition, isSafeByDefinition, unsafeConfiguration } from "../protocols/compatibility-by-definition.ts";
import { share, type Tally } from "../tally.ts";
import { theorem, type Refutation, type Theorem } from "../theorem.ts";

const source = "Lange, Yoshida, CAV 2019";

/** Configurations that the checker explores, and those that are looked at naively. */
const limits = { checker: 600, naive: 35, longer: 100 };
const conditions: readonly BoundedCondition[] = ["k-safe", "k-exhaustive", "k-obi", "k-sibi", "k-cibi"];

/** Undefined: more configurations than are explored. */
function holds(automata: readonly LocalAutomaton[], condition: BoundedCondition, bound: number, { parts }: Implementation, reduce = true): boolean | undefined {
  const { kind } = judgeCondition(automata, condition, bound, { maxConfigurations: limits.checker, reduce, parts: parts.compatibility });
  return kind === "unknown" ? undefined : kind === "holds";
}

/** Every condition of the theorem; undefined where one is not decided. */
function isCompatible(automata: readonly LocalAutomaton[], bound: number, implementation: Implementation): boolean | undefined {
  const { nondeterministic, mixed } = shapeOf(automata);
  if (nondeterministic !== undefined || mixed !== undefined) return false;
  const ask = (condition: BoundedCondition): boolean | undefined => holds(automata, condition, bound, implementation);
  const needed = [ask("k-obi"), ask("k-exhaustive"), ask("k-safe")];
  if (needed.includes(false)) return false;
  if (needed.includes(undefined)) return undefined;
  return ask("k-sibi") === true ? true : ask("k-cibi");
}

function compatibilityLasts({ automata }: ContextCase, implementation: Implementation, tally: Tally): Refutation | undefined {
  tally.add("contexts");
  const bound = [1, 2, 3].find((each) => isCompatible(automata, each, implementation) === true);
  if (bound === undefined) return undefined;
  tally.add("compatible");
  if (bound > 1) tally.add("compatible for some k above 1 only");
  if (shapeOf(automata).undirected !== undefined) tally.add("compatible, not directed");
  if (isCompatible(automata, bound + 1, implementation) === false)
    return { kind: "not lasting", message: `${String(bound)}-MC, but not ${String(bound + 1)}-MC` };
  const longer = isSafeByDefinition(automata, bound + 3, limits.longer);
  if (longer !== undefined) tally.add("looked at with longer queues");
  return longer !== false ? undefined : { kind: "unsafe", message: `${String(bound)}-MC, but not ${String(bound + 3)}-safe` };
}

export const compatibilityIsSafe: Theorem = theorem<ContextCase>({
  id: "T18",
  everydayRuns: 120,
  name: "k-multiparty compatibility is kept by longer queues and means safety",
  statement:
    "A system that is k-multiparty compatible, with every condition of the class, is so for k + 1; and among its configurations with at most k + 3 messages in a queue a naive search finds none from which a first message cannot be received or a role that waits cannot receive.",
  reference: `${source}, Theorem 1`,
  forall: choosingContexts,
  then: compatibilityLasts,
  demands: [share("compatible", "contexts", 15), share("looked at with longer queues", "compatible", 60)],
});

function asDefined({ automata }: ContextCase, implementation: Implementation, tally: Tally): Refutation | undefined {
  for (const bound of [1, 2]) {
    const defined = compatibilityByDefinition(automata, bound, limits.naive);
    if (defined === undefined) continue;
    tally.add("systems");
    for (const condition of conditions) {
      if (!defined[condition]) tally.add(`not ${condition}`);
      for (const reduce of [true, false]) {
        const found = holds(automata, condition, bound, implementation, reduce);
        const how = `${condition} for k = ${String(bound)}, ${reduce ? "reduced" : "whole"}`;
        if (found !== defined[condition]) return { kind: "different", message: `${how}: ${String(found)}, by definition ${String(defined[condition])}` };
      }
    }
  }
  return undefined;
}

export const compatibilityByDefinitions: Theorem = theorem<ContextCase>({
  id: "T18-definition",
  name: "the conditions of compatibility as they are defined",
  statement:
    "Each condition, with partial-order reduction and without, is decided as by a second, naive computation from the definition, which searches the whole graph once for each configuration and each thing that must remain possible.",
  reference: `${source}, Definitions 4, 6, 9, 10, 11`,
  forall: choosingContexts,
  then: asDefined,
  demands: [
    share("not k-safe", "systems", 20),
    share("not k-exhaustive", "systems", 10),
    share("not k-obi", "systems", 1),
    share("not k-sibi", "systems", 1),
    share("not k-cibi", "systems", 1),
  ],
});

function agrees({ automata }: ContextCase, { parts }: Implementation, tally: Tally): Refutation | undefined {
  tally.add("contexts");
  const { decisions } = decideSafety(automata, { maxK: 2, maxConfigurations: limits.checker, parts: parts.compatibility });
  const wrong = decisions.find((decision) => decision.kind === "disagreement");
  if (wrong !== undefined) return { kind: "does not replay", message: JSON.stringify(wrong) };
  const kind = decisions.find((decision) => decision.kind !== "safe")?.kind ?? "safe";
  tally.add(kind);
  for (const decision of decisions) if (decision.kind === "safe" && decision.grounds.kind !== "bound") tally.add(`safe, ${decision.grounds.kind}`);
  const found = kind === "unsafe" ? undefined : unsafeConfiguration(automata, 2, 20, 40);
  return kind === "safe" && found !== undefined ? { kind: "unsafe after all", message: found } : undefined;
}

export const safetyIsDecided: Theorem = theorem<ContextCase>({
  id: "T18-decision",
  name: "what is called safe is safe, also without a bound",
  statement:
    "Where a system is called safe, by whatever means, a naive search finds no configuration after which all that can happen, with queues of any length, leaves a first message unreceived or a waiting role without a message; what is called unsafe has a run that the independent replay accepts. Few systems remain undecided.",
  reference: `${source}, Definition 4; docs/compatibility.md`,
  forall: choosingContexts,
  then: agrees,
  demands: [share("safe", "contexts", 20), share("unsafe", "contexts", 20)],
});
