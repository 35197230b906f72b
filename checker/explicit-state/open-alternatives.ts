/** Which alternatives of a guarded choice can be taken, as far as their guards are concerned. */
import type { Action, AlternativeAction, Definitions, NetworkArchitecture, Role } from "../../calculus/core/index.ts";
import { read } from "../../calculus/semantics/index.ts";
import type { World } from "../../calculus/semantics/index.ts";
import type { Expression } from "../../calculus/syntax/index.ts";
import { evaluate, exhaustive } from "../../calculus/values/index.ts";

/** What predicates on configurations know of the network around: what happens to messages, `fifo` unless given, and what guards mean. */
export interface Surroundings {
  readonly architecture?: NetworkArchitecture;
  /** Without them every guard counts as one that may hold. */
  readonly definitions?: Definitions;
}

/**
 * The actions of the alternatives whose guards hold for the role; `open` is undefined where a guard has no value (a function without body has no answer, or
 * a limit was met). `isKnown`: guards were looked at. Linear in the alternatives, but for what guards compute.
 */
export function openAlternatives(
  role: Role,
  { alternatives }: Extract<Action, { kind: "select" }>,
  world: World,
  { definitions }: Surroundings,
): { readonly open?: readonly AlternativeAction[]; readonly isKnown: boolean } {
  if (definitions === undefined) return { open: alternatives.map(({ action }) => action), isKnown: false };
  const open: AlternativeAction[] = [];
  for (const { guard, action } of alternatives) {
    const holds = guard === undefined ? true : mayHold(guard, role, world, definitions);
    if (holds === undefined) return { isKnown: true };
    if (holds) open.push(action);
  }
  return { open, isKnown: true };
}

/** Whether the guard is true in some way; undefined where it has no value at all. One that is undefined makes the role fail, which is a step. */
function mayHold(guard: Expression, role: Role, world: World, definitions: Definitions): boolean | undefined {
  const ways = evaluate(guard, {
    definitions,
    local: (name) => read(world, role, name),
    oracles: world.oracles,
    role,
    chooser: exhaustive(() => undefined),
  });
  return ways.length === 0 ? undefined : ways.some(({ outcome }) => outcome.kind === "value" && outcome.value === true);
}
