/** What a participant does by itself, and what leaves it: a function of what it sees. Where a configuration comes to by it is written here alone. */
import type { Role, Site } from "../../calculus/core/index.ts";
import { environmentKey } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import type { Letter, Participant, ReplayConfiguration, Seat } from "./configuration.ts";
import { counting, participantOf } from "./configuration.ts";
import type { ReplayLabel, ReplayStep } from "./labels.ts";
import type { ReplayParts, Subject } from "./parts.ts";
import type { ReplaySwitches } from "./switches.ts";

export interface Move {
  readonly label: ReplayLabel;
  readonly site?: Site;
  /** The participant afterwards. */
  readonly participant: Participant;
  /** The durable fields of its role afterwards. */
  readonly durable: Environment;
  readonly oracles: ReplayConfiguration["oracles"];
  /** A message that it sends, under the sender's number. */
  readonly sends?: Sending;
  /** All participants of the session are told of an abort. */
  readonly tells?: boolean;
}

export interface Sending {
  readonly to: Role;
  readonly letter: Letter;
}

/** A move that changes nothing but the participant. */
export function moveTo({ durable, oracles }: Subject, label: ReplayLabel, participant: Participant): Move {
  return { label, participant, durable, oracles };
}

/** How participants that a step changes are found again: equal ones may be one object. */
export interface Sharing {
  readonly participant: (participant: Participant) => Participant;
  readonly durable: (durable: ReplayConfiguration["durable"]) => ReplayConfiguration["durable"];
  /** The participant with a message in its queue. */
  readonly delivered: (receiver: Participant, sending: Sending) => Participant;
}

/** A step whose target is put together when somebody asks for it: of the steps that are possible most are not taken where one order of them is enough. */
export class MoveStep implements ReplayStep<ReplayConfiguration> {
  readonly label: ReplayLabel;
  readonly site?: Site;
  #target: ReplayConfiguration | (() => ReplayConfiguration);

  /** `target` is called at most once. */
  constructor({ label, site }: Pick<Move, "label" | "site">, target: () => ReplayConfiguration) {
    this.label = label;
    if (site !== undefined) this.site = site;
    this.#target = target;
  }

  get target(): ReplayConfiguration {
    if (typeof this.#target === "function") this.#target = this.#target();
    return this.#target;
  }
}

/** The configuration after a move of the participant in this seat; `arrives`: whether what it sends is put into a queue. Linear in the participants. */
export function moved(
  parts: ReplayParts,
  configuration: ReplayConfiguration,
  { role, session, name }: Seat,
  move: Move,
  sharing: Sharing,
  arrives = true,
): ReplayConfiguration {
  const participants = new Map(configuration.participants).set(name, move.participant);
  if (move.sends !== undefined && arrives && !configuration.parted.has(pairOf(role, move.sends.to))) {
    const receiver = `${move.sends.to}#${String(session)}`;
    const before = participants.get(receiver);
    if (before !== undefined) participants.set(receiver, sharing.delivered(before, move.sends));
  }
  if (move.tells === true)
    for (const seat of parts.seats)
      if (seat.session === session)
        participants.set(seat.name, sharing.participant({ ...participantOf({ ...configuration, participants }, seat.name), isTold: true }));
  const before = configuration.durable.get(role) ?? [];
  const isChanged = before !== move.durable && environmentKey(before) !== environmentKey(move.durable);
  const durable = isChanged ? sharing.durable(new Map(configuration.durable).set(role, move.durable)) : configuration.durable;
  return { ...configuration, participants, durable, oracles: move.oracles };
}

/**
 * The participant with a message in its queue: under its number, where it replaces one that was the same, or behind what is there. Of a session that is over for the
 * participant it is acknowledged at once, or never.
 */
export function delivered(switches: ReplaySwitches, receiver: Participant, { letter }: Sending): Participant {
  const isIgnored = receiver.status === "completed" || receiver.status === "failed";
  if (isIgnored && receiver.runs.length === 0 && switches.acks === "registered") return receiver;
  if (switches.delivery === "plain") {
    const arrived = counting(receiver.arrived, letter.from);
    return { ...receiver, arrived, inbox: [...receiver.inbox, { ...letter, number: arrived.get(letter.from) ?? 1 }] };
  }
  const others = receiver.inbox.filter(({ from, number }) => from !== letter.from || number !== letter.number);
  const inbox = [...others, letter].sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : one.number - other.number));
  return { ...receiver, inbox };
}

/** The name of two roles, whichever is first. */
export function pairOf(one: Role, other: Role): string {
  return one < other ? `${one}↔${other}` : `${other}↔${one}`;
}
