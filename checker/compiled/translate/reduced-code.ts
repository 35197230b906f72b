/** Reductions as code: which process goes alone in a state (checker/reduction/persistent.ts). */
import { present } from "../../../calculus/present.ts";
import type { Alone, PersistenceTable } from "../../reduction/index.ts";
import type { Code, Statement } from "../code/index.ts";
import { binary, call, get, i32, set } from "../code/index.ts";
import { conditionally } from "./command-code.ts";
import { both, no, yes } from "./logic.ts";
import type { Subject } from "./process-scene.ts";
import { hasRoom, isWaiting, packedQueue } from "./queue-code.ts";
import type { Words } from "./row-words.ts";
import { fieldCode } from "./row-words.ts";
import type { SortedBlocks } from "./sorting-code.ts";

/** What the code of a machine leaves out. */
export interface ReducedCode {
  readonly table?: PersistenceTable;
  /** By group of interchangeable roles. */
  readonly blocks?: readonly SortedBlocks[];
}

type Scene = Subject & { readonly words: Words };

/** Sets the local to one more than the rank, where the process may go alone. */
export function rankCode(alone: Alone, rank: string, scene: Scene): readonly Statement[] {
  return conditionally(mayGoAlone(alone, scene), [set(rank, i32(alone.rank + 1))]);
}

function mayGoAlone({ nonEmpty, notFull, exhausted }: Alone, { layout, machine, words }: Scene): Code {
  const waiting = nonEmpty.map((channel) => {
    const queue = present(layout.queues[channel]);
    if (queue.kind === "empty") return no;
    return queue.kind === "interned" ? binary("ne", call("lengthOf", i32(channel), get("row")), i32(0)) : isWaiting(queue, words);
  });
  const room = notFull.map((channel) => {
    const queue = packedQueue(layout, channel);
    return queue === undefined ? yes : hasRoom(queue, words);
  });
  const spent = exhausted.map((clause) => {
    const atMost = machine.faults?.clauses[clause]?.atMost;
    const field = layout.spent[clause];
    if (atMost === undefined) return no;
    return field === undefined ? yes : binary("ge_u", fieldCode(field, words), i32(atMost));
  });
  return [...waiting, ...room, ...spent].reduce(both, yes);
}
