/** What the conditions of coherence and sink-finality find on a subject, each piece of evidence replayed before anyone sees it. */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import { replayRuns, runsOfOpenness, runsOfViolation } from "../../calculus/protocols/index.ts";
import type { Coherence, ConditionName, IndistinguishableRuns } from "../../calculus/protocols/index.ts";
import { describeRuns } from "../automata/describe.ts";
import type { ImplementabilitySubject } from "./subject.ts";

export interface Finding {
  readonly runs: IndistinguishableRuns;
  readonly text: string;
  /** False: values that the role received after the runs parted may tell them apart. Protocols have no values, so theirs are certain. */
  readonly certain: boolean;
}

export interface Findings {
  readonly roles: readonly Role[];
  readonly runs: readonly Finding[];
  /** Which caps were reached, in a sentence each. */
  readonly capped: readonly string[];
  /** Why evidence did not replay: a mistake of ours. */
  readonly contradictions: readonly string[];
  readonly pairs: number;
}

/** Looks for violations of these conditions, at one role or at all. */
export function findings(subject: ImplementabilitySubject, conditions: readonly (ConditionName | "sink-final")[], role?: Role): Findings {
  const result = subject.coherence();
  const judged = result.roles.filter((each) => (role === undefined ? subject.roles.includes(each.role) : each.role === role));
  const runs = judged.flatMap(({ violations, open }): readonly Finding[] => [
    ...violations
      .filter(({ condition }) => conditions.includes(condition))
      .map((violation) => found(subject, result, runsOfViolation(result, violation), violation.runs)),
    ...(open === undefined || !conditions.includes("sink-final") ? [] : [found(subject, result, runsOfOpenness(result, open), open.runs)]),
  ]);
  const contradictions = runs.flatMap(({ runs: evidence }) => {
    const replay = replayRuns(subject.automaton, evidence);
    return replay.ok ? [] : [replay.reason];
  });
  const capped = judged.flatMap((each) => each.capped.map((name) => `the limit on ${name} was reached for ${each.role}`));
  return { roles: judged.map((each) => each.role), runs, capped, contradictions, pairs: judged.reduce((sum, { pairs }) => sum + pairs, 0) };
}

function found(
  subject: ImplementabilitySubject,
  { numbered }: Coherence,
  runs: IndistinguishableRuns,
  { left, right }: { readonly left: readonly number[]; readonly right: readonly number[] },
): Finding {
  return { runs, text: describeRuns(runs), certain: subject.kind === "protocol" || !receivesValues() };
  /** Does the role receive a value once the runs have parted? */
  function receivesValues(): boolean {
    let common = 0;
    while (common < left.length && left[common] === right[common]) common++;
    return [...left.slice(common), ...right.slice(common)].some((edge) => {
      const { receiver, message } = numbered.edge(present(edge));
      return receiver === runs.role && message.payload.length > 0;
    });
  }
}
