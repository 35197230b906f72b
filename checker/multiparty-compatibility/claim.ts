/** What a run is to show at its end: that something which the conditions ask for is not possible any more, or that a choice depends on the length of queues. */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { SplitEvent } from "../../calculus/protocols/index.ts";
import { eventOfMove, type Component, type Move } from "./component.ts";
import type { Obligation } from "./conditions.ts";
import type { Dependent } from "./independence.ts";
import { present } from "../../calculus/present.ts";

/**
 * `reception`: the first message of a queue is never received; `progress`: a role that only receives never does; `send`: a send is never done while its role
 * does nothing else; `output`: one send of a role is possible and another is not; `input`: a receive is possible, and another of the same state, from another
 * peer, is possible too or will be.
 */
export type Claim = LastingClaim | { readonly kind: "output"; readonly event: SplitEvent; readonly other: SplitEvent };

/** A claim about what comes afterwards, or never does. */
export type LastingClaim =
  | { readonly kind: "reception"; readonly sender: Role; readonly receiver: Role; readonly message: string }
  | { readonly kind: "progress"; readonly role: Role }
  | { readonly kind: "send"; readonly event: SplitEvent }
  | { readonly kind: "input"; readonly event: SplitEvent; readonly other: SplitEvent };

/** The claim that an obligation of a component cannot be met. */
export function claimOfUnmet(component: Component, obligation: Obligation): Claim {
  const { network, roles, channels } = component;
  const nameOf = (role: number): Role => present(network.roles[present(roles[role])]);
  switch (obligation.kind) {
    case "reception": {
      const { sender, receiver } = present(channels[obligation.channel]);
      return { kind: "reception", sender: nameOf(sender), receiver: nameOf(receiver), message: present(network.messages[obligation.message]) };
    }
    case "progress":
      return { kind: "progress", role: nameOf(obligation.role) };
    case "send":
      return { kind: "send", event: eventOfMove(component, obligation.move) };
    default:
      return assertNever(obligation);
  }
}

/** The claim that a choice depends on the bound. */
export function claimOfDependent(component: Component, { move, other }: Dependent): Claim {
  const event = (each: Move): SplitEvent => eventOfMove(component, each);
  return { kind: move.sends ? "output" : "input", event: event(move), other: event(other) };
}

/** The claim as the second half of a sentence that begins with the run. */
export function claimText(claim: Claim, bound?: number): string {
  const within = bound === undefined ? "" : ` with at most ${String(bound)} ${bound === 1 ? "message" : "messages"} in a queue`;
  switch (claim.kind) {
    case "reception":
      return `${claim.receiver} can never receive ${claim.message}, which is first in the queue from ${claim.sender}${within}`;
    case "progress":
      return `${claim.role} waits and can never receive anything${within}`;
    case "send":
      return `${claim.event.sender} can never send ${claim.event.message} to ${claim.event.receiver}, whatever the others do${within}`;
    case "output":
      return `${claim.event.sender} can send ${claim.event.message} to ${claim.event.receiver}, but not ${claim.other.message} to ${claim.other.receiver}${within}`;
    case "input":
      return `${claim.event.receiver} can receive ${claim.event.message} from ${claim.event.sender}, and ${claim.other.message} from ${claim.other.sender} may come as well`;
    default:
      return assertNever(claim);
  }
}
