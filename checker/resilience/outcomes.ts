/** What runs of the replay machine come to: outcomes, participants that are stuck, what was left behind (docs/sagas.md, P1 to P6). */
import type { Role } from "../../calculus/core/index.ts";
import { environmentKey, printValue } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import { keyText, uncounted } from "../../interpreter/recovery/index.ts";
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

/** How many things are observed of one of two outcomes and not of the other: what is shown is a nearest one. Linear in both. */
export function distance(found: Pick<Outcome, "observations">, expected: Pick<Outcome, "observations">): number {
  return changesBetween(found, expected).length;
}

/**
 * What is different in two outcomes, as clauses: `Payment.balance is 80, and not 90`, `the session is failed, and not completed, at Client, Payment`. Variables that one of two
 * participants has not, because its session ended otherwise, are left out.
 */
export function differences(found: Pick<Outcome, "observations">, expected: Pick<Outcome, "observations">): readonly string[] {
  const changes = changesBetween(found, expected);
  const ends = changes.flatMap((change) => {
    const end = endedAt(change.place);
    return end === undefined ? [] : [{ ...change, ...end }];
  });
  const isExplained = ({ place, was, is }: ChangedPlace): boolean =>
    (was === undefined || is === undefined) && ends.some(({ role, suffix }) => place.startsWith(`${role}.`) && place.endsWith(suffix));
  const shown = changes.filter((change) => endedAt(change.place) === undefined && !isExplained(change));
  const together = new Map<string, (typeof ends)[number][]>();
  for (const end of ends) {
    const key = JSON.stringify([end.suffix, end.is, end.was]);
    together.set(key, [...(together.get(key) ?? []), end]);
  }
  return [
    ...shown.map(({ place, is, was }) => `${place} is ${is ?? "unset"}, and not ${was ?? "unset"}`),
    ...[...together.values()].map((group) => {
      const [first] = group;
      const session = first?.suffix === "" ? "the session" : (first?.suffix.slice(" in ".length) ?? "");
      return `${session} is ${first?.is ?? "unset"}, and not ${first?.was ?? "unset"}, at ${group.map(({ role }) => role).join(", ")}`;
    }),
  ];
}

/** A place with what is observed of it in two outcomes; absent where it is not there. */
interface ChangedPlace {
  readonly place: string;
  readonly is?: string;
  readonly was?: string;
}

function changesBetween(found: Pick<Outcome, "observations">, expected: Pick<Outcome, "observations">): readonly ChangedPlace[] {
  const values = new Map(expected.observations.map(({ place, value }) => [place, value]));
  const places = new Set(found.observations.map(({ place }) => place));
  return [
    ...found.observations
      .filter(({ place, value }) => values.get(place) !== value)
      .map(({ place, value }): ChangedPlace => {
        const was = values.get(place);
        return { place, is: value, ...(was === undefined ? {} : { was }) };
      }),
    ...expected.observations.filter(({ place }) => !places.has(place)).map(({ place, value }): ChangedPlace => ({ place, was: value })),
  ];
}

/** Of `Client, in session 2 ended` the role and ` in session 2`; undefined for other places. */
function endedAt(place: string): { readonly role: Role; readonly suffix: string } | undefined {
  if (!place.endsWith(" ended")) return undefined;
  const [role = "", suffix = ""] = place.slice(0, -" ended".length).split(",");
  return { role, suffix };
}

/** What happened more than once that must happen once: keys of transactions, writes outside of them. */
export function repeated({ participants }: ReplayConfiguration): readonly string[] {
  const found: string[] = [];
  for (const [name, { effects }] of participants) for (const [key, count] of effects) if (count > 1) found.push(`${name.split("#")[0] ?? ""}: ${keyText(key)}`);
  return found;
}

/** Whether a write was executed so often that not all of its executions were told apart. */
export function hasUncounted({ participants }: ReplayConfiguration): boolean {
  for (const { effects } of participants.values()) if (effects.has(uncounted)) return true;
  return false;
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

/** What is done in each session, and whether somebody aborted it. */
function sessionsOf({ parts }: ReplaySystem, { participants }: ReplayConfiguration): readonly SessionDone[] {
  return Array.from({ length: parts.sessions }, (_, index) => {
    const own = [...participants].filter(([name]) => name.endsWith(`#${String(index + 1)}`));
    const done = own.flatMap(([name, participant]) => doneBy(parts, name.split("#")[0] ?? "", participant));
    const isFailed = own.some(([, { status, journal }]) => status === "failed" || [...journal.values()].some(({ kind }) => kind === "aborted"));
    return { session: index + 1, own, done, isFailed, isAborted: isFailed || done.some(({ undone }) => undone > 0) };
  });
}

interface SessionDone {
  readonly session: number;
  readonly own: readonly (readonly [string, Participant])[];
  readonly done: readonly Done[];
  readonly isFailed: boolean;
  /** A participant failed, or something was compensated. */
  readonly isAborted: boolean;
}

/** Whether a session was aborted: where none ever is, nothing is asked of compensation. */
export function hasAborted(system: ReplaySystem, configuration: ReplayConfiguration): boolean {
  return sessionsOf(system, configuration).some(({ isAborted }) => isAborted);
}

/** What contradicts that all of a session is done, or all of it undone. Empty for a session that is as it should be. */
export function halves(system: ReplaySystem, configuration: ReplayConfiguration): readonly string[] {
  const { parts } = system;
  const found: string[] = [];
  for (const { session, own, done, isFailed, isAborted } of sessionsOf(system, configuration)) {
    const where = parts.sessions > 1 ? ` in session ${String(session)}` : "";
    for (const { role, key, times, undone } of done) {
      if (isAborted && undone < times) found.push(`${role} did ${keyText(key)}${where}, which was not compensated, although the session aborted`);
      if (undone > times) found.push(`${role} compensated ${keyText(key)}${where} more often than it was done`);
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
