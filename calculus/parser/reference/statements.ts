/** Builds statements from concrete syntax. */
import { error } from "../../diagnostics/index.ts";
import type { Block, Name, Statement } from "../../syntax/index.ts";
import { elements, option, part, type Concrete } from "./concrete.ts";
import { buildExpression, buildList } from "./expressions.ts";
import { labelOf, nameOf, spanOf, textOf, type Source } from "./source.ts";
import { buildAssigned, buildPattern } from "./types.ts";
import { buildUnsupported } from "./unsupported.ts";

export function buildBlock(source: Source, node: Concrete): Block {
  return { statements: part(node, 1).parts.map((statement) => buildStatement(source, statement)), span: spanOf(source, node) };
}

function buildStatement(source: Source, node: Concrete): Statement {
  const label = option(node, 0);
  const statement = buildUnlabelled(source, part(part(node, 2), 0), node);
  return label === undefined ? statement : { ...statement, label: labelOf(source, label) };
}

/** `whole` is the statement with its label: its span is the statement's. */
function buildUnlabelled(source: Source, node: Concrete, whole: Concrete): Statement {
  const span = spanOf(source, whole);
  const name = (index: number): Name => nameOf(source, part(node, index));
  const block = (index: number): Block => buildBlock(source, part(node, index));
  switch (node.rule) {
    case "Unlabelled_annotation":
      return buildUnsupported(source, `@${nameOf(source, part(part(node, 0), 1)).text}`, node.start, span);
    case "Unlabelled_later":
      return buildUnsupported(source, textOf(source, part(node, 0)), node.start, span);
    case "Unlabelled_performed":
      return { kind: "perform", role: name(0), variable: name(2), transaction: name(5), arguments: buildList(source, part(node, 7)), span };
    case "Unlabelled_perform":
      return { kind: "perform", role: name(1), transaction: name(3), arguments: buildList(source, part(node, 5)), span };
    case "Unlabelled_saga": {
      const otherwise = option(node, 3);
      return { kind: "saga", body: block(1), ...(otherwise === undefined ? {} : { else: buildBlock(source, otherwise) }), span };
    }
    case "Unlabelled_abort":
      return { kind: "abort", role: name(1), span };
    case "Unlabelled_communicate": {
      const message = option(node, 7);
      const variables = part(part(node, 6), 0);
      const labelled = message === undefined ? undefined : part(message, 1);
      return {
        kind: "communicate",
        from: name(0),
        expressions: buildPayload(source, part(part(node, 2), 0)),
        to: name(4),
        variables:
          variables.rule === "Variables_single"
            ? [nameOf(source, part(variables, 0))]
            : elements(part(variables, 1)).map((variable) => nameOf(source, variable)),
        ...(labelled === undefined || textOf(source, labelled) === "_" ? {} : { message: nameOf(source, labelled) }),
        span,
      };
    }
    case "Unlabelled_select":
      return { kind: "select", from: name(0), to: elements(part(node, 2)).map((role) => nameOf(source, role)), message: name(4), span };
    case "Unlabelled_assign":
      return { kind: "assign", role: name(0), variable: name(2), source: buildAssigned(source, part(node, 4)), span };
    case "Unlabelled_local":
      return {
        kind: "local",
        role: name(0),
        assignments: part(node, 2).parts.map((assignment) => ({
          variable: nameOf(source, part(assignment, 0)),
          source: buildAssigned(source, part(assignment, 2)),
          span: spanOf(source, assignment),
        })),
        span,
      };
    case "If":
      return { ...buildIf(source, node, 0), span };
    case "Unlabelled_match": {
      const located = buildLocated(source, part(node, 1));
      return {
        kind: "match",
        role: located.role,
        scrutinee: located.expression,
        cases: part(node, 3).parts.map((branch) => ({ pattern: buildPattern(source, part(branch, 0)), body: buildBlock(source, part(branch, 2)) })),
        span,
      };
    }
    case "Unlabelled_choose":
      return { kind: "choose", role: name(1), branches: [block(2), ...part(node, 4).parts.map((branch) => buildBlock(source, branch))], span };
    case "Unlabelled_while": {
      const located = buildLocated(source, part(node, 1));
      return { kind: "while", role: located.role, condition: located.expression, body: block(2), span };
    }
    case "Unlabelled_loop":
      return { kind: "loop", name: name(1), body: block(2), span };
    case "Unlabelled_jump":
      return { kind: textOf(source, part(node, 0)) === "continue" ? "continue" : "break", loop: name(1), span };
    case "Unlabelled_call": {
      const values = option(node, 4);
      return {
        kind: "call",
        choreography: name(1),
        roles: elements(part(node, 3)).map((role) => nameOf(source, role)),
        arguments: values === undefined ? [] : buildList(source, part(values, 1)),
        span,
      };
    }
    case "Unlabelled_claim": {
      const located = buildLocated(source, part(node, 1));
      return { kind: textOf(source, part(node, 0)) === "assert" ? "assert" : "assume", role: located.role, condition: located.expression, span };
    }
    default:
      throw new Error(`rule ${node.rule} builds no statement`);
  }
}

function buildIf(source: Source, node: Concrete, chained: number): Extract<Statement, { kind: "if" }> {
  if (chained > source.limits.nesting) source.diagnostics.push(error("nesting-too-deep", spanOf(source, node), "too many `else if` follow each other"));
  const { role, expression: condition } = buildLocated(source, part(node, 1));
  const then = buildBlock(source, part(node, 2));
  const otherwise = option(node, 4);
  const span = spanOf(source, node);
  if (otherwise === undefined) return { kind: "if", role, condition, then, span };
  if (otherwise.rule === "Block") return { kind: "if", role, condition, then, else: buildBlock(source, otherwise), span };
  const inner = buildIf(source, otherwise, chained + 1);
  return { kind: "if", role, condition, then, else: { statements: [inner], span: inner.span }, span };
}

function buildLocated(source: Source, node: Concrete): { readonly role: Name; readonly expression: ReturnType<typeof buildExpression> } {
  return { role: nameOf(source, part(node, 0)), expression: buildExpression(source, part(node, 2)) };
}

function buildPayload(source: Source, node: Concrete): readonly ReturnType<typeof buildExpression>[] {
  if (node.rule === "Payload_single") return [buildExpression(source, part(node, 0))];
  return [buildExpression(source, part(node, 1)), ...part(node, 3).parts.map((expression) => buildExpression(source, expression))];
}
