/** The reader of kmc's files, which hold local types, or machines if `.outputs` comes first. */
import type { ParseFile } from "../../../calculus/loading/index.ts";
import { readMachines } from "../fsa/read-machines.ts";
import { readLocalTypes } from "./read-local-types.ts";

/** Total and linear. */
export const readKmc: ParseFile = (text, file, limits, path) => (holdsMachines(text) ? readMachines : readLocalTypes)(text, file, limits, path);

/** Whether the first word behind white space and comments is `.outputs`. */
function holdsMachines(text: string): boolean {
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    while (" \t\r\n".includes(text.charAt(at)) && at < text.length) at++;
    const close = text.startsWith("--", at) ? "\n" : text.startsWith("/*", at) ? "*/" : undefined;
    if (close === undefined) return text.startsWith(".outputs", at);
    const end = text.indexOf(close, at + 2);
    if (end < 0) return false;
    at = end + close.length;
  }
}
