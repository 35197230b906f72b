/** Colours by what they mean. Without colour every painter returns its text. */
import type { Io } from "../io.ts";
import type { Options } from "../options.ts";

export type Hue = "error" | "warning" | "note" | "good" | "dim" | "strong";

const codes: Readonly<Record<Hue, string>> = { error: "1;31", warning: "1;33", note: "1;36", good: "32", dim: "2", strong: "1" };

export type Paint = (hue: Hue, text: string) => string;

export const plain: Paint = (_hue, text) => text;

const coloured: Paint = (hue, text) => `\u001b[${codes[hue]}m${text}\u001b[0m`;

/** `--color` decides; `auto` asks FORCE_COLOR, NO_COLOR and the terminal, in this order. */
export function painter(options: Pick<Options, "color">, io: Pick<Io, "environment" | "stdoutIsTerminal">): Paint {
  const { noColor, forceColor } = io.environment;
  const wanted = options.color === "always" || (options.color === "auto" && (forceColor || (!noColor && io.stdoutIsTerminal)));
  return wanted ? coloured : plain;
}
