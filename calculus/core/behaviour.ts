/** Operations on behaviours: concatenation, unfolding of loops, and the normal form of receives (docs/semantics.md §1, §7). */
import { assertNever } from "../assert-never.ts";
import type { Role, Variable } from "./choreography.ts";
import type { Action, Alternative, Behaviour, ReceiveBranch } from "./process.ts";
import { prefix, stop } from "./process.ts";
import { spine } from "./spine.ts";

export type ProcessLoop = Extract<Action, { kind: "loop" }>;
export type Receive = Extract<Action, { kind: "receive" }>;

/** B1 ⨟ B2. Linear in B1. */
export function concatenateBehaviours(first: Behaviour, second: Behaviour): Behaviour {
  if (second.kind === "end") return first;
  let result = second;
  for (const cell of spine(first).reverse()) if (cell.kind === "sequence") result = prefix(cell.head, result);
  return result;
}

/** p&{ℓᵢ(x⃗ᵢ): Bᵢ} ; B = p&{ℓᵢ(x⃗ᵢ): Bᵢ ; B}: the branches, each with the continuation. */
export function distribute(receive: Receive, tail: Behaviour): readonly ReceiveBranch[] {
  return receive.branches.map((branch) => ({ ...branch, body: concatenateBehaviours(branch.body, tail) }));
}

/** Who sends the message of a branch. */
export function senderOf({ from }: Pick<Receive, "from">, branch: ReceiveBranch): Role {
  return branch.from ?? from;
}

/** The roles that a receive waits for, sorted: one, or those of whom one decides. */
export function sendersOf({ from, branches }: Pick<Receive, "from" | "branches">): readonly Role[] {
  if (branches.every((branch) => branch.from === undefined)) return [from];
  return [...new Set(branches.map((branch) => branch.from ?? from))].sort();
}

/**
 * p&{ℓ(x⃗): B, …} as a behaviour: flat when there is one branch. `from` is the sender of the branches that name none. Branches are sorted by label, then by
 * sender. `session` is of another session than the own one.
 */
export function receiving(from: Role, branches: readonly ReceiveBranch[], site: Receive["site"], session?: string): Behaviour {
  const [least = from] = sendersOf({ from, branches });
  const common = { kind: "receive" as const, ...(session === undefined ? {} : { session }), from: least };
  const named = branches.map(({ label, variables, body, ...branch }): ReceiveBranch => {
    const sender = branch.from ?? from;
    return { ...(sender === least ? {} : { from: sender }), label, variables, body };
  });
  const [only, ...more] = named;
  if (only !== undefined && more.length === 0) return prefix({ ...common, branches: [{ ...only, body: stop }], site }, only.body);
  named.sort((a, b) => byCodeUnits(a.label, b.label) || byCodeUnits(a.from ?? least, b.from ?? least));
  return prefix({ ...common, branches: named, site }, stop);
}

const alternatives = new WeakMap<Alternative, Behaviour>();

/**
 * What an alternative of `select` does when it is chosen, as a behaviour of its own: its guard is assumed, its updates follow one by one, through variables
 * that no program names, since they read what was there before any of them. Memoised by node.
 */
export function alternativeAsBehaviour(one: Alternative): Behaviour {
  const known = alternatives.get(one);
  if (known !== undefined) return known;
  const { guard, action, updates, body, site } = one;
  let result = body;
  const fresh = (variable: Variable): Variable => (updates.length === 1 ? variable : `${variable}′`);
  if (updates.length > 1) {
    for (const { variable } of updates.toReversed()) {
      const name = { text: fresh(variable), span: site.span };
      result = prefix({ kind: "assign", variable, expression: { kind: "name", name, span: site.span }, site }, result);
    }
  }
  for (const { variable, expression } of updates.toReversed()) result = prefix({ kind: "assign", variable: fresh(variable), expression, site }, result);
  if (action.kind === "send") result = prefix({ ...action, site }, result);
  else if (action.kind === "receive") {
    const { from, label, variables } = action;
    result = receiving(from, [{ label, variables, body: result }], site);
  }
  if (guard !== undefined) result = prefix({ kind: "assume", condition: guard, site }, result);
  alternatives.set(one, result);
  return result;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Rebuilds an action with its direct parts replaced; the same object where nothing changed. */
export function mapParts(A: Action, change: (part: Behaviour) => Behaviour): Action {
  switch (A.kind) {
    case "receive": {
      const branches = A.branches.map((branch) => ({ ...branch, body: change(branch.body) }));
      return branches.every((branch, index) => branch.body === A.branches[index]?.body) ? A : { ...A, branches };
    }
    case "if": {
      const then = change(A.then);
      const otherwise = change(A.else);
      return then === A.then && otherwise === A.else ? A : { ...A, then, else: otherwise };
    }
    case "match": {
      const cases = A.cases.map((one) => ({ ...one, body: change(one.body) }));
      return cases.every((one, index) => one.body === A.cases[index]?.body) ? A : { ...A, cases };
    }
    case "choose": {
      const branches = A.branches.map(change);
      return branches.every((branch, index) => branch === A.branches[index]) ? A : { ...A, branches };
    }
    case "select": {
      const alternatives = A.alternatives.map((one) => ({ ...one, body: change(one.body) }));
      return alternatives.every((one, index) => one.body === A.alternatives[index]?.body) ? A : { ...A, alternatives };
    }
    case "loop":
    case "frame": {
      const body = change(A.body);
      return body === A.body ? A : { ...A, body };
    }
    case "send":
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
    case "call":
    case "continue":
      return A;
    default:
      return assertNever(A);
  }
}

/** The behaviour with every free `continue X` replaced. Linear in its distinct nodes; sharing is preserved. */
export function replaceContinue(behaviour: Behaviour, loop: string, target: Behaviour): Behaviour {
  const done = new Map<Behaviour, Behaviour>();
  const visit = (start: Behaviour): Behaviour => {
    const cells = spine(start, (suffix) => done.has(suffix));
    let result: Behaviour = stop;
    for (const cell of cells.reverse()) {
      if (!done.has(cell) && cell.kind === "sequence") done.set(cell, replaceHead(cell.head, cell.tail, result, cell));
      result = done.get(cell) ?? cell;
    }
    return result;
  };
  const replaceHead = (head: Action, tail: Behaviour, newTail: Behaviour, cell: Behaviour): Behaviour => {
    if (head.kind === "continue") return head.loop === loop ? target : cell;
    if (head.kind === "loop" && head.name === loop) return tail === newTail ? cell : prefix(head, newTail);
    const changed = mapParts(head, visit);
    return changed === head && tail === newTail ? cell : prefix(changed, newTail);
  };
  return visit(behaviour);
}

const unfoldings = new WeakMap<ProcessLoop, Behaviour>();

/** The body of a loop with `continue X` replaced by the loop. Memoised by node. */
export function unfoldProcess(loop: ProcessLoop): Behaviour {
  const known = unfoldings.get(loop);
  if (known !== undefined) return known;
  const result = replaceContinue(loop.body, loop.name, prefix(loop, stop));
  unfoldings.set(loop, result);
  return result;
}

/**
 * The behaviour with loops at its head unfolded, as far as to another action or ε. Guardedness (checked before execution) bounds this; a loop that
 * comes back to itself without an action is a mistake of ours.
 */
export function exposeHead(behaviour: Behaviour): Behaviour {
  let result = behaviour;
  for (let unfolded = 0; result.kind === "sequence" && result.head.kind === "loop"; unfolded++) {
    if (unfolded > 1000) throw new Error("a loop of a process is not guarded");
    result = concatenateBehaviours(unfoldProcess(result.head), result.tail);
  }
  return result;
}
