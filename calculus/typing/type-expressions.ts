/** Types as written: their names are declared and their refinements are predicates over `value` and constants. */
import { assertNever } from "../assert-never.ts";
import type { Expression, Type } from "../syntax/index.ts";
import { boolType } from "../values/index.ts";
import { closedScope } from "./closed-scope.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { expect } from "./expressions.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";

/** Reports what is wrong in a type; `scopeOf` is what its refinements see, for values of a base type. Linear in the type. */
export function checkType(
  type: Type,
  program: Program,
  reporter: Reporter,
  scopeOf: (base: Type) => ExpressionScope = (base) => refinementScope(base, program, reporter),
): void {
  switch (type.kind) {
    case "primitive":
      return;
    case "named": {
      const { types, enums, records } = program.definitions;
      const { text, span } = type.name;
      if (types.has(text) || enums.has(text) || records.has(text)) return;
      const other = program.typeNames.get(text) ?? program.valueNames.get(text);
      if (other === undefined) {
        reporter.unknown("unknown-type", type.name, "type", () => [...types.keys(), ...enums.keys(), ...records.keys(), "bool", "int", "string", "unit"]);
      } else {
        reporter.report("unknown-type", span, `\`${text}\` is a ${other.what}, not a type`, { labels: [{ span: other.name.span, message: "declared here" }] });
      }
      return;
    }
    case "list":
    case "set":
    case "option":
      checkType(type.element, program, reporter, scopeOf);
      return;
    case "map":
      checkType(type.key, program, reporter, scopeOf);
      checkType(type.value, program, reporter, scopeOf);
      return;
    case "refined":
      checkType(type.base, program, reporter, scopeOf);
      expect(type.predicate, boolType, scopeOf(program.base(type.base)));
      return;
    default:
      assertNever(type);
  }
}

/** Reports unless the predicate is a bool over `value`, which has the base type. */
export function checkRefinement(predicate: Expression, base: Type, program: Program, reporter: Reporter): void {
  expect(predicate, boolType, refinementScope(base, program, reporter));
}

/** What a refinement of values of the base type sees: `value` and constants. */
export function refinementScope(base: Type, program: Program, reporter: Reporter): ExpressionScope {
  return closedScope(program, reporter, { what: "a refinement", variables: new Map([["value", base]]), oracles: "refused" });
}
