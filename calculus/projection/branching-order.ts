/**
 * The branching order B ⊒ B': B is B' with more branches in its receives (Cruz-Filipe, Montesi and Peressotti, JAR 2023, `more_branches`), modulo
 * distribution of branching over continuations and unfolding of loops. Decided coinductively: a pair under test is assumed.
 */
import { present } from "../present.ts";
import type { Action, Behaviour, Prefix } from "../core/index.ts";
import { concatenateBehaviours, distribute, exposeHead, sendersOf } from "../core/index.ts";
import { stop } from "../core/index.ts";
import type { Identities } from "../identity/index.ts";

/** Whether `more` ⊒ `fewer`. Quadratic in the distinct behaviours that distribution and unfolding reach. */
export function hasMoreBranches(more: Behaviour, fewer: Behaviour, identities: Identities): boolean {
  const assumed = new Set<string>();
  const pending: (readonly [Behaviour, Behaviour])[] = [[more, fewer]];
  for (;;) {
    const pair = pending.pop();
    if (pair === undefined) return true;
    const [left, right] = [exposeHead(pair[0]), exposeHead(pair[1])];
    if (left === right) continue;
    if (left.kind === "end" || right.kind === "end") {
      if (left.kind === right.kind) continue;
      return false;
    }
    const key = `${String(identities.behaviour(left))}⊒${String(identities.behaviour(right))}`;
    if (assumed.has(key)) continue;
    assumed.add(key);
    const obligations = compare(left, right, identities);
    if (obligations === undefined) return false;
    pending.push(...obligations);
  }
}

/** What must hold for the continuations, or undefined if the heads differ. */
function compare(left: Prefix, right: Prefix, identities: Identities): (readonly [Behaviour, Behaviour])[] | undefined {
  const [a, b] = [left.head, right.head];
  if (a.kind === "receive" && b.kind === "receive") {
    // More branches are more offers of one sender; choreographies have no receives from several.
    if (a.from !== b.from || a.session !== b.session || [...sendersOf(a), ...sendersOf(b)].length > 2) return undefined;
    const offered = new Map(distribute(a, left.tail).map((branch) => [branch.label, branch]));
    const obligations: (readonly [Behaviour, Behaviour])[] = [];
    for (const branch of distribute(b, right.tail)) {
      const same = offered.get(branch.label);
      if (same === undefined || same.variables.join() !== branch.variables.join()) return undefined;
      obligations.push([same.body, branch.body]);
    }
    return obligations;
  }
  if (a.kind === "frame" && b.kind === "frame")
    return [
      [a.body, b.body],
      [left.tail, right.tail],
    ];
  const [partsA, partsB] = [distributed(a, left.tail), distributed(b, right.tail)];
  if (identities.action(partsA.hollow) !== identities.action(partsB.hollow)) return undefined;
  return partsA.parts.map((part, index) => [part, present(partsB.parts[index])]);
}

/** An action without its continuations, and the continuations, each with the tail. */
function distributed(A: Action, tail: Behaviour): { readonly hollow: Action; readonly parts: readonly Behaviour[] } {
  const follow = (part: Behaviour): Behaviour => concatenateBehaviours(part, tail);
  switch (A.kind) {
    case "if":
      return { hollow: { ...A, then: stop, else: stop }, parts: [follow(A.then), follow(A.else)] };
    case "match":
      return { hollow: { ...A, cases: A.cases.map(({ pattern }) => ({ pattern, body: stop })) }, parts: A.cases.map(({ body }) => follow(body)) };
    case "choose":
      return { hollow: { ...A, branches: A.branches.map(() => stop) }, parts: A.branches.map(follow) };
    default:
      return { hollow: A, parts: [tail] };
  }
}
