/**
 * What a property can see at one moment of a run: the stores, the event that just happened, and where each role stands. Both kinds of
 * configuration show the same: a role is at its end when its process is ε, which in a choreography means that it does not act any more.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import { end, exposeHead, rolesOf, rolesOfTerm, subterms } from "../../calculus/core/index.ts";
import type { Action, Behaviour, Choreography, Instruction, Role } from "../../calculus/core/index.ts";
import { isFinalNetwork } from "../../calculus/semantics/index.ts";
import type { ChoreographyConfiguration, Label, NetworkConfiguration, World } from "../../calculus/semantics/index.ts";

export interface Scene {
  readonly world: World;
  /** The label of the step that led here; absent in an initial configuration. */
  readonly event?: Label;
  /** Everybody is finished, every message received, nobody stopped. */
  readonly isFinal: () => boolean;
  readonly isAtEnd: (role: Role) => boolean;
  /** The `'name` of the statement that the role executes next, if it has one. */
  readonly position: (role: Role) => string | undefined;
}

/** The action that a process takes next, seen through frames and through loops, which unfold silently; undefined when it is finished. */
export function nextAction(behaviour: Behaviour): Action | undefined {
  const exposed = exposeHead(behaviour);
  if (exposed.kind === "end") return undefined;
  return exposed.head.kind === "frame" ? (nextAction(exposed.head.body) ?? nextAction(exposed.tail)) : exposed.head;
}

/** The scene of a network's configuration. */
export function networkScene(configuration: NetworkConfiguration, event?: Label): Scene {
  const { processes, world } = configuration;
  const next = (role: Role): Action | undefined => {
    const behaviour = processes.get(role);
    return behaviour === undefined ? undefined : nextAction(behaviour);
  };
  return {
    world,
    ...(event === undefined ? {} : { event }),
    isFinal: () => isFinalNetwork(configuration),
    isAtEnd: (role) => next(role) === undefined,
    position: (role) => {
      const action = next(role);
      return action === undefined || !("site" in action) ? undefined : action.site.label;
    },
  };
}

/** The scene of a choreography's configuration. */
export function choreographyScene({ term, world }: ChoreographyConfiguration, event?: Label): Scene {
  return {
    world,
    ...(event === undefined ? {} : { event }),
    isFinal: () => term.kind === "end" && world.stopped.size === 0,
    isAtEnd: (role) => !rolesOfTerm(term).has(role),
    position: (role) => nextLabel(term, role),
  };
}

/** The label of the first instruction of the term in which the role acts; in undecided branches, that of the first branch, as in a merge. */
function nextLabel(term: Choreography, role: Role): string | undefined {
  for (let rest = term; rest.kind === "sequence"; rest = rest.tail) {
    if (rolesOf(rest.head).has(role)) return labelOf(rest.head, role);
  }
  return undefined;
}

function labelOf(I: Instruction, role: Role): string | undefined {
  switch (I.kind) {
    case "if":
    case "match":
    case "choose":
      return I.role === role ? I.site.label : nextLabel(subterms(I)[0] ?? end, role);
    case "loop":
      return nextLabel(rolesOfTerm(I.body).has(role) ? I.body : I.exit, role);
    case "frame":
      return I.pending.includes(role) ? I.call.site.label : nextLabel(I.body, role);
    case "leave":
      return nextLabel(I.to, role);
    case "communicate":
    case "select":
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
    case "call":
    case "continue":
    case "break":
    case "in-transit":
      return I.site.label;
    default:
      return assertNever(I);
  }
}
