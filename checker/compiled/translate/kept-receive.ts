/** Receives that leave their message in the queue: a second translation of the commands that receive. */
import type { Knowledge } from "../analysis/knowledge.ts";
import type { TypedMachine } from "../analysis/typed-machine.ts";
import { commandCode } from "./command-code.ts";
import type { CommandCode, Writer } from "./command-code.ts";
import type { RowUpdate } from "./row-update.ts";

/** The kept receives at a location; none of labels that are not wanted. @throws NotNative */
export function keptReceive(
  { machine, commands }: TypedMachine,
  at: { readonly process: number; readonly location: number },
  knowledge: Knowledge,
  writer: Writer,
  isWanted: (from: string, to: string, label: string) => boolean,
  change: (update: RowUpdate) => void,
): CommandCode {
  const parts = (commands[at.process]?.[at.location] ?? []).flatMap((typed) => {
    const { effect } = typed.command;
    if (effect.kind !== "receive") return [];
    const channel = machine.channels[effect.channel];
    const from = machine.network.order === "mailbox" ? effect.from : (channel?.from ?? effect.from);
    return isWanted(from, channel?.to ?? "", effect.label) ? [commandCode(typed, at, knowledge, writer, change)] : [];
  });
  return { statements: parts.flatMap(({ statements }) => statements), successors: parts.reduce((sum, { successors }) => sum + successors, 0) };
}
