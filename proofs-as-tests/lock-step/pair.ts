/** What must hold at one pair of a choreography and its network, and on either side alone. */
import { messageText, sameQueues, type Queues } from "../../calculus/projection/index.ts";
import { channelsText, worldKey, type ChoreographyConfiguration, type NetworkConfiguration } from "../../calculus/semantics/index.ts";
import type { Implementation, Systems } from "../implementation.ts";
import { printChoreography, printProcesses } from "../print-terms.ts";
import { describeDeadlock, describeOrphans, describeUnspecifiedReception } from "./network-errors.ts";
import type { Refute } from "./question.ts";

/** T5 (worlds), T7 and T8: the network is what the choreography says it is. */
export function judgePair(systems: Systems, { parts }: Implementation, C: ChoreographyConfiguration, N: NetworkConfiguration, refute: Refute): void {
  const here = (): string => describePair(C, N);
  if (worldKey(C.world) !== worldKey(N.world)) {
    const worlds = (): string => `${worldKey(C.world)}\n${worldKey(N.world)}`;
    refute("T5", "different-worlds", () => `the same steps lead to different stores, stopped roles or answers\n${worlds()}\n${here()}`);
  }
  const queues = parts.queuesOf(C.term);
  if (queues === undefined) refute("T7", "branches-differ", () => `branches have different messages in transit\n${here()}`);
  else if (!sameQueues(queues, queuesIn(N))) refute("T7", "queues-differ", here);
  for (const [role, process] of N.processes) {
    const projected = systems.project(C.term, role);
    if (projected === undefined) refute("T8", "projection-lost", () => `the projection to ${role} is no longer defined\n${here()}`);
    else if (!systems.isAbove(process, projected)) refute("T8", "not-above-projection", () => `the process of ${role} is not above the projection\n${here()}`);
  }
}

/** T1 and T9: what a choreography says of itself. `steps` is how many it can make. */
export function judgeChoreography(systems: Systems, C: ChoreographyConfiguration, steps: number, refute: Refute): void {
  const here = (): string => printChoreography(C.term);
  if (steps === 0 && C.term.kind !== "end" && C.world.stopped.size === 0)
    refute("T1", "no-progress", () => `no step although something is left to do\n${here()}`);
  if (!systems.isStronglyProjectable(C.term)) refute("T9", "not-strongly-projectable", here);
}

/** T10: the errors of a network, which need no choreography to be seen. */
export function judgeNetwork(N: NetworkConfiguration, steps: number, refute: Refute): void {
  const deadlock = steps === 0 ? describeDeadlock(N) : undefined;
  if (deadlock !== undefined) refute("T10", "deadlock", () => `${deadlock}\n${printProcesses(N)}`);
  const orphans = steps === 0 ? describeOrphans(N) : undefined;
  if (orphans !== undefined) refute("T10", "orphan", () => orphans);
  const unspecified = describeUnspecifiedReception(N);
  if (unspecified !== undefined) refute("T10", "unspecified-reception", () => `${unspecified}\n${printProcesses(N)}`);
}

function queuesIn(N: NetworkConfiguration): Queues {
  return new Map([...N.channels].map(([channel, { messages }]) => [channel, messages.map(({ label, values }) => messageText(label, values))]));
}

/** Both sides, for messages. */
export function describePair(C: ChoreographyConfiguration, N: NetworkConfiguration): string {
  return `choreography: ${printChoreography(C.term)}\n${printProcesses(N)}\nqueues: ${channelsText(N.channels)}`;
}
