/**
 * Coherence of a protocol (Li, Stutz, Wies and Zufferey, Characterizing Implementability of Global Protocols with Infinite States and Data, OOPSLA 2025):
 * send coherence, receive coherence and no mixed choice, for every role and every pair of states that are simultaneously reachable for it. For
 * deterministic, sender-driven protocols with final sinks the three together hold exactly if some network with a first-in-first-out queue for each pair of
 * roles has the protocol's language and no deadlock; the subset construction is then such a network. With them goes sink-finality: that a role knows when
 * it is finished.
 */
import { present } from "../present.ts";
import type { Role } from "../core/index.ts";
import type { GlobalAutomaton } from "./automata.ts";
import { availability, type Availability } from "./availability.ts";
import { numbered, type NumberedAutomaton } from "./numbered-automaton.ts";
import { roleView, type RoleView } from "./role-view.ts";
import { pairLimit, visitSimultaneous, type RunPair } from "./simultaneous.ts";
import { silentFutures, type SilentFutures } from "./silent-futures.ts";

export const conditionNames = ["send-coherent", "receive-coherent", "no-mixed-choice"] as const;
export type ConditionName = (typeof conditionNames)[number];

/** Two runs that a role cannot tell apart, the event that may follow the first, and the one that it must await, or that is under way, in the second. */
export interface Violation {
  readonly condition: ConditionName;
  readonly role: Role;
  readonly runs: RunPair;
  /** The edge behind the first run that must not be taken behind the second. */
  readonly step: number;
  /** What happens behind the second run, the role not yet having moved, until the step is possible. Empty for send coherence. */
  readonly ahead: readonly number[];
}

/** Two runs that a role cannot tell apart: the first ends the protocol, behind the second comes `step`. */
export interface Openness {
  readonly role: Role;
  readonly runs: RunPair;
  readonly step: number;
}

export interface RoleCoherence {
  readonly role: Role;
  /** One for each condition and step, the one with the shortest runs; in the order of their length. */
  readonly violations: readonly Violation[];
  /** Absent: the role is sink-final. */
  readonly open?: Openness;
  readonly pairs: number;
  /** The caps that were reached; empty for a complete answer. */
  readonly capped: readonly string[];
}

export interface Coherence {
  readonly numbered: NumberedAutomaton;
  readonly roles: readonly RoleCoherence[];
}

/** What a condition looks at. */
export interface Situation {
  readonly view: RoleView;
  readonly left: number;
  readonly right: number;
  readonly futures: SilentFutures;
  readonly availability: Availability;
  readonly report: (step: number, ahead: readonly number[]) => void;
  readonly cap: (name: string) => void;
}

export type Condition = (situation: Situation) => void;

/**
 * The conditions on a pair (s₁, s₂) that is simultaneously reachable for p:
 *
 *   send-coherent       s₁ --p→q:m--> implies that s₂ reaches a state with p→q:m by steps without p
 *   receive-coherent    s₁ --q→p:m-->, s₂ --r→p:m'--> s₂', q ≠ r imply ¬avail_{q,p,{p}}(m, s₂')
 *   no-mixed-choice     not s₁ --p→q:m--> and s₂ --r→p:m'-->
 */
export const coherenceConditions: Readonly<Record<ConditionName, Condition>> = {
  "send-coherent": ({ view, left, right, futures, report }) => {
    const { event } = view.numbered;
    for (const { edge } of view.own[left] ?? []) {
      const sent = present(event[edge]);
      if (view.sends(sent) && !futures.reaches(right, sent)) report(edge, []);
    }
  },
  "receive-coherent": ({ view, left, right, availability: available, report, cap }) => {
    const { event, sender, receiver, target } = view.numbered;
    for (const { edge } of view.own[left] ?? []) {
      const expected = present(event[edge]);
      if (view.sends(expected)) continue;
      for (const { edge: other } of view.own[right] ?? []) {
        const received = present(event[other]);
        if (view.sends(received) || sender[received] === sender[expected]) continue;
        const { runs, complete } = available.from(present(target[other]), present(sender[expected]), present(receiver[expected]));
        const early = runs.get(expected);
        if (early !== undefined) report(edge, [other, ...early]);
        else if (!complete) cap("sets of blocked roles");
      }
    }
  },
  "no-mixed-choice": ({ view, left, right, report }) => {
    const { event } = view.numbered;
    for (const { edge } of view.own[left] ?? []) {
      if (!view.sends(present(event[edge]))) continue;
      for (const { edge: other } of view.own[right] ?? []) if (!view.sends(present(event[other]))) report(edge, [other]);
    }
  },
};

/** What the decision consists of; mutants change it. */
export interface CoherenceParts {
  readonly conditions: Readonly<Record<ConditionName, Condition>>;
  readonly availability: (automaton: NumberedAutomaton) => Availability;
}

export const coherenceParts: CoherenceParts = { conditions: coherenceConditions, availability };

export interface CoherenceOptions {
  /** Pairs of states for one role. */
  readonly pairLimit: number;
}

export const usualCoherence: CoherenceOptions = { pairLimit };

/**
 * Decides coherence and sink-finality for every role that acts. The automaton is deterministic, sender-driven and its final states have no edges, as those of
 * well-formed types are. Quadratic in the states that concern a role, at worst, for each role; receive coherence is exponential in the roles at worst.
 */
export function coherence(automaton: GlobalAutomaton, options: CoherenceOptions = usualCoherence, parts: CoherenceParts = coherenceParts): Coherence {
  const numberedAutomaton = numbered(automaton);
  const available = parts.availability(numberedAutomaton);
  const roles = [...numberedAutomaton.roleNumber.keys()].map((role) => roleCoherence(roleView(numberedAutomaton, role), available, options, parts));
  return { numbered: numberedAutomaton, roles };
}

function roleCoherence(view: RoleView, available: Availability, options: CoherenceOptions, parts: CoherenceParts): RoleCoherence {
  const { role, numbered: automaton } = view;
  const violations: Violation[] = [];
  const seen = new Set<string>();
  const capped = new Set<string>();
  const futures = silentFutures(view);
  let open: Openness | undefined;
  const { pairs, complete } = visitSimultaneous(
    view,
    ({ left, right, runs }) => {
      // Every condition is about an event of the role at the left state.
      for (const condition of view.own[left]?.length === 0 ? [] : conditionNames) {
        const report = (step: number, ahead: readonly number[]): void => {
          const key = `${condition} ${present(automaton.event[step])}`;
          if (seen.has(key)) return;
          seen.add(key);
          violations.push({ condition, role, runs: runs(), step, ahead });
        };
        parts.conditions[condition]({ view, left, right, futures, availability: available, report, cap: (name) => capped.add(name) });
      }
      const [next] = view.own[right] ?? [];
      if (open === undefined && next !== undefined && isFinal(automaton, left)) open = { role, runs: runs(), step: next.edge };
    },
    options.pairLimit,
  );
  if (!complete) capped.add("pairs of states");
  return { role, violations, ...(open === undefined ? {} : { open }), pairs, capped: [...capped] };
}

function isFinal({ automaton }: NumberedAutomaton, state: number): boolean {
  return present(automaton.states[state]).isFinal;
}
