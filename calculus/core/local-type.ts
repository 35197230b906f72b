/**
 * Local types: what one role does in a protocol.
 *
 *   T ::= end | t | μt.T | ⊕{qᵢ!ℓᵢ⟨S⃗ᵢ⟩.Tᵢ} | &{pᵢ?ℓᵢ⟨S⃗ᵢ⟩.Tᵢ}
 *
 * In the classic fragment all branches of & name one peer; the subset construction also gives receives from several.
 */
import type { Role } from "./choreography.ts";
import type { Message } from "./message.ts";

export type LocalType =
  | { readonly kind: "end" }
  | { readonly kind: "variable"; readonly name: string } //                                                  t
  | { readonly kind: "recursion"; readonly variable: string; readonly body: LocalType } //                   μt.T
  | { readonly kind: "select" | "branch"; readonly branches: readonly LocalBranch[] }; //                    ⊕{…} · &{…}     sorted by peer, then label

export interface LocalBranch {
  readonly peer: Role;
  readonly message: Message;
  readonly continuation: LocalType;
}

export const localEnd: LocalType = { kind: "end" };
