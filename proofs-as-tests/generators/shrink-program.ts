/**
 * Smaller programs on the surface tree: without a declaration, without a statement, a block in place of its statement, a role merged into another,
 * a constant in place of an expression. A candidate need not be well-typed: the theorem's `given` discards it.
 */
import type { Block, Declaration, Expression, Name, ParsedFile, PlainSource, Statement } from "../../calculus/syntax/index.ts";
import { integer } from "./syntax.ts";

/** The candidates, the ones that remove most first. */
export function* shrinkProgram(program: ParsedFile): Iterable<ParsedFile> {
  const { declarations } = program;
  for (const [index, declaration] of declarations.entries()) {
    if (declaration.kind === "role" || (declaration.kind === "choreography" && declaration.name.text === "main")) continue;
    yield { ...program, declarations: declarations.filter((_, other) => other !== index).map((other) => withoutCalls(other, nameOf(declaration))) };
  }
  yield* mergedRoles(program);
  for (const [index, declaration] of declarations.entries()) {
    for (const smaller of shrinkDeclaration(declaration)) {
      yield { ...program, declarations: declarations.map((other, position) => (position === index ? smaller : other)) };
    }
  }
}

function nameOf(declaration: Declaration): string {
  return "name" in declaration ? declaration.name.text : "";
}

function withoutCalls(declaration: Declaration, procedure: string): Declaration {
  if (declaration.kind !== "choreography") return declaration;
  const keep = (statement: Statement): readonly Statement[] => (statement.kind === "call" && statement.choreography.text === procedure ? [] : [statement]);
  return { ...declaration, body: mapBlock(declaration.body, keep) };
}

/** Rewrites every statement, innermost first. */
export function mapBlock(block: Block, rewrite: (statement: Statement) => readonly Statement[]): Block {
  return { ...block, statements: block.statements.flatMap((statement) => rewrite(mapBlocks(statement, (inner) => mapBlock(inner, rewrite)))) };
}

function mapBlocks(statement: Statement, rewrite: (block: Block) => Block): Statement {
  switch (statement.kind) {
    case "if":
      return { ...statement, then: rewrite(statement.then), ...(statement.else === undefined ? {} : { else: rewrite(statement.else) }) };
    case "match":
      return { ...statement, cases: statement.cases.map((each) => ({ ...each, body: rewrite(each.body) })) };
    case "choose":
      return { ...statement, branches: statement.branches.map(rewrite) };
    case "saga":
      return { ...statement, body: rewrite(statement.body), ...(statement.else === undefined ? {} : { else: rewrite(statement.else) }) };
    case "while":
    case "loop":
      return { ...statement, body: rewrite(statement.body) };
    default:
      return statement;
  }
}

/** The blocks directly inside a statement. */
export function blocksOf(statement: Statement): readonly Block[] {
  const found: Block[] = [];
  mapBlocks(statement, (block) => {
    found.push(block);
    return block;
  });
  return found;
}

function* shrinkDeclaration(declaration: Declaration): Iterable<Declaration> {
  if (declaration.kind === "choreography") {
    for (const body of shrinkBlock(declaration.body)) yield { ...declaration, body };
  }
  if (declaration.kind === "role") {
    for (const [index, role] of declaration.roles.entries()) {
      for (const [position, field] of role.fields.entries()) {
        for (const initial of shrinkSource(field.initial)) {
          const changed = { ...role, fields: role.fields.map((other, at) => (at === position ? { ...other, initial } : other)) };
          yield { ...declaration, roles: declaration.roles.map((other, at) => (at === index ? changed : other)) };
        }
      }
    }
  }
}

/** Smaller blocks: one statement less, a statement's block in its place, a smaller statement. */
export function* shrinkBlock(block: Block): Iterable<Block> {
  const { statements } = block;
  const replaced = (index: number, by: readonly Statement[]): Block => ({
    ...block,
    statements: statements.flatMap((other, at) => (at === index ? by : [other])),
  });
  if (statements.length > 3) {
    const half = statements.length >> 1;
    yield { ...block, statements: statements.slice(0, half) };
    yield { ...block, statements: statements.slice(half) };
  }
  for (const index of statements.keys()) yield replaced(index, []);
  for (const [index, statement] of statements.entries()) {
    for (const inner of blocksOf(statement)) yield replaced(index, inner.statements);
  }
  for (const [index, statement] of statements.entries()) {
    for (const smaller of shrinkStatement(statement)) yield replaced(index, [smaller]);
  }
}

function* shrinkStatement(statement: Statement): Iterable<Statement> {
  const blocks = blocksOf(statement);
  for (const [index, block] of blocks.entries()) {
    for (const smaller of shrinkBlock(block)) {
      let position = 0;
      yield mapBlocks(statement, (other) => (position++ === index ? smaller : other));
    }
  }
  switch (statement.kind) {
    case "select":
      if (statement.to.length > 1) {
        for (const receiver of statement.to) yield { ...statement, to: statement.to.filter((other) => other !== receiver) };
      }
      return;
    case "communicate":
      if (statement.message !== undefined) {
        const plain: Statement & { message?: Name } = { ...statement };
        delete plain.message;
        yield plain;
      }
      if (statement.expressions.length > 1) yield { ...statement, expressions: statement.expressions.slice(0, 1), variables: statement.variables.slice(0, 1) };
      for (const [index, expression] of statement.expressions.entries()) {
        for (const smaller of shrinkExpression(expression)) {
          yield { ...statement, expressions: statement.expressions.map((other, at) => (at === index ? smaller : other)) };
        }
      }
      return;
    case "assign":
      if (statement.source.kind !== "journal") for (const source of shrinkSource(statement.source)) yield { ...statement, source };
      return;
    case "if":
    case "while":
    case "assert":
    case "assume":
      for (const condition of shrinkCondition(statement.condition)) yield { ...statement, condition };
      return;
    default:
      return;
  }
}

function* shrinkSource(source: PlainSource): Iterable<PlainSource> {
  if (source.kind === "any") yield { kind: "expression", expression: integer(0) };
  else for (const expression of shrinkExpression(source.expression)) yield { kind: "expression", expression };
}

function* shrinkExpression(expression: Expression): Iterable<Expression> {
  if (expression.kind === "integer") {
    if (expression.value > 0n) yield integer(0);
    if (expression.value > 1n) yield integer(1);
    return;
  }
  yield integer(0);
  yield integer(1);
  if (expression.kind === "binary") {
    yield expression.left;
    yield expression.right;
  }
}

function* shrinkCondition(condition: Expression): Iterable<Expression> {
  if (condition.kind === "boolean") {
    if (condition.value) yield { ...condition, value: false };
    return;
  }
  yield { kind: "boolean", value: false, span: condition.span };
  yield { kind: "boolean", value: true, span: condition.span };
}

/** One declared role in place of another, everywhere; self-communications that arise are dropped. */
function* mergedRoles(program: ParsedFile): Iterable<ParsedFile> {
  const roles = program.declarations.flatMap((declaration) => (declaration.kind === "role" ? declaration.roles.map((role) => role.name.text) : []));
  const [first, ...others] = roles;
  if (first === undefined || others.length < 2) return;
  for (const gone of others) {
    for (const kept of roles.filter((role) => role !== gone)) {
      yield { ...program, declarations: program.declarations.map((declaration) => renamed(declaration, gone, kept)) };
    }
  }
}

function renamed(declaration: Declaration, gone: string, kept: string): Declaration {
  const rename = (name: Name): Name => (name.text === gone ? { ...name, text: kept } : name);
  switch (declaration.kind) {
    case "role":
      return { ...declaration, roles: declaration.roles.filter((role) => role.name.text !== gone) };
    case "choreography":
      return {
        ...declaration,
        roles: distinct(declaration.roles.map((role) => ({ ...role, name: rename(role.name) }))),
        body: mapBlock(declaration.body, (statement) => renamedStatement(statement, rename)),
      };
    default:
      return declaration;
  }
}

function distinct<Item extends { readonly name: Name }>(items: readonly Item[]): readonly Item[] {
  return items.filter((item, index) => items.findIndex((other) => other.name.text === item.name.text) === index);
}

function renamedStatement(statement: Statement, rename: (name: Name) => Name): readonly Statement[] {
  switch (statement.kind) {
    case "communicate": {
      const changed = { ...statement, from: rename(statement.from), to: rename(statement.to) };
      return changed.from.text === changed.to.text ? [] : [changed];
    }
    case "select": {
      const from = rename(statement.from);
      const to = distinct(statement.to.map((receiver) => ({ name: rename(receiver) })))
        .map((each) => each.name)
        .filter((receiver) => receiver.text !== from.text);
      return to.length === 0 ? [] : [{ ...statement, from, to }];
    }
    case "call":
      return [{ ...statement, roles: statement.roles.map(rename) }];
    case "loop":
    case "saga":
    case "continue":
    case "break":
    case "unsupported":
      return [statement];
    default:
      return [{ ...statement, role: rename(statement.role) }];
  }
}
