/** Labels of the machine that masks crashes by replay, and what they say. */
import { assertNever } from "../../calculus/assert-never.ts";
import { isMadeName, procedureText } from "../../calculus/core/index.ts";
import type { Role, Site, Value } from "../../calculus/core/index.ts";
import type { Label } from "../../calculus/semantics/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import { labelText } from "../labels.ts";

interface At {
  readonly role: Role;
  /** From 1. */
  readonly session: number;
}

export type ReplayLabel = At &
  (
    | { readonly kind: "step"; readonly label: Label }
    /** The journal answers: `replayed`. What it finds is compensated or aborted: `refused`. */
    | {
        readonly kind: "perform";
        readonly transaction: string;
        readonly key: string;
        readonly outcome: "committed" | "aborted" | "replayed" | "refused" | "checked" | "acted" | "written";
        readonly answer?: Value;
      }
    /** The others are told of an abort; the participant writes it down. */
    | { readonly kind: "announce" | "raise" }
    /** The participant takes notice of an abort. */
    | { readonly kind: "notice"; readonly isRemembered: boolean }
    | { readonly kind: "compensate"; readonly key: string }
    | { readonly kind: "compensated" }
    | { readonly kind: "complete"; readonly leaves: number }
    /** A message that came again starts a second run. */
    | { readonly kind: "start-again" }
    // ---- faults ----
    | { readonly kind: "crash"; readonly permanently: boolean; readonly clause: number }
    | { readonly kind: "exception"; readonly clause: number }
    | { readonly kind: "restart-broker"; readonly clause: number }
    | { readonly kind: "lose"; readonly to: Role; readonly label: Label; readonly clause: number }
    | { readonly kind: "duplicate" | "reorder"; readonly from: Role; readonly number: number; readonly clause: number }
    | { readonly kind: "part"; readonly from: Role; readonly clause: number }
  );

/** A step of the machine, with the configuration that it leads to. */
export interface ReplayStep<Configuration> {
  readonly label: ReplayLabel;
  readonly target: Configuration;
  readonly site?: Site;
}

const faultKinds: ReadonlySet<ReplayLabel["kind"]> = new Set(["crash", "exception", "restart-broker", "lose", "duplicate", "reorder", "part"]);

/** Whether the step is a fault, not a move of the program or of its machine. */
export function isReplayFault({ kind }: ReplayLabel): boolean {
  return faultKinds.has(kind);
}

/** One line about a step; `sessions`: whether there are several, so that it says which. */
export function replayLabelText(label: ReplayLabel, sessions = false): string {
  const who = sessions ? `${label.role} in session ${String(label.session)}` : label.role;
  switch (label.kind) {
    case "step":
      return sessions ? `${labelText(label.label)}   (session ${String(label.session)})` : labelText(label.label);
    case "perform":
      return performText(who, label);
    case "announce":
      return `${who} tells all roles of the abort`;
    case "raise":
      return `${who} writes down that the session failed`;
    case "notice":
      return label.isRemembered ? `${who} is told of the abort` : `${who} is told of the abort, and forgets it: the session has not begun`;
    case "compensate":
      return `${who} compensates ${keyText(label.key)}`;
    case "compensated":
      return `${who} has compensated`;
    case "complete":
      return label.leaves === 0 ? `${who} completes the session` : `${who} completes the session; a message stays unacknowledged`;
    case "start-again":
      return `${who}: a message that came again starts the session a second time`;
    case "crash":
      return label.permanently ? `${label.role} crashes for good` : `${label.role} crashes, and starts again`;
    case "exception":
      return `${who}: an exception ends the run`;
    case "restart-broker":
      return "the broker restarts";
    case "lose":
      return `${labelText(label.label)} is lost`;
    case "duplicate":
      return `message ${String(label.number)} of ${label.from} to ${who} comes twice`;
    case "reorder":
      return `messages ${String(label.number)} and ${String(label.number + 1)} of ${label.from} to ${who} change places`;
    case "part":
      return `nothing arrives any more between ${label.from} and ${label.role}`;
    default:
      return assertNever(label);
  }
}

/**
 * What an execution of a transaction is called: `reserve`, `reserve(7)` with its key, `a journaled value`; what a write outside of transactions is called, without its place.
 */
export function keyText(key: string): string {
  const [, name = key, rest = ""] = /^([^(#]*)(.*)$/s.exec(key) ?? [];
  if (name.includes(" ")) return name.split(" @")[0] ?? name;
  return isMadeName(name) ? `${procedureText(name)}${rest.startsWith("(") ? rest : ""}` : key;
}

function performText(who: string, { key, outcome, answer, transaction }: Extract<ReplayLabel, { kind: "perform" }>): string {
  const value = answer === undefined ? "" : printValue(answer);
  if (transaction.startsWith("journal.")) return `${who} ${journalText[outcome](value)}`;
  if (transaction.startsWith("abort.")) return `${who} aborts`;
  const what = keyText(key);
  const answering = answer === undefined ? "" : `, answering ${value}`;
  switch (outcome) {
    case "committed":
      return `${who}: ${what} commits${answering}`;
    case "aborted":
      return `${who}: ${what} aborts`;
    case "replayed":
      return `${who}: ${what} is not done again${answering}`;
    case "refused":
      return `${who}: ${what} is refused`;
    case "checked":
      return `${who} finds no entry for ${what}`;
    case "acted":
      return `${who} does ${what}${answering}, which is not written down yet`;
    case "written":
      return `${who} writes down ${what}`;
    default:
      return assertNever(outcome);
  }
}

/** What is done with a value that is journaled. */
const journalText: Readonly<Record<Extract<ReplayLabel, { kind: "perform" }>["outcome"], (value: string) => string>> = {
  committed: (value) => `journals ${value}`,
  aborted: () => "finds no value for its journal",
  replayed: (value) => `finds ${value} in its journal`,
  refused: () => "is refused by its journal",
  checked: () => "finds nothing in its journal",
  acted: (value) => `takes ${value}, which is not in its journal yet`,
  written: () => "writes the value into its journal",
};
