/**
 * Values as numbers. Promela has numbers, queues of tuples of numbers, and nothing else, so a value is a tuple of components: an enum or option is the position
 * of its constructor and behind it the payloads of all constructors, zero where it is another one; a record is its fields. Equal values have equal components.
 */
import type { Definitions, Value } from "../../../calculus/core/index.ts";
import { assertNever } from "../../../calculus/assert-never.ts";
import { baseTypeOf, isEndType } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Type } from "../../../calculus/syntax/index.ts";
import { describeType, isUnknown } from "../../../calculus/values/index.ts";
import { CannotSay } from "../writers/cannot-say.ts";

/** The types of Promela that are used: 0 and 1, 0 to 255, and -32768 to 32767. */
export type Component = "bit" | "byte" | "short";

/** Numbers beyond this are not represented; a model that comes to one says so. */
export const largest = 32_767n;

/** At most this many components: a variable is not a data base. */
const maximumComponents = 1_000;

export class Components {
  readonly #definitions: Definitions;
  readonly #named = new Map<string, readonly Component[]>();
  readonly #open = new Set<string>();
  readonly #texts = new Map<string, number>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** The strings that were numbered, in the order of their numbers. */
  get texts(): readonly string[] {
    return [...this.#texts.keys()];
  }

  /** Of values of a type. @throws CannotSay if there are infinitely many, beside numbers. */
  of(type: Type): readonly Component[] {
    switch (type.kind) {
      case "primitive":
        switch (type.name) {
          case "bool":
            return ["bit"];
          case "int":
          case "string":
            return ["short"];
          case "unit":
            return [];
        }
      case "option":
        return ["bit", ...this.of(type.element)];
      case "named":
        return this.#ofNamed(type);
      case "refined":
        return this.of(type.base);
      case "list":
      case "set":
      case "map":
        throw new CannotSay(`values of type ${describeType(type)}`);
      default:
        return assertNever(type);
    }
  }

  #ofNamed(type: Extract<Type, { kind: "named" }>): readonly Component[] {
    const name = type.name.text;
    if (isUnknown(type)) throw new CannotSay("a value whose type is not known");
    if (isEndType(type)) throw new CannotSay("ends of further sessions");
    const known = this.#named.get(name);
    if (known !== undefined) return known;
    if (this.#open.has(name)) throw new CannotSay(`values of type ${name}, which contains itself`);
    this.#open.add(name);
    const result = [...this.#tag(name), ...this.#parts(name).flatMap((part) => this.of(part))];
    this.#open.delete(name);
    if (result.length > maximumComponents) throw new CannotSay(`values of type ${name}, which have ${String(result.length)} parts`);
    this.#named.set(name, result);
    return result;
  }

  /** The position of the constructor, where there are several. */
  #tag(name: string): readonly Component[] {
    const count = this.#definitions.enums.get(name)?.constructors.length ?? 1;
    if (count > 256) throw new CannotSay(`an enum of ${String(count)} constructors`);
    return count === 1 ? [] : [count === 2 ? "bit" : "byte"];
  }

  #parts(name: string): readonly Type[] {
    const { enums, records } = this.#definitions;
    const enumeration = enums.get(name);
    const types =
      enumeration === undefined ? present(records.get(name)).fields.map(({ type }) => type) : enumeration.constructors.flatMap(({ payload }) => payload);
    return types.map((type) => baseTypeOf(type, this.#definitions));
  }

  /** Whether values of an enum or option begin with the position of their constructor. */
  hasTag(type: Type): boolean {
    return type.kind === "option" || (type.kind === "named" && this.#tag(type.name.text).length > 0);
  }

  /** Where the payload of a constructor (or the field of a record) at this place is among the components, and its type. */
  place(type: Type, constructor: number, position: number): { readonly start: number; readonly type: Type } {
    if (type.kind === "option") return { start: 1, type: type.element };
    if (type.kind !== "named") throw new Error("a type without parts");
    const name = type.name.text;
    const before = (this.#definitions.enums.get(name)?.constructors ?? []).slice(0, constructor).flatMap(({ payload }) => payload).length;
    const parts = this.#parts(name);
    const sizes = parts.slice(0, before + position).map((part) => this.of(part).length);
    return { start: this.#tag(name).length + sizes.reduce((sum, size) => sum + size, 0), type: present(parts[before + position]) };
  }

  /** The components of a value. @throws CannotSay if a number is beyond `largest`. */
  encode(value: Value, type: Type): readonly bigint[] {
    if (typeof value === "boolean") return [value ? 1n : 0n];
    if (typeof value === "bigint") return [value];
    if (typeof value === "string") return [BigInt(this.#textNumber(value))];
    switch (value.kind) {
      case "unit":
        return [];
      case "record":
        return value.fields.flatMap(([, field], position) => this.encode(field, this.place(type, 0, position).type));
      case "variant": {
        const constructor = this.constructorAt(type, value.name);
        const result = this.of(type).map(() => 0n);
        if (this.hasTag(type)) result[0] = BigInt(constructor);
        value.payload.forEach((item, position) => {
          const { start, type: part } = this.place(type, constructor, position);
          result.splice(start, this.of(part).length, ...this.encode(item, part));
        });
        return result;
      }
      case "list":
      case "set":
      case "map":
        throw new CannotSay(`values of type ${describeType(type)}`);
      case "endpoint":
        throw new CannotSay("ends of further sessions");
      default:
        return assertNever(value);
    }
  }

  /** The position of a constructor in its enum; of `none` and `some` 0 and 1. */
  constructorAt(type: Type, name: string): number {
    if (type.kind === "option") return name === "some" ? 1 : 0;
    if (type.kind !== "named") throw new Error("a type without constructors");
    return present(this.#definitions.enums.get(type.name.text)).constructors.findIndex((candidate) => candidate.name === name);
  }

  #textNumber(text: string): number {
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    this.#texts.set(text, this.#texts.size);
    return this.#texts.size - 1;
  }
}
