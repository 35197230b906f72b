/**
 * Numbers for the contents of queues: equal numbers iff equal messages in equal order. Contents are nodes of a trie of words over messages; a node knows
 * the word without its first message (a suffix link, after Aho and Corasick, Efficient string matching, CACM 1975). So sending and receiving move from node
 * to node, and a queue that grows without end does not make every step longer.
 */
import { valueKey } from "../../values/index.ts";
import type { Message } from "../transition-system.ts";

interface Word {
  readonly owner: QueueNames;
  readonly number: number;
  /** The word without its last message; absent for the empty word. */
  readonly before: Word | undefined;
  readonly last: string;
  readonly longer: Map<string, Word>;
  /** The word without its first message, once it was asked for. */
  rest: Word | undefined;
}

type Queue = readonly Message[];

/** How a queue came from one whose word was known. It refers to the word and not to the queue, so that queues of the past are not kept. */
type Origin = { readonly kind: "sent"; readonly to: Word; readonly message: Message } | { readonly kind: "received"; readonly from: Word };

const words = new WeakMap<Queue, Word>();
const origins = new WeakMap<Queue, Origin>();

/** Notes that `queue` is `before` with one more message at its end. */
export function noteSent(queue: Queue, before: Queue, message: Message): void {
  const word = words.get(before);
  if (word !== undefined) origins.set(queue, { kind: "sent", to: word, message });
}

/** Notes that `queue` is `before` without its first message. */
export function noteReceived(queue: Queue, before: Queue): void {
  const word = words.get(before);
  if (word !== undefined) origins.set(queue, { kind: "received", from: word });
}

/** A canonical text of a message. */
export function messageKey({ from, label, values }: Message): string {
  return `${from === undefined ? "" : `${from}:`}${label}⟨${values.map(valueKey).join()}⟩`;
}

/** One table of numbers; they are comparable within it only. */
export class QueueNames {
  #size = 0;
  readonly #empty: Word = this.#fresh(undefined, "");

  /** How many words have a number. */
  get size(): number {
    return this.#size;
  }

  /** The number of a queue's content. Constant amortised over an exploration that names every queue it meets; else linear in the queue. */
  numberOf(queue: Queue): number {
    return this.#wordOf(queue).number;
  }

  #wordOf(queue: Queue): Word {
    const known = words.get(queue);
    if (known?.owner === this) return known;
    const origin = origins.get(queue);
    let word = this.#empty;
    if (origin?.kind === "sent" && origin.to.owner === this) word = this.#longer(origin.to, messageKey(origin.message));
    else if (origin?.kind === "received" && origin.from.owner === this) word = this.#rest(origin.from);
    else for (const message of queue) word = this.#longer(word, messageKey(message));
    words.set(queue, word);
    return word;
  }

  #fresh(before: Word | undefined, last: string): Word {
    this.#size += 1;
    return { owner: this, number: this.#size, before, last, longer: new Map(), rest: undefined };
  }

  #longer(word: Word, message: string): Word {
    const known = word.longer.get(message);
    if (known !== undefined) return known;
    const fresh = this.#fresh(word, message);
    word.longer.set(message, fresh);
    return fresh;
  }

  /** (w·m) without its first message is (w without its first message)·m; of a single message it is the empty word. */
  #rest(word: Word): Word {
    const open: Word[] = [];
    let here = word;
    while (here.rest === undefined && here.before !== undefined && here.before !== this.#empty) {
      open.push(here);
      here = here.before;
    }
    let rest = (here.rest ??= this.#empty);
    for (let next = open.pop(); next !== undefined; next = open.pop()) next.rest = rest = this.#longer(rest, next.last);
    return rest;
  }
}
