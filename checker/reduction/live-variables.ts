/** Live variables at every location: those whose value some step may still read before it is overwritten (Kildall, POPL 1973; docs/reductions.md §6). */
import type { Definitions } from "../../calculus/core/index.ts";
import type { Machine, MachineProcess } from "../../calculus/machine/index.ts";
import { expressionsOf } from "./oracles.ts";
import type { Command } from "../../calculus/machine/index.ts";
import { variablesOf } from "../../calculus/syntax/index.ts";

/**
 * For each location the names of the variables that are live there. `observed`: names that are live everywhere. What survives a crash is live wherever it is
 * live at the start. Quadratic in the locations at worst, linear for each round.
 */
export function liveVariables(machine: Machine, process: MachineProcess, observed: ReadonlySet<string>): readonly ReadonlySet<string>[] {
  const names = new Set(process.variables.map(({ name }) => name));
  const live = process.locations.map(() => new Set(observed));
  const mayRestart = (machine.faults?.clauses ?? []).some((clause) => clause.kind === "crash" && clause.restarts && clause.roles.includes(process.role));
  const durable = process.variables.filter((one) => one.durable).map(({ name }) => name);
  for (let hasChanged = true; hasChanged;) {
    hasChanged = false;
    for (let index = process.locations.length - 1; index >= 0; index -= 1) {
      const here = live[index] ?? new Set();
      const before = here.size;
      for (const command of process.locations[index]?.commands ?? []) {
        const written = writtenBy(command);
        for (const name of live[command.target] ?? []) if (!written.has(name)) here.add(name);
        for (const name of readBy(command, machine.definitions)) if (names.has(name)) here.add(name);
      }
      if (mayRestart) for (const name of durable) if (live[0]?.has(name) === true) here.add(name);
      if (here.size !== before) hasChanged = true;
    }
  }
  return live;
}

/** What a step by this command overwrites. */
export function writtenBy({ effect, updates }: Command): ReadonlySet<string> {
  const bound = effect.kind === "receive" || effect.kind === "transfer" ? effect.variables : effect.kind === "any" ? [effect.variable] : [];
  return new Set([...bound, ...updates.map(({ variable }) => variable)]);
}

/** What a step by this command, or the question whether it is enabled, reads; names that are no variables among it. */
function readBy(command: Command, definitions: Definitions): ReadonlySet<string> {
  const { guard, updates } = command;
  const ends = guard.kind === "has-end" || guard.kind === "has-no-end" ? [guard.variable] : [];
  const copied = updates.flatMap(({ value }) => (value.kind === "copy" ? [value.of] : []));
  return new Set([
    ...ends,
    ...copied,
    ...expressionsOf(command, definitions)
      .flatMap(variablesOf)
      .map(({ text }) => text),
  ]);
}
