/**
 * Statements of a choreography: roles in scope, types of what is sent and bound, definite assignment per role, jumps, calls
 * (docs/language.md, statements). One walk in the order of the text; recursive along nesting only.
 */
import { assertNever } from "../assert-never.ts";
import type { Span } from "../diagnostics/index.ts";
import { chanceOf, decidesInSaga, isFallible, waysOut } from "../elaboration/index.ts";
import type { Block, Name, Source, Statement, Type } from "../syntax/index.ts";
import { boolType, describeType, joinTypes, unknownType } from "../values/index.ts";
import { checkCall } from "./calls.ts";
import { distinct } from "./collect.ts";
import { checkDomain } from "./domains.ts";
import { expect, infer } from "./expressions.ts";
import { mustAgree } from "./agreement.ts";
import type { ExpressionScope } from "./expression-scope.ts";
import { mustFlow } from "./must-flow.ts";
import type { OpenLoop } from "./must-flow.ts";
import { checkPatterns } from "./patterns.ts";
import type { ChoreographyDeclaration, Program } from "./program.ts";
import type { Reporter } from "./reporter.ts";
import { roleExpressions } from "./role-expressions.ts";
import type { RoleScope } from "./role-scope.ts";
import { rolesInScope } from "./roles-in-scope.ts";
import { checkPerform, oversizedSaga, performingChoreographies } from "./transactions/performing.ts";
import { checkVariableName } from "./shadowing.ts";
import type { LocalTypes } from "./types-of-locals.ts";

interface LoopInScope {
  readonly name: Name | undefined;
  readonly open: OpenLoop<Name>;
}

/**
 * Checks a body and fills the locals of `scopes`; `before` are their types as far as an earlier walk knows them. Returns whether a local's type
 * became better known after its first binding, so that earlier readings of it have to be judged again.
 */
export function checkBody(
  declaration: ChoreographyDeclaration,
  scopes: ReadonlyMap<string, RoleScope>,
  before: LocalTypes,
  program: Program,
  reporter: Reporter,
): boolean {
  const assigned = mustFlow<Name>();
  const roles = rolesInScope(declaration, scopes, program, reporter);
  const expressionScopes = new Map<RoleScope, ExpressionScope>();
  let refined = false;
  /** The saga around, and the ways out of it; behind a saga that aborted there is one, but no way out. */
  let saga: { readonly span: Span; readonly open: OpenLoop<Name> | undefined } | undefined;

  for (const parameter of declaration.parameters) {
    const scope = scopes.get(parameter.role.text);
    if (scope !== undefined) bind(scope, parameter.name, program.base(parameter.type), parameter.name.span, true);
  }
  block(declaration.body, []);
  return refined;

  /** Returns whether the block can be left at its end. */
  function block(source: Block, loops: readonly LoopInScope[]): boolean {
    for (const [index, statement] of source.statements.entries()) {
      if (check(statement, loops)) continue;
      const next = source.statements[index + 1];
      const last = source.statements.at(-1);
      if (next !== undefined && last !== undefined) {
        const span = { ...next.span, end: last.span.end };
        reporter.report("unreachable-statement", span, "nothing can come here", {
          labels: [{ span: statement.span, message: "every path through this jumps" }],
          fix: { title: "delete it", edits: [{ span, replacement: "" }] },
        });
      }
      return false;
    }
    return true;
  }

  /** Returns whether the statement can be followed by another. */
  function check(statement: Statement, loops: readonly LoopInScope[]): boolean {
    switch (statement.kind) {
      case "communicate":
        communicate(statement);
        return true;
      case "select":
        select(statement);
        return true;
      case "assign":
        assign(statement.role, statement.variable, statement.source);
        return true;
      case "local":
        for (const each of statement.assignments) assign(statement.role, each.variable, each.source);
        return true;
      case "assert":
      case "assume":
        condition(statement);
        return true;
      case "if":
        condition(statement);
        return assigned.branches([() => block(statement.then, loops), () => statement.else === undefined || block(statement.else, loops)]);
      case "match":
        return match(statement, loops);
      case "choose":
        roles.find(statement.role);
        if (statement.branches.length < 2) reporter.report("choice-without-alternative", statement.span, "a choice has at least two branches");
        return assigned.branches(statement.branches.map((branch) => () => block(branch, loops)));
      case "while": {
        checkNoDecision(statement);
        condition(statement);
        const open = assigned.enter();
        assigned.leave(open);
        block(statement.body, [...loops, { name: undefined, open }]);
        assigned.exit(open);
        return true;
      }
      case "loop": {
        checkNoDecision(statement);
        const outer = loops.find((loop) => loop.name?.text === statement.name.text)?.name;
        if (outer !== undefined) {
          reporter.report("duplicate-loop", statement.name.span, `a loop around this one is called \`${outer.text}\` too`, {
            labels: [{ span: outer.span, message: "the outer loop" }],
          });
        }
        const open = assigned.enter();
        block(statement.body, [...loops, { name: statement.name, open }]);
        assigned.exit(open);
        const { isBroken = false, outer: left } = waysOut(declaration.body).get(statement) ?? {};
        return isBroken || left === undefined;
      }
      case "continue":
      case "break": {
        const target = loops.findLast((loop) => loop.name?.text === statement.loop.text);
        if (target === undefined) reporter.unknown("unknown-loop", statement.loop, "enclosing loop", () => loops.flatMap((loop) => loop.name?.text ?? []));
        else if (statement.kind === "break") assigned.leave(target.open);
        return false;
      }
      case "call":
        if (saga?.open !== undefined && performingChoreographies(program).has(statement.choreography.text))
          reporter.report("not-yet-supported", statement.span, "a call of a choreography that performs transactions is not supported in a saga yet");
        checkCall(statement, roles, expressionsAt, program, reporter);
        return true;
      case "perform":
        perform(statement);
        return true;
      case "saga":
        return sagaStatement(statement, loops);
      case "abort":
        roles.find(statement.role);
        leaveSaga("abort", statement.span);
        return false;
      case "unsupported":
        return true;
      default:
        return assertNever(statement);
    }
  }

  function expressionsAt(scope: RoleScope): ExpressionScope {
    const known = expressionScopes.get(scope);
    if (known !== undefined) return known;
    const created = roleExpressions(scope, scopes, assigned, program, reporter);
    expressionScopes.set(scope, created);
    return created;
  }

  function condition(statement: Extract<Statement, { readonly condition: unknown }>): void {
    const scope = roles.find(statement.role);
    if (scope !== undefined) expect(statement.condition, boolType, expressionsAt(scope));
  }

  function perform(statement: Extract<Statement, { kind: "perform" }>): void {
    const scope = roles.find(statement.role);
    const transaction = checkPerform(statement, scope, scope === undefined ? undefined : expressionsAt(scope), program, reporter);
    if (transaction !== undefined && isFallible(transaction)) leaveSaga(transaction.name.text, statement.span);
    if (scope === undefined || statement.variable === undefined) return;
    bindAssigned(scope, statement.variable, transaction?.result === undefined ? unknownType : program.base(transaction.result), statement.transaction.span);
  }

  /** Here the saga around may abort. */
  function leaveSaga(what: string, span: Span): void {
    if (saga?.open !== undefined) assigned.leave(saga.open);
    else {
      const message = what === "abort" ? "`abort` stands in a saga" : `\`${what}\` may abort, so it is performed in a saga`;
      const notes =
        saga === undefined
          ? ["write `saga { … }` around it"]
          : ["what stands behind `else` runs after the saga has been compensated, and cannot abort it again"];
      reporter.report("abort-outside-saga", span, message, { notes });
    }
  }

  function sagaStatement(statement: Extract<Statement, { kind: "saga" }>, loops: readonly LoopInScope[]): boolean {
    const outer = saga;
    if (outer !== undefined)
      reporter.report("nested-saga", statement.span, "a saga inside a saga", { labels: [{ span: outer.span, message: "the saga around it" }] });
    const oversized = oversizedSaga(statement.body);
    if (oversized !== undefined) reporter.report("not-yet-supported", statement.span, `${oversized} is not supported yet`);
    const span = { ...statement.span, end: statement.body.span.start };
    const open = assigned.enter();
    const falls = assigned.branches([
      () => {
        saga = { span, open };
        const ends = block(statement.body, loops);
        saga = outer;
        return ends;
      },
      () => {
        open.left?.forEach(assigned.add);
        saga = { span, open: undefined };
        const ends = statement.else === undefined || block(statement.else, loops);
        saga = outer;
        return ends && open.left !== undefined;
      },
    ]);
    return falls;
  }

  /** In a saga the number of transactions to compensate is that of the text. */
  function checkNoDecision(statement: Extract<Statement, { kind: "while" | "loop" }>): void {
    if (saga?.open !== undefined && decidesInSaga(statement))
      reporter.report("not-yet-supported", statement.span, "a loop that performs transactions is not supported in a saga yet");
  }

  function communicate(statement: Extract<Statement, { kind: "communicate" }>): void {
    const { expressions, variables } = statement;
    const from = roles.find(statement.from);
    const to = roles.find(statement.to);
    apart(statement.from, statement.to);
    const types = expressions.map((expression) => (from === undefined ? unknownType : infer(expression, expressionsAt(from))));
    const [first] = variables;
    if (expressions.length !== variables.length && first !== undefined) {
      const message = `${String(expressions.length)} sent, but ${String(variables.length)} bound`;
      reporter.report("payload-mismatch", { ...first.span, end: variables.at(-1)?.span.end ?? first.span.end }, message);
    }
    distinct(variables, reporter, "repeated-variable");
    if (to === undefined) return;
    variables.forEach((variable, index) => {
      bind(to, variable, types[index] ?? unknownType, expressions[index]?.span ?? variable.span);
    });
  }

  function select(statement: Extract<Statement, { kind: "select" }>): void {
    roles.find(statement.from);
    for (const to of statement.to) {
      roles.find(to);
      apart(statement.from, to);
    }
    distinct(statement.to, reporter, "repeated-receiver");
  }

  function apart(from: Name, to: Name): void {
    if (from.text !== to.text) return;
    reporter.report("self-communication", to.span, `${from.text} cannot send to itself`, {
      labels: [{ span: from.span, message: "the sender" }],
      notes: ["what a role keeps for itself is an assignment: `A.x := e;`"],
    });
  }

  function assign(role: Name, variable: Name, source: Source): void {
    const scope = roles.find(role);
    if (scope === undefined || !isAssignable(scope, variable)) return;
    const plain = source.kind === "journal" ? source.source : source;
    if (plain.kind === "expression") {
      bind(scope, variable, chanceOf(plain.expression) ?? infer(plain.expression, expressionsAt(scope)), plain.expression.span);
      return;
    }
    const parameter = scope.locals.get(variable.text);
    const type = scope.fields.get(variable.text)?.type ?? (parameter?.parameter === true ? parameter.type : undefined);
    bind(scope, variable, checkDomain(plain.domain, type, expressionsAt(scope)), plain.domain.span);
  }

  function bindAssigned(scope: RoleScope, variable: Name, type: Type, span: Span): void {
    if (isAssignable(scope, variable)) bind(scope, variable, type, span);
  }

  function isAssignable(scope: RoleScope, variable: Name): boolean {
    const declared = program.valueNames.get(variable.text);
    if (declared !== undefined && !scope.fields.has(variable.text)) {
      reporter.report("not-assignable", variable.span, `\`${variable.text}\` is a ${declared.what}, which is not assigned`, {
        labels: [{ span: declared.name.span, message: "declared here" }],
      });
      return false;
    }
    return true;
  }

  /** The variable gets a value of the type; `span` is where the value comes from. */
  function bind(scope: RoleScope, variable: Name, type: Type, span: Span, parameter = false): void {
    const field = scope.fields.get(variable.text);
    if (field !== undefined && !parameter) {
      mustAgree(type, field.type, span, { reporter }, () => [{ span: field.declaration.name.span, message: `a field of type ${describeType(field.type)}` }]);
      return;
    }
    const local = scope.locals.get(variable.text);
    if (local !== undefined) {
      const joined = mustAgree(type, local.type, span, { reporter }, () => [
        { span: local.name.span, message: `first bound here, as ${describeType(local.type)}` },
      ]);
      if (joined !== local.type) {
        refined ||= describeType(joined) !== describeType(local.type);
        local.type = joined;
      }
    } else if (variable.text === "_") {
      reporter.report("not-assignable", variable.span, "`_` is not a variable");
      return;
    } else {
      newLocal(scope, variable, type, parameter);
    }
    assigned.add(scope.bindings.get(variable.text) ?? variable);
  }

  function newLocal(scope: RoleScope, variable: Name, type: Type, parameter: boolean): void {
    const field = scope.fields.get(variable.text);
    if (field !== undefined) {
      reporter.report("shadowed-name", variable.span, `\`${variable.text}\` is a field of ${scope.state} and cannot be bound as something else`, {
        labels: [{ span: field.declaration.name.span, message: "declared here" }],
      });
    } else if (scopes.has(variable.text)) {
      reporter.report("shadowed-name", variable.span, `\`${variable.text}\` is a role and cannot be a variable too`);
    } else checkVariableName(variable, program, reporter);
    const known = before.get(scope.role.text)?.get(variable.text);
    scope.locals.set(variable.text, { name: variable, type: known === undefined ? type : (joinTypes(known, type) ?? type), parameter });
  }

  function match(statement: Extract<Statement, { kind: "match" }>, loops: readonly LoopInScope[]): boolean {
    const scope = roles.find(statement.role);
    const type = scope === undefined ? unknownType : infer(statement.scrutinee, expressionsAt(scope));
    const payloads = checkPatterns(statement, type, program, reporter);
    return assigned.branches(
      statement.cases.map(({ pattern, body }, index) => () => {
        if (pattern.kind === "constructor" && scope !== undefined) {
          const named = pattern.variables.filter((variable) => variable.text !== "_");
          distinct(named, reporter, "repeated-variable");
          pattern.variables.forEach((variable, position) => {
            if (variable.text !== "_") bindPattern(scope, variable, payloads[index]?.[position] ?? unknownType);
          });
        }
        return block(body, loops);
      }),
    );
  }

  /** A pattern binds locals only: matching against a field's value is not meant, and assigning it neither. */
  function bindPattern(scope: RoleScope, variable: Name, type: Type): void {
    if (scope.fields.has(variable.text)) newLocal(scope, variable, type, false);
    else bind(scope, variable, type, variable.span);
  }
}
