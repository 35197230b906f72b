/** C_X[q̄/ps(X)]: a procedure's body for the actual roles of a call (Montesi, Introduction to Choreographies, 2023, procedures). */
import { assertNever } from "../assert-never.ts";
import { sequence } from "./choreography.ts";
import type { Choreography, Instruction, Role, Sequence } from "./choreography.ts";
import type { Procedure } from "./model.ts";

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
    const waiting = subterms(term).filter((child) => child.kind !== "end" && !done.has(child));
    if (waiting.length > 0) {
      pending.push(...waiting);
      continue;
    }
    done.set(term, sequence(renameInstruction(term.head, to, result), result(term.tail)));
    pending.pop();
  }
}

function missing(): never {
  throw new Error("a subterm was visited after its term");
}

function subterms(term: Sequence): readonly Choreography[] {
  const { head, tail } = term;
  switch (head.kind) {
    case "communicate":
    case "select":
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
    case "call":
    case "continue":
    case "break":
    case "in-transit":
      return [tail];
    case "if":
      return [head.then, head.else, tail];
    case "match":
      return [...head.cases.map((each) => each.body), tail];
    case "choose":
      return [...head.branches, tail];
    case "loop":
      return [head.body, head.exit, tail];
    case "frame":
      return [head.body, tail];
    case "leave":
      return [head.to, tail];
    default:
      return assertNever(head);
  }
}

function renameInstruction(instruction: Instruction, to: (role: Role) => Role, body: (term: Choreography) => Choreography): Instruction {
  switch (instruction.kind) {
    case "communicate":
    case "select":
    case "in-transit":
      return { ...instruction, from: to(instruction.from), to: to(instruction.to) };
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
      return { ...instruction, role: to(instruction.role) };
    case "if":
      return { ...instruction, role: to(instruction.role), then: body(instruction.then), else: body(instruction.else) };
    case "match":
      return {
        ...instruction,
        role: to(instruction.role),
        cases: instruction.cases.map((each) => ({ pattern: each.pattern, body: body(each.body) })),
      };
    case "choose":
      return { ...instruction, role: to(instruction.role), branches: instruction.branches.map(body) };
    case "call":
      return renameCall(instruction, to);
    case "loop":
      return { ...instruction, body: body(instruction.body), exit: body(instruction.exit) };
    case "continue":
    case "break":
      return instruction;
    case "frame":
      return {
        ...instruction,
        call: renameCall(instruction.call, to),
        pending: instruction.pending.map(to),
        live: instruction.live.map(to),
        body: body(instruction.body),
      };
    case "leave":
      return { ...instruction, to: body(instruction.to) };
    default:
      return assertNever(instruction);
  }
}

function renameCall<Call extends Extract<Instruction, { kind: "call" }>>(call: Call, to: (role: Role) => Role): Call {
  return { ...call, roles: call.roles.map(to), arguments: new Map([...call.arguments].map(([role, list]) => [to(role), list])) };
}
