/**
 * Loops of g-choreographies. `repeat A { G }`, also written `* G @ A`, is what ChorGram's projection makes of it: before every round, the first
 * included, A tells everybody else who acts in G whether it is done.
 */
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Name, ProtocolBlock, ProtocolStatement } from "../../../calculus/syntax/index.ts";
import type { Reading } from "./reading.ts";

/** Adds the roles that act in statements. */
function gather(statements: readonly ProtocolStatement[], roles: Set<string>): void {
  for (const statement of statements) {
    if (statement.kind === "message") for (const { text } of [statement.from, ...statement.to]) roles.add(text);
    else if (statement.kind === "choice" || statement.kind === "par") for (const branch of statement.branches) gather(branch.statements, roles);
    else if (statement.kind === "rec") gather(statement.body.statements, roles);
  }
}

/** A name that no word of the text is. */
function fresh(stem: string, words: ReadonlySet<string>): string {
  let name = stem;
  while (words.has(name)) name += "_";
  return name;
}

/** The loop as a protocol: `rec l { choice at A { A -> B, C : loop; G continue l; } or { A -> B, C : exit; } }`, messages in the order of the roles' names. */
export function loopOf(reading: Reading, number: number, at: Name, body: ProtocolBlock, span: Span): ProtocolStatement {
  const { cursor, words } = reading;
  const acting = new Set<string>();
  gather(body.statements, acting);
  if (!acting.has(at.text)) {
    cursor.report("unknown-role", at.span, `\`${at.text}\` decides when this loop is over, and does nothing in it`);
  }
  acting.delete(at.text);
  const others = [...acting].sort((left, right) => (left < right ? -1 : 1));
  const variable: Name = { text: fresh(`loop${String(number)}`, words), span: at.span };
  const tell = (label: string): ProtocolStatement[] => {
    if (others.length === 0) return [];
    const to = others.map((text) => ({ text, span: at.span }));
    return [{ kind: "message", from: at, to, label: { text: label, span: at.span }, payload: [], span: at.span }];
  };
  const again: ProtocolStatement = { kind: "continue", variable, span: at.span };
  const branches: ProtocolBlock[] = [
    { statements: [...tell(variable.text), ...body.statements, again], span: body.span },
    { statements: tell(fresh(`exit${String(number)}`, words)), span: at.span },
  ];
  const choice: ProtocolStatement = { kind: "choice", at, branches, span };
  return { kind: "rec", variable, body: { statements: [choice], span }, span };
}
