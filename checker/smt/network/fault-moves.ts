/** The moves of faults: messages that are lost, received and kept, or overtaken, and crashes, for good or to begin again, each as often as its clause allows. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { FaultClause } from "../../../calculus/core/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { equalCells, equalValues } from "../values/index.ts";
import type { Draft } from "./moves.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { NetworkState, SymbolicSlot } from "./network-state.ts";
import { beginning, hasStopped } from "./network-state.ts";
import type { NetworkParts } from "./parts.ts";

/** What the network and the fault model add to the moves of the processes. Names of symbols that it makes end in `@` and the tag. @throws Refusal */
export function faultMoves(
  program: NetworkProgram,
  state: NetworkState,
  commands: readonly Draft[],
  tag: string,
  context: Context,
  parts: NetworkParts,
): readonly Draft[] {
  const { terms } = context;
  const { machine } = program;
  const { network, faults } = machine;
  const found: Draft[] = [];
  const isAbout = (clause: Exclude<FaultClause, { kind: "crash" }> | undefined, from: string, to: string, label: string): boolean =>
    (clause?.from ?? from) === from && (clause?.to ?? to) === to && (clause?.label ?? label) === label;
  /** That a message of this slot is one of the clause's. */
  const isConcerned = (channel: number, { taken, is }: SymbolicSlot, clause: Exclude<FaultClause, { kind: "crash" }> | undefined): Term => {
    const { to, messages } = present(machine.channels[channel]);
    return terms.and(taken, terms.or(...messages.map(({ from, label }, kind) => (isAbout(clause, from, to, label) ? present(is[kind]) : terms.false))));
  };
  const lose = (
    clause: Exclude<FaultClause, { kind: "crash" }> | undefined,
    more: { readonly clause?: number; readonly spends?: number },
    left: Term,
  ): void => {
    for (const [channel, slots] of state.queues.entries())
      for (const [position, slot] of slots.entries()) {
        const possible = terms.and(left, isConcerned(channel, slot, clause));
        const what = { kind: "lose" as const, channel, ...(more.clause === undefined ? {} : { clause: more.clause }) };
        if (possible.kind !== "false")
          found.push({
            what,
            possible,
            queue: { kind: "take", channel, position },
            slot: { channel, position },
            ...(more.spends === undefined ? {} : { spends: more.spends }),
          });
      }
  };
  const keep = (
    clause: Exclude<FaultClause, { kind: "crash" }> | undefined,
    more: { readonly clause?: number; readonly spends?: number },
    left: Term,
  ): void => {
    for (const draft of commands) {
      if (draft.what.kind !== "command") continue;
      const { command } = draft.what.offer.typed;
      const { effect } = command;
      if (effect.kind !== "receive" || !isAbout(clause, effect.from, command.role, effect.label)) continue;
      const { process = 0, target = 0, cells = [], slot } = draft;
      found.push({
        ...{ process, target, cells, ...(slot === undefined ? {} : { slot }) },
        what: { ...draft.what, keeps: true, ...(more.clause === undefined ? {} : { clause: more.clause }) },
        possible: terms.and(left, draft.possible),
        ...(more.spends === undefined ? {} : { spends: more.spends }),
      });
    }
  };
  if (network.lossy) lose(undefined, {}, terms.true);
  if (network.duplicating) keep(undefined, {}, terms.true);
  for (const [index, clause] of (faults?.clauses ?? []).entries()) {
    const last = clause.atMost === undefined ? undefined : state.spent[index]?.at(-1);
    if (clause.atMost === 0) continue;
    const left = last === undefined ? terms.true : terms.not(last);
    const more = { clause: index, ...(clause.atMost === undefined ? {} : { spends: index }) };
    switch (clause.kind) {
      case "lose":
        lose(clause, more, left);
        break;
      case "duplicate":
        keep(clause, more, left);
        break;
      case "reorder":
        if (network.order === "bag") break;
        for (const [channel, slots] of state.queues.entries())
          for (const [position, slot] of slots.entries()) {
            const behind = slots[position + 1];
            if (behind === undefined) continue;
            const differ = terms.not(terms.and(...slot.is.map((is, kind) => terms.implies(is, isSame(slot, behind, kind, context)))));
            const possible = terms.and(left, behind.taken, isConcerned(channel, slot, clause), differ, parts.overtaken(slots, position, context));
            if (possible.kind === "false") continue;
            const what = { kind: "reorder" as const, channel, clause: index };
            found.push({
              what,
              possible,
              queue: { kind: "swap", channel, position },
              slot: { channel, position },
              ...("spends" in more ? { spends: index } : {}),
            });
          }
        break;
      case "crash":
        for (const [process, { role }] of machine.processes.entries()) {
          if (!clause.roles.includes(role)) continue;
          const possible = terms.and(left, terms.not(hasStopped(state, process, context)));
          const what = { kind: "crash" as const, clause: index, restarts: clause.restarts };
          const spends = "spends" in more ? { spends: index } : {};
          if (clause.restarts) {
            const restart = restarted(program, state, process, `restart ${String(index)}.${String(process)}@${tag}`, context, parts);
            found.push({ what, ...restart, possible: terms.and(possible, restart.possible), process, target: 0, ...spends });
          } else found.push({ what, possible, process, stops: "crashed", ...spends });
        }
        break;
      default:
        return assertNever(clause);
    }
  }
  return found;
}

/** The process begins again with what survives; no step where that changes nothing. */
function restarted(
  program: NetworkProgram,
  { at, cells }: NetworkState,
  process: number,
  tag: string,
  context: Context,
  { survives }: NetworkParts,
): Pick<Draft, "possible" | "cells"> & Required<Pick<Draft, "restarted">> {
  const { terms } = context;
  const { variables } = present(program.machine.processes[process]);
  const before = present(cells[process]);
  const begun = beginning(program, process, (variable) => !survives(variable), tag, context);
  const after = before.map((cell, index) => (survives(present(variables[index])) ? cell : present(begun.cells[index])));
  const isSameAgain = terms.and(present(at[process]?.[0]), ...after.map((cell, index) => equalCells(cell, present(before[index]), context)));
  const chosen = variables.flatMap((variable, index): Required<Draft>["restarted"] =>
    variable.initial?.kind === "any" && !survives(variable) ? [[variable.source.variable, present(begun.cells[index]).value]] : [],
  );
  return { possible: terms.and(begun.reach, terms.not(isSameAgain)), cells: after, restarted: chosen };
}

/** The messages are of this kind, and carry the same. */
function isSame(one: SymbolicSlot, other: SymbolicSlot, kind: number, context: Context): Term {
  const values = present(one.payload[kind]);
  return context.terms.and(present(other.is[kind]), ...values.map((value, index) => equalValues(value, present(other.payload[kind]?.[index]), context)));
}
