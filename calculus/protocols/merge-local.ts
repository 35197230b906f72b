/**
 * Merging of local types, plain and full (Scalas and Yoshida, POPL 2019, Definition 3.3; Yoshida and Hou, Less is More Revisited, 2024):
 *
 * ```
 *  T ⊔ T = T                    ⊕{qᵢ!ℓᵢ.Tᵢ} ⊔ ⊕{qᵢ!ℓᵢ.Tᵢ'} = ⊕{qᵢ!ℓᵢ.(Tᵢ ⊔ Tᵢ')}                    μt.T ⊔ μt.T' = μt.(T ⊔ T')
 *  full:    &{p?ℓᵢ.Tᵢ}ᵢ ⊔ &{p?ℓⱼ.Tⱼ'}ⱼ = &{p?ℓₖ.(Tₖ ⊔ Tₖ')} ∪ {p?ℓᵢ.Tᵢ} ∪ {p?ℓⱼ.Tⱼ'}        k in both, i and j in one only
 *  plain:   only where both offer the same labels
 * ```
 *
 * Types are taken up to the names of bound variables. Refinements are data and do not keep types apart: a merged receive promises what both promise
 * (the base type, where they differ), a merged send owes what both owe.
 */
import { present } from "../present.ts";
import type { LocalBranch, LocalType, Message, Sort } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import type { LocalAction } from "./automata.ts";
import { expressionKey } from "../values/index.ts";
import type { LocalTypes } from "./local-types.ts";
import { byPeerAndLabel } from "./local-types.ts";
import { messageKey } from "./message-key.ts";

export type MergeKind = "plain" | "full";

/** Where two types first differ: the actions common to both, and what follows in each. */
export interface Difference {
  readonly path: readonly LocalAction[];
  readonly left: LocalType;
  readonly right: LocalType;
}

export type MergedTypes = { readonly ok: true; readonly type: LocalType } | { readonly ok: false; readonly difference: Difference };

export type MergeTypes = (left: LocalType, right: LocalType) => MergedTypes;

type Choice = Extract<LocalType, { branches: readonly LocalBranch[] }>;

/** A pair whose parts are being merged. */
interface Frame {
  readonly left: LocalType;
  readonly right: LocalType;
  /** The pairs of parts, in order, with the action that leads to them; a part that one side alone has stands for itself. */
  readonly parts: readonly { readonly action?: LocalAction; readonly left: LocalType; readonly right: LocalType }[];
  readonly results: LocalType[];
  readonly build: (results: readonly LocalType[]) => LocalType;
}

/**
 * T ⊔ T' for types of the table, with a memo of pairs that lives as long as the function. Takes no stack; a pair of nodes is merged once, so the work
 * is at most the product of the two sizes, and linear where the two are alike.
 */
export function typeMerger(types: LocalTypes, kind: MergeKind): MergeTypes {
  const memo = new Map<LocalType, Map<LocalType, LocalType>>();

  return (left, right) => {
    const frames: Frame[] = [{ left, right, parts: [{ left, right }], results: [], build: ([type]) => present(type) }];
    for (;;) {
      const frame = present(frames.at(-1));
      const part = frame.parts[frame.results.length];
      if (part === undefined) {
        const type = frame.build(frame.results);
        frames.pop();
        const outer = frames.at(-1);
        if (outer === undefined) return { ok: true, type };
        remember(frame, type);
        outer.results.push(type);
        continue;
      }
      const known = part.left === part.right ? part.left : memo.get(part.left)?.get(part.right);
      if (known !== undefined) {
        frame.results.push(known);
        continue;
      }
      const opened = open(part.left, part.right);
      if (opened === undefined) return { ok: false, difference: { path: pathOf(frames), left: part.left, right: part.right } };
      frames.push(opened);
    }
  };

  function remember({ left, right }: Frame, type: LocalType): void {
    let row = memo.get(left);
    if (row === undefined) memo.set(left, (row = new Map<LocalType, LocalType>()));
    row.set(right, type);
  }

  /** The parts of a pair of different types; undefined if their heads do not merge. */
  function open(left: LocalType, right: LocalType): Frame | undefined {
    if (left.kind === "recursion" && right.kind === "recursion") return openRecursions(left, right);
    if (left.kind === "select" && right.kind === "select") return openChoices(left, right, false);
    if (left.kind === "branch" && right.kind === "branch") return openChoices(left, right, kind === "full" && onePeer(left) === onePeer(right));
    return undefined;
  }

  function openRecursions(left: Extract<LocalType, { kind: "recursion" }>, right: Extract<LocalType, { kind: "recursion" }>): Frame {
    let variable = left.variable;
    const isTaken = ({ variable: own, body }: typeof left): boolean => variable !== own && types.mentions(body, variable);
    while (isTaken(left) || isTaken(right)) variable += "'";
    const parts = [{ left: types.rename(left.body, left.variable, variable), right: types.rename(right.body, right.variable, variable) }];
    return { left, right, parts, results: [], build: ([body]) => types.recursion(variable, present(body)) };
  }

  function openChoices(left: Choice, right: Choice, mayUnite: boolean): Frame | undefined {
    const [ours, theirs] = [left.branches, right.branches];
    const heads: { readonly peer: string; readonly message: Message }[] = [];
    const parts: Frame["parts"][number][] = [];
    for (let i = 0, j = 0; i < ours.length || j < theirs.length;) {
      const [a, b] = [ours[i], theirs[j]];
      const order = a === undefined ? 1 : b === undefined ? -1 : byPeerAndLabel(a, b);
      if (order !== 0) {
        if (!mayUnite) return undefined;
        const only = present(order < 0 ? a : b);
        heads.push(only);
        parts.push({ left: only.continuation, right: only.continuation });
      } else {
        const [one, other] = [present(a), present(b)];
        const message = mergeMessages(one.message, other.message, left.kind);
        if (message === undefined) return undefined;
        heads.push({ peer: one.peer, message });
        const action: LocalAction = { direction: left.kind === "select" ? "send" : "receive", peer: one.peer, message };
        parts.push({ action, left: one.continuation, right: other.continuation });
      }
      if (order <= 0) i++;
      if (order >= 0) j++;
    }
    const build = (results: readonly LocalType[]): LocalType =>
      types.choice(
        left.kind,
        heads.map(({ peer, message }, index) => ({ peer, message, continuation: present(results[index]) })),
      );
    return { left, right, parts, results: [], build };
  }
}

function pathOf(frames: readonly Frame[]): readonly LocalAction[] {
  return frames.flatMap((frame) => {
    const action = frame.parts[frame.results.length]?.action;
    return action === undefined ? [] : [action];
  });
}

/** The peer of all branches; undefined where they differ. */
function onePeer({ branches }: Choice): string | undefined {
  const peer = branches[0]?.peer;
  return branches.every((branch) => branch.peer === peer) ? peer : undefined;
}

/** The message that stands for both; undefined where they are different messages under one label. */
function mergeMessages(left: Message, right: Message, kind: Choice["kind"]): Message | undefined {
  if (left === right) return left;
  if (messageKey(left) !== messageKey(right)) return undefined;
  return {
    label: left.label,
    payload: left.payload.map((item, index) => ({ ...item, sort: mergeSorts(item.sort, present(right.payload[index]).sort, kind) })),
  };
}

function mergeSorts(left: Sort, right: Sort, kind: Choice["kind"]): Sort {
  if (left.kind === "session" || right.kind === "session") return left;
  const [a, b] = [left.type, right.type];
  const predicates = [a, b].flatMap((type) => (type.kind === "refined" ? [type.predicate] : []));
  const base = a.kind === "refined" ? a.base : a;
  const [first, second] = predicates;
  if (first === undefined) return left;
  if (second === undefined) return kind === "branch" ? { kind: "value", type: base } : a.kind === "refined" ? left : right;
  if (expressionKey(first) === expressionKey(second)) return left;
  if (kind === "branch") return { kind: "value", type: base };
  return {
    kind: "value",
    type: { kind: "refined", base, predicate: { kind: "binary", operator: "and", left: first, right: second, span: nowhere }, span: nowhere },
  };
}
