/** From a model to a run of the machine: which commands are taken one after the other, and what is chosen. */
import type { Value } from "../../../calculus/core/index.ts";
import type { Command } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Cell, Context, Read } from "../values/index.ts";
import { decodeCell, decodeValue, textReader } from "../values/index.ts";
import type { Branch, Visit } from "./segment.ts";
import type { Unrolling } from "./unrolling.ts";

export interface SymbolicRun {
  /** What the variables hold at the start. */
  readonly initial: readonly (Value | undefined)[];
  readonly steps: readonly { readonly command: Command; readonly chosen?: Value }[];
  /** What functions without body answer, in the order in which they were met: of those that the model answers. */
  readonly answers: readonly { readonly function: string; readonly arguments: readonly Value[]; readonly result: Value }[];
}

/** The run of the unrolling that the model describes, as long as somebody moves in the first `layers` layers. Linear in what was unrolled. */
export function runIn(unrolling: Unrolling, layers: number, read: Read, context: Context): SymbolicRun {
  const text = textReader(read, context);
  const isTrue = (term: Branch["taken"]): boolean => {
    const value = read(term);
    return value.kind === "boolean" && value.value;
  };
  const decoded = (cell: Cell): Value | undefined => decodeCell(cell, read, text, context);
  const start = [...unrolling.layer(0).arriving.values()].find(({ reach }) => isTrue(reach));
  const steps: { readonly command: Command; readonly chosen?: Value }[] = [];
  for (let number = 0; number < layers; number += 1) {
    const here = [...unrolling.layer(number).runs.values()].find(({ visits }) => visits[0] !== undefined && isTrue(visits[0].state.reach));
    if (here === undefined) break;
    for (const { branches } of here.visits satisfies readonly Visit[]) {
      const branch = branches.find(({ taken }) => isTrue(taken));
      if (branch === undefined) continue;
      const { typed, chosen } = branch;
      steps.push({ command: typed.command, ...(chosen === undefined ? {} : { chosen: decodeValue(chosen, read, text, context) }) });
    }
  }
  const answers = context.applications
    .filter(({ holds }) => isTrue(holds))
    .map(({ definition, arguments: given, result }) => ({
      function: definition.name,
      arguments: given.map((one) => decodeValue(one, read, text, context)),
      result: decodeValue(result, read, text, context),
    }));
  return { initial: present(start).cells.map(decoded), steps, answers };
}
