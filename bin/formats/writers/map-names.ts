/** The names in declared protocols and the types of their payloads, one after the other: to gather them, and to write others in their place. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type {
  Declaration,
  Expression,
  LocalBlock,
  LocalStatement,
  LoopVariable,
  Name,
  PayloadItem,
  ProtocolBlock,
  ProtocolStatement,
  Type,
} from "../../../calculus/syntax/index.ts";

/** What a name is of; names of different kinds never meet. */
export type NameKind = "protocol" | "context" | "role" | "label" | "type" | "payload" | "loop";

export type NameMap = (kind: NameKind, name: Name) => Name;

export type NamedDeclaration = Extract<Declaration, { kind: "protocol" | "context" | "record" }>;

/** The declaration with every name replaced by what `map` gives. Linear; recursive along nesting only. */
export function mapNames(declaration: NamedDeclaration, map: NameMap): NamedDeclaration {
  if (declaration.kind === "record") {
    return { ...declaration, name: map("type", declaration.name), fields: declaration.fields.map((field) => ({ ...field, type: mapType(field.type, map) })) };
  }
  if (declaration.kind === "context") {
    const members = declaration.members.map((member) => ({ ...member, role: map("role", member.role), body: mapLocalBlock(member.body, map) }));
    return { ...declaration, name: map("context", declaration.name), members };
  }
  return {
    ...declaration,
    name: map("protocol", declaration.name),
    roles: declaration.roles.map((role) => map("role", role)),
    body: mapBlock(declaration.body, map),
  };
}

function mapBlock(block: ProtocolBlock, map: NameMap): ProtocolBlock {
  return { ...block, statements: block.statements.map((statement) => mapStatement(statement, map)) };
}

function mapStatement(statement: ProtocolStatement, map: NameMap): ProtocolStatement {
  switch (statement.kind) {
    case "message":
      return {
        ...statement,
        from: map("role", statement.from),
        to: statement.to.map((role) => map("role", role)),
        label: map("label", statement.label),
        payload: statement.payload.map((item) => mapItem(item, map)),
      };
    case "choice":
      return { ...statement, at: map("role", statement.at), branches: statement.branches.map((branch) => mapBlock(branch, map)) };
    case "par":
      return { ...statement, branches: statement.branches.map((branch) => mapBlock(branch, map)) };
    case "rec":
      return {
        ...statement,
        variable: map("loop", statement.variable),
        ...(statement.variables === undefined ? {} : { variables: statement.variables.map((variable) => mapLoopVariable(variable, map)) }),
        body: mapBlock(statement.body, map),
      };
    case "continue":
      return {
        ...statement,
        variable: map("loop", statement.variable),
        ...(statement.values === undefined ? {} : { values: statement.values.map((value) => mapExpression(value, map)) }),
      };
    case "do":
      return { ...statement, protocol: map("protocol", statement.protocol), roles: statement.roles.map((role) => map("role", role)) };
    case "unsupported":
      return statement;
    default:
      return assertNever(statement);
  }
}

function mapLoopVariable(variable: LoopVariable, map: NameMap): LoopVariable {
  return { ...variable, name: map("payload", variable.name), type: mapType(variable.type, map), initial: mapExpression(variable.initial, map) };
}

function mapLocalBlock(block: LocalBlock, map: NameMap): LocalBlock {
  return { ...block, statements: block.statements.map((statement) => mapLocalStatement(statement, map)) };
}

function mapLocalStatement(statement: LocalStatement, map: NameMap): LocalStatement {
  switch (statement.kind) {
    case "send":
    case "receive":
      return {
        ...statement,
        peer: map("role", statement.peer),
        label: map("label", statement.label),
        payload: statement.payload.map((item) => mapItem(item, map)),
      };
    case "choice":
      return { ...statement, branches: statement.branches.map((branch) => mapLocalBlock(branch, map)) };
    case "rec":
      return { ...statement, variable: map("loop", statement.variable), body: mapLocalBlock(statement.body, map) };
    case "continue":
      return { ...statement, variable: map("loop", statement.variable) };
    case "unsupported":
      return statement;
    default:
      return assertNever(statement);
  }
}

function mapItem(item: PayloadItem, map: NameMap): PayloadItem {
  const { sort } = item;
  return {
    ...item,
    ...(item.name === undefined ? {} : { name: map("payload", item.name) }),
    sort:
      sort.kind === "value" ? { ...sort, type: mapType(sort.type, map) } : { ...sort, protocol: map("protocol", sort.protocol), role: map("role", sort.role) },
  };
}

function mapType(type: Type, map: NameMap): Type {
  switch (type.kind) {
    case "primitive":
      return type;
    case "named":
      return { ...type, name: map("type", type.name) };
    case "list":
    case "set":
    case "option":
      return { ...type, element: mapType(type.element, map) };
    case "map":
      return { ...type, key: mapType(type.key, map), value: mapType(type.value, map) };
    case "refined":
      return { ...type, base: mapType(type.base, map), predicate: mapExpression(type.predicate, map) };
    default:
      return assertNever(type);
  }
}

/** Names that refinements speak of; expressions that no reader of a foreign format builds have names of our own language, which stay. */
function mapExpression(expression: Expression, map: NameMap): Expression {
  switch (expression.kind) {
    case "name":
      return expression.name.text === "value" ? expression : { ...expression, name: map("payload", expression.name) };
    case "unary":
      return { ...expression, operand: mapExpression(expression.operand, map) };
    case "binary":
      return { ...expression, left: mapExpression(expression.left, map), right: mapExpression(expression.right, map) };
    default:
      return expression;
  }
}
