/** The size of values; and why an operation has no result: it is undefined, or its result would be too large. */
import type { Value } from "../core/index.ts";
import { bitLength, isWithinBits } from "./arithmetic.ts";
import { maximumDepth, maximumIntegerBits, maximumLength, maximumWeight } from "./limits.ts";

/** An undefined operation, with the reason that reports show: `division by zero`. */
export interface Failure {
  readonly kind: "failure";
  readonly reason: string;
}

/** A limit of this evaluator was met, so that the value is not known. It says nothing about the program: the operation may well be defined. */
export interface LimitReached {
  readonly kind: "limit";
  readonly reason: string;
}

/** Why there is no value. */
export type NoValue = Failure | LimitReached;

/** A failure with this reason. */
export function failure(reason: string): Failure {
  return { kind: "failure", reason };
}

/** A limit that was met, with this reason: `integer of more than 1048576 bits`. */
export function limitReached(reason: string): LimitReached {
  return { kind: "limit", reason };
}

interface Size {
  readonly weight: number;
  readonly depth: number;
}

const leaf: Size = { weight: 1, depth: 0 };
const sizes = new WeakMap<object, Size>();

function primitiveWeight(value: boolean | bigint | string): number {
  if (typeof value === "string") return 1 + (value.length >> 3);
  if (typeof value === "boolean" || BigInt.asIntN(64, value) === value) return 1;
  return 1 + (bitLength(value) >> 6);
}

function compositeSize(value: Exclude<Value, boolean | bigint | string>): Size {
  let weight = 1;
  let depth = 0;
  const add = (part: Value): void => {
    if (typeof part !== "object") {
      weight += primitiveWeight(part);
      return;
    }
    const size = measure(part);
    weight += size.weight;
    depth = Math.max(depth, size.depth);
  };
  switch (value.kind) {
    case "unit":
    case "endpoint":
      return leaf;
    case "variant":
      value.payload.forEach(add);
      break;
    case "record":
      for (const [, field] of value.fields) add(field);
      break;
    case "list":
    case "set":
      value.items.forEach(add);
      break;
    case "map":
      for (const [key, item] of value.entries) {
        add(key);
        add(item);
      }
      break;
  }
  return { weight, depth: depth + 1 };
}

/** Parts are measured once; every composite is measured when it is built, so the recursion stays within `maximumDepth`. */
function measure(value: Exclude<Value, boolean | bigint | string>): Size {
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = compositeSize(value);
  sizes.set(value, size);
  return size;
}

function length(value: Exclude<Value, boolean | bigint | string>): number {
  switch (value.kind) {
    case "list":
    case "set":
      return value.items.length;
    case "map":
      return value.entries.length;
    default:
      return 0;
  }
}

/** The value itself if it is within the limits of evaluation, else why not. Linear in the value's immediate parts. */
export function withinLimits(value: Value): Value | LimitReached {
  switch (typeof value) {
    case "boolean":
      return value;
    case "bigint":
      return isWithinBits(value) ? value : limitReached(`integer of more than ${maximumIntegerBits} bits`);
    case "string":
      return value.length <= maximumLength ? value : limitReached(`string of more than ${maximumLength} characters`);
    default:
      break;
  }
  if (length(value) > maximumLength) return limitReached(`${value.kind} of more than ${maximumLength} items`);
  const size = measure(value);
  if (size.depth > maximumDepth) return limitReached(`value nested deeper than ${maximumDepth}`);
  return size.weight <= maximumWeight ? value : limitReached(`value of more than ${maximumWeight} parts`);
}

/** Whether the result of an operation is the reason why it has no value. */
export function isNoValue(result: Value | NoValue): result is NoValue {
  return typeof result === "object" && (result.kind === "failure" || result.kind === "limit");
}
