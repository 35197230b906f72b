/** Automata as `.fsa` text, the machines of gmc, kmc and ChorGram. Reading the text gives the same automata; a message with a payload is one word there, `ask(int)`. */
import type { LocalAutomaton } from "../../../calculus/core/index.ts";
import { messageKey } from "../../../calculus/protocols/index.ts";
import { endsThatGoOn, messageKeys } from "./automata-to-write.ts";
import type { AutomataToWrite, WrittenText } from "./automata-to-write.ts";
import { numberedName, writtenNames } from "./written-names.ts";

/** What the reader takes as one word and not as a line of its own. */
function isWord(text: string): boolean {
  return /^[A-Za-z0-9_.,:;'"*+@#$%&=<>()[\]{}|~^-]+$/.test(text) && !text.includes("--") && !text.startsWith(".");
}

function near(text: string): string {
  const word = text.replace(/[^A-Za-z0-9_.,:;'"*+@#$%&=<>()[\]{}|~^]/g, "").replace(/^[.]+/, "");
  return word === "" ? "m" : word;
}

/** The text, or why there is none. Linear. Peers are written by number, because a machine of the tools has no other name. */
export function machinesText(written: AutomataToWrite): WrittenText {
  const diagnostics = endsThatGoOn(written, "a machine");
  if (diagnostics.length > 0) return { diagnostics };
  const messages = writtenNames("message", messageKeys(written.automata), isWord, near, numberedName);
  const roles = writtenNames("role", written.roles, isWord, near, numberedName);
  const numbers = new Map(written.roles.map((role, index) => [role, index]));
  const machine = ({ role, initial, states }: LocalAutomaton): string => {
    const lines = states.flatMap(({ edges }, state) =>
      edges.map(({ action: { direction, peer, message }, target }) => {
        const sign = direction === "send" ? "!" : "?";
        return `q${String(state)} ${String(numbers.get(peer))} ${sign} ${messages.of(messageKey(message))} q${String(target)}\n`;
      }),
    );
    return `.outputs ${roles.of(role)}\n.state graph\n${lines.join("")}.marking q${String(initial)}\n.end\n`;
  };
  const notes = [...roles.notes, ...messages.notes].map((note) => `-- ${note}\n`).join("");
  return { text: `${notes}${notes === "" ? "" : "\n"}${written.automata.map(machine).join("\n")}` };
}
