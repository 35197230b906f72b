/**
 * Inductive projection G↾r of global types, with plain or full merge (Scalas and Yoshida, POPL 2019, Definition 3.3; Yoshida and Hou, Less is More
 * Revisited, 2024), for generalised choice as in Majumdar, Mukund, Stutz and Zufferey, CONCUR 2021.
 */
import { present } from "../present.ts";
import { viewOf } from "../core/index.ts";
import type { GlobalType, LocalType, Protocol, Role } from "../core/index.ts";
import type { Span } from "../diagnostics/index.ts";
import { foldOrdered, orderGlobalType } from "./fold.ts";
import { LocalTypes, uniteNames, withoutName } from "./local-types.ts";
import type { NameSet } from "./local-types.ts";
import { typeMerger } from "./merge-local.ts";
import type { Difference, MergeKind, MergeTypes } from "./merge-local.ts";

type GlobalChoice = Extract<GlobalType, { kind: "choice" }>;

/** Why G↾r is undefined: r must go on alike behind two branches of a choice that it does not see, and does not. */
export interface ProjectionFailure {
  readonly role: Role;
  readonly choice: GlobalChoice;
  readonly span: Span;
  /** Positions of the two branches. */
  readonly branches: readonly [number, number];
  /** What r does in the earlier branches, merged, and in the later one. */
  readonly left: LocalType;
  readonly right: LocalType;
  readonly difference: Difference;
}

export type ProjectionResult = { readonly ok: true; readonly type: LocalType } | { readonly ok: false; readonly failure: ProjectionFailure };

/** G↾r for the roles of one type: what does not depend on the role is computed once. */
export type InductiveProjector = (role: Role, merge: MergeKind) => ProjectionResult;

/** What the projection of μt.G looks at besides G's projection. */
interface Context {
  readonly roles: NameSet;
  readonly freeVariables: NameSet;
}

const nothing: Context = { roles: new Set(), freeVariables: new Set() };

/** Ways in which a projection may be wrong, for theorems that must notice. */
export interface InductiveVariant {
  /** The side condition fv(μt.G) = ∅ of P-μ-END. */
  readonly closedness: boolean;
}

/** The inductive projections of a protocol: of its type, or of what a role in a block of a `par` sees of it. */
export function inductiveProjections(protocol: Protocol): InductiveProjector {
  const projectors = new Map<GlobalType, InductiveProjector>();
  return (role, merge) => {
    const view = viewOf(protocol, role);
    let projector = projectors.get(view);
    if (projector === undefined) projectors.set(view, (projector = inductiveProjector(view)));
    return projector(role, merge);
  };
}

/**
 * The inductive projection of G. Each subterm is projected once, so a projection is linear in the objects of G plus its merges, and sequences of any
 * length take no stack. `variant` is for theorems that test the side condition.
 */
export function inductiveProjector(type: GlobalType, variant: InductiveVariant = { closedness: true }): InductiveProjector {
  const order = orderGlobalType(type);
  const contexts: Context[] = [];
  foldOrdered<GlobalType, Context>(order, (part, parts) => {
    const context = contextOf(part, parts);
    contexts.push(context);
    return context;
  });
  const types = new LocalTypes();
  const mergers = { plain: typeMerger(types, "plain"), full: typeMerger(types, "full") };

  /**
   * ```
   *  r ∉ G     fv(μt.G) = ∅
   * ──────────────────────── P-μ-END
   *     (μt.G)↾r = end
   * ```
   * Without the condition on fv(μt.G) a role would stop where an outer loop goes on: unsound.
   */
  function ends(G: Context, r: Role): boolean {
    return !G.roles.has(r) && (G.freeVariables.size === 0 || !variant.closedness);
  }

  return (role, merge) =>
    foldOrdered<GlobalType, ProjectionResult>(order, (part, parts, position) => {
      if (part.kind === "end") return { ok: true, type: types.end };
      if (part.kind === "variable") return { ok: true, type: types.variable(part.name) };
      if (part.kind === "recursion" && ends(present(contexts[position]), role)) return { ok: true, type: types.end };
      const projected: LocalType[] = [];
      for (const result of parts) {
        if (!result.ok) return result;
        projected.push(result.type);
      }
      if (part.kind === "recursion") return { ok: true, type: projectRecursion(part.variable, present(projected[0]), types) };
      return projectChoice(part, projected, role, types, mergers[merge]);
    });
}

/** G↾r for one role. */
export function projectInductive(type: GlobalType, role: Role, merge: MergeKind): ProjectionResult {
  return inductiveProjector(type)(role, merge);
}

function contextOf(type: GlobalType, parts: readonly Context[]): Context {
  switch (type.kind) {
    case "end":
      return nothing;
    case "variable":
      return { roles: nothing.roles, freeVariables: new Set([type.name]) };
    case "recursion": {
      const { roles, freeVariables } = present(parts[0]);
      return { roles, freeVariables: withoutName(freeVariables, type.variable) };
    }
    case "choice": {
      let [roles, freeVariables] = [nothing.roles, nothing.freeVariables];
      for (const [index, { receiver }] of type.branches.entries()) {
        const after = present(parts[index]);
        roles = addNames(uniteNames(roles, after.roles), type.sender, receiver);
        freeVariables = uniteNames(freeVariables, after.freeVariables);
      }
      return { roles, freeVariables };
    }
  }
}

function addNames(names: NameSet, a: string, b: string): NameSet {
  return names.has(a) && names.has(b) ? names : new Set([...names, a, b]);
}

/**
 * ```
 *      G↾r = t                 G↾r = T     t ∈ fv(T)              G↾r = T     t ∉ fv(T)
 * ─────────────── P-μ-LOOP     ───────────────────── P-μ     ───────────────────── P-μ-NONE
 *  (μt.G)↾r = end               (μt.G)↾r = μt.T               (μt.G)↾r = T
 * ```
 */
function projectRecursion(t: string, T: LocalType, types: LocalTypes): LocalType {
  if (T.kind === "variable" && T.name === t) return types.end;
  return types.freeVariables(T).has(t) ? types.recursion(t, T) : T;
}

/**
 * ```
 * ──────────────────────────────────────────────── P-SEND
 *  (r → {qᵢ:ℓᵢ.Gᵢ})↾r = ⊕{qᵢ!ℓᵢ.(Gᵢ↾r)}
 *
 *  Tᵢ = &{p?ℓᵢ.(Gᵢ↾r)} where qᵢ = r, Gᵢ↾r elsewhere
 * ──────────────────────────────────────────────── P-RECEIVE, P-MERGE     p ≠ r
 *  (p → {qᵢ:ℓᵢ.Gᵢ})↾r = ⊔ᵢ Tᵢ
 * ```
 * Where r receives in all branches, their union needs no merge: the labels are distinct.
 */
function projectChoice(choice: GlobalChoice, G: readonly LocalType[], r: Role, types: LocalTypes, merge: MergeTypes): ProjectionResult {
  const p = choice.sender;
  const after = (index: number): LocalType => present(G[index]);
  if (p === r) {
    const branches = choice.branches.map(({ receiver, message }, index) => ({ peer: receiver, message, continuation: after(index) }));
    return { ok: true, type: types.choice("select", branches) };
  }
  if (choice.branches.every(({ receiver }) => receiver === r)) {
    const branches = choice.branches.map(({ message }, index) => ({ peer: p, message, continuation: after(index) }));
    return { ok: true, type: types.choice("branch", branches) };
  }
  const alternatives = choice.branches.map(({ receiver, message }, index) =>
    receiver === r ? types.choice("branch", [{ peer: p, message, continuation: after(index) }]) : after(index),
  );
  let left = present(alternatives[0]);
  for (const [index, right] of alternatives.entries()) {
    const merged = merge(left, right);
    if (!merged.ok) {
      // The earlier branches are merged together by now; the first that does not merge with this one on its own is the one to name.
      const culprit = alternatives.slice(0, index).findIndex((earlier) => !merge(earlier, right).ok);
      const branches = [Math.max(0, culprit), index] as const;
      return { ok: false, failure: { role: r, choice, span: choice.span, branches, left, right, difference: merged.difference } };
    }
    left = merged.type;
  }
  return { ok: true, type: left };
}
