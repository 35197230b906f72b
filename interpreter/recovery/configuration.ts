/**
 * Configurations of the machine that masks crashes by replay: what a crash leaves and what it takes are told apart (docs/sagas.md). A participant is one role in one
 * session: several sessions of a choreography run over the same durable fields.
 */
import type { Behaviour, MessageLabel, Role, Value } from "../../calculus/core/index.ts";
import { environmentKey, valueKey } from "../../calculus/values/index.ts";
import type { Environment, OracleAnswer } from "../../calculus/values/index.ts";

/** What the journal says of one execution of a transaction. */
export type Entry =
  | { readonly kind: "committed" | "compensated"; readonly transaction: string; readonly arguments: readonly Value[]; readonly answer?: Value }
  | { readonly kind: "aborted"; readonly transaction: string };

/** A message that its receiver has not acknowledged. */
export interface Letter {
  readonly from: Role;
  /** From 1: the sender's number, or where messages are not numbered, how many of this sender came before. */
  readonly number: number;
  readonly label: MessageLabel;
  readonly values: readonly Value[];
}

/** An execution of a participant's process. */
export interface Run {
  readonly behaviour: Behaviour;
  readonly volatile: Environment;
  readonly frames: readonly Environment[];
  /** How many messages went to each role. */
  readonly sent: Counts;
  /** How often each counted transaction was performed. */
  readonly counted: Counts;
  /** A transaction in two steps: what is left to do, and with what. */
  readonly between: Between | undefined;
  /** It does nothing more, and why: a false assumption, an operation without a value. */
  readonly stopped?: string;
}

export type Between =
  /** The journal was looked at, and had no entry. */
  | { readonly kind: "checked"; readonly key: string }
  /** The effect happened, its entry is not written yet. */
  | { readonly kind: "acted"; readonly key: string; readonly entry: Entry; readonly then: Run }
  /** The abort is broadcast, and not yet written down. */
  | { readonly kind: "raised" };

export type Counts = ReadonlyMap<string, number>;

export type Status = "unborn" | "started" | "completed" | "failed";

export interface Participant {
  // ---- durable: a crash leaves it ----
  readonly status: Status;
  readonly journal: ReadonlyMap<string, Entry>;
  /** In the order of senders and numbers; where messages are not numbered, of their arrival. */
  readonly inbox: readonly Letter[];
  /** How many messages of each sender came, where they are not numbered. */
  readonly arrived: Counts;
  /** An abort that it was told of and has not acknowledged. */
  readonly isTold: boolean;
  /** It decided to abort, and has not told the others. */
  readonly isAnnouncing: boolean;
  /** What its volatile fields are when it begins: its input, kept with the session. */
  readonly input: Environment;
  /** What it ended with. */
  readonly result?: Environment;
  /** How often what must happen once happened, up to 2. No machine has it: it is what is observed. */
  readonly effects: Counts;
  // ---- volatile: a crash takes it ----
  readonly runs: readonly Run[];
  /** How many messages of each sender were received; all runs of a participant count together. */
  readonly received: Counts;
  /** Whether a message for the session finds a run. */
  readonly isKnown: boolean;
  /** Keys of what is left to compensate. */
  readonly compensating: readonly string[] | undefined;
}

/** Where a participant sits: a role in a session. */
export interface Seat {
  readonly role: Role;
  /** From 1. */
  readonly session: number;
  /** `participantName` of both. */
  readonly name: string;
}

export interface ReplayConfiguration {
  /** The durable fields of each role. */
  readonly durable: ReadonlyMap<Role, Environment>;
  /** By `participantName`, in the order of sessions and roles. */
  readonly participants: ReadonlyMap<string, Participant>;
  /** How often each fault clause was used; 0 where it has no budget. */
  readonly spent: readonly number[];
  /** Roles that crashed for good. */
  readonly gone: ReadonlySet<Role>;
  /** Roles between whom nothing arrives any more. */
  readonly parted: ReadonlySet<string>;
  readonly oracles: ReadonlyMap<string, OracleAnswer>;
}

/** `Payment#2`: the role in the second session. */
export function participantName(role: Role, session: number): string {
  return `${role}#${String(session)}`;
}

export const noCounts: Counts = new Map();

/** One more of it. */
export function counting(counts: Counts, of: string, most: number = Number.MAX_SAFE_INTEGER): Counts {
  return new Map(counts).set(of, Math.min(most, (counts.get(of) ?? 0) + 1));
}

/** The configuration with one participant changed. */
export function withParticipant(configuration: ReplayConfiguration, name: string, change: Partial<Participant>): ReplayConfiguration {
  return { ...configuration, participants: new Map(configuration.participants).set(name, { ...participantOf(configuration, name), ...change }) };
}

/** @throws Error if there is none */
export function participantOf({ participants }: ReplayConfiguration, name: string): Participant {
  const found = participants.get(name);
  if (found === undefined) throw new Error(`no participant ${name}`);
  return found;
}

/** The participant without a compensation under way. */
export function withoutCompensation(participant: Participant): Participant {
  return { ...participant, compensating: undefined };
}

/** Equal keys iff equal participants. `number` gives equal behaviours equal numbers. */
export function participantKey(participant: Participant, number: (behaviour: Behaviour) => number): string {
  const { status, journal, inbox, arrived, isTold, isAnnouncing, input, result, effects, runs, received, isKnown, compensating } = participant;
  const letters = inbox.map(({ from, number: place, label, values }) => `${from}.${String(place)}.${label}(${values.map(valueKey).join()})`);
  const flags = [isTold, isAnnouncing, isKnown].map((flag) => (flag ? "1" : "0")).join("");
  const parts = [
    status,
    [...journal].map(([name, entry]) => `${name}:${entryKey(entry)}`).join(), // in the order of the commits: compensation reads it backwards
    letters.join(),
    countsKey(arrived),
    flags,
    environmentKey(input),
    result === undefined ? "" : environmentKey(result),
    countsKey(effects),
    runs.map((run) => runKey(run, number)).join("&"),
    countsKey(received),
    compensating === undefined ? "-" : compensating.join(),
  ];
  return `${parts.join("\u0002")}\u0003`;
}

function entryKey(entry: Entry): string {
  if (entry.kind === "aborted") return "aborted";
  return `${entry.kind}(${entry.arguments.map(valueKey).join()})${entry.answer === undefined ? "" : valueKey(entry.answer)}`;
}

function countsKey(counts: Counts): string {
  return [...counts]
    .map(([of, count]) => `${of}=${String(count)}`)
    .sort()
    .join();
}

function runKey({ behaviour, volatile, frames, sent, counted, between, stopped }: Run, number: (behaviour: Behaviour) => number): string {
  const rest = between === undefined ? "" : between.kind === "raised" ? "raised" : `${between.kind}${between.key}`;
  const acted = between?.kind === "acted" ? `${entryKey(between.entry)}${runKey(between.then, number)}` : "";
  const store = [volatile, ...frames].map(environmentKey).join("|");
  return `${String(number(behaviour))}/${store}/${countsKey(sent)}/${countsKey(counted)}/${rest}${acted}/${stopped ?? ""}`;
}

/** A run that is over. */
export function isOver({ behaviour, between }: Run): boolean {
  return behaviour.kind === "end" && between === undefined;
}
