/** The labels of all messages that a program writes: in choreographies, protocols and processes. */
import { noLabel } from "../core/index.ts";
import { sagaLabels } from "../elaboration/index.ts";
import type { ProcessBlock, ProcessStatement } from "../syntax/index.ts";
import { allStatements } from "./all-statements.ts";
import type { Program } from "./program.ts";
import { allStatements as allProtocolStatements } from "./protocols/all-statements.ts";

const known = new WeakMap<Program, ReadonlySet<string>>();

/** The labels, `_` for messages without one. Linear in the program, once. */
export function messagesOf(program: Program): ReadonlySet<string> {
  const before = known.get(program);
  if (before !== undefined) return before;
  const labels = new Set<string>();
  for (const { body } of program.choreographies.values())
    for (const statement of allStatements(body))
      if (statement.kind === "communicate" || statement.kind === "select") labels.add(statement.message?.text ?? noLabel);
      else if (statement.kind === "saga") for (const label of Object.values(sagaLabels)) labels.add(label);
  for (const { body } of program.protocols.values())
    for (const statement of allProtocolStatements(body)) if (statement.kind === "message") labels.add(statement.label.text);
  for (const { body } of program.processes.values()) gather(body, labels);
  known.set(program, labels);
  return labels;
}

function gather({ statements }: ProcessBlock, into: Set<string>): void {
  for (const statement of statements) {
    if (statement.kind === "send" || statement.kind === "receive") into.add(statement.label.text);
    if (statement.kind === "branch") for (const { label } of statement.cases) into.add(label.text);
    if (statement.kind === "select") for (const { action } of statement.alternatives) if (action.kind !== "skip") into.add(action.label.text);
    for (const block of blocksOf(statement)) gather(block, into);
  }
}

function blocksOf(statement: ProcessStatement): readonly ProcessBlock[] {
  switch (statement.kind) {
    case "branch":
    case "match":
      return statement.cases.map(({ body }) => body);
    case "if":
      return statement.else === undefined ? [statement.then] : [statement.then, statement.else];
    case "choose":
      return statement.branches;
    case "select":
      return statement.alternatives.map(({ body }) => body);
    case "while":
    case "loop":
      return [statement.body];
    case "send":
    case "receive":
    case "assign":
    case "continue":
    case "break":
    case "call":
    case "assert":
    case "assume":
    case "unsupported":
      return [];
  }
}
