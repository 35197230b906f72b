/** What machines that crash and replay are asked: `replay-safe`, `saga-atomic` and the others. */
import { assertNever } from "../calculus/assert-never.ts";
import type { Model } from "../calculus/core/index.ts";
import { nowhere } from "../calculus/diagnostics/index.ts";
import { isReplayProperty } from "../calculus/typing/index.ts";
import type { ReplayProperty } from "../calculus/typing/index.ts";
import type { VerifyOptions } from "./options.ts";
import { boundsOf } from "./options.ts";
import type { Verdict } from "./verdict.ts";
import type { ExpectedVerdict } from "./wanted.ts";

/** The verdicts on those of the expectations, each once. No machine is built yet, so that they are unknown. */
export function replayVerdicts(model: Model, expected: readonly ExpectedVerdict[], options: VerifyOptions): readonly Verdict[] {
  const { property: only, faults: under } = options;
  const verdicts = new Map<string, Verdict>();
  for (const { subject, property, faults = "none" } of expected) {
    if (!isReplayProperty(property) || (only !== undefined && only !== property) || (under !== undefined && under !== faults)) continue;
    verdicts.set(JSON.stringify([subject, property, faults]), {
      subject,
      property,
      verdict: "unknown",
      definition: definitionOfReplay(property),
      method: "none",
      bounds: boundsOf(options),
      network: "fifo",
      faults,
      assumptions: [],
      evidence: [],
      states: 0,
      transitions: 0,
      span: model.procedures.get(subject)?.span ?? nowhere,
      reason: "the machine that replays is not built yet",
    });
  }
  return [...verdicts.values()];
}

/** The sentence that a verdict decides. */
function definitionOfReplay(property: ReplayProperty): string {
  switch (property) {
    case "replay-safe":
      return "every final state that a run with these faults comes to, durable state and results, is one that a run without faults comes to";
    case "saga-atomic":
      return "in every final state each saga has either committed all its transactions or compensated all that it had committed";
    case "exactly-once":
      return "in no run with these faults the effect of a transaction happens twice";
    case "outcome-deterministic":
      return "all runs from the same initial state come to the same durable state and the same results";
    case "residue-free":
      return "in every final state no queue, journal or memory holds anything of a run that is over";
    case "recovers":
      return "from every state that is reached with these faults, when no more of them come, every role finishes";
    default:
      return assertNever(property);
  }
}
