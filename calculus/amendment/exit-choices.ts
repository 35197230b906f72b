/** The conditionals that decide how a loop is left: whom to ask when a role that does not act in the loop must know which way it ended. */
import { mapTerms, spine } from "../core/index.ts";
import type { Choreography, Instruction, Loop } from "../core/index.ts";
import { jumpsOf } from "../core/index.ts";
import type { Jump } from "../core/index.ts";
import { isChoice } from "./insert-selections.ts";
import type { Choice } from "./insert-selections.ts";

function leaves(jump: Jump, loop: Loop): boolean {
  return jump.loop !== loop.name || jump.kind === "break";
}

/** The conditionals in the loop's body that contain a jump out of the loop, outer ones first; each once. Linear in the distinct nodes of the body. */
export function exitChoices(loop: Loop): readonly Choice[] {
  const choices: Choice[] = [];
  const seen = new WeakSet<Choreography>();
  const visit = (term: Choreography): Choreography => {
    for (const cell of spine(term, (suffix) => seen.has(suffix))) {
      if (cell.kind === "end" || seen.has(cell)) continue;
      seen.add(cell);
      const I: Instruction = cell.head;
      if (isChoice(I) && escapes(I, loop)) choices.push(I);
      mapTerms(I, visit);
    }
    return term;
  };
  visit(loop.body);
  return choices;
}

function escapes(choice: Choice, loop: Loop): boolean {
  let found = false;
  mapTerms(choice, (branch) => {
    found ||= jumpsOf(branch).some((jump) => leaves(jump, loop));
    return branch;
  });
  return found;
}
