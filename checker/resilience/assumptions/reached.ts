/** The instructions that a choreography consists of, calls included, and what they write: for checks that need no order. */
import { instructionsWithin } from "../../../calculus/core/index.ts";
import type { Instruction, Model, Role, TransactionDefinition } from "../../../calculus/core/index.ts";
import { present } from "../../../calculus/present.ts";
import { instantiator } from "../../../calculus/semantics/index.ts";

/** A transaction that a role performs. */
export interface Performed {
  readonly role: Role;
  readonly transaction: TransactionDefinition;
}

/** The instructions of a procedure and of what it calls, for their actual roles, each procedure once for each list of roles. Linear in these. */
export function instructionsOf(model: Model, subject: string, transactions: ReadonlyMap<string, TransactionDefinition>): readonly Instruction[] {
  const instantiate = instantiator(model);
  const first = present(model.procedures.get(subject));
  const found: Instruction[] = [];
  const calls = new Map([[subject, { procedure: subject, roles: first.roles }]]);
  for (const { procedure, roles } of calls.values())
    for (const I of instructionsWithin(instantiate(procedure, roles))) {
      found.push(I);
      if (I.kind !== "call" || transactions.has(I.procedure)) continue;
      const key = `${I.procedure}(${I.roles.join()})`;
      if (!calls.has(key)) calls.set(key, { procedure: I.procedure, roles: I.roles });
    }
  return found;
}

/** The transaction that an instruction performs, if it does. */
export function performedBy(I: Instruction, transactions: ReadonlyMap<string, TransactionDefinition>): Performed | undefined {
  if (I.kind !== "call") return undefined;
  const transaction = transactions.get(I.procedure);
  const [role] = I.roles;
  return transaction === undefined || role === undefined ? undefined : { role, transaction };
}

/** The variables that an instruction gives values to, outside of transactions: role and name. */
export function variablesWritten(I: Instruction): readonly (readonly [Role, string])[] {
  switch (I.kind) {
    case "assign":
    case "havoc":
      return [[I.role, I.variable]];
    case "communicate":
      return I.variables.map((variable) => [I.to, variable]);
    case "match":
      return I.cases.flatMap(({ pattern }) => (pattern.kind === "constructor" ? pattern.variables.map((variable) => [I.role, variable] as const) : []));
    default:
      return [];
  }
}
