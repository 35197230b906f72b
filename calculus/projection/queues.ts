/** The queues that can be read off from the messages in transit in a choreography (theorem T7, docs/semantics.md §8). */
import type { Choreography, Instruction, Value } from "../core/index.ts";
import { leavesOf, spine } from "../core/index.ts";
import { valueKey } from "../values/index.ts";

/** For each channel `p→q` with messages: their texts, oldest first. */
export type Queues = ReadonlyMap<string, readonly string[]>;

/** The queues of a term, or undefined where two branches of a choice (or two exits of a loop) disagree. */
export function queuesOf(term: Choreography): Queues | undefined {
  const queues = new Map<string, readonly string[]>();
  for (const cell of spine(term)) {
    if (cell.kind === "end") break;
    const head = queuesOfHead(cell.head);
    if (head === undefined) return undefined;
    for (const [channel, messages] of head) queues.set(channel, [...(queues.get(channel) ?? []), ...messages]);
  }
  return queues;
}

const none: Queues = new Map();

function queuesOfHead(I: Instruction): Queues | undefined {
  switch (I.kind) {
    case "in-transit":
      return new Map([[`${I.from}→${I.to}`, [messageText(I.label, I.values)]]]);
    case "if":
      return agreed([I.then, I.else]);
    case "match":
      return agreed(I.cases.map(({ body }) => body));
    case "choose":
      return agreed(I.branches);
    case "loop":
      return agreed([I.exit, ...leavesOf(I.body)]);
    case "frame":
      return queuesOf(I.body);
    case "leave":
      return queuesOf(I.to);
    default:
      return none;
  }
}

function agreed(terms: readonly Choreography[]): Queues | undefined {
  const [first, ...others] = terms.map(queuesOf);
  if (first === undefined) return undefined;
  return others.every((other) => other !== undefined && sameQueues(first, other)) ? first : undefined;
}

/** Whether two read-offs are the same. */
export function sameQueues(first: Queues, second: Queues): boolean {
  return first.size === second.size && [...first].every(([channel, messages]) => second.get(channel)?.join("\u0001") === messages.join("\u0001"));
}

/** `ℓ⟨v⃗⟩` as a text, equal for equal messages only. */
export function messageText(label: string, values: readonly Value[]): string {
  return `${label}⟨${values.map(valueKey).join("\u0002")}⟩`;
}
