/** Builds protocols from concrete syntax. */
import type { LoopVariable, Name, PayloadItem, ProtocolBlock, ProtocolStatement } from "../../syntax/index.ts";
import { elements, option, part, type Concrete } from "./concrete.ts";
import { buildExpression } from "./expressions.ts";
import { buildNames, nameOf, spanOf, textOf, type Source } from "./source.ts";
import { buildType } from "./types.ts";
import { buildUnsupported } from "./unsupported.ts";

export function buildProtocolBlock(source: Source, node: Concrete): ProtocolBlock {
  return { statements: part(node, 1).parts.map((statement) => buildStatement(source, part(statement, 0))), span: spanOf(source, node) };
}

function buildStatement(source: Source, node: Concrete): ProtocolStatement {
  const span = spanOf(source, node);
  const name = (index: number): Name => nameOf(source, part(node, index));
  const branches = (first: number, others: number): readonly ProtocolBlock[] =>
    [part(node, first), ...part(node, others).parts].map((branch) => buildProtocolBlock(source, branch));
  switch (node.rule) {
    case "ProtocolStatement_annotation":
      return buildUnsupported(source, `@${nameOf(source, part(part(node, 0), 1)).text}`, node.start, span);
    case "ProtocolStatement_message":
      return {
        kind: "message",
        from: name(0),
        to: elements(part(node, 2)).map((role) => nameOf(source, role)),
        label: name(4),
        payload: buildPayload(source, option(node, 5)),
        span,
      };
    case "ProtocolStatement_choice":
      return { kind: "choice", at: name(2), branches: branches(3, 5), span };
    case "ProtocolStatement_rec":
      return { kind: "rec", variable: name(1), ...loopVariables(source, option(node, 2)), body: buildProtocolBlock(source, part(node, 3)), span };
    case "ProtocolStatement_continue": {
      const values = option(node, 2);
      return {
        kind: "continue",
        variable: name(1),
        ...(values === undefined ? {} : { values: elements(part(values, 1)).map((value) => buildExpression(source, value)) }),
        span,
      };
    }
    case "ProtocolStatement_par":
      return { kind: "par", branches: branches(1, 3), span };
    case "ProtocolStatement_do":
      return { kind: "do", protocol: name(1), roles: buildNames(source, part(node, 2)), span };
    case "ProtocolStatement_later":
      return buildUnsupported(source, textOf(source, part(node, 0)), node.start, span);
    default:
      throw new Error(`rule ${node.rule} builds no statement of a protocol`);
  }
}

function loopVariables(source: Source, list: Concrete | undefined): { readonly variables?: readonly LoopVariable[] } {
  if (list === undefined) return {};
  return {
    variables: elements(part(list, 1)).map((node) => ({
      name: nameOf(source, part(node, 0)),
      type: buildType(source, part(node, 2)),
      initial: buildExpression(source, part(node, 4)),
      span: spanOf(source, node),
    })),
  };
}

/** The items of a payload; none where it is absent. */
export function buildPayload(source: Source, payload: Concrete | undefined): readonly PayloadItem[] {
  return payload === undefined ? [] : elements(part(payload, 1)).map((item) => buildPayloadItem(source, item));
}

function buildPayloadItem(source: Source, node: Concrete): PayloadItem {
  const name = option(node, 0);
  const sort = part(part(node, 2), 0);
  return {
    ...(name === undefined ? {} : { name: nameOf(source, name) }),
    sort:
      sort.rule === "Sort_session"
        ? { kind: "session", protocol: nameOf(source, part(sort, 0)), role: nameOf(source, part(sort, 2)) }
        : { kind: "value", type: buildType(source, part(sort, 0)) },
    span: spanOf(source, node),
  };
}
