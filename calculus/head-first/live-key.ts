/**
 * When two head-first states count as one although roles that do not act any more have left different things undone. Where a role stopped or was given
 * up, the others may go round a loop for ever, and every round leaves its share of the dead role in the term; the network's processes do not grow. So the
 * key of such a state is what its live part is in the network: the projection of every role that can still act, the messages it can still receive, and
 * the stores. What the dead roles would do next is nobody's business any more.
 */
import { assertNever } from "../assert-never.ts";
import { ownRoles, rolesOf, rolesOfTerm } from "../core/index.ts";
import type { Choreography, Instruction, Role } from "../core/index.ts";
import { projection, queuesOf } from "../projection/index.ts";
import type { Projection } from "../projection/index.ts";
import { worldKey } from "../semantics/index.ts";
import type { ChoreographyConfiguration } from "../semantics/index.ts";

/** Keys of configurations in which the roles `dead` take no step any more; undefined where the live part cannot be told, and the whole term must do. */
export type LiveKey = (configuration: ChoreographyConfiguration, dead: ReadonlySet<Role>) => string | undefined;

/** A key function with one table of identities: equal keys iff equal live parts, under equal `dead`. */
export function liveKeys(using: Projection = projection()): LiveKey {
  return ({ term, world }, dead) => {
    const blocked = blockedRoles(term, dead);
    const queues = queuesOf(term);
    if (queues === undefined) return undefined;
    const parts: string[] = [];
    for (const role of world.store.keys()) {
      if (blocked.has(role)) continue;
      const projected = using.of(term, role);
      if (!projected.ok) return undefined;
      parts.push(`${role}:${String(using.identities.behaviour(projected.behaviour))}`);
    }
    for (const [channel, messages] of queues) {
      const [, receiver] = channel.split("→");
      if (receiver !== undefined && !blocked.has(receiver)) parts.push(`${channel}=${messages.join("\u0001")}`);
    }
    return `${parts.sort().join(",")}\u0003${worldKey(world)}`;
  };
}

/** Roles whose first action waits for a dead role, directly or through others, with the dead ones. A role that may still act is never among them. */
export function blockedRoles(term: Choreography, dead: ReadonlySet<Role>): ReadonlySet<Role> {
  const blocked = new Set(dead);
  follow(term, { blocked, live: new Set() });
  return blocked;
}

/** What is known of each role's first action in the part of the term that was passed. */
interface Known {
  readonly blocked: Set<Role>;
  readonly live: Set<Role>;
}

function follow(term: Choreography, known: Known): void {
  for (let rest = term; rest.kind === "sequence"; rest = rest.tail) pass(rest.head, known);
}

function acts(role: Role, { blocked, live }: Known): void {
  if (!blocked.has(role)) live.add(role);
}

function pass(I: Instruction, known: Known): void {
  const { blocked, live } = known;
  switch (I.kind) {
    case "communicate":
    case "select":
      if (blocked.has(I.from) && !live.has(I.to)) blocked.add(I.to);
      acts(I.from, known);
      acts(I.to, known);
      return;
    case "in-transit":
      acts(I.to, known);
      return;
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
      acts(I.role, known);
      return;
    case "if":
      branches(I.role, [I.then, I.else], I, known);
      return;
    case "match":
      branches(I.role, I.cases.map(({ body }) => body), I, known); // prettier-ignore
      return;
    case "choose":
      branches(I.role, I.branches, I, known);
      return;
    case "call":
      for (const role of I.roles) acts(role, known);
      return;
    case "loop":
      passRound(I.body, ownRoles(I.body), known);
      passExit(I.exit, ownRoles(I.body), known);
      return;
    case "frame":
      for (const role of I.pending) acts(role, known);
      follow(I.body, known);
      return;
    case "leave":
      follow(I.to, known);
      return;
    case "continue":
    case "break":
      return;
    default:
      assertNever(I);
  }
}

/** A choice that will never be made lets through what is first in every branch: who waits for the dead in one branch waits. Otherwise nothing is known. */
function branches(decider: Role, terms: readonly Choreography[], I: Instruction, known: Known): void {
  if (!known.blocked.has(decider)) {
    for (const role of rolesOf(I)) acts(role, known);
    return;
  }
  const outcomes = terms.map((term) => {
    const inside: Known = { blocked: new Set(known.blocked), live: new Set(known.live) };
    follow(term, inside);
    return inside;
  });
  for (const { blocked } of outcomes) for (const role of blocked) known.blocked.add(role);
  for (const role of rolesOf(I)) acts(role, known);
}

/** Who acts in a loop begins with a round of it: who waits for the dead there waits, or else a loop of others around it would send to it without end. */
function passRound(body: Choreography, own: ReadonlySet<Role>, known: Known): void {
  const inside: Known = { blocked: new Set(known.blocked), live: new Set(known.live) };
  follow(body, inside);
  for (const role of own) {
    if (inside.blocked.has(role) && !known.live.has(role)) known.blocked.add(role);
    acts(role, known);
  }
}

/** Past a loop of others, only the roles outside the loop are in the exit already. */
function passExit(exit: Choreography, own: ReadonlySet<Role>, known: Known): void {
  const inside: Known = { blocked: new Set(known.blocked), live: new Set(known.live) };
  follow(exit, inside);
  for (const role of rolesOfTerm(exit)) {
    if (own.has(role)) continue;
    if (inside.blocked.has(role)) known.blocked.add(role);
    else known.live.add(role);
  }
}
