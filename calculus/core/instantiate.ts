/** C_X[q̄/ps(X)]: a procedure's body for the actual roles of a call (Montesi, Introduction to Choreographies, 2023, procedures). */
import { assertNever } from "../assert-never.ts";
import { sequence } from "./choreography.ts";
import type { Choreography, Instruction, Role } from "./choreography.ts";
import type { Procedure } from "./model.ts";
import { mapTerms } from "./sequence.ts";
import { subterms } from "./subterms.ts";

/**
 * Returns the body with every formal role renamed to the actual one, all at once. The body itself when nothing changes. Shared subterms stay
 * shared, and terms of any depth take no stack. Linear in the distinct nodes of the body. `actual` must be as long as the procedure's role list.
 */
export function instantiate(procedure: Procedure, actual: readonly Role[]): Choreography {
  if (actual.length !== procedure.roles.length) throw new Error(`${procedure.name} takes ${String(procedure.roles.length)} roles`);
  const renaming = new Map(procedure.roles.map((formal, index) => [formal, actual[index] ?? formal]));
  if (procedure.roles.every((formal) => renaming.get(formal) === formal)) return procedure.body;
  return rename(procedure.body, (role) => renaming.get(role) ?? role);
}

function rename(root: Choreography, to: (role: Role) => Role): Choreography {
  const done = new Map<Choreography, Choreography>();
  const result = (term: Choreography): Choreography => (term.kind === "end" ? term : (done.get(term) ?? missing()));
  const pending: Choreography[] = [root];
  for (;;) {
    const term = pending.at(-1);
    if (term === undefined) return result(root);
    if (term.kind === "end" || done.has(term)) {
      pending.pop();
      continue;
    }
    const waiting = [...subterms(term.head), term.tail].filter((child) => child.kind !== "end" && !done.has(child));
    if (waiting.length > 0) {
      pending.push(...waiting);
      continue;
    }
    done.set(term, sequence(renameRoles(mapTerms(term.head, result), to), result(term.tail)));
    pending.pop();
  }
}

function missing(): never {
  throw new Error("a subterm was visited after its term");
}

/** The instruction with its own roles renamed; the terms inside it stay. */
function renameRoles(I: Instruction, to: (role: Role) => Role): Instruction {
  switch (I.kind) {
    case "communicate":
    case "select":
    case "in-transit":
      return { ...I, from: to(I.from), to: to(I.to) };
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
    case "if":
    case "match":
    case "choose":
      return { ...I, role: to(I.role) };
    case "call":
      return renameCall(I, to);
    case "frame":
      return { ...I, call: renameCall(I.call, to), pending: I.pending.map(to), live: I.live.map(to) };
    case "loop":
    case "continue":
    case "break":
    case "leave":
      return I;
    default:
      return assertNever(I);
  }
}

function renameCall<Call extends Extract<Instruction, { kind: "call" }>>(call: Call, to: (role: Role) => Role): Call {
  return { ...call, roles: call.roles.map(to), arguments: new Map([...call.arguments].map(([role, list]) => [to(role), list])) };
}
