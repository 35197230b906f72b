/**
 * What messages carry between processes without protocol: the types of what is sent, found by inference over all of them. A message is known by its sender, its
 * receiver, its label and how much it carries.
 */
import type { Span } from "../../diagnostics/index.ts";
import type { Expression, Type } from "../../syntax/index.ts";
import { describeType, joinTypes, typeKey, unknownType } from "../../values/index.ts";
import type { Reporter } from "../reporter.ts";

interface Carried {
  readonly types: readonly Type[];
  /** Where it is first sent. */
  readonly place: Span;
}

/** The messages of a program. Types are joined as sends are met, so that a second look at the processes knows more of what they receive. */
export class MessageTypes {
  readonly #messages = new Map<string, Carried>();
  #changes = 0;

  /** How often something new was learned. */
  get changes(): number {
    return this.#changes;
  }

  /** What a message carries, as far as known. */
  received(from: string, to: string, label: string, count: number): readonly Type[] {
    return this.#messages.get(keyOf(from, to, label, count))?.types ?? Array.from({ length: count }, () => unknownType);
  }

  /** A message with values of these types is sent; reports where another send of it carries something else. */
  sent(from: string, to: string, label: string, values: readonly Expression[], types: readonly Type[], reporter: Reporter): void {
    const key = keyOf(from, to, label, types.length);
    const known = this.#messages.get(key);
    if (known === undefined) {
      const [first] = values;
      if (first === undefined) return;
      this.#messages.set(key, { types, place: first.span });
      this.#changes++;
      return;
    }
    const joined = types.map((type, index) => {
      const before = known.types[index] ?? unknownType;
      const both = joinTypes(before, type);
      if (both !== undefined) return both;
      const value = values[index];
      if (value !== undefined) {
        reporter.report("type-mismatch", value.span, `\`${label}\` carries ${describeType(before)} from ${from} to ${to}, but this is ${describeType(type)}`, {
          labels: [{ span: known.place, message: "also sent here" }],
        });
      }
      return before;
    });
    if (joined.every((type, index) => typeKey(type) === typeKey(known.types[index] ?? unknownType))) return;
    this.#messages.set(key, { types: joined, place: known.place });
    this.#changes++;
  }
}

function keyOf(from: string, to: string, label: string, count: number): string {
  return JSON.stringify([from, to, label, count]);
}
