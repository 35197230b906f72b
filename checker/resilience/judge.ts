/** What `expect` lines ask of runs that crash and begin again, by the theorems where their assumptions are established, and otherwise by exploration (docs/sagas.md). */
import type { Model } from "../../calculus/core/index.ts";
import type { Contracts } from "../../calculus/protocols/index.ts";
import type { VerifyOptions } from "../options.ts";
import type { Verdict } from "../verdict.ts";
import type { ExpectedVerdict } from "../wanted.ts";
import type { ReplayItem, Watch } from "./replay-properties.ts";
import { SemanticProofs } from "./semantic-checks.ts";
import { transferOf } from "./transfer.ts";
import type { Transferred } from "./transfer.ts";
import { isReplayItem, machineOf, undecided, verdictsOfMachine } from "./verdicts.ts";
import type { ReplaySubject } from "./verdicts.ts";

/** The verdicts on all items about the replay machine that expectations ask for, or the options. */
export function replayVerdicts(model: Model, expected: readonly ExpectedVerdict[], contracts: Contracts, options: VerifyOptions): readonly Verdict[] {
  const groups = new Map<string, ExpectedVerdict[]>();
  for (const one of expected) {
    if (!isReplayItem(one.property) || (options.property !== undefined && options.property !== one.property)) continue;
    if (options.faults !== undefined && options.faults !== one.faults) continue;
    const key = JSON.stringify([one.subject, one.faults ?? null]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group): readonly Verdict[] => {
    const [first] = group;
    if (first === undefined) return [];
    const faults = first.faults === undefined ? undefined : model.faults.get(first.faults);
    const subject = {
      model,
      name: first.subject,
      ...(model.runtime === undefined ? {} : { runtime: model.runtime }),
      ...(faults === undefined ? {} : { faults }),
    };
    return judgedVerdicts(subject, [...new Set(group.map(({ property }) => property))].filter(isReplayItem), contracts, options);
  });
}

/** The verdicts on these items: by a theorem without looking at crashes, or by exploration; with `paranoid` both, which must not contradict each other. `watch` is shown what is explored with faults. */
export function judgedVerdicts(
  subject: ReplaySubject,
  items: readonly ReplayItem[],
  contracts: Contracts,
  options: VerifyOptions,
  proofs: SemanticProofs = new SemanticProofs(options),
  watch?: Watch,
): readonly Verdict[] {
  const machine = machineOf(subject, contracts);
  if ("reason" in machine) return verdictsOfMachine(subject, items, contracts, options, watch);
  const transferred = transferOf(subject, machine.system, items, proofs);
  const isDone = (item: ReplayItem): boolean => {
    const { kind = "not-established" } = transferred.get(item) ?? {};
    return kind === "about-nothing" || (kind === "by-theorem" && options.paranoid !== true);
  };
  const left = items.filter((item) => !isDone(item));
  const explored = new Map(
    (left.length === 0 ? [] : verdictsOfMachine(subject, left, contracts, options, watch)).map((verdict) => [verdict.property, verdict]),
  );
  return items.map((item) => combined(undecided(subject, item, options), transferred.get(item), explored.get(item)));
}

/** A verdict by a theorem and one by exploration, or the one that there is. Exploration needs fewer assumptions; contradictions are a `disagreement`. */
export function combined(base: Verdict, transferred: Transferred | undefined, explored: Verdict | undefined): Verdict {
  if (transferred === undefined) return explored ?? base;
  if (transferred.kind === "about-nothing") return { ...base, verdict: "vacuous", method: "by-design", reason: transferred.reason };
  if (transferred.kind === "not-established") {
    const verdict = explored ?? base;
    return { ...verdict, evidence: [...verdict.evidence, `explored, because the theorem ${transferred.theorem} does not apply: ${transferred.why}`] };
  }
  const { theorem, assumptions, evidence } = transferred;
  const proved: Verdict = { ...base, verdict: "proved", method: "by-design", theorem, assumptions: [...base.assumptions, ...assumptions], evidence };
  if (explored === undefined) return proved;
  switch (explored.verdict) {
    case "proved":
      return { ...explored, evidence: [...explored.evidence, `so says ${theorem}`] };
    case "violated":
      return { ...explored, verdict: "disagreement", theorem, reason: `the theorem says proved, and exploration finds a run: ${explored.reason ?? ""}` };
    case "unknown":
    case "verified-up-to":
      return { ...proved, evidence: [...evidence, `exploration does not decide it: ${explored.reason ?? ""}`] };
    default:
      return explored;
  }
}
