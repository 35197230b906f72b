/**
 * Automata as kmc text, one local type for each role. A recursion is entered from above only, so that automata are unfolded where another edge leads into
 * the middle of one: the local types have the same behaviour, and may be larger.
 */
import type { LocalAutomaton } from "../../../calculus/core/index.ts";
import { error } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import { messageKey } from "../../../calculus/protocols/index.ts";
import { endsThatGoOn, messageKeys } from "./automata-to-write.ts";
import type { AutomataToWrite, WrittenText } from "./automata-to-write.ts";
import { numberedName, writtenNames } from "./written-names.ts";
import type { WrittenNames } from "./written-names.ts";

/** The most actions of the text; more are refused. */
const mostActions = 200_000;

/** Capital letters only. */
function isRole(text: string): boolean {
  return /^[A-Z]+$/.test(text);
}

function nearRole(text: string): string {
  const capitals = text.toUpperCase().replace(/[^A-Z]/g, "");
  return capitals === "" ? "R" : capitals;
}

/** A letter behind a name: A, B, … Z, AA, … */
export function lettered(base: string, count: number): string {
  let letters = "";
  for (let rest = count - 1; rest > 0; rest = Math.floor((rest - 1) / 26)) letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  return base + letters;
}

/** A small letter, then letters and digits; not a word of kmc. */
function isMessage(text: string): boolean {
  return /^[a-z][A-Za-z0-9]*$/.test(text) && text !== "rec" && text !== "end";
}

function nearMessage(text: string): string {
  const word = text.replace(/[^A-Za-z0-9]/g, "");
  return /^[A-Za-z]/.test(word) ? word.charAt(0).toLowerCase() + word.slice(1) : `m${word}`;
}

/** The text, or why there is none. Linear in its length, which is limited. */
export function localTypesText(written: AutomataToWrite): WrittenText {
  const diagnostics = endsThatGoOn(written, "kmc");
  if (diagnostics.length > 0) return { diagnostics };
  const messages = writtenNames("message", messageKeys(written.automata), isMessage, nearMessage, numberedName);
  const roles = writtenNames("role", written.roles, isRole, nearRole, lettered);
  const types: string[] = [];
  for (const automaton of written.automata) {
    const type = unfolded(automaton, roles, messages);
    if (type === undefined) {
      const limit = `the local type of ${automaton.role} has more than ${String(mostActions)} actions, the limit; \`--to fsa\` does not unfold`;
      return { diagnostics: [error("program-too-large", written.span, limit)] };
    }
    types.push(`${roles.of(automaton.role)}: ${type}\n`);
  }
  const notes = [...roles.notes, ...messages.notes].map((note) => `-- ${note}\n`).join("");
  return { text: `${notes}${notes === "" ? "" : "\n"}${types.join("\n")}` };
}

/** Undefined beyond the limit. Takes no stack. */
function unfolded({ initial, states }: LocalAutomaton, roles: WrittenNames, messages: WrittenNames): string | undefined {
  const parts: string[] = [];
  /** Where the recursion of a state on the way begins in `parts`. */
  const open = new Map<number, number>();
  const pending: (string | { readonly enter: number } | { readonly leave: number })[] = [{ enter: initial }];
  let actions = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next === "string") {
      parts.push(next);
      continue;
    }
    if ("leave" in next) {
      open.delete(next.leave);
      continue;
    }
    const state = next.enter;
    const place = open.get(state);
    if (place !== undefined) {
      parts[place] = `rec x${String(state)} . `;
      parts.push(`x${String(state)}`);
      continue;
    }
    const { edges } = present(states[state]);
    actions += edges.length;
    if (actions > mostActions) return undefined;
    if (edges.length === 0) {
      parts.push("end");
      continue;
    }
    open.set(state, parts.length);
    parts.push("");
    pending.push({ leave: state });
    if (edges.length > 1) pending.push("}");
    for (const [index, { action, target }] of [...edges.entries()].reverse()) {
      const sign = action.direction === "send" ? "!" : "?";
      const before = index > 0 ? ", " : edges.length > 1 ? "{" : "";
      pending.push({ enter: target }, `${before}${roles.of(action.peer)}${sign}${messages.of(messageKey(action.message))}; `);
    }
  }
  return parts.join("");
}
