/** `perform`: the transaction exists, is of the role's state, and is given what it takes; and which choreographies perform at all. */
import { decidesInSaga } from "../../elaboration/index.ts";
import type { TransactionDeclaration } from "../../elaboration/index.ts";
import type { Block, Statement } from "../../syntax/index.ts";
import { allStatements } from "../all-statements.ts";
import type { ExpressionScope } from "../expression-scope.ts";
import { expect, infer } from "../expressions.ts";
import type { Program } from "../program.ts";
import type { Reporter } from "../reporter.ts";
import type { RoleScope } from "../role-scope.ts";
import { counted } from "../wording.ts";

type Perform = Extract<Statement, { kind: "perform" }>;

/** Reports what is wrong in a `perform`, where it stands apart; returns the transaction if there is one. */
export function checkPerform(
  statement: Perform,
  role: RoleScope | undefined,
  scope: ExpressionScope | undefined,
  program: Program,
  reporter: Reporter,
): TransactionDeclaration | undefined {
  const { transaction, variable } = statement;
  const declaration = program.transactions.get(transaction.text);
  if (declaration === undefined) {
    const isChoreography = program.choreographies.has(transaction.text);
    if (isChoreography)
      reporter.report("unknown-transaction", transaction.span, `\`${transaction.text}\` is a choreography, which is called: \`call ${transaction.text}(…);\``);
    else reporter.unknown("unknown-transaction", transaction, "transaction", () => program.transactions.keys());
    if (scope !== undefined) for (const argument of statement.arguments) infer(argument, scope);
    return undefined;
  }
  const declared = [{ span: declaration.name.span, message: "declared here" }];
  if (role !== undefined && role.state !== declaration.role.text && program.roles.has(role.state)) {
    reporter.report(
      "transaction-of-another-role",
      statement.role.span,
      `\`${transaction.text}\` is about the state of ${declaration.role.text}, which ${role.role.text} has not`,
      {
        labels: declared,
        notes: [`write \`perform ${declaration.role.text}.${transaction.text}(…);\`, and let ${declaration.role.text} send what it answers`],
      },
    );
  }
  if (declaration.parameters.length !== statement.arguments.length) {
    const message = `\`${transaction.text}\` takes ${counted(declaration.parameters.length, "value")}, but is given ${String(statement.arguments.length)}`;
    reporter.report("wrong-argument-count", statement.span, message, { labels: declared });
  }
  statement.arguments.forEach((argument, index) => {
    const parameter = declaration.parameters[index];
    if (scope === undefined) return;
    if (parameter === undefined) infer(argument, scope);
    else expect(argument, program.base(parameter.type), scope, () => [{ span: parameter.name.span, message: "the parameter" }]);
  });
  if (variable !== undefined && declaration.result === undefined)
    reporter.report("transaction-result", variable.span, `\`${transaction.text}\` has no result`, {
      labels: declared,
      notes: [`write \`perform ${statement.role.text}.${transaction.text}(…);\``],
    });
  return declaration;
}

const performing = new WeakMap<Program, ReadonlySet<string>>();

/** The choreographies that perform a transaction, or call one that does. Linear in the program, once. */
export function performingChoreographies(program: Program): ReadonlySet<string> {
  const known = performing.get(program);
  if (known !== undefined) return known;
  const callers = new Map<string, string[]>();
  const found = new Set<string>();
  for (const [name, { body }] of program.choreographies) {
    for (const statement of allStatements(body)) {
      if (decidesInSaga(statement)) found.add(name);
      if (statement.kind !== "call") continue;
      const list = callers.get(statement.choreography.text);
      if (list === undefined) callers.set(statement.choreography.text, [name]);
      else list.push(name);
    }
  }
  for (const name of found) for (const caller of callers.get(name) ?? []) found.add(caller);
  performing.set(program, found);
  return found;
}

/** Paths through a saga beyond which it is not written out. */
const mostPaths = 512;

/** Transactions after each other in a saga beyond which it is not written out. */
const longest = 150;

/** Why a saga is too large to be written out; undefined if it is not. */
export function oversizedSaga(body: Block): string | undefined {
  if (deepest(body) > longest) return `more than ${String(longest)} transactions that follow each other in one saga`;
  return pathsOf(body) > mostPaths ? `a saga with more than ${String(mostPaths)} paths through its conditionals` : undefined;
}

function deepest({ statements }: Block): number {
  let depth = 0;
  for (const statement of statements) if (decidesInSaga(statement)) depth += 1 + Math.max(0, ...branches(statement).map(deepest));
  return depth;
}

function pathsOf({ statements }: Block): number {
  let paths = 1;
  for (const statement of statements) {
    if (!decidesInSaga(statement)) continue;
    const inner = branches(statement);
    if (inner.length > 0) paths *= inner.reduce((sum, block) => sum + pathsOf(block), statement.kind === "if" && statement.else === undefined ? 1 : 0);
    if (paths > mostPaths) return paths;
  }
  return paths;
}

function branches(statement: Statement): readonly Block[] {
  switch (statement.kind) {
    case "if":
      return statement.else === undefined ? [statement.then] : [statement.then, statement.else];
    case "match":
      return statement.cases.map(({ body }) => body);
    case "choose":
      return statement.branches;
    default:
      return [];
  }
}
