/** What an instruction evaluates, by the role that does. */
import { assertNever } from "../calculus/assert-never.ts";
import type { Instruction, Role } from "../calculus/core/index.ts";
import type { Expression } from "../calculus/syntax/index.ts";

/** The expressions of the instruction itself, not of the terms inside it. The bounds of a choice from a range are none of them. */
export function expressionsByRole(I: Instruction): readonly (readonly [Role, readonly Expression[]])[] {
  switch (I.kind) {
    case "assign":
      return [[I.role, [I.expression]]];
    case "assert":
    case "assume":
    case "if":
      return [[I.role, [I.condition]]];
    case "match":
      return [[I.role, [I.scrutinee]]];
    case "communicate":
      return [[I.from, I.expressions]];
    case "call":
      return [...I.arguments];
    case "havoc":
    case "choose":
    case "select":
    case "loop":
    case "continue":
    case "break":
    case "in-transit":
    case "frame":
    case "leave":
      return [];
    default:
      return assertNever(I);
  }
}
