/** Rows of bits for the configurations of a machine. */
export { ones, readBits } from "./bit-field.ts";
export type { BitField } from "./bit-field.ts";
export { decode, encode } from "./encode.ts";
export { sideTables } from "./interner.ts";
export type { SideTables } from "./interner.ts";
export { firstSizes, layoutOf, maximumCapacity } from "./layout.ts";
export type { Lane, LaneField, Layout, PackedQueue, Sizes, StoredMessage, StoredProcess, StoredQueue, StoredVariable } from "./layout.ts";
export { grown, integerOverflow, internedOverflow, Overflow, queueOverflow } from "./overflow.ts";
export type { PackedCase, Packing } from "./packing.ts";
