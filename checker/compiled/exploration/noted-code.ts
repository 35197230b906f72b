/**
 * What threads leave to the first one. Call-outs of the model's code are functions of the embedding, and only the first thread can call them: in the code of the
 * others each is replaced by one that notes which row it was asked about, and says no. Such rows are expanded, or entered, once more by the first thread.
 */
import type { CodeFunction, ImportedFunction } from "../code/index.ts";
import { add, binary, functionOf, get, giveBack, i32, load, set, shl, store, when } from "../code/index.ts";
import type { MemoryMap } from "./memory-map.ts";
import { addresses } from "./model-code.ts";
import { memberWords } from "./member-words.ts";

/** What stands in for the call-outs in the code of another thread. Consecutive notes of one row are one. */
export function notingFunctions(imports: readonly ImportedFunction[], map: MemoryMap): readonly CodeFunction[] {
  const note = [
    set("entry", add(shl(load(i32(0), addresses.currentRow), i32(1)), add(load(i32(0), memberWords.isEntering), i32(1)))),
    set("count", load(i32(0), memberWords.noted)),
    when(binary("ne", load(shl(get("count"), i32(2)), map.noted), get("entry")), [
      set("count", add(get("count"), i32(1))),
      store(i32(0), memberWords.noted, get("count")),
      store(shl(get("count"), i32(2)), map.noted, get("entry")),
    ]),
  ];
  return imports.map(({ name, parameters, hasResult }) => {
    const given = Array.from({ length: parameters }, (_, index) => `given${String(index)}`);
    return functionOf(name, given, ["entry", "count"], [...note, ...(hasResult ? [giveBack(i32(0))] : [])], hasResult ? { result: "i32" } : {});
  });
}

/** What a thread noted: a row that was expanded, or one that was entered. */
export interface Noted {
  readonly row: number;
  readonly isEntered: boolean;
}

/** What the thread whose block of memory begins at `block` has noted, which is forgotten. */
export function takeNoted(words: Int32Array, map: MemoryMap, block: number): readonly Noted[] {
  const at = (block + memberWords.noted) >>> 2;
  const list = (block + map.noted) >>> 2;
  const entries = Array.from(words.subarray(list + 1, list + 1 + (words[at] ?? 0)));
  words[at] = 0;
  return entries.map((entry) => ({ row: (entry - 1) >>> 1, isEntered: ((entry - 1) & 1) === 1 }));
}
