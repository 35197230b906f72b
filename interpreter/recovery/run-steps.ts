/** What a run of a participant does: its process moves as in a network, by messages that are numbered, and ends (docs/sagas.md). */
import type { Action, Role, Site, Variable } from "../../calculus/core/index.ts";
import type { Label, Message } from "../../calculus/semantics/index.ts";
import { bind, environmentKey } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import { performedNext } from "./bodies.ts";
import { counting, isOver, participantName, participantOf, withParticipant } from "./configuration.ts";
import type { Counts, Letter, Participant, ReplayConfiguration, Run } from "./configuration.ts";
import type { ReplayStep } from "./labels.ts";
import { alone, headOf, movedTo, stepsAlone } from "./parts.ts";
import type { ReplayParts, Subject } from "./parts.ts";
import { performSteps, withRun } from "./perform.ts";

type Step = ReplayStep<ReplayConfiguration>;

/** The steps of one run; where they are one, with the completion of what they end. */
export function runSteps(parts: ReplayParts, subject: Subject, index: number, run: Run): readonly Step[] {
  const steps = stepsOf(parts, subject, index, run);
  if (parts.switches.completion === "separate") return steps;
  return steps.flatMap((step) => {
    const participant = participantOf(step.target, subject.name);
    const after = participant.runs[index];
    if (after === undefined || !isOver(after)) return [step];
    const ended: Subject = { ...subject, participant, configuration: step.target };
    return completions(parts, ended, index, after).map(({ target }) => ({ ...step, target }));
  });
}

function stepsOf(parts: ReplayParts, subject: Subject, index: number, run: Run): readonly Step[] {
  const { role, session, name, configuration } = subject;
  if (run.stopped !== undefined) return [];
  if (run.between?.kind === "raised")
    return [{ label: { kind: "raise", role, session }, target: withParticipant(configuration, name, { status: "failed", runs: [] }) }];
  if (isOver(run)) return completions(parts, subject, index, run);
  if (performedNext(parts, run) !== undefined) return performSteps(parts, subject, index, run);
  const waiting = new Map<Role, Message>();
  for (const from of parts.roles) {
    const letter = nextFrom(subject.participant, from);
    if (letter !== undefined) waiting.set(from, { label: letter.label, values: letter.values });
  }
  return stepsAlone(parts, alone(subject, run, waiting), role, subject.chooser).flatMap(({ label, target, site }) => {
    const moved = movedTo(parts, role, run, target);
    const written = writtenBy(parts, role, headOf(run.behaviour)?.head);
    const counted = written === undefined ? moved.run : { ...moved.run, counted: counting(moved.run.counted, written, mostWrites + 1) };
    const after = label.kind === "send" ? { ...counted, sent: counting(counted.sent, label.to) } : counted;
    const before = configuration.durable.get(role) ?? [];
    const isEffect = environmentKey(before) !== environmentKey(moved.durable);
    const effects = isEffect ? { effects: withWrite(subject.participant.effects, written ?? `a write ${placeOf(site)}`, after.counted) } : {};
    const received = label.kind === "receive" ? receipt(parts, subject.participant, label.from) : {};
    const changed = withRun(subject, index, after, { ...effects, ...received });
    const durable = isEffect ? new Map(changed.durable).set(role, moved.durable) : changed.durable;
    const configured = { ...changed, durable, oracles: moved.oracles };
    return (label.kind === "send" ? sent(parts, configured, session, label, after, true) : [configured]).map((each): Step => ({
      label: { kind: "step", role, session, label },
      target: each,
      site,
    }));
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

/**
 * A message is put into the queue of its receiver: under its number, where it replaces one that was the same, or behind what is there. Of a session that is over for
 * the receiver it is acknowledged at once, or never.
 */
export function sent(
  { switches }: ReplayParts,
  configuration: ReplayConfiguration,
  session: number,
  { from, to, label, values }: Extract<Label, { kind: "send" }>,
  run: Run,
  arrives: boolean,
): readonly ReplayConfiguration[] {
  const name = participantName(to, session);
  const receiver = configuration.participants.get(name);
  if (receiver === undefined || !arrives || configuration.parted.has(pairOf(from, to))) return [configuration];
  const isIgnored = receiver.status === "completed" || receiver.status === "failed";
  if (isIgnored && receiver.runs.length === 0 && switches.acks === "registered") return [configuration];
  const isPlain = switches.delivery === "plain";
  const arrived = counting(receiver.arrived, from);
  const number = (isPlain ? arrived : run.sent).get(isPlain ? from : to) ?? 1;
  const others = receiver.inbox.filter((letter) => isPlain || letter.from !== from || letter.number !== number);
  const inbox = [...others, { from, number, label, values }];
  if (!isPlain) inbox.sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : one.number - other.number));
  return [withParticipant(configuration, name, { inbox, ...(isPlain ? { arrived } : {}) })];
}

/** The name of two roles, whichever is first. */
export function pairOf(one: Role, other: Role): string {
  return one < other ? `${one}↔${other}` : `${other}↔${one}`;
}

/** A run that is over completes the session: what it received is acknowledged. Of a session that failed meanwhile nothing is written down. */
function completions(parts: ReplayParts, { role, session, name, participant, configuration }: Subject, index: number, run: Run): readonly Step[] {
  const runs = participant.runs.filter((_, each) => each !== index);
  const result = resultOf(run);
  const done = (inbox: readonly Letter[], leaves: number): Step => {
    const change: Partial<Participant> = participant.status === "failed" ? { runs } : { status: "completed", inbox, runs, result };
    return { label: { kind: "complete", role, session, leaves }, target: withParticipant(configuration, name, change) };
  };
  const last = participant.inbox.at(-1);
  return parts.switches.acks === "raced" && last !== undefined && participant.status !== "failed" ? [done([], 0), done([last], 1)] : [done([], 0)];
}

/** What a run ends with: its volatile fields, and the variables of its first frame. */
function resultOf({ volatile, frames }: Run): Environment {
  return (frames[0] ?? []).reduce((result, [variable, value]) => bind(result, variable, value), volatile);
}
