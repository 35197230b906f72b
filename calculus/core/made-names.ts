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

/**
 * What a person calls a place of the calculus, role and variable, with a made name: `whether take commits`, `the answer of take`, `a journaled value of A`; itself, with a
 * written one.
 */
export function placeText(place: string): string {
  const dot = place.indexOf(".");
  const variable = place.slice(dot + 1);
  const about = variable.slice(0, variable.lastIndexOf("."));
  if (variable.startsWith("journal.")) return `${procedureText(about)} of ${place.slice(0, dot)}`;
  if (variable.endsWith(".committed")) return `whether ${about} commits`;
  return variable.endsWith(".answer") ? `the answer of ${about}` : place;
}

/** What a person calls a transaction or what undoes it: `take`, `the compensation of take`, `a journaled value`, `an abort`. */
export function procedureText(name: string): string {
  if (!isMadeName(name)) return name;
  if (name.startsWith("journal.")) return "a journaled value";
  if (name.startsWith("abort.")) return "an abort";
  return `the compensation of ${name.slice(0, name.lastIndexOf("."))}`;
}

/** The same where several are told apart: `journaled value 2`. */
export function numberedText(name: string): string {
  return name.startsWith("journal.") ? `journaled value ${name.slice(name.indexOf(".") + 1)}` : procedureText(name);
}
