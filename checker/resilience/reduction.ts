/**
 * Steps of the sound replay machine that need no orders but one (docs/sagas.md): processes of one session that choose nothing are deterministic functions of what they
 * receive (Kahn, 1974), so that moves of different participants commute, and a crash of one role commutes with the moves and the crashes of others, as budgets only
 * count. What the first participant that can move may do, with its crashes, is then a persistent set (Godefroid, 1996): every end is reached by it, in as many steps.
 */
import { sendersOf } from "../../calculus/core/index.ts";
import type { Role } from "../../calculus/core/index.ts";
import { firstUncertainty, outsideOf } from "./assumptions/certainty.ts";
import { droppedAssumptions, headOf, isReplayFault } from "../../interpreter/recovery/index.ts";
import type { Participant, ReplayLabel, ReplaySystem } from "../../interpreter/recovery/index.ts";

/** What may be replaced. */
export interface ReplayReduction {
  /** Whether a participant may still abort, which others would notice at any moment. */
  readonly mayAbort: (system: ReplaySystem, role: Role, participant: Participant) => boolean;
  /** Which steps of the first participant that can move are taken. */
  readonly isTaken: (label: ReplayLabel) => boolean;
}

export const usualReplayReduction: ReplayReduction = { mayAbort, isTaken: () => true };

/** The system with fewer steps and the same ends; undefined where steps of different participants may not commute. */
export function reducedReplay(system: ReplaySystem, reduction: ReplayReduction = usualReplayReduction): ReplaySystem | undefined {
  const { switches, sessions, clauses, roles } = system.parts;
  const isKept = clauses.every((clause) => clause.kind !== "partition" && (clause.kind !== "crash" || clause.restarts));
  if (!isKept || sessions > 1 || droppedAssumptions(switches).length > 0 || !isCertain(system)) return undefined;
  return {
    ...system,
    steps: (configuration, chooser) => {
      const all = system.steps(configuration, chooser);
      const participants = [...configuration.participants].map(([name, participant]) => ({ role: name.split("#")[0] ?? "", participant }));
      const aborting = participants.filter(({ role, participant }) => reduction.mayAbort(system, role, participant)).map(({ role }) => role);
      const isAborted = participants.some(({ participant }) => participant.isTold || participant.status === "failed");
      if (aborting.length > (isAborted ? 0 : 1)) return all;
      const first = roles.find(
        (role) =>
          aborting.every((other) => other === role) &&
          participants.every((one) => one.role !== role || one.participant.runs.every((run) => !isWaitingForSeveral(run.behaviour))) &&
          all.some(({ label }) => label.role === role && !isReplayFault(label)),
      );
      return first === undefined ? all : all.filter(({ label }) => label.role === first && reduction.isTaken(label));
    },
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
function mayAbort({ parts }: ReplaySystem, role: Role, { status, journal, isAnnouncing }: Participant): boolean {
  if (parts.switches.abort === "explicit") return false;
  if (isAnnouncing) return true;
  if (status === "completed" || status === "failed") return false;
  const isOwnState = [...parts.model.procedures.values()].every(({ stateOf }) => [...stateOf].every(([formal, state]) => formal === state));
  return [...parts.transactions.values()].some(
    (transaction) =>
      transaction.isFallible &&
      (transaction.role === role || !isOwnState) &&
      (transaction.key !== undefined || transaction.effect !== "journaled" || journal.get(transaction.name)?.kind !== "committed"),
  );
}
