/** Transactions: about one role's durable state, with clauses in their order, effects as declared, and compensations that cannot abort (docs/language.md, Transactions). */
import { chanceOf, effectOf, effectsOf, partsOfTransaction } from "../../elaboration/index.ts";
import type { TransactionDeclaration } from "../../elaboration/index.ts";
import type { Name, TransactionBlock, TransactionStatement, Type } from "../../syntax/index.ts";
import { boolType, describeType } from "../../values/index.ts";
import { mustAgree } from "../agreement.ts";
import { closedScope } from "../closed-scope.ts";
import { distinct } from "../collect.ts";
import { checkDomain } from "../domains.ts";
import type { ExpressionScope } from "../expression-scope.ts";
import { expect, infer } from "../expressions.ts";
import { mustFlow } from "../must-flow.ts";
import type { Field, Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import { roleExpressions } from "../role-expressions.ts";
import type { RoleScope } from "../role-scope.ts";
import { checkVariableName } from "../shadowing.ts";
import { checkType } from "../type-expressions.ts";
import { listed } from "../wording.ts";

const noFields: ReadonlyMap<string, Field> = new Map();

/** Reports what is wrong in a transaction. */
export function checkTransaction(declaration: TransactionDeclaration, program: Program, reporter: Reporter): void {
  const fields = checkHeader(declaration, program, reporter);
  const parts = partsOfTransaction(declaration);
  for (const statement of parts.misplaced) reportMisplaced(statement, reporter);

  const parameters = new Map(declaration.parameters.map(({ name, type }) => [name.text, { name, type: program.base(type) }]));
  if (parts.key !== undefined) {
    const variables = new Map([...parameters].map(([name, { type }]) => [name, type]));
    infer(parts.key, closedScope(program, reporter, { what: "the key of a transaction", variables, oracles: "refused" }));
  }
  const scope = scopeOf(declaration, fields, parameters, program, reporter);
  for (const condition of parts.requires) expect(condition, boolType, scope);
  for (const statement of parts.statements) checkStatement(statement, declaration, fields, scope, "transaction");
  checkResult(declaration, scope, program, reporter);
  if (parts.compensate !== undefined) {
    const { result } = declaration;
    const after = new Map(parameters);
    if (result !== undefined) after.set("result", { name: { text: "result", span: result.span }, type: program.base(result) });
    checkBlock(parts.compensate, declaration, fields, scopeOf(declaration, fields, after, program, reporter), "compensation");
  }
  checkClasses(declaration, reporter);
  checkDeclaredEffects(declaration, fields, reporter);
}

function checkHeader(declaration: TransactionDeclaration, program: Program, reporter: Reporter): ReadonlyMap<string, Field> {
  const { role, parameters, result } = declaration;
  const fields = program.roles.get(role.text)?.fields;
  if (fields === undefined) reporter.unknown("unknown-role", role, "role", () => program.roles.keys());
  const names = parameters.map(({ name }) => name);
  distinct(names, reporter);
  for (const { name, type } of parameters) {
    checkVariableName(name, program, reporter);
    checkType(type, program, reporter);
    const field = fields?.get(name.text)?.declaration.name ?? (name.text === "result" ? result : undefined);
    if (field === undefined) continue;
    reporter.report(
      "shadowed-name",
      name.span,
      `\`${name.text}\` is ${name.text === "result" ? "the result" : `a field of ${role.text}`} and cannot be a parameter too`,
      {
        labels: [{ span: field.span, message: "declared here" }],
      },
    );
  }
  if (result === undefined) return fields ?? noFields;
  checkType(result, program, reporter);
  const field = fields?.get("result")?.declaration.name;
  if (field !== undefined) {
    reporter.report("shadowed-name", field.span, "the result of a transaction is called `result` where it is compensated, so no field of its role is", {
      labels: [{ span: result.span, message: "the result" }],
    });
  }
  return fields ?? noFields;
}

/** Fields and parameters, all of them set. */
function scopeOf(
  { role }: TransactionDeclaration,
  fields: ReadonlyMap<string, Field>,
  parameters: ReadonlyMap<string, { readonly name: Name; readonly type: Type }>,
  program: Program,
  reporter: Reporter,
): ExpressionScope {
  const assigned = mustFlow<Name>();
  for (const { name } of parameters.values()) assigned.add(name);
  const scope: RoleScope = {
    role,
    state: role.text,
    fields,
    locals: new Map([...parameters].map(([text, { name, type }]) => [text, { name, type, parameter: true }])),
    bindings: new Map([...parameters].map(([text, { name }]) => [text, name])),
  };
  return roleExpressions(
    scope,
    new Map([[role.text, scope]]),
    assigned,
    program,
    reporter,
    (owner) => `hand it over: a transaction has parameters, and ${owner} can send what it knows`,
  );
}

type Place = "transaction" | "compensation";

function checkBlock(
  block: TransactionBlock,
  declaration: TransactionDeclaration,
  fields: ReadonlyMap<string, Field>,
  scope: ExpressionScope,
  place: Place,
): void {
  for (const statement of block.statements) checkStatement(statement, declaration, fields, scope, place);
}

function checkStatement(
  statement: TransactionStatement,
  declaration: TransactionDeclaration,
  fields: ReadonlyMap<string, Field>,
  scope: ExpressionScope,
  place: Place,
): void {
  switch (statement.kind) {
    case "assign":
      checkAssignment(statement, declaration, fields, scope);
      return;
    case "if":
      expect(statement.condition, boolType, scope);
      checkBlock(statement.then, declaration, fields, scope, place);
      if (statement.else !== undefined) checkBlock(statement.else, declaration, fields, scope, place);
      return;
    case "requires":
    case "abort":
    case "perform":
      if (place === "transaction") reportMisplaced(statement, scope.reporter);
      else
        scope.reporter.report("compensation-may-abort", statement.span, `\`${statement.kind}\` has no place in a compensation, which must not fail`, {
          notes: ["a compensation is retried until it is done; let it do nothing where there is nothing to undo"],
        });
      return;
    default:
      reportMisplaced(statement, scope.reporter);
  }
}

function checkAssignment(
  { role, variable, source }: Extract<TransactionStatement, { kind: "assign" }>,
  declaration: TransactionDeclaration,
  fields: ReadonlyMap<string, Field>,
  scope: ExpressionScope,
): void {
  const { reporter } = scope;
  const field = fields.get(variable.text);
  if (role !== undefined && role.text !== declaration.role.text) {
    const place = { ...role.span, end: variable.span.end };
    reporter.report(
      "transaction-writes-elsewhere",
      place,
      `\`${declaration.name.text}\` is about the state of ${declaration.role.text} and cannot write \`${role.text}.${variable.text}\``,
      {
        labels: [{ span: declaration.role.span, message: "the role of the transaction" }],
        notes: [`let ${role.text} perform a transaction of its own`],
      },
    );
  } else if (role !== undefined) {
    reporter.report("role-as-value", role.span, `inside a transaction the fields of ${role.text} are written without \`${role.text}.\``, {
      fix: { title: `write \`${variable.text}\``, edits: [{ span: { ...role.span, end: variable.span.end }, replacement: variable.text }] },
    });
  } else if (field?.declaration.durable !== true) {
    const what = field === undefined ? `\`${variable.text}\` is no field of ${declaration.role.text}` : `\`${variable.text}\` is a volatile field`;
    const labels = field === undefined ? [] : [{ span: field.declaration.name.span, message: "not `durable`" }];
    reporter.report("volatile-in-transaction", variable.span, `${what}; a transaction writes durable fields of its role`, { labels });
  }
  const expected = field?.type;
  const reasons = () => (field === undefined ? [] : [{ span: field.declaration.name.span, message: `a field of type ${describeType(field.type)}` }]);
  const span = source.kind === "expression" ? source.expression.span : source.domain.span;
  const found = source.kind === "any" ? checkDomain(source.domain, expected, scope) : (chanceOf(source.expression) ?? infer(source.expression, scope));
  if (expected !== undefined) mustAgree(found, expected, span, { reporter }, reasons);
}

function checkResult(declaration: TransactionDeclaration, scope: ExpressionScope, program: Program, reporter: Reporter): void {
  const { result: type, name } = declaration;
  const { result } = partsOfTransaction(declaration);
  if (type === undefined) {
    if (result !== undefined) {
      infer(result, scope);
      reporter.report("transaction-result", result.span, `\`${name.text}\` declares no result`, {
        notes: [`write its type behind the role: \`at ${declaration.role.text} : int\``],
      });
    }
  } else if (result === undefined) {
    reporter.report("transaction-result", type.span, `\`${name.text}\` declares a result and has none`, { notes: ["write `result e;` behind its statements"] });
  } else {
    const chance = chanceOf(result);
    if (chance === undefined) expect(result, program.base(type), scope, () => [{ span: type.span, message: "the declared result" }]);
    else reporter.report("chance-in-expression", result.span, "what is up to chance is assigned first: `x := any int;`, then `result x;`");
  }
}

function reportMisplaced({ kind, span }: TransactionStatement, reporter: Reporter): void {
  const notes =
    kind === "abort" || kind === "perform"
      ? ["a transaction aborts by `requires e else abort;` alone, and performs no others"]
      : [
          "the order is: `key`, `reads` and `writes`, `requires`, assignments and conditionals, `result`, `compensate`; all but `requires` and statements stand once",
        ];
  reporter.report("misplaced-clause", span, `\`${kind === "assign" ? "an assignment" : kind}\` has no place here`, { notes });
}

function checkClasses(declaration: TransactionDeclaration, reporter: Reporter): void {
  const { classes, name } = declaration;
  const { compensate } = partsOfTransaction(declaration);
  const contradict = (at: Name, message: string): void => {
    reporter.report("contradictory-effect", at.span, message);
  };
  const find = (word: string): Name | undefined => classes.find(({ text }) => text === word);
  const effects = classes.filter(({ text }) => !["compensatable", "irrevocable"].includes(text));
  const [, second] = effects;
  if (second !== undefined)
    contradict(second, `\`${name.text}\` is of one class only: ${listed(effects.map(({ text }) => text))} say what a second execution does`);
  const compensatable = find("compensatable");
  const irrevocable = find("irrevocable");
  if (compensatable !== undefined && irrevocable !== undefined) contradict(irrevocable, `\`${name.text}\` cannot be both compensatable and irrevocable`);
  else if (compensatable !== undefined && compensate === undefined)
    contradict(compensatable, `\`${name.text}\` is compensatable, but says not how: it has no \`compensate\``);
  else if (irrevocable !== undefined && compensate !== undefined) contradict(irrevocable, `\`${name.text}\` cannot be undone, but has a compensation`);
  const [written] = effectsOf(declaration).writes;
  const pure = find("pure");
  if (effectOf(declaration) === "pure" && pure !== undefined && written !== undefined)
    contradict(pure, `\`${name.text}\` is pure, but writes \`${written[0]}\``);
}

function checkDeclaredEffects(declaration: TransactionDeclaration, fields: ReadonlyMap<string, Field>, reporter: Reporter): void {
  const parts = partsOfTransaction(declaration);
  const effects = effectsOf(declaration);
  for (const kind of ["reads", "writes"] as const) {
    const declared = parts[kind];
    if (declared === undefined) continue;
    distinct(declared, reporter);
    for (const name of declared) {
      if (fields.get(name.text)?.declaration.durable !== true)
        reporter.unknown("unknown-name", name, `durable field of ${declaration.role.text}:`, () =>
          [...fields].flatMap(([text, field]) => (field.declaration.durable ? [text] : [])),
        );
    }
    const names = new Set(declared.map(({ text }) => text));
    for (const [name, span] of effects[kind]) {
      if (names.has(name) || fields.get(name)?.declaration.durable !== true) continue;
      reporter.report("undeclared-effect", span, `\`${declaration.name.text}\` ${kind} \`${name}\`, which it does not declare`, {
        labels: declared.map((each) => ({ span: each.span, message: `it ${kind} this` })),
      });
    }
  }
}
