/** Runs that go round for ever: a run that comes to a cut point twice in the same state, looked for among short runs. */
import type { Term } from "../terms/index.ts";
import { equalCells } from "../values/index.ts";
import type { Context } from "../values/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Oracle } from "./ask.ts";
import { isPossible } from "./ask.ts";
import type { Program } from "./program.ts";
import { initialState } from "./states.ts";
import type { SymbolicRun } from "./symbolic-run.ts";
import { runIn } from "./symbolic-run.ts";
import { Unrolling } from "./unrolling.ts";

/** A run, and after how many of its steps the part begins that is repeated. */
export interface SymbolicLasso {
  readonly run: SymbolicRun;
  readonly loop: number;
}

/** A run that comes back to where it was within so many segments; undefined where none is found. One query for each length. @throws Refusal */
export function lassoOf(program: Program, longest: number, context: Context, oracle: Oracle): SymbolicLasso | undefined {
  const { terms } = context;
  const unrolling = new Unrolling(program, new Map([[0, initialState(program, context)]]), "", context);
  for (let length = 1; length <= longest; length += 1) {
    const last = unrolling.layer(length).arriving;
    const returns: { readonly first: number; readonly condition: Term }[] = [];
    for (let first = length - 1; first >= 0; first -= 1)
      for (const [point, before] of unrolling.layer(first).arriving) {
        const after = last.get(point);
        if (after === undefined) continue;
        const same = after.cells.map((cell, index) => equalCells(present(before.cells[index]), cell, context));
        const isOver = program.isOver === undefined ? terms.false : program.isOver(point, after.cells, context);
        returns.push({ first, condition: terms.and(before.reach, after.reach, terms.not(isOver), ...same) });
      }
    const possible = isPossible(`lasso-${String(length)}`, [terms.or(...returns.map(({ condition }) => condition))], context, oracle);
    if (possible.kind !== "yes") continue;
    const found = returns.find(({ condition }) => {
      const truth = possible.read(condition);
      return truth.kind === "boolean" && truth.value;
    });
    if (found === undefined) continue;
    const upTo = (layers: number): SymbolicRun => runIn(unrolling, layers - 1, undefined, program, possible.read, context);
    return { run: upTo(length), loop: upTo(found.first).steps.length };
  }
  return undefined;
}
