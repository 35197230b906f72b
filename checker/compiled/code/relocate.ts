/** The same code for another place in memory: what several threads have each of their own lies at a distance. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { Code, CodeFunction, Statement } from "./program.ts";

/** Functions whose loads and stores at constant addresses for which `isOwn` is true go `by` bytes further on. Other addresses are computed, and stay. */
export function relocated(functions: readonly CodeFunction[], by: number, isOwn: (address: number) => boolean): readonly CodeFunction[] {
  const offset = (address: Code, at: number): number => (address.kind === "i32" && isOwn((address.value + at) >>> 0) ? at + by : at);
  const inCode = (code: Code): Code => {
    switch (code.kind) {
      case "i32":
      case "i64":
      case "get":
        return code;
      case "unary":
        return { ...code, operand: inCode(code.operand) };
      case "binary":
        return { ...code, left: inCode(code.left), right: inCode(code.right) };
      case "load":
        return { ...code, address: inCode(code.address), offset: offset(code.address, code.offset) };
      case "select":
        return { ...code, condition: inCode(code.condition), then: inCode(code.then), otherwise: inCode(code.otherwise) };
      case "call":
        return { ...code, arguments: code.arguments.map(inCode) };
      case "atomic": {
        const at = { address: inCode(code.address), offset: offset(code.address, code.offset) };
        if (code.operator === "load") return { ...code, ...at };
        if (code.operator === "cas") return { ...code, ...at, expected: inCode(code.expected), value: inCode(code.value) };
        return { ...code, ...at, value: inCode(code.value) };
      }
      default:
        return assertNever(code);
    }
  };
  const inAll = (statements: readonly Statement[]): readonly Statement[] => statements.map(inStatement);
  const inStatement = (one: Statement): Statement => {
    switch (one.kind) {
      case "set":
        return { ...one, value: inCode(one.value) };
      case "store":
        return { ...one, address: inCode(one.address), offset: offset(one.address, one.offset), value: inCode(one.value) };
      case "if":
        return { ...one, condition: inCode(one.condition), then: inAll(one.then), otherwise: inAll(one.otherwise) };
      case "loop":
      case "block":
        return { ...one, body: inAll(one.body) };
      case "break":
      case "continue":
        return one;
      case "switch":
        return { ...one, index: inCode(one.index), cases: one.cases.map(inAll), otherwise: inAll(one.otherwise) };
      case "return":
        return one.value === undefined ? one : { ...one, value: inCode(one.value) };
      case "run":
        return { ...one, arguments: one.arguments.map(inCode) };
      case "copy":
        return { ...one, to: inCode(one.to), from: inCode(one.from), length: inCode(one.length) };
      case "fill":
        return { ...one, to: inCode(one.to), length: inCode(one.length) };
      default:
        return assertNever(one);
    }
  };
  return functions.map((one) => ({ ...one, body: inAll(one.body) }));
}
