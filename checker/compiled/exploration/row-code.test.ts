/** What is done with whole rows, word by word or two at a time, regards every bit of the row and no other. */
import { expect, test } from "vitest";
import type { Backend, CodeExport, CodeMemory } from "../code/index.ts";
import { checkProgram, compileProgram, functionOf, get, giveBack, reserveMemory } from "../code/index.ts";
import { copyRow, digestOfRow, hashRow, rowFormat, rowFunctions, sameRest, sameRow } from "./row-code.ts";

interface OverRows {
  readonly memory: CodeMemory;
  readonly hash: CodeExport;
  readonly digest: CodeExport;
  readonly same: CodeExport;
  readonly rest: CodeExport;
  readonly copy: CodeExport;
}

function compiled(words: number, backend: Backend): OverRows {
  const format = rowFormat(words, backend);
  const value = { result: "i32", isExported: true } as const;
  const program = {
    imports: [],
    functions: [
      ...rowFunctions(format),
      functionOf("hash", ["row"], ["hash", "place"], [...hashRow(get("row"), format), giveBack(get("hash"))], value),
      functionOf("digest", ["row"], [], [giveBack(digestOfRow(get("row"), format))], value),
      functionOf("same", ["left", "right"], [], [giveBack(sameRow(get("left"), get("right"), format))], value),
      functionOf("rest", ["left", "right"], [], [giveBack(sameRest(get("left"), get("right"), format))], value),
      functionOf("copy", ["to", "from"], ["place"], copyRow(get("to"), get("from"), format), { isExported: true }),
    ],
  };
  checkProgram(program);
  const memory: CodeMemory = reserveMemory(65_536, backend, false)!;
  const find = compileProgram(program, backend, memory)({});
  return { memory, hash: find("hash"), digest: find("digest"), same: find("same"), rest: find("rest"), copy: find("copy") };
}

test.each([1, 2, 8, 9, 18, 33, 69])("rows of %i words", (words) => {
  for (const backend of ["wasm", "javascript"] as const) {
    const { memory, hash, digest, same, rest, copy } = compiled(words, backend);
    // Not at multiples of 8.
    const [from, to] = [1_028, 4_100];
    for (let k = -1; k <= words; k += 1) memory.words[from / 4 + k] = Math.imul(k + 2, 0x9e3779b1);
    memory.words.fill(77, to / 4 - 1, to / 4 + words + 1);
    copy(to, from);
    const row = memory.words.slice(from / 4, from / 4 + words);
    expect(memory.words.slice(to / 4 - 1, to / 4 + words + 1)).toEqual(Int32Array.from([77, ...row, 77]));
    const isSame = (): boolean => same(to, from) !== 0;
    expect([isSame(), rest(to, from), digest(to) === digest(from), hash(to) === hash(from)]).toEqual([true, 1, true, true]);
    const missed: number[] = [];
    for (let bit = 0; bit < 32 * words; bit += 1) {
      const at = to / 4 + (bit >> 5);
      memory.words[at] = (memory.words[at] ?? 0) ^ (1 << (bit & 31));
      if (isSame() || (digest(to) === digest(from) && rest(to, from) !== 0) || hash(to) === hash(from)) missed.push(bit);
      memory.words[at] = (memory.words[at] ?? 0) ^ (1 << (bit & 31));
    }
    expect(missed, backend).toEqual([]);
  }
});
