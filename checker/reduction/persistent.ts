/**
 * Where the steps of one role may stand for all: a persistent set for each location, with what must hold of the queues (docs/reductions.md §2).
 *
 *   T is persistent in c iff no run from c of steps outside T contains one that depends on a step of T.
 *   Godefroid, Partial-Order Methods for the Verification of Concurrent Systems, LNCS 1032, 1996, ch. 4; Valmari, Stubborn sets, 1990.
 *
 * The table is a function of the machine alone, so that whoever doubts a reduced search can check each of its states by itself.
 */
import type { FaultClause, Role } from "../../calculus/core/index.ts";
import type { Command, Machine, MachineChannel, MachineProcess } from "../../calculus/machine/index.ts";
import { allConditions } from "./conditions.ts";
import type { ReductionCondition } from "./conditions.ts";
import { isVisible, seesCrashOf } from "./observation.ts";
import type { Observation } from "./observation.ts";
import { consultsOracle } from "./oracles.ts";
import { cycleHeads } from "./cycle-heads.ts";

/** When the steps of a process at a location are a persistent set, its crashes included. Numbers are those of the machine. */
export interface Alone {
  /** Channels that must hold a message. */
  readonly nonEmpty: readonly number[];
  /** Channels that must have room for one more message. */
  readonly notFull: readonly number[];
  /** Fault clauses whose budget must be used up. */
  readonly exhausted: readonly number[];
  /** The lower, the better: local steps before receives before sends. */
  readonly rank: 0 | 1 | 2;
}

/** For each process and each of its locations; undefined: never alone. */
export type PersistenceTable = readonly (readonly (Alone | undefined)[])[];

/** The persistent sets of single processes that preserve what is observed. Linear in the machine, but for its faults. */
export function persistenceTable(
  machine: Machine,
  observation: Observation,
  conditions: ReadonlySet<ReductionCondition> = allConditions,
): PersistenceTable | undefined {
  if (observation.kind === "everything") return undefined;
  return machine.processes.map((process) => {
    const alone = process.locations.map(({ commands }) => aloneAt(machine, process, commands, observation, conditions));
    if (observation.kind === "terminal" || !conditions.has("nobody-ignored")) return alone;
    const heads = cycleHeads(process, (location) => alone[location] !== undefined);
    return alone.map((one, location) => (heads.has(location) ? undefined : one));
  });
}

function aloneAt(
  machine: Machine,
  process: MachineProcess,
  commands: readonly Command[],
  observation: Observation,
  conditions: ReadonlySet<ReductionCondition>,
): Alone | undefined {
  if (commands.length === 0) return undefined;
  // No answer of a function without body closes anybody's way in the language; in machines at large it could.
  if (commands.some((command) => consultsOracle(command, machine.definitions))) return undefined;
  if (conditions.has("invisible") && commands.some((command) => isVisible(command, process, observation))) return undefined;
  const [nonEmpty, notFull, exhausted] = [new Set<number>(), new Set<number>(), new Set<number>()];
  let rank: Alone["rank"] = 0;
  for (const { effect } of commands) {
    if (effect.kind === "transfer") return undefined;
    if (effect.kind !== "send" && effect.kind !== "receive") continue;
    const channel = machine.channels[effect.channel];
    if (channel === undefined || isOfSession(channel)) return undefined;
    if (effect.kind === "send") {
      rank = 2;
      if (!maySendAlone(machine, channel, process.role, conditions)) return undefined;
      if (machine.network.capacity !== undefined && conditions.has("room-in-queues")) notFull.add(effect.channel);
    } else {
      if (rank === 0) rank = 1;
      const faults = disturbing(machine, channel, conditions);
      if (faults === undefined) return undefined;
      for (const clause of faults) exhausted.add(clause);
      nonEmpty.add(effect.channel);
    }
  }
  const crashes = seenCrashes(machine, process.role, observation, conditions);
  if (crashes === undefined) return undefined;
  for (const clause of crashes) exhausted.add(clause);
  const known = conditions.has("every-sender-known") || nonEmpty.size === 1 ? [...nonEmpty] : [];
  return { nonEmpty: known, notFull: [...notFull], exhausted: [...exhausted].sort((left, right) => left - right), rank };
}

/** The queue between two ends of a further session: whoever holds them changes. */
export function isOfSession({ from, to }: MachineChannel): boolean {
  return to.includes("/") || (from ?? "").includes("/");
}

/** A send commutes with every step of others where nobody else writes to the same end. */
function maySendAlone({ network }: Machine, { messages }: MachineChannel, role: Role, conditions: ReadonlySet<ReductionCondition>): boolean {
  return network.order !== "mailbox" || !conditions.has("own-mailbox") || messages.every(({ from }) => from === role);
}

/** The fault clauses that may change what a receive from this channel finds; undefined where something always may. */
function disturbing({ network, faults }: Machine, channel: MachineChannel, conditions: ReadonlySet<ReductionCondition>): readonly number[] | undefined {
  if (!conditions.has("steady-queues")) return [];
  if (network.order === "bag" || network.lossy) return undefined;
  const clauses = [...(faults?.clauses ?? []).entries()].filter(([, clause]) => disturbs(clause, channel));
  return clauses.some(([, { atMost }]) => atMost === undefined) ? undefined : clauses.map(([index]) => index);
}

function disturbs(clause: FaultClause, channel: MachineChannel): boolean {
  if (clause.kind === "crash") return false;
  const isMeant =
    (clause.to === undefined || clause.to === channel.to) &&
    channel.messages.some(({ from, label }) => (clause.from ?? from) === from && (clause.label ?? label) === label);
  if (!isMeant) return false;
  // A kept message is a step of the receiver, beside the one that takes it.
  return clause.kind !== "duplicate";
}

/** The crash clauses that must be used up before the role is alone, since its crashes can be seen; undefined where they never are. */
function seenCrashes(machine: Machine, role: Role, observation: Observation, conditions: ReadonlySet<ReductionCondition>): readonly number[] | undefined {
  const crashes = [...(machine.faults?.clauses ?? []).entries()].filter(([, clause]) => clause.kind === "crash" && clause.roles.includes(role));
  const isSeen = conditions.has("invisible") && seesCrashOf(role, observation);
  const exhausted: number[] = [];
  for (const [index, clause] of crashes) {
    if (clause.kind !== "crash") continue;
    if (clause.atMost === undefined) {
      if (isSeen) return undefined;
    } else if (isSeen) exhausted.push(index);
  }
  return exhausted;
}
