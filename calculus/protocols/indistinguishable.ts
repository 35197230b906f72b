/**
 * Why a protocol is not implementable, as two traces that anyone can check: a role has the same view of both, one allows its next step and the other forbids
 * it. Whatever the role is made of, it cannot do right in both (Li, Stutz, Wies and Zufferey, OOPSLA 2025, necessity of the conditions).
 */
import { present } from "../present.ts";
import type { Role } from "../core/index.ts";
import type { Coherence, ConditionName, Openness, Violation } from "./coherence.ts";
import { splitEvent, type SplitEvent } from "./split-event.ts";

/**
 * `step` may follow `first`. After `second` the role could do it as well, as far as it and its queues know, but the protocol does not allow it; for
 * `sink-final`, because the protocol is over.
 */
export interface IndistinguishableRuns {
  readonly claim: ConditionName | "sink-final";
  readonly role: Role;
  readonly first: readonly SplitEvent[];
  readonly second: readonly SplitEvent[];
  readonly step: SplitEvent;
}

/** The traces of a violation. Linear in its runs. */
export function runsOfViolation({ numbered }: Coherence, { condition, role, runs, step, ahead }: Violation): IndistinguishableRuns {
  const edge = numbered.edge(step);
  const first = inOrder(numbered, runs.left);
  const second = [...inOrder(numbered, runs.right), ...overtaking(numbered, ahead, role)];
  if (condition !== "receive-coherent") return { claim: condition, role, first, second, step: splitEvent("send", edge) };
  return { claim: condition, role, first: [...first, splitEvent("send", edge)], second, step: splitEvent("receive", edge) };
}

/** The traces of an open end: the step may follow the first, the second is a whole run. */
export function runsOfOpenness({ numbered }: Coherence, { role, runs, step }: Openness): IndistinguishableRuns {
  const edge = numbered.edge(step);
  const first = inOrder(numbered, runs.right);
  const second = inOrder(numbered, runs.left);
  if (edge.sender === role) return { claim: "sink-final", role, first, second, step: splitEvent("send", edge) };
  return { claim: "sink-final", role, first: [...first, splitEvent("send", edge)], second, step: splitEvent("receive", edge) };
}

/** Each message received as soon as it is sent. */
function inOrder({ edge }: Coherence["numbered"], run: readonly number[]): readonly SplitEvent[] {
  return run.flatMap((each) => [splitEvent("send", edge(each)), splitEvent("receive", edge(each))]);
}

/** The same while `role` does not move, and therefore nobody who waits for it: what stays under way is not received. */
function overtaking({ edge }: Coherence["numbered"], run: readonly number[], role: Role): readonly SplitEvent[] {
  const blocked = new Set([role]);
  return run.flatMap((each) => {
    const message = edge(each);
    if (blocked.has(message.sender)) {
      blocked.add(message.receiver);
      return [];
    }
    const sent = splitEvent("send", message);
    return blocked.has(message.receiver) ? [sent] : [sent, splitEvent("receive", message)];
  });
}

/** The evidence against one role: its violations, then its open end. */
export function evidenceAgainst(result: Coherence, role: Role): readonly IndistinguishableRuns[] {
  const { violations, open } = present(result.roles.find((each) => each.role === role));
  return [...violations.map((each) => runsOfViolation(result, each)), ...(open === undefined ? [] : [runsOfOpenness(result, open)])];
}
