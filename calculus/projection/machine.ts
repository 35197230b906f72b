/** The control-flow machine of a behaviour: states and labelled edges, as drawn by `project --to dot` and `--to mermaid`. */
import { present } from "../present.ts";
import type { Action, Behaviour } from "../core/index.ts";
import { concatenateBehaviours, exposeHead, senderOf, stop } from "../core/index.ts";
import { Identities } from "../identity/index.ts";
import { peerOf, printAction, printDomain, printPattern } from "../notation/index.ts";
import { printExpression } from "../syntax/index.ts";

export interface MachineEdge {
  readonly from: number;
  readonly to: number;
  /** What the role does: `Seller!title(t)`, `Buyer?price(p)`, `[x > 0]`, `x := 1`. */
  readonly text: string;
}

/** States are numbered from 0, the initial one, in the order in which a breadth-first search meets them. */
export interface Machine {
  readonly states: number;
  /** The state in which the role has finished, if it can. */
  readonly final: number | undefined;
  readonly edges: readonly MachineEdge[];
}

/** The machine of a source behaviour. Calls are edges of their own: a procedure has a machine of its own. Linear in its edges. */
export function machineOf(behaviour: Behaviour): Machine {
  const identities = new Identities();
  const numbers = new Map<number, number>();
  const waiting: Behaviour[] = [];
  const edges: MachineEdge[] = [];
  let final: number | undefined;

  const stateOf = (target: Behaviour): number => {
    const exposed = exposeHead(target);
    const identity = identities.behaviour(exposed);
    const known = numbers.get(identity);
    if (known !== undefined) return known;
    const fresh = numbers.size;
    numbers.set(identity, fresh);
    if (exposed.kind === "end") final = fresh;
    waiting.push(exposed);
    return fresh;
  };

  stateOf(behaviour);
  for (let index = 0; index < waiting.length; index++) {
    const state = present(waiting[index]);
    if (state.kind === "sequence")
      for (const { text, body } of movesOf(state.head)) edges.push({ from: index, to: stateOf(concatenateBehaviours(body, state.tail)), text });
  }
  return { states: waiting.length, final, edges };
}

function movesOf(A: Action): readonly { readonly text: string; readonly body: Behaviour }[] {
  switch (A.kind) {
    case "receive":
      return A.branches.map((branch) => ({ text: `${peerOf(A, senderOf(A, branch))}?${branch.label}(${branch.variables.join(", ")})`, body: branch.body }));
    case "if":
      return [
        { text: `[${printExpression(A.condition)}]`, body: A.then },
        { text: `[not (${printExpression(A.condition)})]`, body: A.else },
      ];
    case "match":
      return A.cases.map(({ pattern, body }) => ({ text: `[${printExpression(A.scrutinee)} is ${printPattern(pattern)}]`, body }));
    case "choose":
      return A.branches.map((body, index) => ({ text: `choose ${String(index)}`, body }));
    case "frame":
      return [{ text: "frame", body: A.body }];
    case "havoc":
      return [{ text: `${A.variable} := any ${printDomain(A.domain)}`, body: stop }];
    default:
      return [{ text: printAction(A).replace(/;$/, ""), body: stop }];
  }
}
