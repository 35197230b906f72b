/**
 * Global types: what a protocol means once sub-protocols are expanded and parallel blocks of disjoint roles are put in sequence.
 *
 *   G ::= end | t | μt.G | p → {qᵢ : ℓᵢ⟨S⃗ᵢ⟩ . Gᵢ}     (i ∈ I ≠ ∅)
 *
 * One sender per choice, receivers may differ (generalised, sender-driven choice): Majumdar, Mukund, Stutz and Zufferey, CONCUR 2021.
 * Subterms are shared, so a type is a directed acyclic graph of objects; folds must visit each object once (`foldGlobalType`).
 */
import type { Role } from "./choreography.ts";
import type { Span } from "../diagnostics/index.ts";
import type { Message } from "./message.ts";
import type { RefinedProtocol } from "./refined-protocol.ts";

export type GlobalType =
  | { readonly kind: "end" }
  | { readonly kind: "variable"; readonly name: string } //                                                                   t
  | { readonly kind: "recursion"; readonly variable: string; readonly body: GlobalType } //                                   μt.G      variables are distinct within one type
  | { readonly kind: "choice"; readonly sender: Role; readonly branches: readonly GlobalBranch[]; readonly span: Span }; //   p → {qᵢ:ℓᵢ⟨S⃗ᵢ⟩.Gᵢ}

export interface GlobalBranch {
  readonly receiver: Role;
  readonly message: Message;
  readonly continuation: GlobalType;
  readonly span: Span;
}

/** A protocol as the checks read it. */
export interface Protocol {
  readonly name: string;
  /** In the order of the declaration. */
  readonly roles: readonly Role[];
  readonly type: GlobalType;
  /** For roles that act in a block of a `par`: the type without the other blocks, which are disjoint from theirs. `viewOf` reads it. */
  readonly views?: ReadonlyMap<Role, GlobalType>;
  /** Where it says something of data: the same with what it says. */
  readonly refined?: RefinedProtocol;
  readonly span: Span;
}

/**
 * What is projected to a role: the type, without the blocks of a `par` beside the one that the role acts in. (G₁ | G₂)↾r = G₁↾r for r ∉ G₂
 * (Honda, Yoshida and Carbone, POPL 2008, §4.2).
 */
export function viewOf({ type, views }: Protocol, role: Role): GlobalType {
  return views?.get(role) ?? type;
}

export const globalEnd: GlobalType = { kind: "end" };
