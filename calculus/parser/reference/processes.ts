/** Builds processes from concrete syntax. */
import { error } from "../../diagnostics/index.ts";
import type { Name, ProcessBlock, ProcessStatement, SelectAction, SelectAlternative } from "../../syntax/index.ts";
import { option, part, type Concrete } from "./concrete.ts";
import { buildExpression, buildList } from "./expressions.ts";
import { between, buildNames, nameOf, spanOf, textOf, type Source } from "./source.ts";
import { buildPattern, buildSource } from "./types.ts";
import { buildUnsupported } from "./unsupported.ts";

export function buildProcessBlock(source: Source, node: Concrete): ProcessBlock {
  return { statements: part(node, 1).parts.map((statement) => buildStatement(source, part(statement, 0))), span: spanOf(source, node) };
}

function buildStatement(source: Source, node: Concrete): ProcessStatement {
  const span = spanOf(source, node);
  const name = (index: number): Name => nameOf(source, part(node, index));
  const block = (index: number): ProcessBlock => buildProcessBlock(source, part(node, index));
  switch (node.rule) {
    case "ProcessStatement_annotation":
      return buildUnsupported(source, `@${nameOf(source, part(part(node, 0), 1)).text}`, node.start, span);
    case "ProcessStatement_send": {
      const { role, ...session } = buildPeer(source, part(node, 0));
      const values = option(node, 3);
      return { kind: "send", ...session, to: role, label: name(2), arguments: values === undefined ? [] : buildList(source, part(values, 1)), span };
    }
    case "ProcessStatement_receive": {
      const { role, ...session } = buildPeer(source, part(node, 0));
      return { kind: "receive", ...session, from: role, label: name(2), variables: buildNames(source, option(node, 3)), span };
    }
    case "ProcessStatement_branch": {
      const { role, ...session } = buildPeer(source, part(node, 1));
      return { kind: "branch", ...session, from: role, cases: part(node, 3).parts.map((branch) => buildCase(source, branch)), span };
    }
    case "ProcessStatement_branchOfSeveral": {
      const cases = part(node, 2).parts.map((branch) => ({ from: nameOf(source, part(branch, 0)), ...buildCase(source, part(branch, 2)) }));
      return { kind: "branch", cases, span };
    }
    case "ProcessStatement_select":
      return { kind: "select", alternatives: part(node, 2).parts.map((alternative) => buildAlternative(source, alternative)), span };
    case "ProcessStatement_assign":
      return { kind: "assign", variable: name(0), source: buildSource(source, part(node, 2)), span };
    case "ProcessIf":
      return buildIf(source, node, 0);
    case "ProcessStatement_match": {
      const cases = part(node, 3).parts.map((branch) => ({ pattern: buildPattern(source, part(branch, 0)), body: buildProcessBlock(source, part(branch, 2)) }));
      return { kind: "match", scrutinee: buildExpression(source, part(node, 1)), cases, span };
    }
    case "ProcessStatement_choose":
      return { kind: "choose", branches: [block(1), ...part(node, 3).parts.map((branch) => buildProcessBlock(source, branch))], span };
    case "ProcessStatement_while":
      return { kind: "while", condition: buildExpression(source, part(node, 1)), body: block(2), span };
    case "ProcessStatement_loop":
      return { kind: "loop", name: name(1), body: block(2), span };
    case "ProcessStatement_jump":
      return { kind: textOf(source, part(node, 0)) === "continue" ? "continue" : "break", loop: name(1), span };
    case "ProcessStatement_call":
      return { kind: "call", process: name(1), arguments: buildList(source, part(part(node, 2), 1)), span };
    case "ProcessStatement_claim":
      return { kind: textOf(source, part(node, 0)) === "assert" ? "assert" : "assume", condition: buildExpression(source, part(node, 1)), span };
    case "ProcessStatement_later":
      return buildUnsupported(source, textOf(source, part(node, 0)), node.start, span);
    default:
      throw new Error(`rule ${node.rule} builds no statement of a process`);
  }
}

function buildAlternative(source: Source, node: Concrete): SelectAlternative {
  const span = spanOf(source, node);
  const [guard, updates, block] = [option(node, 0), option(node, 2), option(node, 3)];
  return {
    ...(guard === undefined ? {} : { guard: buildExpression(source, part(guard, 1)) }),
    action: buildSelectAction(source, part(part(node, 1), 0)),
    updates:
      updates === undefined
        ? []
        : part(updates, 2).parts.map((update) => ({ variable: nameOf(source, part(update, 0)), expression: buildExpression(source, part(update, 2)) })),
    body: block === undefined ? { statements: [], span: between(source, span.end, span.end) } : buildProcessBlock(source, part(block, 1)),
    span,
  };
}

function buildSelectAction(source: Source, node: Concrete): SelectAction {
  if (node.rule === "SelectAction_skip") return { kind: "skip" };
  const [role, label] = [nameOf(source, part(node, 0)), nameOf(source, part(node, 2))];
  if (node.rule === "SelectAction_receive") return { kind: "receive", from: role, label, variables: buildNames(source, option(node, 3)) };
  const values = option(node, 3);
  return { kind: "send", to: role, label, arguments: values === undefined ? [] : buildList(source, part(values, 1)) };
}

function buildCase(source: Source, node: Concrete): Extract<ProcessStatement, { kind: "branch" }>["cases"][number] {
  return {
    label: nameOf(source, part(node, 0)),
    variables: buildNames(source, option(node, 1)),
    body: buildProcessBlock(source, part(node, 3)),
  };
}

function buildPeer(source: Source, node: Concrete): { readonly session?: Name; readonly role: Name } {
  const session = option(node, 0);
  const role = nameOf(source, part(node, 2));
  return session === undefined ? { role } : { session: nameOf(source, session), role };
}

function buildIf(source: Source, node: Concrete, chained: number): Extract<ProcessStatement, { kind: "if" }> {
  if (chained > source.limits.nesting) source.diagnostics.push(error("nesting-too-deep", spanOf(source, node), "too many `else if` follow each other"));
  const condition = buildExpression(source, part(node, 1));
  const then = buildProcessBlock(source, part(node, 2));
  const otherwise = option(node, 4);
  const span = spanOf(source, node);
  if (otherwise === undefined) return { kind: "if", condition, then, span };
  if (otherwise.rule === "ProcessBlock") return { kind: "if", condition, then, else: buildProcessBlock(source, otherwise), span };
  const inner = buildIf(source, otherwise, chained + 1);
  return { kind: "if", condition, then, else: { statements: [inner], span: inner.span }, span };
}
