/** What a run of a participant does: its process moves as in a network, by messages that are numbered, and ends (docs/sagas.md). */
import type { Action, Role, Site, Variable } from "../../calculus/core/index.ts";
import type { Label, Message } from "../../calculus/semantics/index.ts";
import { bind, environmentKey } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import { performedNext } from "./bodies.ts";
import { counting, isOver } from "./configuration.ts";
import type { Counts, Letter, Participant, Run } from "./configuration.ts";
import { moveTo } from "./move.ts";
import type { Move, Sending } from "./move.ts";
import { alone, headOf, movedTo, stepsAlone } from "./parts.ts";
import type { ReplayParts, Subject } from "./parts.ts";
import { performMoves, withRun } from "./perform.ts";

/** The moves of one run; where they are one, with the completion of what they end. */
export function runMoves(parts: ReplayParts, subject: Subject, index: number, run: Run): readonly Move[] {
  const moves = movesOf(parts, subject, index, run);
  if (parts.switches.completion === "separate") return moves;
  return moves.flatMap((move) => {
    const after = move.participant.runs[index];
    if (after === undefined || !isOver(after)) return [move];
    const ended: Subject = { ...subject, participant: move.participant };
    return completions(parts, ended, index, after).map(({ participant }) => ({ ...move, participant }));
  });
}

function movesOf(parts: ReplayParts, subject: Subject, index: number, run: Run): readonly Move[] {
  const { role, session, participant } = subject;
  if (run.stopped !== undefined) return [];
  if (run.between?.kind === "raised") return [moveTo(subject, { kind: "raise", role, session }, { ...participant, status: "failed", runs: [] })];
  if (isOver(run)) return completions(parts, subject, index, run);
  if (performedNext(parts, run) !== undefined) return performMoves(parts, subject, index, run);
  const waiting = new Map<Role, Message>();
  for (const from of parts.roles) {
    const letter = nextFrom(participant, from);
    if (letter !== undefined) waiting.set(from, { label: letter.label, values: letter.values });
  }
  return stepsAlone(parts, alone(subject, run, waiting), role, subject.chooser).map(({ label, target, site }): Move => {
    const moved = movedTo(parts, role, run, target);
    const written = writtenBy(parts, role, headOf(run.behaviour)?.head);
    const counted = written === undefined ? moved.run : { ...moved.run, counted: counting(moved.run.counted, written, mostWrites + 1) };
    const after = label.kind === "send" ? { ...counted, sent: counting(counted.sent, label.to) } : counted;
    const isEffect = environmentKey(subject.durable) !== environmentKey(moved.durable);
    const effects = isEffect ? { effects: withWrite(participant.effects, written ?? `a write ${placeOf(site)}`, after.counted) } : {};
    const received = label.kind === "receive" ? receipt(parts, participant, label.from) : {};
    return {
      label: { kind: "step", role, session, label },
      site,
      participant: withRun(participant, index, after, { ...effects, ...received }),
      durable: moved.durable,
      oracles: moved.oracles,
      ...(label.kind === "send" ? { sends: sent(label, after) } : {}),
    };
  });
}

/** Executions of one write in a run that are told apart; what may have happened twice beyond them is not known. */
const mostWrites = 64;

/** An effect of which it is not known how often it happened. */
export const uncounted = "further writes";

/** One more of a write: its nth execution in one run and its nth execution in another one are the same. */
function withWrite(effects: Counts, written: string, counted: Counts): Counts {
  const execution = counted.get(written) ?? 1;
  return execution > mostWrites ? counting(effects, uncounted, 1) : counting(effects, `${written}#${String(execution)}`, 2);
}

/** `the write of x @0:17`: the durable field that the action may write, and where; undefined where it writes none. */
function writtenBy({ durableFields }: ReplayParts, role: Role, action: Action | undefined): string | undefined {
  const variable = variablesOf(action).find((each) => durableFields.get(role)?.has(each) === true);
  return variable === undefined || action === undefined || !("site" in action) ? undefined : `the write of ${variable} ${placeOf(action.site)}`;
}

function placeOf({ span }: Site): string {
  return `@${String(span.file)}:${String(span.start)}`;
}

/** The variables that an action gives values to. */
function variablesOf(action: Action | undefined): readonly Variable[] {
  switch (action?.kind) {
    case "assign":
    case "havoc":
      return [action.variable];
    case "receive":
      return action.branches.flatMap(({ variables }) => variables);
    case "match":
      return action.cases.flatMap(({ pattern }) => (pattern.kind === "constructor" ? pattern.variables : []));
    default:
      return [];
  }
}

/** The message of a run that sends, under the number that the run counted. */
function sent({ from, to, label, values }: Extract<Label, { kind: "send" }>, run: Run): Sending {
  return { to, letter: { from, number: run.sent.get(to) ?? 1, label, values } };
}

/** The message of p that is next for a participant: numbers do not skip. */
function nextFrom({ inbox, received }: Participant, from: Role): Letter | undefined {
  const number = (received.get(from) ?? 0) + 1;
  return inbox.find((letter) => letter.from === from && letter.number === number);
}

/** What a receive changes: a counter, and the queue where it forgets at once. */
function receipt({ switches }: ReplayParts, { inbox, received }: Participant, from: Role): Partial<Participant> {
  const number = (received.get(from) ?? 0) + 1;
  const kept = switches.ack === "completion" ? inbox : inbox.filter((letter) => letter.from !== from || letter.number !== number);
  return { received: counting(received, from), inbox: kept };
}

/** A run that is over completes the session: what it received is acknowledged. Of a session that failed meanwhile nothing is written down. */
function completions(parts: ReplayParts, subject: Subject, index: number, run: Run): readonly Move[] {
  const { role, session, participant } = subject;
  const runs = participant.runs.filter((_, each) => each !== index);
  const result = resultOf(run);
  const done = (inbox: readonly Letter[], leaves: number): Move => {
    const change: Partial<Participant> = participant.status === "failed" ? { runs } : { status: "completed", inbox, runs, result };
    return moveTo(subject, { kind: "complete", role, session, leaves }, { ...participant, ...change });
  };
  const last = participant.inbox.at(-1);
  return parts.switches.acks === "raced" && last !== undefined && participant.status !== "failed" ? [done([], 0), done([last], 1)] : [done([], 0)];
}

/** What a run ends with: its volatile fields, and the variables of its first frame. */
function resultOf({ volatile, frames }: Run): Environment {
  return (frames[0] ?? []).reduce((result, [variable, value]) => bind(result, variable, value), volatile);
}
