/**
 * What is wrong with a network's configuration. The error predicates are pairwise disjoint: an unspecified reception is never also reported as a
 * deadlock, and an orphan message presupposes that nobody waits. Zafiropulo et al., Towards analyzing and synthesizing protocols, 1980, for the three kinds.
 *
 * Who waits, directly or through others, for a role that stopped is in no deadlock: failure is the business of `no-failure`.
 */
import type { Role } from "../../calculus/core/index.ts";
import { actorOf, channelOf, queued } from "../../calculus/semantics/index.ts";
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
    if (action?.kind !== "receive") return [];
    const sides = channelOf(world, role, action);
    return sides === undefined ? [] : [{ role, for: sides.from }];
  });
}

/** Follows who waits for whom; a role that neither waits nor is finished nor stopped has no value to choose or met a limit, and counts as stopped. */
function waitsForStopped(first: Waiting, waiting: readonly Waiting[], configuration: NetworkConfiguration): boolean {
  const { processes, world } = configuration;
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
    // Behind an end of a further session stands who holds it; one that was sent to nobody who goes on is nobody's.
    role = actorOf(configuration, next.for) ?? next.for;
  }
}

function unspecifiedReceptions({ processes, channels, world }: NetworkConfiguration): readonly StateError[] {
  return [...processes].flatMap(([role, behaviour]): readonly StateError[] => {
    const action = world.stopped.has(role) ? undefined : nextAction(behaviour);
    const sides = action?.kind === "receive" ? channelOf(world, role, action) : undefined;
    const head = sides === undefined ? undefined : queued(channels, sides.from, sides.to)[0];
    if (action?.kind !== "receive" || sides === undefined || head === undefined) return [];
    if (action.branches.some(({ label, variables }) => label === head.label && variables.length === head.values.length)) return [];
    const expected = action.branches.map(({ label }) => label);
    return [{ kind: "reception", role, from: sides.from, label: head.label, expected }];
  });
}

function orphanMessages(configuration: NetworkConfiguration): readonly StateError[] {
  const { processes, channels, world } = configuration;
  const isFinished = (role: Role): boolean => {
    const behaviour = processes.get(role);
    return behaviour === undefined || nextAction(behaviour) === undefined;
  };
  if (![...processes.keys()].every((role) => world.stopped.has(role) || isFinished(role))) return [];
  return [...channels.values()].flatMap(({ from, to, messages }): readonly StateError[] => {
    const head = messages[0];
    return head === undefined || world.stopped.has(actorOf(configuration, to) ?? to) ? [] : [{ kind: "orphan", from, to, label: head.label }];
  });
}
