/** Who waits for whom in a configuration: the explanation of a deadlock, read off from the processes or from the choreography. */
import type { Action, Behaviour, Choreography, Instruction, NetworkArchitecture, Role } from "../calculus/core/index.ts";
import { channelOf, hasRoom } from "../calculus/semantics/index.ts";
import type { NetworkConfiguration } from "../calculus/semantics/index.ts";
import { fifo, senderOf, sendersOf } from "../calculus/core/index.ts";
import { peerOf } from "../calculus/notation/index.ts";
import { assertNever } from "../calculus/assert-never.ts";
import type { Configuration } from "./execution.ts";

/** `role` can only go on with a message from `from` that has one of these labels; `s.D` is D in the further session whose end s holds. */
export interface Waiting {
  readonly role: Role;
  readonly from: Role;
  readonly labels: readonly string[];
  /** The role wants to send these messages, and the queue to `from` is full. */
  readonly full?: true;
}

/**
 * The roles that are neither finished nor stopped and whose next action is to receive what has not been sent, or to send to a full queue, in the order of the store. One that waits for
 * several roles is there once for each.
 * Linear in the first actions of the configuration.
 */
export function waiting(configuration: Configuration, network: NetworkArchitecture = fifo): readonly Waiting[] {
  const found: ReadonlyMap<Role, Next | readonly Offer[]> = "term" in configuration ? inChoreography(configuration.term) : inNetwork(configuration, network);
  const roles = [...configuration.world.store.keys()].filter((role) => !configuration.world.stopped.has(role));
  return roles.flatMap((role) => {
    const next = found.get(role);
    return next === undefined || next === "able" ? [] : [next].flat().map((offer) => ({ role, ...offer }));
  });
}

interface Offer {
  readonly from: Role;
  readonly labels: readonly string[];
  readonly full?: true;
}

type Next = "able" | Offer;

/** Every role that waits, with what it waits for from each sender. */
function inNetwork({ processes, channels, world }: NetworkConfiguration, network: NetworkArchitecture): Map<Role, readonly Offer[]> {
  const found = new Map<Role, readonly Offer[]>();
  for (const [role, behaviour] of processes) {
    const action = firstAction(behaviour);
    if (action?.kind === "select") {
      const blocked = action.alternatives.flatMap(({ action: one }): readonly Offer[] =>
        one.kind === "send" && !hasRoom(network, channels, role, one.to) ? [{ from: one.to, labels: [one.label], full: true }] : [],
      );
      found.set(role, [...offersOf(action), ...blocked]);
    }
    if (action?.kind === "send" && world.store.has(role)) {
      const sides = channelOf(world, role, action);
      if (sides !== undefined && !hasRoom(network, channels, sides.from, sides.to))
        found.set(role, [{ from: peerOf(action, action.to), labels: [action.label], full: true }]);
    }
    if (action?.kind !== "receive") continue;
    const offers = sendersOf(action).map((sender): Offer => {
      const branches = action.branches.filter((branch) => senderOf(action, branch) === sender);
      return { from: peerOf(action, sender), labels: branches.map(({ label }) => label) };
    });
    found.set(role, offers);
  }
  return found;
}

/** What a guarded choice may receive, by senders in the order in which they are written. */
function offersOf({ alternatives }: Extract<Action, { kind: "select" }>): readonly Offer[] {
  const offers = new Map<Role, Set<string>>();
  for (const { action } of alternatives) {
    if (action.kind !== "receive") continue;
    const labels = offers.get(action.from);
    if (labels === undefined) offers.set(action.from, new Set([action.label]));
    else labels.add(action.label);
  }
  return [...offers].map(([from, labels]) => ({ from, labels: [...labels] }));
}

function firstAction(behaviour: Behaviour): Action | undefined {
  if (behaviour.kind === "end") return undefined;
  const { head, tail } = behaviour;
  return head.kind === "frame" || head.kind === "loop" ? (firstAction(head.body) ?? firstAction(tail)) : head;
}

/** The next action of every role of the term that has one; the first one along the term counts. */
function inChoreography(term: Choreography): Map<Role, Next> {
  const found = new Map<Role, Next>();
  for (let rest = term; rest.kind === "sequence"; rest = rest.tail) {
    for (const [role, next] of ofInstruction(rest.head)) if (!found.has(role)) found.set(role, next);
  }
  return found;
}

function ofInstruction(instruction: Instruction): Map<Role, Next> {
  switch (instruction.kind) {
    case "communicate":
    case "select":
      return new Map<Role, Next>([
        [instruction.from, "able"],
        [instruction.to, { from: instruction.from, labels: [instruction.label] }],
      ]);
    case "in-transit":
      return new Map<Role, Next>([[instruction.to, "able"]]);
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
      return new Map<Role, Next>([[instruction.role, "able"]]);
    case "if":
      return ofBranches(instruction.role, [instruction.then, instruction.else]);
    case "match":
      return ofBranches(
        instruction.role,
        instruction.cases.map(({ body }) => body),
      );
    case "choose":
      return ofBranches(instruction.role, instruction.branches);
    case "call":
      return new Map(instruction.roles.map((role) => [role, "able"]));
    case "frame": {
      const found = inChoreography(instruction.body);
      for (const role of instruction.pending) found.set(role, "able");
      return found;
    }
    case "loop":
      return united([inChoreography(instruction.body), inChoreography(instruction.exit)]);
    case "leave":
      return inChoreography(instruction.to);
    case "continue":
    case "break":
      return new Map();
    default:
      return assertNever(instruction);
  }
}

function ofBranches(decider: Role, branches: readonly Choreography[]): Map<Role, Next> {
  return united(branches.map(inChoreography)).set(decider, "able");
}

/** The branches' next actions together: waiting for one sender with the labels of all branches. */
function united(branches: readonly Map<Role, Next>[]): Map<Role, Next> {
  const found = new Map<Role, Next>();
  for (const branch of branches) {
    for (const [role, next] of branch) {
      const known = found.get(role);
      if (known === undefined || known === "able" || next === "able") found.set(role, known ?? next);
      else if (known.from === next.from) found.set(role, { from: next.from, labels: [...new Set([...known.labels, ...next.labels])].sort() });
    }
  }
  return found;
}
