/** Truth values as code: 0 or 1; what is constant is folded. */
import type { Code } from "../code/index.ts";
import { and, binary, i32, not, or, select as selectCode } from "../code/index.ts";

export const yes: Code = i32(1);
export const no: Code = i32(0);

/** The number, if the code is one. */
export function constantOf(code: Code): number | undefined {
  return code.kind === "i32" ? code.value : undefined;
}

export function truth(value: boolean): Code {
  return value ? yes : no;
}

export function both(left: Code, right: Code): Code {
  const [a, b] = [constantOf(left), constantOf(right)];
  if (a === 0 || b === 0) return no;
  return a === 1 ? right : b === 1 ? left : and(left, right);
}

export function oneOf(left: Code, right: Code): Code {
  const [a, b] = [constantOf(left), constantOf(right)];
  if (a === 1 || b === 1) return yes;
  return a === 0 ? right : b === 0 ? left : or(left, right);
}

export function negation(code: Code): Code {
  const a = constantOf(code);
  if (a !== undefined) return a === 0 ? yes : no;
  if (code.kind === "unary" && code.operator === "i32.eqz" && isTruth(code.operand)) return code.operand;
  return not(code);
}

const comparisons: ReadonlySet<string> = new Set(["eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"]);

/** Whether the code is certainly 0 or 1. */
function isTruth(code: Code): boolean {
  switch (code.kind) {
    case "i32":
      return code.value === 0 || code.value === 1;
    case "unary":
      return code.operator === "i32.eqz" || code.operator === "i64.eqz";
    case "binary":
      if (comparisons.has(code.operator)) return true;
      if (code.operator === "and") return isTruth(code.left) || isTruth(code.right);
      return code.operator === "or" && isTruth(code.left) && isTruth(code.right);
    default:
      return false;
  }
}

/** `then` if the condition is not 0. */
export function choose(condition: Code, then: Code, otherwise: Code, type: "i32" | "i64" = "i32"): Code {
  const a = constantOf(condition);
  if (a !== undefined) return a === 0 ? otherwise : then;
  const [b, c] = [constantOf(then), constantOf(otherwise)];
  if (b !== undefined && b === c) return then;
  if (type === "i32" && b === 1 && c === 0 && isTruth(condition)) return condition;
  return selectCode(condition, then, otherwise, type);
}

/** Whether two i32 are equal. */
export function equal(left: Code, right: Code): Code {
  const [a, b] = [constantOf(left), constantOf(right)];
  if (a !== undefined && b !== undefined) return truth(a === b);
  if (b === 0) return not(left);
  if (a === 0) return not(right);
  return binary("eq", left, right);
}
