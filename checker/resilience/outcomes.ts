/** What runs of the replay machine come to: outcomes, participants that are stuck, what was left behind (docs/sagas.md, P1 to P6). */
import type { Role } from "../../calculus/core/index.ts";
import { environmentKey, printValue } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import type { Participant, ReplayConfiguration, ReplaySystem } from "../../interpreter/recovery/index.ts";

/** One thing that is observed of an end: `Payment.balance`, `Client.x in session 2`, `session 1 at Payment`. */
export interface Observation {
  readonly place: string;
  readonly value: string;
}

export interface Outcome {
  readonly key: string;
  readonly observations: readonly Observation[];
}

/** Where a participant is that is not over, though nothing can happen. */
export interface Stuck {
  readonly key: string;
  readonly who: readonly string[];
}

/** Names that no program writes belong to the machine. */
function isOwn(name: string): boolean {
  return !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name);
}

function placesOf(name: string, sessions: number): { readonly role: Role; readonly suffix: string } {
  const [role = "", session = "1"] = name.split("#");
  return { role, suffix: sessions > 1 ? ` in session ${session}` : "" };
}

/** Whether the session is over for a participant; runs that nobody stopped may still wait. */
function isOver(participant: Participant): boolean {
  return (participant.status === "completed" || participant.status === "failed") && participant.compensating === undefined;
}

/** The outcome of a quiescent configuration, or who is stuck in it. Participants of roles that crashed for good are neither. */
export function endOf({ parts }: ReplaySystem, configuration: ReplayConfiguration): { readonly outcome: Outcome } | { readonly stuck: Stuck } {
  const { durable, participants, gone } = configuration;
  const stuck = [...participants].filter(
    ([name, participant]) => !gone.has(placesOf(name, 1).role) && !isOver(participant) && !isSpared(participants, name, participant),
  );
  if (stuck.length > 0 || gone.size > 0) {
    const who = stuck.map(([name]) => {
      const { role, suffix } = placesOf(name, parts.sessions);
      return `${role}${suffix}`;
    });
    return { stuck: { key: `${who.join()}|${durableKey(durable)}`, who: who.length > 0 ? who : [...gone] } };
  }
  const observations = observationsOf({ parts }, configuration, "failed");
  return { outcome: { key: observations.map(({ place, value }) => `${place}=${value}`).join("\n"), observations } };
}

/** The durable fields of all roles, how far each participant is, and what it ended with. `unborn`: the word for one that has not begun. */
export function observationsOf({ parts }: Pick<ReplaySystem, "parts">, { durable, participants }: ReplayConfiguration, unborn: string): readonly Observation[] {
  const observations: Observation[] = [];
  for (const [role, fields] of durable) observations.push(...bound(`${role}.`, "", fields));
  for (const [name, participant] of participants) {
    const { role, suffix } = placesOf(name, parts.sessions);
    observations.push({ place: `${role}${suffix === "" ? "" : `,${suffix}`} ended`, value: participant.status === "unborn" ? unborn : participant.status });
    if (participant.status === "completed") observations.push(...bound(`${role}.`, suffix, participant.result ?? []));
  }
  return observations;
}

/** The durable fields, and the volatile ones with which each session begins. */
export function beginningOf({ parts }: Pick<ReplaySystem, "parts">, { durable, participants }: ReplayConfiguration): readonly Observation[] {
  return [
    ...[...durable].flatMap(([role, fields]) => bound(`${role}.`, "", fields)),
    ...[...participants].flatMap(([name, { input }]) => {
      const { role, suffix } = placesOf(name, parts.sessions);
      return bound(`${role}.`, suffix, input);
    }),
  ];
}

/** One that has not begun, of a session that failed: nobody will ever send to it. */
function isSpared(participants: ReplayConfiguration["participants"], name: string, { status }: Participant): boolean {
  const session = name.split("#")[1];
  return status === "unborn" && [...participants].some(([other, { status: itsStatus }]) => other.endsWith(`#${session ?? ""}`) && itsStatus === "failed");
}

function bound(before: string, after: string, environment: Environment): readonly Observation[] {
  return environment.filter(([name]) => !isOwn(name)).map(([name, value]) => ({ place: `${before}${name}${after}`, value: printValue(value) }));
}

function durableKey(durable: ReplayConfiguration["durable"]): string {
  return [...durable.values()].map(environmentKey).join("");
}

/** What is different in two outcomes: `Payment.balance is 80 and not 90`. */
export function differences(found: Pick<Outcome, "observations">, expected: Pick<Outcome, "observations">): readonly string[] {
  const values = new Map(expected.observations.map(({ place, value }) => [place, value]));
  const changed = found.observations
    .filter(({ place, value }) => values.get(place) !== value)
    .map(({ place, value }) => `${place} is ${value}, and not ${values.get(place) ?? "unset"}`);
  const places = new Set(found.observations.map(({ place }) => place));
  return [...changed, ...expected.observations.filter(({ place }) => !places.has(place)).map(({ place, value }) => `${place} is unset, and not ${value}`)];
}

/** What happened more than once that must happen once: keys of transactions, lines of raw effects. */
export function repeated({ participants }: ReplayConfiguration): readonly string[] {
  return [...participants].flatMap(([name, { effects }]) => [...effects].flatMap(([key, count]) => (count > 1 ? [`${name.split("#")[0] ?? ""}: ${key}`] : [])));
}

/** What is left behind for sessions that are over. */
export function residue({ participants }: ReplayConfiguration): readonly string[] {
  return [...participants].flatMap(([name, { status, inbox, isTold }]) => {
    if (status !== "completed" && status !== "failed") return [];
    const role = name.split("#")[0] ?? "";
    return [
      ...inbox.map(({ from, label }) => `a message ${label} of ${from} to ${role} is never acknowledged`),
      ...(isTold ? [`an abort that ${role} was told of is never acknowledged`] : []),
    ];
  });
}

/** What contradicts that all of a session is done, or all of it undone. Empty for a session that is as it should be. */
export function halves({ parts }: ReplaySystem, { participants }: ReplayConfiguration): readonly string[] {
  const found: string[] = [];
  for (let session = 1; session <= parts.sessions; session += 1) {
    const own = [...participants].filter(([name]) => name.endsWith(`#${String(session)}`));
    const done = own.flatMap(([name, participant]) => doneBy(parts, name.split("#")[0] ?? "", participant));
    const isFailed = own.some(([, { status, journal }]) => status === "failed" || [...journal.values()].some(({ kind }) => kind === "aborted"));
    const isAborted = isFailed || done.some(({ undone }) => undone > 0);
    const where = parts.sessions > 1 ? ` in session ${String(session)}` : "";
    for (const { role, key, times, undone } of done) {
      if (isAborted && undone < times) found.push(`${role} did ${key}${where}, which was not compensated, although the session aborted`);
      if (undone > times) found.push(`${role} compensated ${key}${where} more often than it was done`);
    }
    if (isFailed && parts.switches.abort === "broadcast")
      for (const [name, { status }] of own)
        if (status === "completed") found.push(`${name.split("#")[0] ?? ""} completed the session${where}, which others aborted`);
  }
  return found;
}

interface Done {
  readonly role: Role;
  readonly key: string;
  readonly times: number;
  readonly undone: number;
}

/** How often each transaction that writes was done, and undone. */
function doneBy({ transactions }: ReplaySystem["parts"], role: Role, { effects }: Participant): readonly Done[] {
  const undoings = new Set([...transactions.values()].flatMap(({ undo }) => (undo === undefined ? [] : [undo])));
  return [...effects].flatMap(([key, times]): readonly Done[] => {
    const [name = key] = key.split(/[(#]/);
    const transaction = transactions.get(name);
    if (transaction === undefined || undoings.has(name) || transaction.writes.length === 0) return [];
    const explicit = transaction.undo === undefined ? 0 : (effects.get(`${transaction.undo}${key.slice(name.length)}`) ?? 0);
    return [{ role, key, times, undone: (effects.get(`undo ${key}`) ?? 0) + explicit }];
  });
}
