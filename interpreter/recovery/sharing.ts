/**
 * Participants and durable fields that are equal are one object with one number, so that a configuration is a short tuple of numbers, and what a participant does by itself
 * is computed once for each of its states (hash-consing: Goto, 1974; Filliâtre and Conchon, 2006).
 */
import { Identities } from "../../calculus/identity/index.ts";
import { environmentKey, valueKey } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import { participantKey } from "./configuration.ts";
import type { Participant, ReplayConfiguration } from "./configuration.ts";
import { delivered } from "./move.ts";
import type { Sending, Sharing } from "./move.ts";
import { headOf } from "./parts.ts";
import type { ReplaySwitches } from "./switches.ts";

/** The tables of one machine. They grow with the states of participants, not with those of the machine. */
export class SharedStates implements Sharing {
  readonly #switches: ReplaySwitches;
  readonly #identities = new Identities();
  readonly #participants = new Map<string, Participant>();
  readonly #environments = new Map<string, Environment>();
  readonly #stores = new Map<string, ReplayConfiguration["durable"]>();
  readonly #numbers = new Map<string, number>();
  /** Those that are shared, each for itself, and others for which they stand. */
  readonly #shared = new WeakMap<Participant, Participant>();
  readonly #numbered = new WeakMap<object, number>();
  readonly #delivered = new WeakMap<Participant, WeakMap<Sending, Participant>>();

  constructor(switches: ReplaySwitches) {
    this.#switches = switches;
  }

  /** The object for all participants that are equal to this one, their places in the text included. */
  participant(participant: Participant): Participant {
    const known = this.#shared.get(participant);
    if (known !== undefined) return known;
    const key = `${this.#keyOf(participant)}${placesOf(participant)}`;
    const first = this.#participants.get(key) ?? participant;
    this.#participants.set(key, first);
    this.#shared.set(participant, first);
    return first;
  }

  environment(environment: Environment): Environment {
    const key = environmentKey(environment);
    const first = this.#environments.get(key) ?? environment;
    this.#environments.set(key, first);
    return first;
  }

  durable(durable: ReplayConfiguration["durable"]): ReplayConfiguration["durable"] {
    const key = storeKey(durable);
    const first = this.#stores.get(key) ?? durable;
    this.#stores.set(key, first);
    return first;
  }

  delivered(receiver: Participant, sending: Sending): Participant {
    const own = this.#delivered.get(receiver) ?? new WeakMap<Sending, Participant>();
    this.#delivered.set(receiver, own);
    const known = own.get(sending);
    if (known !== undefined) return known;
    const after = this.participant(delivered(this.#switches, receiver, sending));
    own.set(sending, after);
    return after;
  }

  /** Equal keys iff equal configurations of the machine, places in the text disregarded. */
  key({ durable, participants, spent, gone, parted, oracles }: ReplayConfiguration): string {
    let key = digits(this.#number(durable, () => storeKey(durable)));
    for (const participant of participants.values()) key += digits(this.#number(participant, () => this.#keyOf(participant)));
    for (const count of spent) key += digits(count);
    if (gone.size + parted.size + oracles.size === 0) return key;
    const answers = [...oracles].map(([of, { result }]) => `${of}=${valueKey(result)}`).sort();
    return `${key}\u0001${[...gone].sort().join()}\u0001${[...parted].sort().join()}\u0001${answers.join()}`;
  }

  #keyOf(participant: Participant): string {
    return participantKey(participant, (behaviour) => this.#identities.behaviour(behaviour));
  }

  #number(part: object, key: () => string): number {
    const known = this.#numbered.get(part);
    if (known !== undefined) return known;
    const text = key();
    const number = this.#numbers.get(text) ?? this.#numbers.size;
    this.#numbers.set(text, number);
    this.#numbered.set(part, number);
    return number;
  }
}

/** Where the runs are in the text: behaviours that are equal may come from different places, which reports tell apart. */
function placesOf({ runs }: Participant): string {
  return runs
    .map(({ behaviour }) => {
      const head = headOf(behaviour)?.head;
      return head !== undefined && "site" in head ? `${String(head.site.span.file)}.${String(head.site.span.start)}` : "";
    })
    .join();
}

function storeKey(durable: ReplayConfiguration["durable"]): string {
  let key = "";
  for (const fields of durable.values()) key += environmentKey(fields);
  return key;
}

/** A number as one or more characters, of which only the last one is below 2¹⁵: what is behind it cannot be mistaken for a part of it. */
function digits(number: number): string {
  return number < 0x8000 ? String.fromCharCode(number) : String.fromCharCode(0x8000 | (number & 0x7fff)) + digits(Math.floor(number / 0x8000));
}
