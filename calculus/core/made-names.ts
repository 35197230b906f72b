/** What elaboration makes beside what a file writes. */
import type { Model, Procedure } from "./model.ts";

/** The procedures that a file writes as choreographies: all but those that transactions are. */
export function choreographiesOf({ procedures, transactions }: Model): readonly Procedure[] {
  const undoing = new Set([...transactions.values()].flatMap(({ undo }) => undo ?? []));
  return [...procedures.values()].filter(({ name }) => !transactions.has(name) && !undoing.has(name));
}

/** Whether elaboration made the name of a variable or procedure: it has a dot, which no name of a program has. */
export function isMadeName(name: string): boolean {
  return name.includes(".");
}
