/** The moves of faults: messages that are lost or received and kept, and crashes for good, each as often as its clause allows. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { FaultClause } from "../../../calculus/core/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { refuse } from "../values/index.ts";
import type { Draft } from "./moves.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { NetworkState, SymbolicSlot } from "./network-state.ts";
import { hasStopped } from "./network-state.ts";

/** What the network and the fault model add to the moves of the processes. @throws Refusal */
export function faultMoves(program: NetworkProgram, state: NetworkState, commands: readonly Draft[], context: Context): readonly Draft[] {
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
        return refuse("messages that change places");
      case "crash":
        if (clause.restarts) return refuse("crashes with restart");
        for (const [process, { role }] of machine.processes.entries()) {
          if (!clause.roles.includes(role)) continue;
          const possible = terms.and(left, terms.not(hasStopped(state, process, context)));
          found.push({ what: { kind: "crash", clause: index }, possible, process, stops: "crashed", ...("spends" in more ? { spends: index } : {}) });
        }
        break;
      default:
        return assertNever(clause);
    }
  }
  return found;
}
