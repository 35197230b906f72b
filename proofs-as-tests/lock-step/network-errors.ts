/** Error predicates on configurations of networks, written from their definitions and not from the engines that they test. */
import type { Action, AlternativeAction, Behaviour, Role } from "../../calculus/core/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";

/**
 * Nobody can move, although somebody has not finished or a message is left over. Roles that wait, directly or through others, for a stopped role do not
 * count. Call it on configurations without a step.
 */
export function describeDeadlock(N: NetworkConfiguration): string | undefined {
  const waiting = new Map<Role, readonly Role[]>();
  for (const [role, process] of N.processes) {
    const head = headOf(process);
    if (head?.kind === "receive") waiting.set(role, sendersIn(head));
    else if (head?.kind === "select") waiting.set(role, receivedIn(head).length === 0 ? [role] : receivedIn(head).map(({ from }) => from));
    else if (head !== undefined && !N.world.stopped.has(role)) return `${role} has something to do but makes no step`;
  }
  for (const role of waiting.keys()) {
    if (!waitsForStopped(role, waiting, N)) return `${role} waits forever for ${(waiting.get(role) ?? []).join(" or ")}`;
  }
  return undefined;
}

function sendersIn({ from, branches }: Extract<Action, { kind: "receive" }>): readonly Role[] {
  return [...new Set(branches.map((branch) => branch.from ?? from))];
}

function receivedIn({ alternatives }: Extract<Action, { kind: "select" }>): readonly Extract<AlternativeAction, { kind: "receive" }>[] {
  return alternatives.map(({ action }) => action).filter((action) => action.kind === "receive");
}

function waitsForStopped(role: Role, waiting: ReadonlyMap<Role, readonly Role[]>, N: NetworkConfiguration, seen: Set<Role> = new Set()): boolean {
  if (N.world.stopped.has(role)) return true;
  if (seen.has(role)) return false;
  seen.add(role);
  return (waiting.get(role) ?? []).some((next) => waitsForStopped(next, waiting, N, seen));
}

/** Everybody finished, but a queue is not empty. */
export function describeOrphans(N: NetworkConfiguration): string | undefined {
  if ([...N.processes.values()].some((process) => headOf(process) !== undefined)) return undefined;
  const left = [...N.channels.values()].find((queue) => queue.messages.length > 0);
  return left === undefined ? undefined : `a message from ${left.from} to ${left.to} is never received`;
}

/** A role can only receive, has a message from everyone it waits for, and knows the label of none at the head of its queue. */
export function describeUnspecifiedReception(N: NetworkConfiguration): string | undefined {
  for (const [role, process] of N.processes) {
    const head = headOf(process);
    if (head?.kind !== "receive" || N.world.stopped.has(role)) continue;
    const isUnknown = sendersIn(head).every((sender) => {
      const message = [...N.channels.values()].find((queue) => queue.from === sender && queue.to === role)?.messages[0];
      const own = head.branches.filter((branch) => (branch.from ?? head.from) === sender);
      return message !== undefined && !own.some((branch) => branch.label === message.label && branch.variables.length === message.values.length);
    });
    if (isUnknown) return `${role} can receive nothing of what ${sendersIn(head).join(" and ")} sent`;
  }
  return undefined;
}

/** The action that a process is at, through the frames and loops around it. */
export function headOf(process: Behaviour): Action | undefined {
  for (let rest = process; rest.kind === "sequence"; rest = rest.tail) {
    const { head } = rest;
    const inner = head.kind === "frame" || head.kind === "loop" ? headOf(head.body) : head;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
