/**
 * What is wrong with a network's configuration. The error predicates are pairwise disjoint: an unspecified reception is never also reported as a
 * deadlock, and an orphan message presupposes that nobody waits. Zafiropulo et al., Towards analyzing and synthesizing protocols, 1980, for the three kinds.
 *
 * Who waits, directly or through others, for a role that stopped is in no deadlock: failure is the business of `no-failure`.
 */
import type { Role } from "../../calculus/core/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import { nextAction } from "../property/scene.ts";
import type { StateError, Waiting } from "./state-space.ts";

/** All errors of one kind, or none. `isStuck`: no role can move. Linear in roles and queues. */
export function networkErrors(configuration: NetworkConfiguration, isStuck: boolean): readonly StateError[] {
  const receptions = unspecifiedReceptions(configuration);
  if (receptions.length > 0) return receptions;
  const orphans = orphanMessages(configuration);
  if (orphans.length > 0 || !isStuck) return orphans;
  const waiting = waitingRoles(configuration);
  const blocked = waiting.filter((one) => !waitsForStopped(one, waiting, configuration));
  return blocked.length === 0 ? [] : [{ kind: "deadlock", waiting: blocked }];
}

/** Every role that is neither finished nor stopped and whose next action is a receive, with the sender. */
export function waitingRoles({ processes, world }: NetworkConfiguration): readonly Waiting[] {
  return [...processes].flatMap(([role, behaviour]) => {
    const action = world.stopped.has(role) ? undefined : nextAction(behaviour);
    return action?.kind === "receive" ? [{ role, for: action.from }] : [];
  });
}

/** Follows who waits for whom; a role that neither waits nor is finished nor stopped has no value to choose or met a limit, and counts as stopped. */
function waitsForStopped(first: Waiting, waiting: readonly Waiting[], { processes, world }: NetworkConfiguration): boolean {
  const seen = new Set<Role>();
  let role = first.role;
  for (;;) {
    if (world.stopped.has(role)) return true;
    if (seen.has(role)) return false;
    seen.add(role);
    const next = waiting.find((one) => one.role === role);
    if (next === undefined) {
      const behaviour = processes.get(role);
      return behaviour !== undefined && nextAction(behaviour) !== undefined;
    }
    role = next.for;
  }
}

function unspecifiedReceptions({ processes, channels, world }: NetworkConfiguration): readonly StateError[] {
  return [...channels.values()].flatMap(({ from, to, messages }): readonly StateError[] => {
    const behaviour = processes.get(to);
    const action = behaviour === undefined || world.stopped.has(to) ? undefined : nextAction(behaviour);
    const head = messages[0];
    if (head === undefined || action?.kind !== "receive" || action.from !== from) return [];
    const expected = action.branches.map(({ label }) => label);
    return expected.includes(head.label) ? [] : [{ kind: "reception", role: to, from, label: head.label, expected }];
  });
}

function orphanMessages({ processes, channels, world }: NetworkConfiguration): readonly StateError[] {
  const isFinished = (role: Role): boolean => {
    const behaviour = processes.get(role);
    return behaviour === undefined || nextAction(behaviour) === undefined;
  };
  if (![...processes.keys()].every((role) => world.stopped.has(role) || isFinished(role))) return [];
  return [...channels.values()].flatMap(({ from, to, messages }): readonly StateError[] => {
    const head = messages[0];
    return head === undefined || world.stopped.has(to) ? [] : [{ kind: "orphan", from, to, label: head.label }];
  });
}
