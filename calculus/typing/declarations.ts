/** Declarations one by one: types, constants, functions with their contracts, roles with their fields. */
import { assertNever } from "../assert-never.ts";
import type { Label } from "../diagnostics/index.ts";
import type { Declaration, FieldDeclaration, Type } from "../syntax/index.ts";
import { boolType } from "../values/index.ts";
import { closedScope } from "./closed-scope.ts";
import { checkDomain } from "./domains.ts";
import { expect, infer } from "./expressions.ts";
import { checkFaults } from "./faults.ts";
import { mustAgree } from "./agreement.ts";
import type { Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import { checkNotBuiltin, checkVariableName } from "./shadowing.ts";
import { checkTransaction } from "./transactions/check.ts";
import { checkRuntime } from "./transactions/runtime.ts";
import { checkType } from "./type-expressions.ts";

/** Reports what is wrong in a declaration other than a choreography, a property or an expectation. */
export function checkDeclaration(declaration: Declaration, program: Program, reporter: Reporter): void {
  switch (declaration.kind) {
    case "role":
      for (const role of declaration.roles) for (const field of role.fields) checkField(field, program, reporter);
      return;
    case "const":
      if (declaration.name.text === "none") checkNotBuiltin(declaration.name, reporter);
      infer(declaration.value, closedScope(program, reporter, { what: "a constant", oracles: "refused" }));
      return;
    case "type":
      checkType(declaration.type, program, reporter);
      return;
    case "enum":
      for (const { name, payload } of declaration.constructors) {
        checkNotBuiltin(name, reporter);
        for (const type of payload) checkType(type, program, reporter);
      }
      return;
    case "record":
      checkNotBuiltin(declaration.name, reporter);
      for (const field of declaration.fields) checkType(field.type, program, reporter);
      return;
    case "function":
      checkFunction(declaration, program, reporter);
      return;
    case "faults":
      checkFaults(declaration, program, reporter);
      return;
    case "transaction":
      checkTransaction(declaration, program, reporter);
      return;
    case "runtime":
      checkRuntime(declaration, reporter);
      return;
    case "unsupported":
      reporter.report("not-yet-supported", declaration.span, `\`${declaration.construct}\` is not supported yet`);
      return;
    case "import":
    case "choreography":
    case "protocol":
    case "symbolic-protocol":
    case "process":
    case "system":
    case "context":
    case "property":
    case "expect":
    case "expect-error":
      return;
    default:
      assertNever(declaration);
  }
}

function checkField(field: FieldDeclaration, program: Program, reporter: Reporter): void {
  checkVariableName(field.name, program, reporter);
  checkType(field.type, program, reporter);
  const type = program.base(field.type);
  const reasons = (): readonly Label[] => [{ span: field.type.span, message: "the declared type" }];
  const scope = closedScope(program, reporter, { what: "an initial value", oracles: "refused" });
  if (field.initial.kind === "expression") {
    expect(field.initial.expression, type, scope, reasons);
    return;
  }
  const { domain } = field.initial;
  mustAgree(checkDomain(domain, type, scope), type, domain.span, scope, reasons);
}

function checkFunction(declaration: Extract<Declaration, { kind: "function" }>, program: Program, reporter: Reporter): void {
  checkNotBuiltin(declaration.name, reporter);
  const variables = new Map<string, Type>();
  for (const { name, type } of declaration.parameters) {
    checkVariableName(name, program, reporter);
    checkType(type, program, reporter);
    variables.set(name.text, program.base(type));
  }
  checkType(declaration.result, program, reporter);
  const result = program.base(declaration.result);
  const contract = { what: "a contract", variables, oracles: "refused" } as const;
  if (declaration.requires !== undefined) expect(declaration.requires, boolType, closedScope(program, reporter, contract));
  if (declaration.ensures !== undefined) {
    const scope = closedScope(program, reporter, { ...contract, variables: new Map(variables).set("result", result) });
    expect(declaration.ensures, boolType, scope);
  }
  if (declaration.body !== undefined) {
    const scope = closedScope(program, reporter, { what: "a function", variables, oracles: "allowed" });
    expect(declaration.body, result, scope, () => [{ span: declaration.result.span, message: "the declared result" }]);
  }
}
