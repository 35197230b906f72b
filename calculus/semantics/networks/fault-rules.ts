/**
 * The rules about faults (docs/semantics.md, faults): N-… what an unreliable network does, F-… what the clauses of a fault model add. A fault model is an
 * operator on transition systems: it adds steps, and removes none. Crash and recovery after Strom and Yemini, Optimistic recovery in distributed systems,
 * TOCS 1985; channels that lose and duplicate as in Lynch, Distributed Algorithms, 1996.
 */
import { nowhere } from "../../diagnostics/index.ts";
import { sources } from "../rule-text.ts";
import type { NetworkConfiguration, Step } from "../transition-system.ts";
import { restarts, sameStore, stopRole, storeOf, withStore } from "../world.ts";
import type { Affected } from "./affected-messages.ts";
import { affectedMessages, concerns, withMessages } from "./affected-messages.ts";
import type { FaultPremises, FaultRule, FaultRules } from "./fault-rule.ts";
import { clauseRule } from "./fault-rule.ts";
import { LazyStep } from "./lazy-step.ts";

type NetworkStep = Step<NetworkConfiguration>;

/** `nothing`: the network as such has no place in a program. */
const nothing = { span: nowhere };

const lose: FaultRule = {
  name: "N-LOSE",
  summary: "a lossy network loses any message",
  source: sources.ours,
  drawing: `
  lossy     Q(p,q) = w·ℓ⟨v⃗⟩·w'
 ──────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —lose p→q ℓ⟨v⃗⟩→ ⟨N, Q[(p,q) ↦ w·w'], Σ⟩`,
  apply: ({ configuration, roles, network }) =>
    network.lossy ? affectedMessages(configuration.channels, roles).map((one) => lost(configuration, one, "N-LOSE", {})) : [],
};

/** The step that loses a message. */
function lost(
  configuration: NetworkConfiguration,
  { channel, queue, position, from, message }: Affected,
  rule: string,
  by: { readonly clause?: number; readonly site?: NetworkStep["site"]; readonly world?: NetworkConfiguration["world"] },
): NetworkStep {
  const { label, values } = message;
  const { clause, site = nothing, world = configuration.world } = by;
  return new LazyStep(
    { label: { kind: "lose", from, to: queue.to, label, values, position, ...(clause === undefined ? {} : { clause }) }, rules: [rule], site },
    () => ({ ...configuration, world, channels: withMessages(configuration.channels, channel, queue, queue.messages.toSpliced(position, 1)) }),
  );
}

const keep: FaultRule = {
  name: "N-KEEP",
  summary: "a duplicating network leaves a message where it was when it is received",
  source: sources.ours,
  drawing: `
  duplicating     ⟨N, Q, Σ⟩ —q?p ℓ⟨v⃗⟩→ ⟨N', Q', Σ'⟩
 ────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —q?p ℓ⟨v⃗⟩ kept→ ⟨N', Q, Σ'⟩`,
  apply: (premises) => (premises.network.duplicating ? kept(premises, "N-KEEP") : []),
};

/** The receives that are possible here, with queues as they were. */
function kept({ configuration, steps }: FaultPremises, rule: string): readonly NetworkStep[] {
  return steps.flatMap((step) => {
    const { label, rules, site } = step;
    if (label.kind !== "receive") return [];
    return [new LazyStep({ label: { ...label, kept: true }, rules: [rule, ...rules], site }, () => ({ ...step.target, channels: configuration.channels }))];
  });
}

const crash = clauseRule<"crash">({
  name: "F-CRASH",
  summary: "a role crashes and starts again, in one step: what is not durable is as at the start; its queues stay",
  source: sources.ours,
  on: "crash",
  drawing: `
  crash …, p, … at most n     k < n     p ∉ S     σ = durable fields of Σ(p), initial values for the others, no frames
 ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ, S, k⟩ —crash_p→ ⟨N[p ↦ N₀(p)], Q, Σ[p ↦ σ], S, k + 1⟩     unless nothing changes but k`,
  apply: ({ configuration, roles, model, chooser, clause, index, spend, beginningOf, isSame }) => {
    if (!clause.restarts) return [];
    const { processes, world } = configuration;
    return roles
      .filter((p) => clause.roles.includes(p) && !world.stopped.has(p))
      .flatMap((p) => {
        const [before, beginning] = [processes.get(p), beginningOf(p)];
        const isAtStart = before !== undefined && isSame(before, beginning);
        return restarts(model, p, world, chooser).flatMap(({ store, values }) => {
          if (isAtStart && sameStore(store, storeOf(world, p))) return [];
          return new LazyStep(
            { label: { kind: "crash", role: p, clause: index, restarts: true, values }, rules: ["F-CRASH"], site: { span: clause.span } },
            () => ({ ...configuration, processes: new Map(processes).set(p, beginning), world: withStore(spend(world), p, store) }),
          );
        });
      });
  },
});

const crashForGood = clauseRule<"crash">({
  name: "F-CRASH-FOR-GOOD",
  summary: "a role crashes and never moves again",
  source: sources.ours,
  on: "crash",
  drawing: `
  crash …, p, … permanently at most n     k < n     p ∉ S
 ────────────────────────────────────────────────────────────
  ⟨N, Q, Σ, S, k⟩ —crash_p→ ⟨N, Q, Σ, S ∪ {p}, k + 1⟩`,
  apply: ({ configuration, roles, clause, index, spend }) => {
    if (clause.restarts) return [];
    const { world } = configuration;
    return roles
      .filter((p) => clause.roles.includes(p) && !world.stopped.has(p))
      .map(
        (p) =>
          new LazyStep(
            { label: { kind: "crash", role: p, clause: index, restarts: false, values: [] }, rules: ["F-CRASH-FOR-GOOD"], site: { span: clause.span } },
            () => ({ ...configuration, world: stopRole(spend(world), p, "crashed") }),
          ),
      );
  },
});

const loseClause = clauseRule<"lose">({
  name: "F-LOSE",
  summary: "a fault loses a message that its clause is about",
  source: sources.ours,
  on: "lose",
  drawing: `
  lose p -> q : ℓ at most n     k < n     Q(p,q) = w·ℓ⟨v⃗⟩·w'
 ────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ, k⟩ —lose p→q ℓ⟨v⃗⟩→ ⟨N, Q[(p,q) ↦ w·w'], Σ, k + 1⟩`,
  apply: ({ configuration, roles, clause, index, spend }) =>
    affectedMessages(configuration.channels, roles)
      .filter(({ from, queue, message }) => concerns(clause, { from, to: queue.to, label: message.label }))
      .map((one) => lost(configuration, one, "F-LOSE", { clause: index, site: { span: clause.span }, world: spend(configuration.world) })),
});

const duplicateClause = clauseRule<"duplicate">({
  name: "F-DUPLICATE",
  summary: "a fault leaves a message that its clause is about where it was when it is received",
  source: sources.ours,
  on: "duplicate",
  drawing: `
  duplicate p -> q : ℓ at most n     k < n     ⟨N, Q, Σ⟩ —q?p ℓ⟨v⃗⟩→ ⟨N', Q', Σ'⟩
 ──────────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ, k⟩ —q?p ℓ⟨v⃗⟩ kept→ ⟨N', Q, Σ', k + 1⟩`,
  apply: (premises) => {
    const { clause, index, spend } = premises;
    return kept(premises, "F-DUPLICATE").flatMap((step) => {
      const { label, rules, site } = step;
      if (label.kind !== "receive" || !concerns(clause, label)) return [];
      return [
        new LazyStep({ label: { ...label, clause: index }, rules, site }, () => {
          const { target } = step;
          return { ...target, world: spend(target.world) };
        }),
      ];
    });
  },
});

const reorderClause = clauseRule<"reorder">({
  name: "F-REORDER",
  summary: "a fault lets a message be overtaken by the one behind it; in a bag there is no order",
  source: sources.ours,
  on: "reorder",
  drawing: `
  reorder p -> q at most n     k < n     Q(p,q) = w·m·m'·w'     m ≠ m'
 ────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ, k⟩ —reorder p→q m→ ⟨N, Q[(p,q) ↦ w·m'·m·w'], Σ, k + 1⟩

  In a mailbox Q(q) it is m that p sent.`,
  apply: ({ configuration, roles, network, clause, index, spend }) => {
    if (network.order === "bag") return [];
    const { channels, world } = configuration;
    return overtaken(affectedMessages(channels, roles))
      .filter(({ from, queue, message }) => concerns(clause, { from, to: queue.to, label: message.label }))
      .flatMap(({ channel, queue, position, from, message }) => {
        const { messages, to } = queue;
        const behind = messages[position + 1];
        if (behind === undefined) return [];
        const { label, values } = message;
        return [
          new LazyStep(
            { label: { kind: "reorder", from, to, label, values, position, clause: index }, rules: ["F-REORDER"], site: { span: clause.span } },
            () => ({
              ...configuration,
              world: spend(world),
              channels: withMessages(channels, channel, queue, messages.toSpliced(position, 2, behind, message)),
            }),
          ),
        ];
      });
  },
});

/** The messages in front of different ones: of equal neighbours the last. */
function overtaken(affected: readonly Affected[]): readonly Affected[] {
  return affected.flatMap((one, index) => {
    const next = affected[index + 1];
    return next?.channel === one.channel ? [{ ...one, position: next.position - 1 }] : [];
  });
}

/** In the order of their steps: the network's, then those of the clauses as written. */
export const faultRules: FaultRules = {
  "N-LOSE": lose,
  "N-KEEP": keep,
  "F-CRASH": crash,
  "F-CRASH-FOR-GOOD": crashForGood,
  "F-LOSE": loseClause,
  "F-DUPLICATE": duplicateClause,
  "F-REORDER": reorderClause,
};
