/**
 * Broadcast abort and compensation (docs/sagas.md; after Garcia-Molina and Salem, Sagas, SIGMOD 1987, and the runtime of Accompanist, arXiv 2603.20942).
 *
 *   [Announce]     a participant decided to abort               all participants of the session are told
 *   [Notice]       it is told                                   the session has failed for it; its run ends; it compensates
 *   [Compensate]   J(t) = committed, t the last one             D := undo_t(D), J(t) := compensated, at once
 *   [Compensated]  nothing is left                              the notice is acknowledged
 */
import { present } from "../../calculus/present.ts";
import type { Action, TransactionDefinition } from "../../calculus/core/index.ts";
import { prefix, stop } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";
import { bind } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import { counting, withoutCompensation } from "./configuration.ts";
import type { Entry, Participant, Run } from "./configuration.ts";
import { moveTo } from "./move.ts";
import type { Move } from "./move.ts";
import { alone, movedTo, stepsAlone } from "./parts.ts";
import type { ReplayParts, Subject } from "./parts.ts";

/** The moves by which a participant learns of an abort, tells of it, and compensates. */
export function abortMoves(parts: ReplayParts, subject: Subject): readonly Move[] {
  const { participant, role, session } = subject;
  if (participant.isAnnouncing) return [{ ...moveTo(subject, { kind: "announce", role, session }, { ...participant, isAnnouncing: false }), tells: true }];
  if (participant.compensating !== undefined) return compensations(parts, subject, participant.compensating);
  return participant.isTold ? [noticed(parts, subject)] : [];
}

function noticed(parts: ReplayParts, subject: Subject): Move {
  const { switches } = parts;
  const { participant, role, session } = subject;
  const isRemembered = participant.status !== "unborn" || switches["abort-memo"] === "on";
  const change: Partial<Participant> = isRemembered
    ? {
        status: "failed",
        compensating: leftToCompensate(parts, participant),
        ...(switches["abort-check"] === "on" ? { runs: [], inbox: [] } : {}),
      }
    : { isTold: false };
  return moveTo(subject, { kind: "notice", role, session, isRemembered }, { ...participant, ...change });
}

/** What was committed and can be undone, in the order of the commits. */
function leftToCompensate({ transactions }: ReplayParts, { journal }: Participant): readonly string[] {
  return [...journal].flatMap(([key, entry]) => (entry.kind === "committed" && transactions.get(entry.transaction)?.undo !== undefined ? [key] : []));
}

function compensations(parts: ReplayParts, subject: Subject, left: readonly string[]): readonly Move[] {
  const { participant, role, session } = subject;
  if (left.length === 0) return [moveTo(subject, { kind: "compensated", role, session }, { ...withoutCompensation(participant), isTold: false })];
  const next = parts.switches.compensation === "reverse" ? left.slice(-1) : left;
  return next.flatMap((key): readonly Move[] => {
    const entry = participant.journal.get(key);
    if (entry === undefined || entry.kind === "aborted") return [];
    const transaction = present(parts.transactions.get(entry.transaction));
    return undone(parts, subject, transaction, entry).map((durable): Move => {
      const marked = [...participant.journal].map(([each, was]): readonly [string, Entry] => {
        const isMarked = was.kind === "committed" && (each === key || parts.switches.marks === "all");
        return [each, isMarked ? { ...was, kind: "compensated" } : was];
      });
      const changed: Participant = {
        ...participant,
        journal: new Map(marked),
        compensating: left.filter((each) => each !== key),
        effects: counting(participant.effects, `undo ${key}`, 2),
      };
      return { ...moveTo(subject, { kind: "compensate", role, session, key }, changed), durable, site: { span: transaction.span } };
    });
  });
}

/** The durable fields after an undoing, in all ways in which it goes. What fails has no way: it is tried again for ever. */
function undone(
  parts: ReplayParts,
  subject: Subject,
  { undo, name }: TransactionDefinition,
  entry: Extract<Entry, { kind: "committed" | "compensated" }>,
): readonly Environment[] {
  const procedure = present(parts.model.procedures.get(undo ?? name));
  const values = entry.answer === undefined ? entry.arguments : [...entry.arguments, entry.answer];
  const frame = procedure.parameters.reduce<Environment>((bound, parameter, index) => bind(bound, parameter.name, present(values[index])), []);
  const expressions = procedure.parameters.map((parameter) => ({ kind: "name" as const, name: { text: parameter.name, span: nowhere }, span: nowhere }));
  const call: Action = { kind: "call", procedure: procedure.name, roles: [subject.role], arguments: expressions, site: { span: nowhere } };
  const { input } = subject.participant;
  const run: Run = { behaviour: prefix(call, stop), volatile: input, frames: [frame], sent: new Map(), counted: new Map(), between: undefined };
  const found: Environment[] = [];
  const visit = (now: NetworkConfiguration): void => {
    if (now.processes.get(subject.role)?.kind === "end") found.push(movedTo(parts, subject.role, run, now).durable);
    else
      for (const { label, target } of stepsAlone(parts, now, subject.role, subject.chooser)) if (label.kind !== "fail" && label.kind !== "stop") visit(target);
  };
  visit(alone(subject, run));
  return found;
}
