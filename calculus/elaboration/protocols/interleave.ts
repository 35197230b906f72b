/**
 * Two blocks of disjoint roles that may both never end, as one flow: they take turns, one message each. Over queues between pairs of roles every run of the
 * two side by side is one of this flow with steps of disjoint roles exchanged, also an infinite one, so it stands for all of them
 * (Honda, Yoshida and Carbone, POPL 2008, §4.2; Majumdar, Mukund, Stutz and Zufferey, CONCUR 2021, §2).
 */
import { present } from "../../present.ts";
import type { Budget } from "./expand.ts";
import type { ChoiceFlow, Exit, Flow, Instance, Jump, MessageFlow, ParallelFlow, RecursionFlow } from "./flow.ts";

/** A part of a protocol: where it begins, and the ends of the blocks in it. */
export interface Part {
  readonly first: Flow;
  readonly exits: ReadonlySet<Flow>;
}

type Loop = RecursionFlow | Instance;

type Open<Node> = { -readonly [Field in keyof Node]: Node[Field] };

/**
 * The parts side by side; undefined when the budget is used up. What a part does when it is the last one left is its own flow, so its exits lead where they led.
 * At most the product of the sizes of the parts.
 */
export function interleave(one: Part, other: Part, budget: Budget): Part | undefined {
  const exits = new Set([...one.exits, ...other.exits]);
  const known = new Map<Flow, Map<Flow, Flow>>();
  const links: (() => void)[] = [];

  /** What `active` does next, then what `passive` does, and so on. */
  function pair(active: Flow, passive: Flow): Flow {
    if (exits.has(active)) return passive;
    if (exits.has(passive)) return active;
    const row = known.get(active) ?? new Map<Flow, Flow>();
    known.set(active, row);
    const before = row.get(passive);
    if (before !== undefined) return before;
    budget.size--;
    const made = step(active, passive);
    row.set(passive, made);
    return made;
  }

  function step(active: Flow, passive: Flow): Flow {
    const linked = <Node extends Flow>(node: Open<Node>, link: (node: Open<Node>) => void): Node => {
      links.push(() => {
        link(node);
      });
      return node;
    };
    switch (active.kind) {
      case "end":
        return passive;
      case "message":
        return linked<MessageFlow>({ ...active }, (node) => (node.next = pair(passive, active.next)));
      case "choice":
        return linked<ChoiceFlow>({ ...active }, (node) => (node.branches = active.branches.map(({ first, span }) => ({ first: pair(first, passive), span }))));
      case "recursion":
      case "instance":
        return linked<Loop>({ ...active }, (node) => (node.body = pair(active.body, passive)));
      case "jump":
        return linked<Jump>({ ...active }, (node) => (node.target = loop(active.target, passive)));
      case "exit":
        return linked<Exit>({ ...active }, (node) => (node.next = pair(active.next, passive)));
      case "parallel":
        return linked<ParallelFlow>({ ...active, blocks: [] }, (node) => (node.first = pair(present(active.first), passive)));
    }
  }

  function loop(target: Loop, passive: Flow): Loop {
    const found = pair(target, passive);
    if (found.kind === "recursion" || found.kind === "instance") return found;
    throw new Error("a loop beside another part is a loop");
  }

  const first = pair(one.first, other.first);
  for (let link = links.pop(); link !== undefined; link = links.pop()) {
    if (budget.size < 0) return undefined;
    link();
  }
  return { first, exits };
}
