/** Actions of a TLA+ module: what must hold, and what changes. */
import { present } from "../../../calculus/present.ts";
import { stringText } from "./terms.ts";
import type { Tla } from "./tla-machine.ts";

/** What an action says of the next state; what it leaves out stays. */
export interface Changes {
  readonly location?: string;
  readonly values?: readonly (readonly [variable: string, text: string])[];
  readonly queue?: readonly [channel: string, text: string];
  readonly status?: string;
  readonly spends?: number;
}

/** A part of an action that does not hold of the default. */
export interface Action {
  readonly name: string;
  readonly bound?: string;
  readonly conditions: readonly (string | undefined)[];
  readonly changes: Changes;
  readonly process?: number;
}

/** The definition of an action. */
export function actionText(tla: Tla, { name, bound, conditions, changes, process }: Action): string {
  const role = process === undefined ? "" : present(tla.roles[process]);
  const lines = conditions.filter((condition) => condition !== undefined);
  const next: string[] = [];
  const same: string[] = [];
  const change = (variable: string, parts: readonly string[]): void => {
    if (parts.length === 0) same.push(variable);
    else next.push(`${variable}' = [${variable} EXCEPT ${parts.join(", ")}]`);
  };
  change("at", changes.location === undefined ? [] : [`!.${role} = ${changes.location}`]);
  change(
    "val",
    (changes.values ?? []).map(([variable, text]) => `!.${role}.${tla.words.of(variable)} = ${text}`),
  );
  change("queue", changes.queue === undefined ? [] : [`!.${changes.queue[0]} = ${changes.queue[1]}`]);
  change("status", changes.status === undefined ? [] : [`!.${role} = ${stringText(changes.status)}`]);
  change("spent", changes.spends === undefined ? [] : [`![${String(changes.spends + 1)}] = @ + 1`]);
  const body = [...lines, ...next, ...(same.length === 0 ? [] : [`UNCHANGED <<${same.join(", ")}>>`])];
  const indent = bound === undefined ? "  " : "    ";
  return `${name} ==\n${bound === undefined ? "" : `  \\E ${bound} :\n`}${body.map((line) => `${indent}/\\ ${line}\n`).join("")}`;
}

/** Whether the action takes a message. */
export function isReceive({ changes }: Action): boolean {
  return changes.queue !== undefined && !changes.queue[1].startsWith("Append") && !changes.queue[1].startsWith("(@ (+)");
}

/** A receive that leaves its message. */
export function keeping({ changes, ...action }: Action): Action {
  const { location, values } = changes;
  return { ...action, changes: { ...(location === undefined ? {} : { location }), ...(values === undefined ? {} : { values }) } };
}
