/** Numbers of the instructions in use (WebAssembly Core Specification 2.0, §5.4 and appendix; threads proposal for atomics). */
import type { Arithmetic, Comparison, NumberType, Unary } from "../program.ts";

export const valueTypes: Readonly<Record<NumberType, number>> = { i32: 0x7f, i64: 0x7e };

export const opcodes = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  unreachable: 0x00,
  branch: 0x0c,
  branchIf: 0x0d,
  branchTable: 0x0e,
  return: 0x0f,
  call: 0x10,
  drop: 0x1a,
  select: 0x1b,
  get: 0x20,
  set: 0x21,
  i32Const: 0x41,
  i64Const: 0x42,
  empty: 0x40,
} as const;

/** Instruction, and the exponent of the alignment. */
export const loads: Readonly<Record<8 | 32 | 64, readonly [number, number]>> = { 8: [0x2d, 0], 32: [0x28, 2], 64: [0x29, 2] };
export const stores: Readonly<Record<8 | 32 | 64, readonly [number, number]>> = { 8: [0x3a, 0], 32: [0x36, 2], 64: [0x37, 2] };

export const binaries: Readonly<Record<NumberType, Readonly<Record<Arithmetic | Comparison, number>>>> = {
  i32: {
    eq: 0x46,
    ne: 0x47,
    lt_s: 0x48,
    lt_u: 0x49,
    gt_s: 0x4a,
    gt_u: 0x4b,
    le_s: 0x4c,
    le_u: 0x4d,
    ge_s: 0x4e,
    ge_u: 0x4f,
    add: 0x6a,
    sub: 0x6b,
    mul: 0x6c,
    div_s: 0x6d,
    div_u: 0x6e,
    rem_s: 0x6f,
    rem_u: 0x70,
    and: 0x71,
    or: 0x72,
    xor: 0x73,
    shl: 0x74,
    shr_s: 0x75,
    shr_u: 0x76,
    rotl: 0x77,
  },
  i64: {
    eq: 0x51,
    ne: 0x52,
    lt_s: 0x53,
    lt_u: 0x54,
    gt_s: 0x55,
    gt_u: 0x56,
    le_s: 0x57,
    le_u: 0x58,
    ge_s: 0x59,
    ge_u: 0x5a,
    add: 0x7c,
    sub: 0x7d,
    mul: 0x7e,
    div_s: 0x7f,
    div_u: 0x80,
    rem_s: 0x81,
    rem_u: 0x82,
    and: 0x83,
    or: 0x84,
    xor: 0x85,
    shl: 0x86,
    shr_s: 0x87,
    shr_u: 0x88,
    rotl: 0x89,
  },
};

export const unaries: Readonly<Record<Unary, number>> = {
  "i32.eqz": 0x45,
  "i64.eqz": 0x50,
  "i32.clz": 0x67,
  "i32.ctz": 0x68,
  "i32.popcnt": 0x69,
  wrap: 0xa7,
  extend_s: 0xac,
  extend_u: 0xad,
};

/** Behind the prefix 0xfe. */
export const atomics: Readonly<Record<"load" | "add" | "or" | "exchange" | "cas", number>> = { load: 0x10, add: 0x1e, or: 0x33, exchange: 0x41, cas: 0x48 };

/** Behind the prefix 0xfc. */
export const bulk = { copy: 10, fill: 11 } as const;
