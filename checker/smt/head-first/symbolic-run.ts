/** From a model to a run of the machine: which commands are taken one after the other, and what is chosen. */
import type { Value } from "../../../calculus/core/index.ts";
import type { Command } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Cell, Context, Read } from "../values/index.ts";
import { decodeCell, decodeValue, textReader } from "../values/index.ts";
import { conditionAt, isShownBy } from "./conditions.ts";
import type { Watched } from "./conditions.ts";
import type { Program } from "./program.ts";
import type { Branch } from "./segment.ts";
import type { Unrolling } from "./unrolling.ts";

export interface SymbolicRun {
  /** What the variables hold at the start. */
  readonly initial: readonly (Value | undefined)[];
  readonly steps: readonly { readonly command: Command; readonly chosen?: Value }[];
  /** What functions without body answer, in the order in which they were met: of those that the model answers. */
  readonly answers: readonly { readonly function: string; readonly arguments: readonly Value[]; readonly result: Value }[];
}

/** The run of the unrolling that the model describes, up to what is watched for in the layer with this number, or to the end of the layer. Linear in what was unrolled. @throws Refusal */
export function runIn(unrolling: Unrolling, last: number, watched: Watched | undefined, program: Program, read: Read, context: Context): SymbolicRun {
  const text = textReader(read, context);
  const isTrue = (term: Branch["taken"]): boolean => {
    const value = read(term);
    return value.kind === "boolean" && value.value;
  };
  const decoded = (cell: Cell): Value | undefined => decodeCell(cell, read, text, context);
  const start = [...unrolling.layer(0).arriving.values()].find(({ reach }) => isTrue(reach));
  const steps: { readonly command: Command; readonly chosen?: Value }[] = [];
  const visited = Array.from({ length: last + 1 }, (_, number) =>
    [...unrolling.layer(number).runs.values()].flatMap(({ visits }) => visits.filter(({ state }) => isTrue(state.reach)).map((visit) => ({ visit, number }))),
  ).flat();
  for (const { visit, number } of visited) {
    const shows = watched !== undefined && number === last && isTrue(conditionAt(watched, visit, program, context));
    const branch = visit.branches.find(({ taken }) => isTrue(taken));
    if (branch === undefined || (shows && !isShownBy(watched, branch))) break;
    const { typed, chosen } = branch;
    steps.push({ command: typed.command, ...(chosen === undefined ? {} : { chosen: decodeValue(chosen, read, text, context) }) });
    if (shows) break;
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
