/** No shadowing: a name that is a role, constant, function or constructor is never a variable too (docs/language.md, names). */
import { chanceTypes } from "../elaboration/index.ts";
import { isBuiltin } from "../values/index.ts";
import type { Name } from "../syntax/index.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";

/** Reports a variable, field or parameter whose name means something else already. */
export function checkVariableName(name: Name, program: Program, reporter: Reporter): void {
  const declared = program.valueNames.get(name.text);
  if (declared !== undefined) {
    reporter.report("shadowed-name", name.span, `\`${name.text}\` is a ${declared.what} and cannot be a variable too`, {
      labels: [{ span: declared.name.span, message: "declared here" }],
    });
  } else if (name.text === "none") {
    reporter.report("shadowed-name", name.span, "`none` is the empty option and cannot be a variable too");
  }
}

/** Reports a declaration that takes the name of a built-in; other declarations than functions and constructors are told apart by their place. */
export function checkNotBuiltin(name: Name, reporter: Reporter): void {
  if (isBuiltin(name.text) || chanceTypes.has(name.text))
    reporter.report("reserved-builtin-name", name.span, `\`${name.text}\` is built in and cannot be declared`);
}
