/** Builds contexts from concrete syntax. */
import type { ContextMember, LocalBlock, LocalStatement, Name } from "../../syntax/index.ts";
import { option, part, type Concrete } from "./concrete.ts";
import { buildPayload } from "./protocols.ts";
import { nameOf, spanOf, textOf, type Source } from "./source.ts";
import { buildUnsupported } from "./unsupported.ts";

export function buildContextMember(source: Source, node: Concrete): ContextMember {
  return { role: nameOf(source, part(node, 0)), body: buildLocalBlock(source, part(node, 1)), span: spanOf(source, node) };
}

function buildLocalBlock(source: Source, node: Concrete): LocalBlock {
  return { statements: part(node, 1).parts.map((statement) => buildStatement(source, part(statement, 0))), span: spanOf(source, node) };
}

function buildStatement(source: Source, node: Concrete): LocalStatement {
  const span = spanOf(source, node);
  const name = (index: number): Name => nameOf(source, part(node, index));
  switch (node.rule) {
    case "LocalStatement_annotation":
      return buildUnsupported(source, `@${nameOf(source, part(part(node, 0), 1)).text}`, node.start, span);
    case "LocalStatement_send":
      return { kind: "send", peer: name(0), label: name(2), payload: buildPayload(source, option(node, 3)), span };
    case "LocalStatement_receive":
      return { kind: "receive", peer: name(0), label: name(2), payload: buildPayload(source, option(node, 3)), span };
    case "LocalStatement_choice":
      return { kind: "choice", branches: [part(node, 1), ...part(node, 3).parts].map((branch) => buildLocalBlock(source, branch)), span };
    case "LocalStatement_rec":
      return { kind: "rec", variable: name(1), body: buildLocalBlock(source, part(node, 2)), span };
    case "LocalStatement_continue":
      return { kind: "continue", variable: name(1), span };
    case "LocalStatement_later":
      return buildUnsupported(source, textOf(source, part(node, 0)), node.start, span);
    default:
      throw new Error(`rule ${node.rule} builds no statement of a context`);
  }
}
