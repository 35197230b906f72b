/**
 * The low-level code that engines generate: structured control flow over 32- and 64-bit integers, named locals and one memory, as in WebAssembly
 * (Haas et al., Bringing the Web up to Speed with WebAssembly, PLDI 2017), of which it is the part that JavaScript can express as fast.
 * A program has two translations, wasm/ and javascript/, that agree on every defined result.
 */

export type NumberType = "i32" | "i64";

/** Names of functions, locals and labels are generated: `[a-z][A-Za-z0-9_]*`, never a name of a model. */
export interface Local {
  readonly name: string;
  readonly type: NumberType;
}

export interface Program {
  readonly imports: readonly ImportedFunction[];
  readonly functions: readonly CodeFunction[];
}

/** A function of the embedding, called by its name. It takes and gives i32 only. */
export interface ImportedFunction {
  readonly name: string;
  readonly parameters: number;
  readonly hasResult: boolean;
}

export interface CodeFunction {
  readonly name: string;
  readonly isExported: boolean;
  readonly parameters: readonly Local[];
  /** Zero at the start. */
  readonly locals: readonly Local[];
  readonly result?: NumberType;
  /** Where there is a result, its end is not reached: it returns before. */
  readonly body: readonly Statement[];
}

/**
 * Binary operators with the same type on both sides. Shifts take their count modulo the width. `div` and `rem` round towards zero and are not defined for a
 * divisor 0, nor is `div_s` of the least number by -1. Comparisons give an i32, 0 or 1.
 */
export type Arithmetic = "add" | "sub" | "mul" | "div_s" | "div_u" | "rem_s" | "rem_u" | "and" | "or" | "xor" | "shl" | "shr_s" | "shr_u" | "rotl";
export type Comparison = "eq" | "ne" | "lt_s" | "lt_u" | "gt_s" | "gt_u" | "le_s" | "le_u" | "ge_s" | "ge_u";

/** `eqz` of both types gives i32; `wrap` cuts an i64 to i32; `extend_s` and `extend_u` make an i64 of an i32. */
export type Unary = "i32.eqz" | "i64.eqz" | "i32.clz" | "i32.ctz" | "i32.popcnt" | "wrap" | "extend_s" | "extend_u";

/** Addresses are unsigned bytes; words, of 64 bits as well, begin at multiples of 4; the sum with `offset` stays below 2³². */
export type Code =
  | { readonly kind: "i32"; readonly value: number }
  | { readonly kind: "i64"; readonly value: bigint }
  | { readonly kind: "get"; readonly local: string }
  | { readonly kind: "unary"; readonly operator: Unary; readonly operand: Code }
  | { readonly kind: "binary"; readonly type: NumberType; readonly operator: Arithmetic | Comparison; readonly left: Code; readonly right: Code }
  /** `i32.load`, or one byte without sign. */
  | { readonly kind: "load"; readonly width: 8 | 32 | 64; readonly address: Code; readonly offset: number }
  /** Which operand is evaluated is not said: they have no effects. */
  | { readonly kind: "select"; readonly type: NumberType; readonly condition: Code; readonly then: Code; readonly otherwise: Code }
  /** Of a function with a result, own or imported. */
  | { readonly kind: "call"; readonly name: string; readonly arguments: readonly Code[] }
  /** On shared memory: 32 bits, sequentially consistent. All but `load` give what was there before. */
  | { readonly kind: "atomic"; readonly operator: "load"; readonly address: Code; readonly offset: number }
  | { readonly kind: "atomic"; readonly operator: "add" | "or" | "exchange"; readonly address: Code; readonly offset: number; readonly value: Code }
  | { readonly kind: "atomic"; readonly operator: "cas"; readonly address: Code; readonly offset: number; readonly expected: Code; readonly value: Code };

export type Statement =
  | { readonly kind: "set"; readonly local: string; readonly value: Code }
  | { readonly kind: "store"; readonly width: 8 | 32 | 64; readonly address: Code; readonly offset: number; readonly value: Code }
  | { readonly kind: "if"; readonly condition: Code; readonly then: readonly Statement[]; readonly otherwise: readonly Statement[] }
  /** Again and again, until a `break` of it. */
  | { readonly kind: "loop"; readonly label: string; readonly body: readonly Statement[] }
  /** Once, or until a `break` of it. */
  | { readonly kind: "block"; readonly label: string; readonly body: readonly Statement[] }
  /** To behind the loop or block around with this label. */
  | { readonly kind: "break"; readonly label: string }
  /** To the beginning of the loop around with this label. */
  | { readonly kind: "continue"; readonly label: string }
  /** The case whose number the index is, `otherwise` for every other index (without sign); then what follows. */
  | { readonly kind: "switch"; readonly index: Code; readonly cases: readonly (readonly Statement[])[]; readonly otherwise: readonly Statement[] }
  | { readonly kind: "return"; readonly value?: Code }
  /** For its effect; a result is dropped. */
  | { readonly kind: "run"; readonly name: string; readonly arguments: readonly Code[] }
  /** Bulk operations on bytes; ranges may overlap in `copy`. Addresses and lengths are multiples of 4. */
  | { readonly kind: "copy"; readonly to: Code; readonly from: Code; readonly length: Code }
  | { readonly kind: "fill"; readonly to: Code; readonly byte: number; readonly length: Code };
