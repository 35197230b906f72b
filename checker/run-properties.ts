/** The properties of whole runs of one subject: under which fairness each is judged, and what is said of one that cannot be judged. */
import type { Model, PropertyDefinition } from "../calculus/core/index.ts";
import { isAboutWholeRuns } from "./depends-on-fairness.ts";
import { definitionOfRunProperty, judgeRunProperties, runPropertyOf, usualFairness } from "./liveness/index.ts";
import type { AskedRunProperty, JudgedNetwork } from "./liveness/index.ts";
import { judgeRunPropertiesOfChoreography } from "./symbolic-whole-runs.ts";
import type { VerifyOptions } from "./options.ts";
import { boundsOf } from "./options.ts";
import type { Verdict } from "./verdict.ts";
import type { ExpectedVerdict } from "./wanted.ts";

/** Each property with each fairness under which it is to be judged: that of the options, those that expectations name, or its own. */
function askedOf(
  model: Model,
  definitions: readonly PropertyDefinition[],
  expected: readonly ExpectedVerdict[],
  options: VerifyOptions,
): readonly AskedRunProperty[] {
  const { property: only, fairness: wanted } = options;
  return definitions.filter(isAboutWholeRuns).flatMap(({ name, property, span }) => {
    const own = property.fairness ?? wanted ?? usualFairness;
    const named = expected.flatMap((one) => (one.property === name && one.fairness !== undefined ? [one.fairness] : []));
    const asked = wanted === undefined && named.length > 0 ? named : only === undefined ? [...named, own] : [own];
    const read = runPropertyOf(property, model);
    return [...new Set(asked)].map((fairness) => ({ name, property: read, fairness, span }));
  });
}

/** Verdicts on those of the properties that are about whole runs, in their order, in the network; `isProjected`: it is that of a projectable choreography. */
export function runPropertyVerdicts(
  judged: JudgedNetwork,
  definitions: readonly PropertyDefinition[],
  expected: readonly ExpectedVerdict[],
  options: VerifyOptions,
  isProjected = false,
): readonly Verdict[] {
  const asked = askedOf(judged.model, definitions, expected, options);
  if (asked.length === 0) return [];
  return isProjected ? judgeRunPropertiesOfChoreography(judged, asked, options) : judgeRunProperties(judged, asked, options);
}

/** The verdicts where there is no network, with the reason. */
export function undecidedRunProperties(
  model: Model,
  subject: string,
  definitions: readonly PropertyDefinition[],
  expected: readonly ExpectedVerdict[],
  reason: string,
  options: VerifyOptions,
): readonly Verdict[] {
  return askedOf(model, definitions, expected, options).map(({ name, property, fairness, span }) => ({
    subject,
    property: name,
    verdict: "unknown",
    definition: definitionOfRunProperty(property, fairness),
    method: "none",
    bounds: boundsOf(options),
    network: "fifo",
    fairness,
    faults: "none",
    assumptions: [],
    evidence: [],
    states: 0,
    transitions: 0,
    reason,
    span,
  }));
}
