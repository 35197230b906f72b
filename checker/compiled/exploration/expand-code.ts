/** Rows of the queue expanded one after the other, until there are enough successors for a batch, as code. */
import type { CodeFunction, Statement } from "../code/index.ts";
import { add, binary, call, functionOf, get, giveBack, i32, leave, load, loop, mul, set, shl, store, sub, when } from "../code/index.ts";
import type { MemoryMap } from "./memory-map.ts";
import { addresses } from "./model-code.ts";

/**
 * `expand(from, to) → next`: writes the successors of the rows from `from` on to the batch, and behind which address those of each row end; stops before
 * `to`, or when the batch is full, or when the model gives up. `next` is the first row that was not expanded.
 */
export function expandFunction(map: MemoryMap): CodeFunction {
  const enough = map.candidates + map.stride * map.usualCandidates;
  const body: readonly Statement[] = [
    set("out", i32(map.candidates)),
    set("row", add(mul(get("from"), i32(map.stride)), i32(map.rows))),
    set("number", get("from")),
    loop("rows", [
      when(binary("ge_u", get("number"), get("to")), [leave("rows")]),
      when(binary("gt_u", get("out"), i32(enough)), [leave("rows")]),
      when(binary("ge_u", sub(get("number"), get("from")), i32(map.maxRowsOfBatch)), [leave("rows")]),
      store(i32(0), addresses.currentRow, get("number")),
      store(i32(0), addresses.currentOut, get("out")),
      set("out", call("successors", get("row"), get("out"))),
      when(load(i32(0), addresses.gaveUp), [leave("rows")]),
      store(shl(sub(get("number"), get("from")), i32(2)), map.ends, get("out")),
      set("number", add(get("number"), i32(1))),
      set("row", add(get("row"), i32(map.stride))),
    ]),
    giveBack(get("number")),
  ];
  return functionOf("expand", ["from", "to"], ["out", "row", "number"], body, { result: "i32", isExported: true });
}
