/**
 * Endpoints that may be ahead of the protocol: they send before they receive what the protocol has first, or send to one before another (the reorderings of
 * asynchronous subtyping; Ghilezan, Pantović, Prokić, Scalas and Yoshida, POPL 2021). A position is a tree: what has been sent and not been told by the
 * protocol yet, branch by branch of its choices, with the states behind.
 */
import { present } from "../../calculus/present.ts";
import type { LocalAutomaton } from "../../calculus/protocols/index.ts";
import { awaited, endpointStates, type Endpoint, type EndpointState, type Offer } from "./endpoint.ts";

type Tree = { readonly kind: "state"; readonly state: number } | { readonly kind: "sent"; readonly branches: readonly Offer[]; readonly size: number };

/** How many branches one tree may have. */
const treeLimit = 256;

/** Endpoints that are at most `ahead` messages ahead. */
export function earlyEndpoints(automata: readonly LocalAutomaton[], ahead: number): readonly Endpoint[] {
  return endpointStates(automata).map((states, index) => endpointOf(present(automata[index]).initial, states, ahead));
}

function endpointOf(start: number, states: readonly EndpointState[], ahead: number): Endpoint {
  const trees: Tree[] = [];
  const numbers = new Map<string, number>();
  const intern = (key: string, tree: Tree): number => {
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, trees.length);
    return trees.push(tree) - 1;
  };
  const atState = (state: number): number => intern(String(state), { kind: "state", state });
  const sent = (branches: readonly Offer[]): number | undefined => {
    const size = branches.reduce((sum, { target }) => sum + sizeOf(present(trees[target])), branches.length);
    if (size > treeLimit) return undefined;
    return intern(JSON.stringify(branches.map(({ peer, key, target }) => [peer, key, target])), { kind: "sent", branches, size });
  };
  const offers = (position: number): readonly Offer[] => {
    const tree = present(trees[position]);
    return tree.kind === "sent" ? tree.branches : present(states[tree.state]).offers.map((offer) => ({ ...offer, target: atState(offer.target) }));
  };
  /** The position with each branch changed; undefined where one cannot be. */
  const mapped = (branches: readonly Offer[], change: (position: number) => number | undefined): number | undefined => {
    const changed: Offer[] = [];
    for (const branch of branches) {
      const target = change(branch.target);
      if (target === undefined) return undefined;
      changed.push({ ...branch, target });
    }
    return sent(changed);
  };
  const receive = (position: number, sender: number, key: string, left: number): number | undefined => {
    const tree = present(trees[position]);
    if (tree.kind === "sent") return left === 0 ? undefined : mapped(tree.branches, (target) => receive(target, sender, key, left - 1));
    const { awaits, isFinal } = present(states[tree.state]);
    const target = awaits.get(awaited(sender, key));
    if (target !== undefined) return atState(target);
    const own = offers(position);
    if (own.length === 0 || awaits.size > 0 || isFinal || left === 0) return undefined;
    return mapped(own, (behind) => receive(behind, sender, key, left - 1));
  };
  const exactly = (position: number, sender: number, key: string): number | undefined => {
    const tree = present(trees[position]);
    if (tree.kind === "sent") return mapped(tree.branches, (target) => exactly(target, sender, key));
    const target = present(states[tree.state]).awaits.get(awaited(sender, key));
    return target === undefined ? undefined : atState(target);
  };
  return {
    initial: atState(start),
    offers,
    receive: exactly,
    isOver: (position) => {
      const tree = present(trees[position]);
      return tree.kind === "state" && present(states[tree.state]).isFinal && present(states[tree.state]).offers.length === 0;
    },
    early: {
      receive: (position, sender, key) => receive(position, sender, key, ahead),
      offers: (position) => {
        const found: Offer[][] = [];
        const passed: Offer[] = [];
        for (let at = position; passed.length < ahead;) {
          const [only, ...others] = offers(at);
          if (only === undefined || others.length > 0) break;
          passed.push(only);
          at = only.target;
          const behind = offers(at);
          if (behind.length === 0) break;
          if (behind.some(({ peer }) => passed.some((each) => each.peer === peer))) continue;
          const kept = behind.flatMap((offer) => {
            const target = passed.reduceRight<number | undefined>(
              (rest, each) => (rest === undefined ? undefined : sent([{ ...each, target: rest }])),
              offer.target,
            );
            return target === undefined ? [] : [{ ...offer, target }];
          });
          if (kept.length === behind.length) found.push(kept);
        }
        return found;
      },
    },
  };
}

function sizeOf(tree: Tree): number {
  return tree.kind === "sent" ? tree.size : 0;
}
