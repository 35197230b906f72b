/**
 * Types of payloads that a foreign format names without saying what their values are. They become records around an integer: two are the same exactly
 * if their names are, there is no end of values, and nothing in an imported text can look inside one.
 */
import type { Declaration, Name, Type } from "../../calculus/syntax/index.ts";

type RecordDeclaration = Extract<Declaration, { kind: "record" }>;

const primitives = ["bool", "int", "string", "unit"] as const;

/** Gathers the types that a text names. */
export class OpaqueTypes {
  private readonly names = new Map<string, Name>();

  /** The type of this name: a primitive one, or an opaque one that is declared with its first use. */
  named(name: Name): Type {
    const { text, span } = name;
    const primitive = primitives.find((each) => each === text);
    if (primitive !== undefined) return { kind: "primitive", name: primitive, span };
    if (!this.names.has(text)) this.names.set(text, name);
    return { kind: "named", name, span };
  }

  /** Their declarations, in the order of first use. */
  declarations(): readonly RecordDeclaration[] {
    return [...this.names.values()].map((name) => opaqueType(name));
  }
}

function opaqueType(name: Name): RecordDeclaration {
  const { span } = name;
  return { kind: "record", name, fields: [{ name: { text: "value", span }, type: { kind: "primitive", name: "int", span } }], span };
}
