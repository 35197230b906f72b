/** Queues as channels of Promela: a message is its label and as many components as the widest message of the queue has. */
import type { Machine } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Type } from "../../../calculus/syntax/index.ts";
import { CannotSay } from "../writers/cannot-say.ts";
import type { Component, Components } from "./components.ts";
import type { Names } from "./names.ts";

export interface QueueMessage {
  /** Its name among the labels. */
  readonly word: string;
  readonly types: readonly Type[];
}

interface Queue {
  readonly name: string;
  readonly width: number;
  readonly messages: readonly (QueueMessage & { readonly from: string; readonly label: string })[];
}

export class Queues {
  readonly declarations: readonly string[];
  /** Whether a send waits while the queue is full. */
  readonly isBounded: boolean;
  readonly room: number;
  readonly #queues: readonly Queue[];

  constructor({ channels, network }: Machine, components: Components, names: Names, queueLength: number) {
    this.isBounded = network.capacity !== undefined;
    this.room = network.capacity ?? queueLength;
    if (this.room > 255) throw new CannotSay(`queues of ${String(this.room)} messages`);
    const words = new Map<string, string>();
    const wordOf = (from: string | undefined, label: string, count: number): string => {
      const key = `${from ?? ""} ${label}/${String(count)}`;
      const known = words.get(key);
      if (known !== undefined) return known;
      const text = label === "_" ? "message" : label;
      const word = names.fresh(from === undefined ? text : `${from}_${text}`);
      words.set(key, word);
      return word;
    };
    const declarations: string[] = [];
    this.#queues = channels.map(({ from, to, messages }) => {
      const kinds = messages.map((message) => ({
        ...message,
        word: wordOf(from === undefined ? message.from : undefined, message.label, message.types.length),
      }));
      const widths = kinds.map(({ types }) => types.flatMap((type) => components.of(type)));
      const width = Math.max(0, ...widths.map((each) => each.length));
      const fields = Array.from({ length: width }, (_, position) => widest(widths.flatMap((each) => each[position] ?? [])));
      const name = names.fresh(from === undefined ? `to_${to}` : `${from}_to_${to}`);
      declarations.push(`chan ${name} = [${String(this.room)}] of { ${["mtype", ...fields].join(", ")} };`);
      return { name, width, messages: kinds };
    });
    if (words.size > 255) throw new CannotSay(`${String(words.size)} different messages`);
    this.declarations = [...(words.size === 0 ? [] : [`mtype = { ${[...words.values()].join(", ")} };`]), ...declarations];
  }

  nameOf(channel: number): string {
    return present(this.#queues[channel]).name;
  }

  /** What is sent with this label and so many values on a channel; undefined where nobody sends it. */
  message(channel: number, from: string, label: string, count: number): QueueMessage | undefined {
    return present(this.#queues[channel]).messages.find((message) => message.from === from && message.label === label && message.types.length === count);
  }

  /** The fields of a message, zeros behind its own. */
  fields(channel: number, own: readonly string[]): string {
    const { width } = present(this.#queues[channel]);
    return [...own, ...Array.from({ length: width - own.length }, () => "0")].map((field) => `,${field}`).join("");
  }

  /** A pattern that fits messages with any fields. */
  anyFields(channel: number): string {
    return ",_".repeat(present(this.#queues[channel]).width);
  }

  /** A receive into these variables; nothing is bound to the others. */
  into(channel: number, own: readonly string[]): string {
    const { width } = present(this.#queues[channel]);
    return [...own, ...Array.from({ length: width - own.length }, () => "_")].map((field) => `,${field}`).join("");
  }
}

function widest(components: readonly Component[]): Component {
  return components.includes("short") ? "short" : components.includes("byte") ? "byte" : "bit";
}
