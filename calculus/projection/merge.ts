/**
 * Full merge ⊔ of behaviours (Carbone, Honda and Yoshida, TOPLAS 2012; Cruz-Filipe, Montesi and Peressotti, JAR 2023): receives from the same
 * sender unite by label, everything else must be the same action. Partial: a conflict says where the two first differ.
 */
import { present } from "../present.ts";
import type { Action, Behaviour, Prefix, Receive, ReceiveBranch } from "../core/index.ts";
import { distribute, noLabel, prefix, receiving, replaceContinue, sendersOf, stop } from "../core/index.ts";
import type { Identities } from "../identity/index.ts";

/** Where two behaviours first differ: an action of each, or undefined where that side has ended. */
export interface Conflict {
  readonly left: Action | undefined;
  readonly right: Action | undefined;
}

export type Merged = { readonly ok: true; readonly behaviour: Behaviour } | { readonly ok: false; readonly conflict: Conflict };

export type Merge = (left: Behaviour, right: Behaviour) => Merged;

const conflict = (left: Action | undefined, right: Action | undefined): Merged => ({ ok: false, conflict: { left, right } });
const merged = (behaviour: Behaviour): Merged => ({ ok: true, behaviour });

/**
 * B1 ⊔ B2, with a memo for pairs of nodes that lives as long as the returned function; equal behaviours (by identity) merge at once.
 * Commutative, associative and idempotent where defined; the result is the least upper bound of the two in the branching order.
 *
 * ```
 *  ε ⊔ ε = ε          A;B ⊔ A;B' = A;(B ⊔ B')     A not a receive, conditional, loop or frame
 *  p&{ℓᵢ: Bᵢ}ᵢ ⊔ p&{ℓⱼ: B'ⱼ}ⱼ = p&{ℓₖ: Bₖ ⊔ B'ₖ}  ∪  p&{ℓᵢ: Bᵢ}  ∪  p&{ℓⱼ: B'ⱼ}         k in both, i and j in one only
 *  if e {B1} else {B2} ⊔ if e {B1'} else {B2'} = if e {B1 ⊔ B1'} else {B2 ⊔ B2'}
 *  loop X {B} ⊔ loop Y {B'} = loop X {B ⊔ B'[X/Y]}
 * ```
 */
export function merger(identities: Identities): Merge {
  const memo = new WeakMap<Behaviour, WeakMap<Behaviour, Merged>>();

  const merge: Merge = (left, right) => {
    if (left === right) return merged(left);
    const known = memo.get(left)?.get(right);
    if (known !== undefined) return known;
    const result = identities.behaviour(left) === identities.behaviour(right) ? merged(left) : mergeSequences(left, right);
    let row = memo.get(left);
    if (row === undefined) memo.set(left, (row = new WeakMap()));
    row.set(right, result);
    return result;
  };

  /** Walks both sequences while their heads merge without absorbing their tails. */
  function mergeSequences(left: Behaviour, right: Behaviour): Merged {
    const heads: Action[] = [];
    let [l, r] = [left, right];
    let last: Behaviour | undefined;
    while (last === undefined) {
      if (l === r || (l.kind === "end" && r.kind === "end")) last = l;
      else if (l.kind === "end" || r.kind === "end") return conflict(headOf(l), headOf(r));
      else {
        const step = mergeHeads(l, r);
        if (!step.ok) return step;
        if (step.head === undefined) last = step.whole;
        else heads.push(step.head);
        [l, r] = [l.tail, r.tail];
      }
    }
    let result = last;
    for (const head of heads.reverse()) result = prefix(head, result);
    return merged(result);
  }

  type HeadMerge =
    { readonly ok: true; readonly head: Action } | { readonly ok: true; readonly head: undefined; readonly whole: Behaviour } | Extract<Merged, { ok: false }>;

  function mergeHeads(l: Prefix, r: Prefix): HeadMerge {
    const [a, b] = [l.head, r.head];
    if (identities.action(a) === identities.action(b)) return { ok: true, head: a };
    if (a.kind === "receive" && b.kind === "receive" && isFromOne(a) && isFromOne(b) && a.from === b.from && a.session === b.session) {
      const united = unite(a, distribute(a, l.tail), b, distribute(b, r.tail));
      return united.ok ? { ok: true, head: undefined, whole: united.behaviour } : united;
    }
    return mergeStructured(a, b);
  }

  /** Receives from one sender: union by label; a common label must bind the same variables, and `_` tells nothing apart. */
  function unite(a: Receive, left: readonly ReceiveBranch[], b: Receive, right: readonly ReceiveBranch[]): Merged {
    const branches = new Map(left.map((branch) => [branch.label, branch]));
    for (const branch of right) {
      const same = branches.get(branch.label);
      if (same === undefined) branches.set(branch.label, branch);
      else {
        if (same.variables.join() !== branch.variables.join()) return conflict(a, b);
        const body = merge(same.body, branch.body);
        if (!body.ok) return body;
        branches.set(branch.label, { ...same, body: body.behaviour });
      }
    }
    return branches.size > 1 && branches.has(noLabel) ? conflict(a, b) : merged(receiving(a.from, [...branches.values()], a.site, a.session));
  }

  function mergeStructured(a: Action, b: Action): HeadMerge {
    const [frameA, frameB] = [skeleton(a), skeleton(b)];
    if (frameA === undefined || frameB === undefined || identities.action(frameA.hollow) !== identities.action(frameB.hollow))
      return conflict(a, b) as HeadMerge;
    const parts: Behaviour[] = [];
    for (const [index, part] of frameA.parts.entries()) {
      const other = present(frameB.parts[index]);
      const result = merge(part, a.kind === "loop" && b.kind === "loop" && a.name !== b.name ? replaceContinue(other, b.name, continueOf(a.name, a)) : other);
      if (!result.ok) return result;
      parts.push(result.behaviour);
    }
    return { ok: true, head: frameA.rebuild(parts) };
  }

  return merge;
}

/** Choreographies have no other receives; where several roles may send, united branches would take what is meant for later. */
function isFromOne(A: Receive): boolean {
  return sendersOf(A).length === 1;
}

function continueOf(loop: string, at: Extract<Action, { kind: "loop" }>): Behaviour {
  return prefix({ kind: "continue", loop, site: at.site }, stop);
}

function headOf(behaviour: Behaviour): Action | undefined {
  return behaviour.kind === "end" ? undefined : behaviour.head;
}

interface Skeleton {
  /** The action with empty parts: equal hollows may merge part by part. */
  readonly hollow: Action;
  readonly parts: readonly Behaviour[];
  readonly rebuild: (parts: readonly Behaviour[]) => Action;
}

/** Actions that merge part by part. A role's own conditionals must have the same guard and merge branch by branch; so do frames and loops. */
function skeleton(A: Action): Skeleton | undefined {
  switch (A.kind) {
    case "if":
      return {
        hollow: { ...A, then: stop, else: stop },
        parts: [A.then, A.else],
        rebuild: ([then, otherwise]) => ({ ...A, then: present(then), else: present(otherwise) }),
      };
    case "match":
      return {
        hollow: { ...A, cases: A.cases.map(({ pattern }) => ({ pattern, body: stop })) },
        parts: A.cases.map(({ body }) => body),
        rebuild: (parts) => ({ ...A, cases: A.cases.map(({ pattern }, index) => ({ pattern, body: present(parts[index]) })) }),
      };
    case "choose":
      return { hollow: { ...A, branches: A.branches.map(() => stop) }, parts: A.branches, rebuild: (branches) => ({ ...A, branches }) };
    case "loop":
      return { hollow: { ...A, name: "", body: stop }, parts: [A.body], rebuild: ([body]) => ({ ...A, body: present(body) }) };
    case "frame":
      return { hollow: { ...A, body: stop }, parts: [A.body], rebuild: ([body]) => ({ ...A, body: present(body) }) };
    default:
      return undefined;
  }
}
