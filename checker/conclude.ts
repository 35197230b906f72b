/** From what an exploration saw to an outcome: never more than was explored, or than the theorem that is named gives. */
import type { RecordingChooser } from "./explicit-state/chooser.ts";
import { describeInfinite, listed } from "./explicit-state/chooser.ts";
import type { Exploration } from "./explicit-state/explore.ts";
import type { Question } from "./items.ts";
import type { Outcome } from "./verdict.ts";

export interface Conclusion {
  readonly outcome: Outcome;
  readonly reason?: string;
}

/**
 * What the exploration of all runs says about a question whose target it did, or did not, reach. `unknown` are the limits that the question's own formula
 * met in some state.
 */
export function conclude(question: Question, exploration: Exploration<Question>, chooser: RecordingChooser, unknown: ReadonlySet<string>): Conclusion {
  const sighting = exploration.found.get(question)?.sighting;
  const isWitness = question.kind === "property" && question.property.kind === "witness";
  if (sighting?.kind === "undefined") return { outcome: "error", reason: sighting.reason };
  if (sighting !== undefined) return { outcome: isWitness ? "proved" : "violated" };
  const incomplete = incompleteness(exploration, chooser, unknown);
  if (incomplete !== undefined) return incomplete;
  const vacuous = vacuity(question, exploration, chooser);
  if (isWitness && (vacuous === undefined || exploration.initialStates > 0)) return { outcome: "violated", reason: vacuous ?? "no reachable state shows it" };
  return vacuous === undefined ? { outcome: "proved" } : { outcome: "vacuous", reason: vacuous };
}

function incompleteness({ ending }: Exploration<Question>, chooser: RecordingChooser, unknown: ReadonlySet<string>): Conclusion | undefined {
  const limits = [...new Set([...chooser.limits, ...unknown])];
  const reasons = [
    ...(limits.length === 0 ? [] : [`a limit of the evaluator was met: ${listed(limits)}`]),
    ...describeInfinite(chooser.infinite),
    ...chooser.leftOut,
    ...(ending.kind === "limit" || ending.kind === "interrupted" ? [ending.reason] : []),
  ];
  if (reasons.length > 0) return { outcome: "unknown", reason: reasons.join("; ") };
  if (ending.kind === "depth") return { outcome: "verified-up-to", reason: `for runs of at most ${String(ending.limit)} steps` };
  return undefined;
}

/** Why a property that nothing contradicts says nothing all the same. */
function vacuity(question: Question, exploration: Exploration<Question>, { empty }: RecordingChooser): string | undefined {
  const [without] = empty;
  if (exploration.initialStates === 0) return `there is no initial state${without === undefined ? "" : `: no value for ${without}`}`;
  if (without !== undefined) return `no value satisfies what is asked of ${without}`;
  if (question.kind === "property" && question.property.kind === "finally" && exploration.finalStates === 0) return "no final state is reachable";
  if (question.kind === "built-in" && question.item === "assert" && !exploration.sawAssertion) return "no assertion is ever reached";
  return exploration.isCutOff ? "every run is cut off by an assumption that is false" : undefined;
}
