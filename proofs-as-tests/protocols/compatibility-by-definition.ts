/**
 * Multiparty compatibility once more, straight from its definitions (Lange and Yoshida, CAV 2019): every configuration with bounded queues, and for each thing
 * that must remain possible from it a search of its own.
 */
import { messageKey, type LocalAutomaton } from "../../calculus/protocols/index.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { BoundedCondition } from "../../checker/multiparty-compatibility/index.ts";

interface Action {
  readonly subject: Role;
  readonly sends: boolean;
  /** `A B`: from A to B. */
  readonly channel: string;
  readonly message: string;
  readonly target: number;
}

interface Configuration {
  readonly states: Readonly<Record<Role, number>>;
  readonly queues: Readonly<Record<string, readonly string[]>>;
}

export type ConditionsByDefinition = Readonly<Record<BoundedCondition, boolean>>;

/** Whether a system is k-safe with this bound; undefined: there are more configurations than `limit`. */
export function isSafeByDefinition(automata: readonly LocalAutomaton[], bound: number, limit: number): boolean | undefined {
  const system = new BoundedSystem(automata, bound);
  return system.reachable(system.initial(), () => true, limit)?.every((s) => system.isSafe(s));
}

/** Every condition with this bound; undefined: there are more configurations than `limit`. */
export function compatibilityByDefinition(automata: readonly LocalAutomaton[], bound: number, limit: number): ConditionsByDefinition | undefined {
  const system = new BoundedSystem(automata, bound);
  const all = system.reachable(system.initial(), () => true, limit);
  if (all === undefined) return undefined;
  return {
    "k-safe": all.every((s) => system.isSafe(s)),
    "k-exhaustive": all.every((s) => system.isExhaustive(s)),
    "k-obi": all.every((s) => system.isOutputIndependent(s)),
    "k-sibi": all.every((s) => system.isStronglyInputIndependent(s)),
    "k-cibi": all.every((s) => system.isChainInputIndependent(s)),
  };
}

/**
 * A configuration with at most so many messages in a queue from which something that must remain possible is not, even with queues of any length; undefined if
 * there is none among the first `limit`, or where more than `future` configurations would have to be looked at to know.
 */
export function unsafeConfiguration(automata: readonly LocalAutomaton[], bound: number, limit: number, future: number): string | undefined {
  const bounded = new BoundedSystem(automata, bound);
  const free = new BoundedSystem(automata, Infinity);
  for (const s of bounded.some(bounded.initial(), limit)) {
    const after = free.reachable(s, () => true, future);
    if (after === undefined) continue;
    for (const isMet of free.obligations(s)) if (!after.some((t) => free.possible(t).some(isMet))) return free.nameOf(s);
  }
  return undefined;
}

class BoundedSystem {
  private readonly automata: readonly LocalAutomaton[];
  private readonly bound: number;
  private readonly channels: readonly string[];

  constructor(automata: readonly LocalAutomaton[], bound: number) {
    this.automata = automata;
    this.bound = bound;
    const edges = automata.flatMap(({ role, states }) => states.flatMap((state) => state.edges.map(({ action }) => ({ role, ...action }))));
    this.channels = [...new Set(edges.map(({ role, direction, peer }) => (direction === "send" ? `${role} ${peer}` : `${peer} ${role}`)))];
  }

  private keyOf({ states, queues }: Configuration): string {
    return `${this.automata.map(({ role }) => states[role]).join()} ${this.channels.map((channel) => (queues[channel] ?? []).join(".")).join()}`;
  }

  /** A name for a configuration of which nothing is wanted but to be named. */
  nameOf(s: Configuration): string {
    return this.keyOf(s);
  }

  initial(): Configuration {
    return { states: Object.fromEntries(this.automata.map(({ role, initial }) => [role, initial])), queues: {} };
  }

  /** What the state of a role has, possible or not. */
  private offers({ states }: Configuration, { role, states: own }: LocalAutomaton): readonly Action[] {
    return (own[states[role] ?? 0]?.edges ?? []).map(({ action: { direction, peer, message }, target }) => ({
      subject: role,
      sends: direction === "send",
      channel: direction === "send" ? `${role} ${peer}` : `${peer} ${role}`,
      message: messageKey(message),
      target,
    }));
  }

  private isPossible({ queues }: Configuration, { sends, channel, message }: Action): boolean {
    const queue = queues[channel] ?? [];
    return sends ? queue.length < this.bound : queue[0] === message;
  }

  possible(s: Configuration): readonly Action[] {
    return this.automata.flatMap((automaton) => this.offers(s, automaton)).filter((action) => this.isPossible(s, action));
  }

  private after({ states, queues }: Configuration, { subject, sends, channel, message, target }: Action): Configuration {
    const queue = queues[channel] ?? [];
    return { states: { ...states, [subject]: target }, queues: { ...queues, [channel]: sends ? [...queue, message] : queue.slice(1) } };
  }

  /** The configurations that steps of a kind lead to, this one first; undefined: more than `limit`. */
  reachable(from: Configuration, isAllowed: (action: Action) => boolean, limit = Infinity): readonly Configuration[] | undefined {
    const found = new Map([[this.keyOf(from), from]]);
    for (const s of found.values()) {
      if (found.size > limit) return undefined;
      for (const action of this.possible(s).filter(isAllowed)) {
        const next = this.after(s, action);
        const key = this.keyOf(next);
        if (!found.has(key)) found.set(key, next);
      }
    }
    return [...found.values()];
  }

  /** At most so many configurations, nearest first. */
  some(from: Configuration, limit: number): readonly Configuration[] {
    const found = new Map([[this.keyOf(from), from]]);
    for (const s of found.values()) {
      for (const action of this.possible(s)) {
        const next = this.after(s, action);
        const key = this.keyOf(next);
        if (found.size < limit && !found.has(key)) found.set(key, next);
      }
    }
    return [...found.values()];
  }

  private canCome(from: Configuration, isWanted: (action: Action) => boolean, isAllowed: (action: Action) => boolean = () => true): boolean {
    return (this.reachable(from, isAllowed) ?? []).some((s) => this.possible(s).some(isWanted));
  }

  /** Definition 4: eventual reception of the first message of each queue, progress of each role that only receives. */
  obligations(s: Configuration): readonly ((action: Action) => boolean)[] {
    const receptions = Object.entries(s.queues).flatMap(([channel, [first]]) =>
      first === undefined ? [] : [(action: Action) => !action.sends && action.channel === channel && action.message === first],
    );
    const progress = this.automata.flatMap((automaton) => {
      const own = this.offers(s, automaton);
      return own.length === 0 || own.some(({ sends }) => sends) ? [] : [(action: Action) => !action.sends && action.subject === automaton.role];
    });
    return [...receptions, ...progress];
  }

  isSafe(s: Configuration): boolean {
    return this.obligations(s).every((isMet) => this.canCome(s, isMet));
  }

  /** Definition 9: each send of a state comes after steps in which its role does not move. */
  isExhaustive(s: Configuration): boolean {
    return this.automata.every((automaton) =>
      this.offers(s, automaton)
        .filter(({ sends }) => sends)
        .every((send) =>
          this.canCome(
            s,
            ({ subject, sends, channel, message }) => sends && subject === send.subject && channel === send.channel && message === send.message,
            ({ subject }) => subject !== send.subject,
          ),
        ),
    );
  }

  /** Definition 6: all sends of a state are possible, or none. */
  isOutputIndependent(s: Configuration): boolean {
    return this.automata.every((automaton) => {
      const sends = this.offers(s, automaton).filter((action) => action.sends);
      return sends.every((action) => this.isPossible(s, action)) || !sends.some((action) => this.isPossible(s, action));
    });
  }

  /** Each receive that is possible, with the receives of the same state from other roles. */
  private choices(s: Configuration): readonly { readonly taken: Action; readonly others: readonly Action[] }[] {
    return this.automata.flatMap((automaton) => {
      const receives = this.offers(s, automaton).filter(({ sends }) => !sends);
      return receives
        .filter((action) => this.isPossible(s, action))
        .map((taken) => ({ taken, others: receives.filter(({ channel }) => channel !== taken.channel) }));
    });
  }

  /** Definition 11: what might be received instead is not there, and is not sent any more. */
  isStronglyInputIndependent(s: Configuration): boolean {
    return this.choices(s).every(({ taken, others }) =>
      others.every(
        (other) =>
          !this.isPossible(s, other) &&
          !this.canCome(this.after(s, taken), ({ sends, channel, message }) => sends && channel === other.channel && message === other.message),
      ),
    );
  }

  /** Definition 10: what might be received instead is not there, and if it is sent, then by a step that depends on what was taken. */
  isChainInputIndependent(s: Configuration): boolean {
    return this.choices(s).every(({ taken, others }) => others.every((other) => !this.isPossible(s, other) && this.dependsOn(s, taken, other)));
  }

  private dependsOn(s: Configuration, taken: Action, other: Action): boolean {
    // A run behind `taken`, by where it ends and which roles and channels carry the dependency on.
    interface Behind {
      readonly at: Configuration;
      readonly dependent: readonly string[];
    }
    const start: Behind = { at: this.after(s, taken), dependent: [taken.subject] };
    const found = new Map([[JSON.stringify([this.keyOf(start.at), start.dependent]), start]]);
    for (const { at, dependent } of found.values()) {
      for (const action of this.possible(at)) {
        const depends = dependent.includes(action.subject) || (!action.sends && dependent.includes(action.channel));
        if (!depends && action.sends && action.channel === other.channel && action.message === other.message) return false;
        const wasEmpty = (s.queues[action.channel] ?? []).length === 0;
        const carried = depends ? [action.subject, ...(action.sends && wasEmpty ? [action.channel] : [])] : [];
        const next: Behind = { at: this.after(at, action), dependent: [...new Set([...dependent, ...carried])].sort() };
        const key = JSON.stringify([this.keyOf(next.at), next.dependent]);
        if (!found.has(key)) found.set(key, next);
      }
    }
    return true;
  }
}
