/** What the network does with messages between the step that sends them and the step that receives them: a parameter of every verdict (docs/semantics.md §6). */
import { maximumCapacity } from "../diagnostics/index.ts";

export interface NetworkArchitecture {
  /** `fifo`: one queue for each ordered pair of roles; `mailbox`: one queue for each receiver; `bag`: for each ordered pair a multiset. */
  readonly order: "fifo" | "mailbox" | "bag";
  /** A send waits while the queue (of a bag: the multiset) holds so many messages; absent: never. At least 1. */
  readonly capacity?: number;
  /** Any message may be lost at any time. */
  readonly lossy: boolean;
  /** Any receive may leave its message in the queue. */
  readonly duplicating: boolean;
}

/** The default: reliable queues without bound, one for each ordered pair of roles. */
export const fifo: NetworkArchitecture = { order: "fifo", lossy: false, duplicating: false };

/** The words after `on` that say so: `fifo`, `mailbox lossy`, `bounded(2)`. Equal words iff equal networks. */
export function networkWords({ order, capacity, lossy, duplicating }: NetworkArchitecture): string {
  const more = [...(capacity === undefined ? [] : [`bounded(${String(capacity)})`]), ...(lossy ? ["lossy"] : []), ...(duplicating ? ["duplicating"] : [])];
  return [...(order === "fifo" && more.length > 0 ? [] : [order]), ...more].join(" ");
}

/** What is wrong with the words behind `on`: a word is none of a network, or stands beside one that says something about the same. */
export type NetworkReading =
  { readonly ok: true; readonly network: NetworkArchitecture } | { readonly ok: false; readonly word: string; readonly because: "unknown" | "contradiction" };

/** The network that words separated by spaces describe: `bounded(2)`, `mailbox lossy`. Linear. */
export function readNetwork(text: string): NetworkReading {
  let network: NetworkArchitecture = fifo;
  const seen = new Set<string>();
  for (const word of wordsOf(text)) {
    const capacity = capacityOf(word);
    const isOrder = word === "fifo" || word === "mailbox" || word === "bag";
    if (capacity === undefined && !isOrder && word !== "lossy" && word !== "duplicating") return { ok: false, word, because: "unknown" };
    const aspect = capacity !== undefined ? "capacity" : isOrder ? "order" : word;
    if (seen.has(aspect)) return { ok: false, word, because: "contradiction" };
    seen.add(aspect);
    if (capacity !== undefined) network = { ...network, capacity };
    else if (isOrder) network = { ...network, order: word };
    else network = { ...network, [word]: true };
  }
  return { ok: true, network };
}

function capacityOf(word: string): number | undefined {
  const digits = /^bounded\(([1-9][0-9]{0,6})\)$/.exec(word)?.[1];
  return digits === undefined || Number(digits) > maximumCapacity ? undefined : Number(digits);
}

/** Words apart from spaces, which may also stand in parentheses. */
function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (const part of text.split(" ")) {
    const last = words.at(-1);
    if (last?.includes("(") === true && !last.includes(")")) words[words.length - 1] = `${last} ${part}`;
    else if (part !== "") words.push(part);
  }
  return words;
}
