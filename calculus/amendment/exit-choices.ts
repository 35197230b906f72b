/** The conditionals that decide how a loop is left: whom to ask when a role that does not act in the loop must know which way it ended. */
import { instructionsWithin, jumpsOf, subterms } from "../core/index.ts";
import type { Jump, Loop } from "../core/index.ts";
import { isChoice } from "./insert-selections.ts";
import type { Choice } from "./insert-selections.ts";

function leaves(jump: Jump, loop: Loop): boolean {
  return jump.loop !== loop.name || jump.kind === "break";
}

/** The conditionals in the loop's body that contain a jump out of the loop, outer ones first; each once. Linear in the distinct nodes of the body. */
export function exitChoices(loop: Loop): readonly Choice[] {
  return instructionsWithin(loop.body).filter((I): I is Choice => isChoice(I) && escapes(I, loop));
}

function escapes(choice: Choice, loop: Loop): boolean {
  return subterms(choice).some((branch) => jumpsOf(branch).some((jump) => leaves(jump, loop)));
}
