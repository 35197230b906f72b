/** What a property of a system may speak of: its members, the fields of the roles that they play, and messages. Locals of processes are their own business. */
import type { Program, SystemDeclaration } from "./program.ts";
import type { Observable } from "./reachable.ts";
import { messagesOf } from "./written-messages.ts";

/** Returns what is observable in runs of the system. */
export function observableSystem({ members }: SystemDeclaration, program: Program): Observable {
  return {
    roles: new Map(members.map(({ role }) => [role.text, program.roles.get(role.text)?.fields ?? new Map()])),
    local: () => undefined,
    locals: () => [],
    labels: () => new Set(),
    messages: () => messagesOf(program),
  };
}
