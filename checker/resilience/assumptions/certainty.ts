/**
 * Whether a program outside of its transactions and journals does the same again from the same messages: nothing is chosen there, nothing is read that changes, no durable field
 * is written. Stricter than following the flow of chance, and independent of how often loops go around (docs/sagas.md, R1).
 */
import { instructionsWithin } from "../../../calculus/core/index.ts";
import type { FieldDefinition, Instruction, Model, Procedure, Role, TransactionDefinition } from "../../../calculus/core/index.ts";
import { variablesOf } from "../../../calculus/syntax/index.ts";
import { expressionsByRole } from "../../instruction-expressions.ts";
import { variablesWritten } from "./reached.ts";

/** What a subject does, without what its transactions do. */
export interface Outside {
  /** The procedures that it consists of; transactions are none of them. */
  readonly procedures: readonly Procedure[];
  /** By their names, in the order of the text. */
  readonly performed: ReadonlyMap<string, TransactionDefinition>;
  readonly hasLoops: boolean;
  /** Roles are played by others. */
  readonly hasFormalRoles: boolean;
}

/** What the subject consists of, calls included. Linear in it. */
export function outsideOf(model: Model, subject: string, transactions: ReadonlyMap<string, TransactionDefinition>): Outside {
  const procedures = new Map<string, Procedure>();
  const performed = new Map<string, TransactionDefinition>();
  const pending = [subject];
  let hasLoops = false;
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const procedure = model.procedures.get(name);
    if (procedure === undefined) continue;
    if (procedures.has(name)) {
      // Called twice, which may be a recursion.
      hasLoops = true;
      continue;
    }
    procedures.set(name, procedure);
    for (const I of instructionsWithin(procedure.body)) {
      if (I.kind === "loop") hasLoops = true;
      if (I.kind !== "call") continue;
      const transaction = transactions.get(I.procedure);
      if (transaction === undefined) pending.push(I.procedure);
      else performed.set(I.procedure, transaction);
    }
  }
  const all = [...procedures.values()];
  return { procedures: all, performed, hasLoops, hasFormalRoles: all.some(({ roles, stateOf }) => roles.some((role) => (stateOf.get(role) ?? role) !== role)) };
}

/** The first thing that may be otherwise at a replay: a clause; undefined where there is none. Linear in the program. */
export function firstUncertainty(
  { procedures, performed }: Outside,
  { roles }: Model,
  transactions: ReadonlyMap<string, TransactionDefinition>,
): string | undefined {
  const changing = new Set([...transactions.values()].flatMap(({ writes }) => writes));
  for (const { name, effect, reads } of performed.values()) {
    if (effect === "raw") return `${name} is raw`;
    const changed = effect === "pure" ? reads.find((field) => changing.has(field)) : undefined;
    if (changed !== undefined) return `${name} is not journaled and reads ${changed}, which changes`;
  }
  for (const { body, stateOf } of procedures) {
    const durable = (role: Role, variable: string): FieldDefinition | undefined =>
      (roles.get(stateOf.get(role) ?? role) ?? []).find((field) => field.durable && field.name === variable);
    for (const I of instructionsWithin(body)) {
      const found = uncertaintyOf(I, durable, changing);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

function uncertaintyOf(
  I: Instruction,
  durable: (role: Role, variable: string) => FieldDefinition | undefined,
  changing: ReadonlySet<string>,
): string | undefined {
  if (I.kind === "choose") return `${I.role} chooses a branch`;
  if (I.kind === "havoc") return `what ${I.role}.${I.variable} is, is chosen and not journaled`;
  for (const [role, variable] of variablesWritten(I))
    if (durable(role, variable) !== undefined) return `${role}.${variable} is durable and written outside of a transaction`;
  for (const [role, expressions] of expressionsByRole(I))
    for (const name of expressions.flatMap(variablesOf).map(({ text }) => text))
      if (changing.has(name) && durable(role, name) !== undefined) return `${role}.${name} is read, which changes`;
  return undefined;
}
