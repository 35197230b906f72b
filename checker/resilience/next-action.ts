/** What a run of the replay machine is about to do, in a few words. */
import { assertNever } from "../../calculus/assert-never.ts";
import { isMadeName, procedureText } from "../../calculus/core/index.ts";
import type { Action } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import { headOf } from "../../interpreter/recovery/index.ts";
import type { ReplaySystem, Run } from "../../interpreter/recovery/index.ts";

/** The next action of a run with its place, or the end of the session. */
export function nextOf(
  { transactions }: ReplaySystem["parts"],
  { behaviour, between }: Pick<Run, "behaviour" | "between">,
): { readonly action: string; readonly span?: Span } {
  const head = headOf(behaviour)?.head;
  if (between?.kind === "raised") return { action: "writing down that the session failed" };
  if (head === undefined) return { action: "the end of the session" };
  if (head.kind === "call" && transactions.has(head.procedure)) {
    const step = between === undefined ? "" : between.kind === "checked" ? ", behind the look at the journal" : ", before it is written down";
    return { action: `${procedureText(head.procedure)}${step}`, span: head.site.span };
  }
  const action = textOf(head);
  return "site" in head ? { action, span: head.site.span } : { action };
}

function textOf(head: Action): string {
  switch (head.kind) {
    case "send":
      return `send to ${head.to}`;
    case "receive":
      return `receive from ${head.from}`;
    case "assign":
    case "havoc":
      return isMadeName(head.variable) ? "its next step" : `${head.variable} := …`;
    case "if":
    case "match":
    case "choose":
    case "select":
      return "choice";
    case "assert":
    case "assume":
      return head.kind;
    case "call":
      return `call ${procedureText(head.procedure)}`;
    case "loop":
    case "continue":
    case "frame":
      return head.kind;
    default:
      return assertNever(head);
  }
}
