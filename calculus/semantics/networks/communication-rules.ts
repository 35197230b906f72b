/** The rules of networks by which processes send and receive, in their own session and on the ends of further ones (docs/semantics.md §6). */
import type { Role } from "../../core/index.ts";
import { concatenateBehaviours, prefix, senderOf, sendersOf } from "../../core/index.ts";
import { sources } from "../rule-text.ts";
import { stopRole, writeAll } from "../world.ts";
import { deliveries, enqueue, hasRoom } from "./channels.ts";
import { evaluated } from "./evaluated.ts";
import { networkRule } from "./rule.ts";
import type { NetworkConclusion, NetworkPremises, NetworkRule } from "./rule.ts";
import { channelOf, sessionChannel, withoutDelegated } from "./session-ends.ts";
import type { ChannelSides } from "./session-ends.ts";

export const send: NetworkRule = networkRule<"send">({
  name: "N-SEND",
  summary: "a process evaluates and sends to the end of a queue; where queues are bounded, one with room",
  source: sources.montesi,
  drawing: `
  N(p) = q!ℓ⟨e⃗⟩ ; B     σ(p) ⊢ e⃗ ⇓ v⃗     |Q(p,q)| < n where the network is bounded(n)
 ────────────────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —p!q ℓ⟨v⃗⟩→ ⟨N[p ↦ B], Q(p,q)·ℓ⟨v⃗⟩, Σ⟩

  In a mailbox the queue is Q(q), and holds p:ℓ⟨v⃗⟩; in a bag it is the multiset Q(p,q) ⊎ {ℓ⟨v⃗⟩}.`,
  on: ["send"],
  apply: (premises) => {
    const { p, A, B, Q, network } = premises;
    const { to: q, label, site } = A;
    if (A.session !== undefined || !hasRoom(network, Q, p, q)) return [];
    return evaluated(premises, (values, { consulted, world }) => ({
      label: { kind: "send", from: p, to: q, label, values, oracles: consulted },
      behaviour: B,
      get channels() {
        return enqueue(network, Q, p, q, { label, values });
      },
      world: withoutDelegated(world, p, A, values),
      rules: ["N-SEND"],
      site,
    }));
  },
});

export const sendOn: NetworkRule = networkRule<"send">({
  name: "N-SEND-ON",
  summary: "a process sends on the end of a further session that it holds",
  source: sources.ours,
  drawing: `
  N(p) = s.D!ℓ⟨e⃗⟩ ; B     σ(p) ⊢ s ⇓ q/C     σ(p) ⊢ e⃗ ⇓ v⃗     room as in N-SEND
 ──────────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —p!q/C→q/D ℓ⟨v⃗⟩→ ⟨N[p ↦ B], Q(q/C,q/D)·ℓ⟨v⃗⟩, Σ ∖ p.(e⃗ ∩ ends)⟩`,
  on: ["send"],
  apply: (premises) => {
    const { p, A, B, Q, Σ, network } = premises;
    const { label, site } = A;
    const sides = A.session === undefined ? undefined : channelOf(Σ, p, A);
    if (sides === undefined || !hasRoom(network, Q, sides.from, sides.to)) return [];
    return evaluated(premises, (values, { consulted, world }) => ({
      label: { kind: "send", from: p, to: sessionChannel(sides), label, values, oracles: consulted },
      behaviour: B,
      get channels() {
        return enqueue(network, Q, sides.from, sides.to, { label, values });
      },
      world: withoutDelegated(world, p, A, values),
      rules: ["N-SEND-ON"],
      site,
    }));
  },
});

export const receive: NetworkRule = networkRule<"receive">({
  name: "N-RECEIVE",
  summary: "a process takes the oldest message from a sender that it waits for, in the branch of that sender and its label",
  source: sources.montesi,
  drawing: `
  N(q) = &{…, p?ℓ(x⃗): Bℓ, …} ; B     Q(p,q) = ℓ⟨v⃗⟩·w
 ────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —q?p ℓ⟨v⃗⟩→ ⟨N[q ↦ Bℓ ⨟ B], Q[(p,q) ↦ w], Σ[q.x⃗ ↦ v⃗]⟩`,
  on: ["receive"],
  apply: (premises) => (premises.network.order === "fifo" ? receivedHere(premises, "N-RECEIVE") : []),
});

export const receiveFromMailbox: NetworkRule = networkRule<"receive">({
  name: "N-RECEIVE-MAILBOX",
  summary: "a process takes the oldest message of its mailbox, in the branch of its sender and its label",
  source: sources.ours,
  drawing: `
  mailbox     N(q) = &{…, p?ℓ(x⃗): Bℓ, …} ; B     Q(q) = p:ℓ⟨v⃗⟩·w
 ────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —q?p ℓ⟨v⃗⟩→ ⟨N[q ↦ Bℓ ⨟ B], Q[q ↦ w], Σ[q.x⃗ ↦ v⃗]⟩`,
  on: ["receive"],
  apply: (premises) => (premises.network.order === "mailbox" ? receivedHere(premises, "N-RECEIVE-MAILBOX") : []),
});

export const receiveFromBag: NetworkRule = networkRule<"receive">({
  name: "N-RECEIVE-BAG",
  summary: "a process takes any message that it waits for, whenever it was sent",
  source: sources.ours,
  drawing: `
  bag     N(q) = &{…, p?ℓ(x⃗): Bℓ, …} ; B     Q(p,q) = {ℓ⟨v⃗⟩} ⊎ w
 ────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —q?p ℓ⟨v⃗⟩→ ⟨N[q ↦ Bℓ ⨟ B], Q[(p,q) ↦ w], Σ[q.x⃗ ↦ v⃗]⟩`,
  on: ["receive"],
  apply: (premises) => (premises.network.order === "bag" ? receivedHere(premises, "N-RECEIVE-BAG") : []),
});

/** The rules of receives in the session of the process itself, one of which applies to a network. */
export const receives: readonly NetworkRule[] = [receive, receiveFromMailbox, receiveFromBag];

/** The steps of a receive in the session of the process itself, by sender. */
function receivedHere(premises: NetworkPremises<"receive">, rule: string): readonly NetworkConclusion[] {
  const { A, p } = premises;
  if (A.session !== undefined) return [];
  return sendersOf(A).flatMap((sender) => received(premises, sender, { from: sender, to: p }, sender, rule));
}

/** The steps that take a message from a sender, of those that have a branch. */
function received(
  { p, A, B, Q, Σ, network }: NetworkPremises<"receive">,
  sender: Role,
  { from, to }: ChannelSides,
  farSide: Role,
  rule: string,
): readonly NetworkConclusion[] {
  const { branches, site } = A;
  return deliveries(network, Q, from, to).flatMap(({ message: { label, values }, rest }): readonly NetworkConclusion[] => {
    const branch = branches.find((each) => senderOf(A, each) === sender && each.label === label && each.variables.length === values.length);
    if (branch === undefined) return [];
    return [
      {
        label: { kind: "receive", from: farSide, to: p, label, values },
        behaviour: concatenateBehaviours(branch.body, B),
        get channels() {
          return rest();
        },
        world: writeAll(Σ, p, branch.variables, values),
        rules: [rule],
        site,
      },
    ];
  });
}

export const receiveOn: NetworkRule = networkRule<"receive">({
  name: "N-RECEIVE-ON",
  summary: "a process receives on the end of a further session that it holds",
  source: sources.ours,
  drawing: `
  N(p) = s.D&{…, ℓ(x⃗): Bℓ, …} ; B     σ(p) ⊢ s ⇓ q/C     Q(q/D,q/C) = ℓ⟨v⃗⟩·w
 ────────────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —p?q/D→q/C ℓ⟨v⃗⟩→ ⟨N[p ↦ Bℓ ⨟ B], Q[(q/D,q/C) ↦ w], Σ[p.x⃗ ↦ v⃗]⟩

  From a mailbox as in N-RECEIVE-MAILBOX, from a bag as in N-RECEIVE-BAG.`,
  on: ["receive"],
  apply: (premises) => {
    const { A, p, Σ } = premises;
    if (A.session === undefined) return [];
    return sendersOf(A).flatMap((sender) => {
      const sides = channelOf(Σ, p, A, sender);
      return sides === undefined ? [] : received(premises, sender, sides, sessionChannel(sides), "N-RECEIVE-ON");
    });
  },
});

export const noEnd: NetworkRule = networkRule<"send" | "receive">({
  name: "N-NO-END",
  summary: "an action on a session end that is not held stops its process",
  source: sources.ours,
  drawing: `
  N(p) = s.D!ℓ⟨e⃗⟩ ; B   or   s.D&{…} ; B     σ(p)(s) is no end
 ─────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ, S⟩ —fail_p→ ⟨N, Q, Σ, S ∪ {p}⟩`,
  on: ["send", "receive"],
  apply: ({ p, A, B, Q, Σ }) => {
    if (A.session === undefined || channelOf(Σ, p, A) !== undefined) return [];
    const label = { kind: "fail" as const, role: p, reason: `${A.session} holds no end of a session`, oracles: [] };
    return [{ label, behaviour: prefix(A, B), channels: Q, world: stopRole(Σ, p, "failed"), rules: ["N-NO-END"], site: A.site }];
  },
});
