/**
 * Steps of the sound replay machine that need no orders but some (docs/sagas.md, One order of moves): processes of one session that choose nothing are deterministic functions
 * of what they receive (Kahn, 1974), so that moves of different participants commute, and a crash of one role commutes with the moves and the crashes of others, as budgets only
 * count. What a participant that can move may do, with its crashes, is then a persistent set (Godefroid, 1996), unless others may abort before it moves. An abort leaves of
 * it what it did to durable fields, with its journal: only moves that change these have to be tried before and behind the aborts of others.
 */
import { sendersOf } from "../../calculus/core/index.ts";
import type { Role } from "../../calculus/core/index.ts";
import { firstUncertainty, outsideOf } from "./assumptions/certainty.ts";
import { droppedAssumptions, headOf, isReplayFault } from "../../interpreter/recovery/index.ts";
import type { Participant, ReplayConfiguration, ReplayLabel, ReplayStep, ReplaySystem } from "../../interpreter/recovery/index.ts";
import { present } from "../../calculus/present.ts";

type Step = ReplayStep<ReplayConfiguration>;
type Steps = readonly Step[];

/** What may be replaced. */
export interface ReplayReduction {
  /** Whether a participant may still abort, which others would notice at any moment. */
  readonly mayAbort: (system: ReplaySystem, role: Role, participant: Participant) => boolean;
  /** Which steps of the first participant that can move are taken. */
  readonly isTaken: (label: ReplayLabel) => boolean;
  /** Whether an abort would find, behind a move from this configuration, what it would not find before it: durable fields, an entry of the journal, an effect. */
  readonly isLasting: (configuration: ReplayConfiguration, step: Step) => boolean;
}

export const usualReplayReduction: ReplayReduction = { mayAbort, isTaken: () => true, isLasting };

/**
 * The system with fewer steps and the same ends; undefined where steps of different participants may not commute. Of runs that come to the same end without an abort one of
 * the shortest is left; behind an abort others may be shorter.
 */
export function reducedReplay(system: ReplaySystem, reduction: ReplayReduction = usualReplayReduction): ReplaySystem | undefined {
  const { switches, sessions, clauses } = system.parts;
  const isKept = clauses.every((clause) => clause.kind !== "partition" && (clause.kind !== "crash" || clause.restarts));
  if (!isKept || sessions > 1 || droppedAssumptions(switches).length > 0 || !isCertain(system)) return undefined;
  const taken = takenBy(system, reduction);
  return {
    ...system,
    steps: (configuration, chooser) => taken(configuration, system.steps(configuration, chooser)),
    remembering: (chooser) => {
      const stepsOf = system.remembering(chooser);
      return (configuration) => taken(configuration, stepsOf(configuration));
    },
  };
}

/** Of all steps of a configuration those that are taken. Linear in them, and in the participants. */
function takenBy(system: ReplaySystem, reduction: ReplayReduction): (configuration: ReplayConfiguration, all: Steps) => Steps {
  const aborts = remembered((role, participant) => reduction.mayAbort(system, role, participant));
  const waits = remembered((_, { runs }) => runs.some(({ behaviour }) => isWaitingForSeveral(behaviour)));
  return (configuration, all) => {
    const participants = system.parts.seats.map(({ role, name }) => ({ role, participant: present(configuration.participants.get(name)) }));
    const ofFirst = (isFirst: (role: Role, moves: Steps) => boolean): Steps | undefined => {
      for (const { role, participant } of participants) {
        if (waits(role, participant)) continue;
        const own = all.filter(({ label }) => label.role === role);
        const moves = own.filter(({ label }) => !isReplayFault(label));
        if (moves.length > 0 && isFirst(role, moves)) return own.filter(({ label }) => reduction.isTaken(label));
      }
      return undefined;
    };
    // [Told] Runs did what they do before anybody was told: what is left is to tell, to notice and to compensate, each by itself.
    if (participants.some(({ participant: { isTold, compensating } }) => isTold || compensating !== undefined))
      return ofFirst((_, moves) => moves.some(isOfAbort))?.filter((step) => isOfAbort(step) || isReplayFault(step.label)) ?? all;
    const aborting = participants.filter(({ role, participant }) => aborts(role, participant)).map(({ role }) => role);
    const isAborted = participants.some(({ participant }) => participant.status === "failed");
    // [Alone] Nobody tells a participant of an abort while it does not move, because nobody else may abort.
    const alone = isAborted ? undefined : ofFirst((role) => aborting.every((other) => other === role));
    // [Passing] Whether it was told before or behind the move, nothing is different then.
    return alone ?? ofFirst((_, moves) => moves.every((step) => !reduction.isLasting(configuration, step))) ?? all;
  };
}

/** Whether a step is one of [Tell], [Notice], [Compensate] and [Compensated]. */
function isOfAbort({ label: { kind } }: Step): boolean {
  return kind === "announce" || kind === "notice" || kind === "compensate" || kind === "compensated";
}

function isLasting(configuration: ReplayConfiguration, { label, target }: Step): boolean {
  switch (label.kind) {
    case "step":
      return target.durable !== configuration.durable || target.oracles !== configuration.oracles;
    case "perform":
      return label.outcome !== "replayed";
    case "complete":
      return false;
    default:
      return true;
  }
}

/** What is asked of a participant again and again, asked once. */
function remembered(isSo: (role: Role, participant: Participant) => boolean): (role: Role, participant: Participant) => boolean {
  const known = new Map<Role, WeakMap<Participant, boolean>>();
  return (role, participant) => {
    const own = known.get(role) ?? new WeakMap<Participant, boolean>();
    known.set(role, own);
    const answer = own.get(participant) ?? isSo(role, participant);
    own.set(participant, answer);
    return answer;
  };
}

/**
 * Whether a role that begins again sends what it sent: otherwise a message that comes again replaces another one, and whether it was received before matters. Nothing is chosen
 * or read from state that changes outside of transactions, and no transaction is executed a second time.
 */
function isCertain({ parts }: ReplaySystem): boolean {
  const { model, subject, transactions } = parts;
  if (subject === undefined) return false;
  const outside = outsideOf(model, subject, transactions);
  const isOnce = [...outside.performed.values()].every(({ effect, reads }) => effect === "journaled" || (effect === "pure" && reads.length === 0));
  return isOnce && firstUncertainty(outside, model, transactions) === undefined;
}

/** Whether several roles could send what comes next: then the moves of who can move depend on the others. */
function isWaitingForSeveral(behaviour: Participant["runs"][number]["behaviour"]): boolean {
  const head = headOf(behaviour)?.head;
  return head?.kind === "select" || (head?.kind === "receive" && sendersOf(head).length > 1);
}

/** Whether a transaction of the role may still abort, as far as its journal shows; a crash begins again, but what was committed stays so. */
function mayAbort({ parts }: ReplaySystem, role: Role, { status, journal }: Participant): boolean {
  if (parts.switches.abort === "explicit") return false;
  if (status === "completed" || status === "failed") return false;
  const isOwnState = [...parts.model.procedures.values()].every(({ stateOf }) => [...stateOf].every(([formal, state]) => formal === state));
  return [...parts.transactions.values()].some(
    (transaction) =>
      transaction.isFallible &&
      (transaction.role === role || !isOwnState) &&
      (transaction.key !== undefined || transaction.effect !== "journaled" || journal.get(transaction.name)?.kind !== "committed"),
  );
}
