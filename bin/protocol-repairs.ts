/** The messages that make the protocols of a file implementable, as edits of its text. */
import type { Edit } from "../calculus/amendment/index.ts";
import type { Model, Protocol } from "../calculus/core/index.ts";
import { noticesAsFix, repairProtocol } from "../calculus/protocols/index.ts";

export interface ProtocolRepairs {
  readonly edits: readonly Edit[];
  /** A sentence for each protocol that is not implementable and stays so. */
  readonly unrepaired: readonly string[];
}

/** The repairs of all protocols that are not implementable. */
export function protocolRepairs(model: Model): ProtocolRepairs {
  const edits: Edit[] = [];
  const unrepaired: string[] = [];
  for (const protocol of model.protocols.values()) {
    const repair = repairProtocol(protocol.type, protocol.roles, { closed: true });
    if (repair.kind === "unneeded") continue;
    const found = repair.kind === "none" ? repair.reason : editsOf(protocol, repair.notices, model);
    if (typeof found === "string") unrepaired.push(`${protocol.name} is not implementable, and no repair is known: ${found}`);
    else edits.push(...found);
  }
  return { edits, unrepaired };
}

function editsOf({ span }: Protocol, notices: Parameters<typeof noticesAsFix>[0], { sources }: Model): readonly Edit[] | string {
  const fix = noticesAsFix(notices, span);
  if (fix === undefined) return "its branches stand in other protocols, or would need different messages for different roles";
  return fix.edits.map((edit) => ({ span: edit.span, replacement: laidOut(edit, sources[edit.span.file]?.text ?? "") }));
}

/** On lines of their own where the message before them ends its line. */
function laidOut({ span, replacement }: Edit, text: string): string {
  const end = text.indexOf("\n", span.end);
  const rest = text.slice(span.end, end < 0 ? text.length : end).trim();
  if (rest !== "" || end < 0) return replacement;
  const start = text.lastIndexOf("\n", span.start - 1) + 1;
  const indentation = /^[ \t]*/.exec(text.slice(start, span.start))?.[0] ?? "";
  const lineEnd = text[end - 1] === "\r" ? "\r\n" : "\n";
  const messages = replacement
    .split(";")
    .map((message) => message.trim())
    .filter((message) => message !== "");
  return messages.map((message) => `${lineEnd}${indentation}${message};`).join("");
}
