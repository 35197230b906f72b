/** Short names for building code (program.ts). All arithmetic without a type in its name is on i32. */
import type { Arithmetic, Code, Comparison, CodeFunction, Local, NumberType, Statement, Unary } from "./program.ts";

export const i32 = (value: number): Code => ({ kind: "i32", value: value | 0 });
export const i64 = (value: bigint): Code => ({ kind: "i64", value: BigInt.asIntN(64, value) });
export const get = (local: string): Code => ({ kind: "get", local });

const constant = (operand: Code): number | undefined => (operand.kind === "i32" ? operand.value : undefined);

/** On i32 or i64; see `Arithmetic` and `Comparison`. */
export const binary = (operator: Arithmetic | Comparison, left: Code, right: Code, type: NumberType = "i32"): Code => ({
  kind: "binary",
  type,
  operator,
  left,
  right,
});
export const unary = (operator: Unary, operand: Code): Code => ({ kind: "unary", operator, operand });

export function add(left: Code, right: Code): Code {
  const [a, b] = [constant(left), constant(right)];
  if (a !== undefined && b !== undefined) return i32(a + b);
  return b === 0 ? left : a === 0 ? right : binary("add", left, right);
}
export function sub(left: Code, right: Code): Code {
  return constant(right) === 0 ? left : binary("sub", left, right);
}
export function mul(left: Code, right: Code): Code {
  return constant(right) === 1 ? left : constant(left) === 1 ? right : binary("mul", left, right);
}
export function and(left: Code, right: Code): Code {
  return constant(right) === -1 ? left : binary("and", left, right);
}
export function or(left: Code, right: Code): Code {
  return constant(right) === 0 ? left : constant(left) === 0 ? right : binary("or", left, right);
}
export const xor = (left: Code, right: Code): Code => binary("xor", left, right);
export function shl(left: Code, right: Code): Code {
  return constant(right) === 0 ? left : binary("shl", left, right);
}
/** Without sign. */
export function shr(left: Code, right: Code): Code {
  return constant(right) === 0 ? left : binary("shr_u", left, right);
}
export const eq = (left: Code, right: Code): Code => (constant(right) === 0 ? unary("i32.eqz", left) : binary("eq", left, right));
export const ne = (left: Code, right: Code): Code => binary("ne", left, right);
export const not = (operand: Code): Code => unary("i32.eqz", operand);
export const select = (condition: Code, then: Code, otherwise: Code, type: NumberType = "i32"): Code => ({
  kind: "select",
  type,
  condition,
  then,
  otherwise,
});
export const load = (address: Code, offset = 0): Code => ({ kind: "load", width: 32, address, offset });
export const load64 = (address: Code, offset = 0): Code => ({ kind: "load", width: 64, address, offset });
export const call = (name: string, ...of: readonly Code[]): Code => ({ kind: "call", name, arguments: of });

export const set = (local: string, value: Code): Statement => ({ kind: "set", local, value });
export const store = (address: Code, offset: number, value: Code): Statement => ({ kind: "store", width: 32, address, offset, value });
export const store64 = (address: Code, offset: number, value: Code): Statement => ({ kind: "store", width: 64, address, offset, value });
export const when = (condition: Code, then: readonly Statement[], otherwise: readonly Statement[] = []): Statement => ({
  kind: "if",
  condition,
  then,
  otherwise,
});
export const loop = (label: string, body: readonly Statement[]): Statement => ({ kind: "loop", label, body });
export const block = (label: string, body: readonly Statement[]): Statement => ({ kind: "block", label, body });
export const leave = (label: string): Statement => ({ kind: "break", label });
export const again = (label: string): Statement => ({ kind: "continue", label });
export const switchOn = (index: Code, cases: readonly (readonly Statement[])[], otherwise: readonly Statement[] = []): Statement => ({
  kind: "switch",
  index,
  cases,
  otherwise,
});
export const giveBack = (value?: Code): Statement => (value === undefined ? { kind: "return" } : { kind: "return", value });
export const run = (name: string, ...of: readonly Code[]): Statement => ({ kind: "run", name, arguments: of });
/** Adds to the 32-bit word at a fixed address. */
export const bump = (address: number, by: Code = i32(1)): Statement => store(i32(0), address, add(load(i32(0), address), by));

/** `while (condition) { body }`; `continue`s in the body go to the label. */
export const repeatWhile = (label: string, condition: Code, body: readonly Statement[]): Statement =>
  block(`${label}_end`, [loop(label, [when(not(condition), [leave(`${label}_end`)]), ...body])]);

export const local = (name: string, type: NumberType = "i32"): Local => ({ name, type });

/** A function over i32 with named parameters and locals. */
export function functionOf(
  name: string,
  parameters: readonly string[],
  locals: readonly string[],
  body: readonly Statement[],
  options: { readonly result?: NumberType; readonly isExported?: boolean } = {},
): CodeFunction {
  return {
    name,
    isExported: options.isExported ?? false,
    parameters: parameters.map((one) => local(one)),
    locals: locals.map((one) => local(one)),
    ...(options.result === undefined ? {} : { result: options.result }),
    body,
  };
}
