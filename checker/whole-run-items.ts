/** What is asked of choreographies beyond their states: `terminating`, under a fairness, and `bounded(k)`. */
import type { Span } from "../calculus/diagnostics/index.ts";
import { judgeQueueBound, termination, usualFairness } from "./liveness/index.ts";
import type { JudgedNetwork } from "./liveness/index.ts";
import { judgeRunPropertiesOfChoreography } from "./symbolic-whole-runs.ts";
import type { VerifyOptions } from "./options.ts";
import { boundsOf } from "./options.ts";
import type { Verdict } from "./verdict.ts";
import type { ExpectedVerdict } from "./wanted.ts";
import { writtenItem } from "./written-item.ts";

interface AskedItem {
  readonly property: string;
  readonly fairness?: Verdict["fairness"];
}

/** The items that expectations or `--property` ask of a choreography, each once. */
export function wholeRunItems(subject: string, expected: readonly ExpectedVerdict[], { property: only, fairness }: VerifyOptions): readonly AskedItem[] {
  const named = expected
    .filter((one) => one.subject === subject)
    .map(({ property, fairness: under }): AskedItem => ({ property, ...(under === undefined ? {} : { fairness: under }) }));
  const asked =
    only === undefined
      ? named
      : [...named.filter(({ property }) => property === only && fairness === undefined), { property: only, fairness: fairness ?? usualFairness }];
  const found = new Map<string, AskedItem>();
  for (const one of asked) {
    if (boundOf(one.property) !== undefined) found.set(one.property, { property: one.property });
    else if (one.property === "terminating") found.set(`terminating ${one.fairness ?? ""}`, one);
  }
  return [...found.values()];
}

/** k of `bounded(k)`. */
function boundOf(property: string): number | undefined {
  const { name, arguments: words } = writtenItem(property);
  const bound = Number(words[0]);
  return name === "bounded" && words.length === 1 && Number.isSafeInteger(bound) && bound > 0 ? bound : undefined;
}

/** Their verdicts, in the network of a projectable choreography. */
export function wholeRunItemVerdicts(judged: JudgedNetwork, items: readonly AskedItem[], span: Span, options: VerifyOptions): readonly Verdict[] {
  return items.flatMap(({ property, fairness = usualFairness }) => {
    const bound = boundOf(property);
    if (bound !== undefined) return [judgeQueueBound(judged, property, bound, span, options)];
    return judgeRunPropertiesOfChoreography(judged, [{ name: property, property: termination, fairness, span }], options);
  });
}

/** The verdicts where there is no network, with the reason. */
export function undecidedWholeRunItems(subject: string, items: readonly AskedItem[], span: Span, reason: string, options: VerifyOptions): readonly Verdict[] {
  return items.map(({ property, fairness }) => ({
    subject,
    property,
    verdict: "unknown",
    definition: `the network of ${subject} is ${property}`,
    method: "none",
    bounds: boundsOf(options),
    network: "fifo",
    ...(fairness === undefined ? {} : { fairness }),
    faults: "none",
    assumptions: [],
    evidence: [],
    states: 0,
    transitions: 0,
    reason,
    span,
  }));
}
