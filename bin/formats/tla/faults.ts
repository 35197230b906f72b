/** Faults as actions of a TLA+ module: what an unreliable network does, and the clauses of a fault model. */
import { assertNever } from "../../../calculus/assert-never.ts";
import type { FaultClause } from "../../../calculus/core/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Action, Changes } from "./action.ts";
import { isReceive, keeping } from "./action.ts";
import { initialValues } from "./initial.ts";
import { stringText } from "./terms.ts";
import type { Tla } from "./tla-machine.ts";
import { placeOf } from "./tla-machine.ts";

/** What a network does that loses or duplicates. */
export function networkFaults(tla: Tla, actions: readonly Action[]): readonly Action[] {
  const { network } = tla.machine;
  return [
    ...(network.lossy ? tla.channels.map((_, channel) => losing(tla, channel, "lost", () => [], {})) : []),
    ...(network.duplicating ? actions.filter(isReceive).map((action) => ({ ...keeping(action), name: `${action.name}_kept` })) : []),
  ];
}

/** The actions of a clause; `actions` are those of the processes. Throws CannotSay. */
export function clauseFaults(tla: Tla, clause: FaultClause, index: number, actions: readonly Action[]): readonly Action[] {
  tla.at(clause.span);
  const left = clause.atMost === undefined ? undefined : `spent[${String(index + 1)}] < ${String(clause.atMost)}`;
  const spends = clause.atMost === undefined ? {} : { spends: index };
  const suffix = `fault_${String(index)}`;
  switch (clause.kind) {
    case "crash":
      return clause.roles.flatMap((role) => crashing(tla, role, clause.restarts, suffix, left, spends));
    case "lose":
      return concernedQueues(tla, clause).map((channel) => losing(tla, channel, suffix, (message) => [left, ...about(clause, message)], spends));
    case "duplicate":
      return actions.filter(isReceive).flatMap((action) => {
        const channel = tla.channels.indexOf(action.changes.queue?.[0] ?? "");
        if (!concernedQueues(tla, clause).includes(channel)) return [];
        const message = tla.machine.network.order === "bag" ? "m" : `Head(queue.${present(tla.channels[channel])})`;
        const kept = keeping(action);
        return [
          {
            ...kept,
            name: `${action.name}_${suffix}`,
            conditions: [...kept.conditions, left, ...about(clause, message)],
            changes: { ...kept.changes, ...spends },
          },
        ];
      });
    case "reorder":
      if (tla.machine.network.order === "bag") return [];
      return concernedQueues(tla, clause).map((index_): Action => {
        const channel = present(tla.channels[index_]);
        const queue = `queue.${channel}`;
        return {
          name: `${channel}_${suffix}`,
          bound: `i \\in 1..(Len(${queue}) - 1)`,
          conditions: [left, `${queue}[i] # ${queue}[i + 1]`, ...about(clause, `${queue}[i]`)],
          changes: { queue: [channel, "Swap(@, i)"], ...spends },
        };
      });
    default:
      return assertNever(clause);
  }
}

/** The queues that a clause may be about. */
function concernedQueues(tla: Tla, { from, to }: { readonly from?: string; readonly to?: string }): readonly number[] {
  return tla.machine.channels.flatMap((channel, index) =>
    (to === undefined || to === channel.to) && (from === undefined || channel.from === undefined || from === channel.from) ? [index] : [],
  );
}

function about({ from, label }: { readonly from?: string; readonly label?: string }, message: string): readonly string[] {
  return [
    ...(from === undefined ? [] : [`${message}.from = ${stringText(from)}`]),
    ...(label === undefined ? [] : [`${message}.label = ${stringText(label)}`]),
  ];
}

function losing(tla: Tla, index: number, suffix: string, conditions: (message: string) => readonly (string | undefined)[], spends: Changes): Action {
  const channel = present(tla.channels[index]);
  const isBag = tla.machine.network.order === "bag";
  return {
    name: `${channel}_${suffix}`,
    bound: isBag ? `m \\in BagToSet(queue.${channel})` : `i \\in DOMAIN queue.${channel}`,
    conditions: conditions(isBag ? "m" : `queue.${channel}[i]`),
    changes: { queue: [channel, isBag ? "(@ (-) SetToBag({m}))" : "RemoveAt(@, i)"], ...spends },
  };
}

function crashing(tla: Tla, role: string, restarts: boolean, suffix: string, left: string | undefined, spends: Changes): readonly Action[] {
  const process = tla.machine.processes.findIndex((candidate) => candidate.role === role);
  if (process < 0) return [];
  const word = present(tla.roles[process]);
  const common = { name: `${word}_${suffix}`, process };
  const conditions = [left, `status.${word} = "runs"`];
  if (!restarts) return [{ ...common, conditions, changes: { status: "crashed", ...spends } }];
  const bounds: string[] = [];
  const values: (readonly [string, string])[] = [];
  for (const variable of present(tla.machine.processes[process]).variables) {
    if (variable.durable) continue;
    const ways = initialValues(tla, variable);
    if (ways !== undefined && ways.length !== 1) bounds.push(`v_${String(values.length)} \\in {${ways.join(", ")}}`);
    const text = ways === undefined ? "<<>>" : ways.length === 1 ? `<<${present(ways[0])}>>` : `<<v_${String(values.length)}>>`;
    values.push([variable.name, text]);
  }
  const isSame = [`at.${word} = 0`, ...values.map(([name, text]) => `${placeOf(tla, process, name)} = ${text}`)];
  const bound = bounds.length === 0 ? {} : { bound: bounds.join(", ") };
  return [{ ...common, ...bound, conditions: [...conditions, `~(${isSame.join(" /\\ ")})`], changes: { location: "0", values, ...spends } }];
}
