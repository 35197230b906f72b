/**
 * What is wrong with a network's configuration. The error predicates are pairwise disjoint: an unspecified reception is never also reported as a
 * deadlock, and an orphan message presupposes that nobody waits. Zafiropulo et al., Towards analyzing and synthesizing protocols, 1980, for the three kinds.
 *
 * Who waits, directly or through others, for a role that failed or whose assumption is false is in no deadlock: failure is the business of `no-failure`.
 * Who waits for a role that crashed for good is in one.
 */
import { fifo, senderOf, sendersOf } from "../../calculus/core/index.ts";
import type { Action, AlternativeAction, NetworkArchitecture, Role } from "../../calculus/core/index.ts";
import { actorOf, channelOf, hasRoom, isFault, queued, subject } from "../../calculus/semantics/index.ts";
import type { Label, NetworkConfiguration, World } from "../../calculus/semantics/index.ts";
import { nextAction } from "../property/scene.ts";
import type { Surroundings } from "./open-alternatives.ts";
import { openAlternatives } from "./open-alternatives.ts";
import type { StateError, Waiting } from "./state-space.ts";

type Select = Extract<Action, { kind: "select" }>;

/**
 * All errors of one kind, or none. `isStuck`: no role can move, whatever faults are possible; `canMove` says of a role at a guarded choice whether it can, and is asked only about those.
 * Linear in roles and queues.
 */
export function networkErrors(
  configuration: NetworkConfiguration,
  isStuck: boolean,
  canMove: (role: Role) => boolean = () => !isStuck,
  around: Surroundings = {},
): readonly StateError[] {
  const receptions = unspecifiedReceptions(configuration, canMove, around);
  if (receptions.length > 0) return receptions;
  const orphans = orphanMessages(configuration);
  if (orphans.length > 0 || !isStuck) return orphans;
  const waiting = waitingRoles(configuration, around);
  const blocked = waiting.filter((one) => !waitsForStopped(one, waiting, configuration));
  return blocked.length === 0 ? [] : [{ kind: "deadlock", waiting: blocked }];
}

/**
 * Every role that is neither finished nor stopped and whose next action is a receive, with the sender; of several senders with each. One at a guarded choice
 * waits for those that alternatives whose guards hold are to receive from, and where there are none for itself. Who wants to send to a full queue waits for its
 * receiver. Ask where nobody can move.
 */
export function waitingRoles(configuration: NetworkConfiguration, around: Surroundings = {}): readonly Waiting[] {
  const { processes, world } = configuration;
  return [...processes].flatMap(([role, behaviour]) => {
    const action = world.stopped.has(role) ? undefined : nextAction(behaviour);
    if (action === undefined) return [];
    return awaited(configuration, role, action, around).map((other): Waiting => {
      const stopped = world.stopped.get(actorOf(configuration, other) ?? other);
      return { role, for: other, ...(stopped === undefined ? {} : { stopped }) };
    });
  });
}

/** Equal iff all is equal. */
export function waitingKey({ role, for: other, stopped }: Waiting): string {
  return `${role} ${other} ${stopped ?? ""}`;
}

/** `B`, `B (crashed)`: who is waited for, and why in vain. */
export function awaitedText({ for: other, stopped }: Waiting): string {
  return stopped === undefined ? other : `${other} (${stopped === "assumption" ? "stopped by an assumption" : stopped})`;
}

/** Whom a role waits for that is before the action. */
function awaited({ channels, world }: NetworkConfiguration, role: Role, action: Action, around: Surroundings): readonly Role[] {
  const { architecture: network = fifo } = around;
  switch (action.kind) {
    case "select": {
      const { open, isKnown } = openAlternatives(role, action, world, around);
      if (open === undefined) return [];
      const full = open.flatMap((one) => (one.kind === "send" && !hasRoom(network, channels, role, one.to) ? [one.to] : []));
      // Whose guard holds and who does not move all the same has no value to send or to write.
      if (isKnown && open.some((one) => one.kind === "local" || (one.kind === "send" && !full.includes(one.to)))) return [];
      const others = [...sendersIn(open), ...full];
      return others.length === 0 ? [role] : [...new Set(others)];
    }
    case "send": {
      const sides = channelOf(world, role, action);
      return sides === undefined || hasRoom(network, channels, sides.from, sides.to) ? [] : [sides.to];
    }
    case "receive":
      return sendersOf(action).flatMap((sender) => channelOf(world, role, action, sender)?.from ?? []);
    default:
      return [];
  }
}

/** Whether the step is one that the role takes, and no fault. */
export function movesItself(label: Label, role: Role): boolean {
  return subject(label) === role && !isFault(label);
}

function receivesOf({ alternatives }: Select): readonly Extract<AlternativeAction, { kind: "receive" }>[] {
  return alternatives.flatMap(({ action }) => (action.kind === "receive" ? [action] : []));
}

function sendersIn(actions: readonly AlternativeAction[]): readonly Role[] {
  return [...new Set(actions.flatMap((one) => (one.kind === "receive" ? [one.from] : [])))].sort();
}

/**
 * Follows who waits for whom, from one that waits for several roles to each of them: any that stopped might have sent. A role that neither waits nor is finished nor stopped has no value to choose or
 * met a limit, and counts as stopped.
 */
function waitsForStopped(first: Waiting, waiting: readonly Waiting[], configuration: NetworkConfiguration): boolean {
  const { processes, world } = configuration;
  const reached = new Set([first.role]);
  for (const role of reached) {
    const reason = world.stopped.get(role);
    if (reason !== undefined) {
      if (reason !== "crashed") return true;
      continue;
    }
    const next = waiting.filter((one) => one.role === role);
    const behaviour = processes.get(role);
    if (next.length === 0 && behaviour !== undefined && nextAction(behaviour) !== undefined) return true;
    // Behind an end of a further session stands who holds it; one that was sent to nobody who goes on is nobody's.
    for (const one of next) reached.add(actorOf(configuration, one.for) ?? one.for);
  }
  return false;
}

/** Whoever waits for several roles may still hear from one whose queue is empty: all of them have sent, and nothing of that is expected. */
function unspecifiedReceptions(
  { processes, channels, world }: NetworkConfiguration,
  canMove: (role: Role) => boolean,
  around: Surroundings,
): readonly StateError[] {
  const { architecture: network = fifo } = around;
  return [...processes].flatMap(([role, behaviour]): readonly StateError[] => {
    const action = world.stopped.has(role) ? undefined : nextAction(behaviour);
    if (action?.kind === "select") return canMove(role) ? [] : unspecifiedAtChoice(role, action, channels, world, around);
    if (action?.kind !== "receive") return [];
    const offers = sendersOf(action).map((sender): Offer => {
      const branches = action.branches.filter((branch) => senderOf(action, branch) === sender);
      const sides = channelOf(world, role, action, sender);
      return { from: sides?.from ?? sender, to: sides?.to, messages: branches.map(({ label, variables }) => ({ label, arity: variables.length })) };
    });
    return unexpected(role, offers, channels, network);
  });
}

/** What a role is ready to receive from a sender, on the queue to `to`; nothing where it holds no end of it. */
interface Offer {
  readonly from: Role;
  readonly to: Role | undefined;
  readonly messages: readonly { readonly label: string; readonly arity: number }[];
}

/**
 * The error of a role that is ready for these messages only, if it is one. From queues: every sender has sent, and none of what is oldest is expected. From a
 * mailbox: what is oldest is not expected. A bag may always get a message that is.
 */
function unexpected(role: Role, offers: readonly Offer[], channels: NetworkConfiguration["channels"], network: NetworkArchitecture): readonly StateError[] {
  if (network.order === "bag") return [];
  const heads = offers.map((offer) => {
    const head = offer.to === undefined ? undefined : queued(channels, offer.from, offer.to, network)[0];
    const isFromHere = head !== undefined && (head.from ?? offer.from) === offer.from;
    return { ...offer, head, isExpected: isFromHere && offer.messages.some(({ label, arity }) => label === head.label && arity === head.values.length) };
  });
  const [first] = heads;
  if (first?.head === undefined || heads.some(({ head, isExpected }) => head === undefined || isExpected)) return [];
  const { head } = first;
  const from = head.from ?? first.from;
  const ready = network.order === "mailbox" ? heads.filter((one) => one.from === from) : [first];
  const expected = (ready.length === 0 ? heads : ready).flatMap(({ messages }) => messages.map(({ label }) => label));
  return [{ kind: "reception", role, from, label: head.label, expected: [...new Set(expected)] }];
}

/**
 * A guarded choice of which nothing is enabled, and nothing will be: guards do not change while the role waits, and what it is offered by everybody whom it
 * may receive from, by an alternative whose guard holds, is in none of its alternatives. A message that is in one whose guard does not hold is not unexpected.
 */
function unspecifiedAtChoice(
  role: Role,
  action: Select,
  channels: NetworkConfiguration["channels"],
  world: World,
  around: Surroundings,
): readonly StateError[] {
  const { architecture: network = fifo } = around;
  const { open = [], isKnown } = openAlternatives(role, action, world, around);
  // A send that waits for room may be done later, if its guard holds.
  const isOpen = isKnown
    ? open.some(({ kind }) => kind !== "receive")
    : action.alternatives.some(
        ({ guard, action: one }) => one.kind !== "receive" && (guard === undefined || (one.kind === "send" && !hasRoom(network, channels, role, one.to))),
      );
  if (isOpen) return [];
  const receives = receivesOf(action);
  const awaitedSenders = sendersIn(open);
  // A mailbox has one oldest message, which a guard may keep waiting, whoever sent it.
  const senders = network.order === "mailbox" && awaitedSenders.length > 0 ? sendersIn(receives) : awaitedSenders;
  const offers = senders.map((from): Offer => {
    const own = receives.filter((one) => one.from === from);
    return { from, to: role, messages: own.map(({ label, variables }) => ({ label, arity: variables.length })) };
  });
  return unexpected(role, offers, channels, network);
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
    if (head === undefined || world.stopped.has(actorOf(configuration, to) ?? to)) return [];
    return [{ kind: "orphan", from: from ?? head.from ?? to, to, label: head.label }];
  });
}
