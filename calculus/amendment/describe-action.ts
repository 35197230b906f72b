/** Actions of a role as clauses of a message: what it does first in a branch. */
import { noLabel } from "../core/index.ts";
import type { Action, Role } from "../core/index.ts";

function message(label: string): string {
  return label === noLabel ? "a value" : `\`${label}\``;
}

/** `sends buy to Seller`, `waits for Buyer`, … with the role as subject; `does nothing more` if there is no action. */
export function describeAction(role: Role, action: Action | undefined): string {
  if (action === undefined) return `${role} does nothing more`;
  switch (action.kind) {
    case "send":
      return `${role} sends ${message(action.label)} to ${action.to}`;
    case "receive":
      return `${role} waits for ${action.branches.map((branch) => message(branch.label)).join(" or ")} from ${action.from}`;
    case "assign":
    case "havoc":
      return `${role} assigns ${action.variable}`;
    case "assert":
    case "assume":
      return `${role} has an ${action.kind === "assert" ? "assertion" : "assumption"}`;
    case "if":
    case "match":
    case "choose":
    case "select":
      return `${role} makes a choice`;
    case "call":
      return `${role} calls ${action.procedure}`;
    case "loop":
      return `${role} enters a loop`;
    case "continue":
      return `${role} repeats the loop`;
    case "frame":
      return `${role} goes on in a call`;
  }
}
