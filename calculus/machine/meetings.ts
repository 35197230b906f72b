/**
 * Which sends meet which receives as far as control tells, where queues keep their order: what is followed disregards guards, and of independent steps one order
 * (Godefroid, Partial-order methods for the verification of concurrent systems, LNCS 1032, 1996). Nothing rests on it being complete.
 */
import type { Role } from "../core/index.ts";
import { present } from "../present.ts";
import type { DraftCommand, DraftProcess } from "./draft.ts";
import type { Meetings } from "./message-flow.ts";

/** So many states of control are looked at, and so many messages in a queue. */
const mostStates = 4_000;
const mostWaiting = 4;

interface Place {
  /** Of the processes; -1 where one has stopped. */
  readonly locations: readonly number[];
  /** By sender and receiver, as `numberOf` has them, the numbers of sends, the oldest first. */
  readonly queues: readonly (readonly number[])[];
}

/** The meetings of these processes, which hold no ends of further sessions. At most `mostStates` states, times their commands. */
export function meetingsOf(processes: readonly DraftProcess[]): Meetings {
  const found = new Map<DraftCommand["effect"], Map<DraftCommand["effect"], number>>();
  const numbers = new Map<Role, number>(processes.map(({ role }, number) => [role, number]));
  const queueOf = (from: number, to: number): number => from * processes.length + to;
  const sends: DraftCommand["effect"][] = [];
  const sendNumbers = new Map<DraftCommand["effect"], number>();
  const numberOf = (send: DraftCommand["effect"]): number => {
    const known = sendNumbers.get(send) ?? sends.push(send) - 1;
    sendNumbers.set(send, known);
    return known;
  };
  /** Where a process may go, and whether nothing that others do changes that. */
  const movesOf = (place: Place, process: number): { readonly next: readonly Place[]; readonly isAlone: boolean } => {
    const location = present(place.locations[process]);
    const { commands } = location < 0 ? { commands: [] } : present(processes[process]?.locations[location]);
    const senders = new Set<number>();
    let waits = 0;
    const next = commands.flatMap(({ effect, move }): readonly Place[] => {
      const goesTo = (target: number, queues = place.queues): Place => ({ locations: place.locations.with(process, target), queues });
      switch (effect.kind) {
        case "send": {
          const queue = queueOf(process, numbers.get(effect.to) ?? process);
          const waiting = present(place.queues[queue]);
          if (waiting.length < mostWaiting) return [goesTo(move.target, place.queues.with(queue, [...waiting, numberOf(effect)]))];
          waits += 1;
          return [];
        }
        case "receive": {
          const sender = numbers.get(effect.from) ?? process;
          const queue = queueOf(sender, process);
          const [first, ...rest] = present(place.queues[queue]);
          senders.add(sender);
          if (first === undefined) waits += 1;
          const sent = first === undefined ? undefined : sends[first];
          if (sent?.kind !== "send" || sent.label !== effect.label || sent.payload.length !== effect.variables.length) return [];
          const met = found.get(sent) ?? new Map<DraftCommand["effect"], number>();
          found.set(sent, met.set(effect, process));
          return [goesTo(move.target, place.queues.with(queue, rest))];
        }
        case "stop":
        case "fail":
          return [goesTo(-1)];
        default:
          return [goesTo(move.target)];
      }
    });
    return { next, isAlone: waits === 0 && senders.size <= 1 && next.length > 0 };
  };
  const start: Place = { locations: processes.map(() => 0), queues: processes.flatMap(() => processes.map(() => [])) };
  const seen = new Set([keyOf(start)]);
  const waiting = [start];
  for (const place of waiting) {
    if (seen.size > mostStates) break;
    const all = processes.map((_, process) => movesOf(place, process));
    // What a process that waits for nobody does commutes with what the others do. Where it leads nowhere new the others go on, so that none is put off for ever.
    const one = all.find(({ next, isAlone }) => isAlone && next.some((after) => !seen.has(keyOf(after))));
    for (const after of one?.next ?? all.flatMap(({ next }) => next)) {
      const key = keyOf(after);
      if (seen.has(key)) continue;
      seen.add(key);
      waiting.push(after);
    }
  }
  return found;
}

function keyOf({ locations, queues }: Place): string {
  return `${locations.join()} ${queues.map((one) => one.join()).join(";")}`;
}
