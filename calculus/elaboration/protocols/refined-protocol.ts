/** From the flow of a protocol to the automaton with what it says of data: places behind messages, and the silent ways from each of them to the next messages. */
import { present } from "../../present.ts";
import type { Definitions, LoopStep, RefinedProtocol, RefinedTransition } from "../../core/index.ts";
import { refinementsIn } from "../../values/index.ts";
import { silentSuccessors, successors } from "./flow.ts";
import type { Flow, Instance, Jump, RecursionFlow } from "./flow.ts";

/** Returns the automaton of a guarded flow whose parallel blocks are in order; undefined where the protocol says nothing of data. Quadratic in the flow at worst. */
export function refinedProtocolOf(first: Instance, definitions: Definitions): RefinedProtocol | undefined {
  if (!saysSomething(first, definitions)) return undefined;
  const places = new Map<Flow, number>([[first, 0]]);
  const states: { readonly transitions: RefinedTransition[]; readonly ends: (readonly LoopStep[])[] }[] = [];
  const numberOf = (flow: Flow): number => {
    const known = places.get(flow);
    if (known !== undefined) return known;
    places.set(flow, places.size);
    return places.size - 1;
  };
  for (const [place] of places) {
    const transitions: RefinedTransition[] = [];
    const ends: (readonly LoopStep[])[] = [];
    const waiting: { readonly flow: Flow; readonly steps: readonly LoopStep[] }[] = [{ flow: place, steps: [] }];
    // No two ways come to one message: choices would be ambiguous. No way comes round: recursion is guarded.
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { flow, steps } = next;
      if (flow.kind === "end") ends.push(steps);
      else if (flow.kind === "message") {
        const { from, to, message, isCopy, scope, span } = flow;
        transitions.push({ steps, sender: from, receiver: to, message, isCopy, scope, target: numberOf(flow.next), span });
      } else {
        const step = stepOf(flow);
        const then = step === undefined ? steps : [...steps, step];
        const following = flow.kind === "jump" && flow.target.kind === "recursion" ? [flow.target.body] : silentSuccessors(flow);
        waiting.push(...following.toReversed().map((after) => ({ flow: after, steps: then })));
      }
    }
    states.push({ transitions, ends });
  }
  return { initial: present(places.get(first)), states };
}

/** What beginning the loop, or jumping to its head, sets. */
function stepOf(flow: Flow): LoopStep | undefined {
  if (flow.kind === "recursion") return setting(flow, undefined);
  return flow.kind === "jump" && flow.target.kind === "recursion" ? setting(flow.target, flow) : undefined;
}

function setting({ variables, scope, span }: RecursionFlow, jump: Jump | undefined): LoopStep | undefined {
  if (variables.length === 0) return undefined;
  return {
    scope,
    isAgain: jump !== undefined,
    variables: variables.map(({ name, type, initial }, index) => ({ name, type, value: jump === undefined ? initial : present(jump.values[index]) })),
    span: jump?.span ?? span,
  };
}

/** Flows in which nothing is said of values: protocols that go on as others do are walked once. */
const silent = new WeakSet<Flow>();

/** Whether some refinement or some variable of a loop is in the flow. */
function saysSomething(first: Instance, definitions: Definitions): boolean {
  const seen = new Set<Flow>([first]);
  for (const flow of seen) {
    if (silent.has(flow)) continue;
    if (flow.kind === "recursion" && flow.variables.length > 0) return true;
    if (flow.kind === "message" && flow.message.payload.some(({ sort }) => sort.kind === "value" && refinementsIn(sort.type, definitions).length > 0))
      return true;
    for (const next of successors(flow)) seen.add(next);
  }
  for (const flow of seen) silent.add(flow);
  return false;
}
