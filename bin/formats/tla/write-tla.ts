/**
 * Machines as TLA+: a module whose behaviours are the runs of the machine, every step of the machine one action (docs/formats.md, TLA+). The state is `at`, where
 * each process is, `val`, its variables (`<<v>>`, or `<<>>` where one is not set), `queue`, `status` and `spent`. What cannot be said is refused.
 */
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Machine } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { WrittenText } from "../writers/automata-to-write.ts";
import { refusing } from "../writers/cannot-say.ts";
import type { Action } from "./action.ts";
import { actionText } from "./action.ts";
import { commandActions } from "./commands.ts";
import { clauseFaults, networkFaults } from "./faults.ts";
import { initialText } from "./initial.ts";
import { prelude } from "./prelude.ts";
import { tlaMachine } from "./tla-machine.ts";

/** The module, or why there is none. Linear in the machine, but for functions that are used in several places. */
export function tlaText(machine: Machine, span: Span): WrittenText {
  const result = refusing("TLA+", span, (at) => moduleText(machine, at));
  return "diagnostics" in result ? result : { text: result.written };
}

function moduleText(machine: Machine, at: (span: Span) => void): string {
  const tla = tlaMachine(machine, at);
  const { name, processes, faults } = machine;
  const initial = initialText(tla);
  const actions = processes.flatMap(({ locations }, process) =>
    locations.flatMap(({ commands }, location) => commands.flatMap((command, index) => commandActions(tla, process, location, command, index))),
  );
  const unreliable = networkFaults(tla, actions);
  const faulty = (faults?.clauses ?? []).flatMap((clause, index) => clauseFaults(tla, clause, index, actions));
  const names = (list: readonly Action[]): string => (list.length === 0 ? " FALSE" : list.map((action) => `\n  \\/ ${action.name}`).join(""));
  const ends = processes.map(({ locations }, process) => {
    const done = locations.flatMap(({ isEnd }, location) => (isEnd ? [String(location)] : []));
    return `  /\\ at.${present(tla.roles[process])} \\in {${done.join(", ")}}\n`;
  });
  const module = tla.words.of(name);
  return [
    `---- MODULE ${module} ----\n(* ${module}: every step of the machine is one action. *)\nEXTENDS Integers, Sequences, FiniteSets, Bags\n`,
    "VARIABLES at, val, queue, status, spent\nvars == <<at, val, queue, status, spent>>\n",
    prelude,
    `Init ==\n${initial.map((line) => `  /\\ ${line}\n`).join("")}`,
    ...[...actions, ...unreliable, ...faulty].map((action) => actionText(tla, action)),
    `Step ==${names(actions)}\n`,
    `Fault ==${names([...unreliable, ...faulty])}\n`,
    `Next == Step \\/ Fault\n\nSpec == Init /\\ [][Next]_vars\n`,
    `(* Everybody is finished. A state without a step that is not of this kind is a deadlock, or somebody failed. *)\nFinished ==\n${ends.join("")}`,
    "====\n",
  ].join("\n");
}
