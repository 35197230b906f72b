/** The claims about each role of a protocol with data, decided by questions to a solver, each once. */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import type { IndistinguishableRuns } from "../../calculus/protocols/index.ts";
import { Beyond } from "./eliminate.ts";
import type { Asking } from "./ask.ts";
import { faultOf, pairOf, sendsLater, tracesOf } from "./evidence.ts";
import { futures } from "./futures.ts";
import { productOf, productParts, type Claim, type Product, type ProductParts } from "./product.ts";
import { othersComeToAnEnd } from "./ranked.ts";
import { reached, type Technique } from "./reachability.ts";
import type { SlicedProtocol } from "./sliced.ts";

export type Decided =
  | { readonly kind: "holds"; readonly technique: Technique; readonly pairs: number }
  | { readonly kind: "violated"; readonly runs: IndistinguishableRuns; readonly pairs: number }
  | { readonly kind: "unknown"; readonly reason: string; readonly pairs: number }
  /** Evidence that does not replay: a mistake of ours. */
  | { readonly kind: "contradiction"; readonly reason: string; readonly pairs: number };

/** Decides claims about roles of one protocol, which is eligible. */
export interface Decider {
  readonly decide: (role: Role, claims: readonly Claim[]) => ReadonlyMap<Claim, Decided>;
}

/** Claims are first decided together: where all hold, that is one question for each role. */
export function deciderOf(protocol: SlicedProtocol, asking: Asking, parts: ProductParts = productParts): Decider {
  const known = new Map<string, Decided>();
  const futuresOf = futures(protocol);
  const keyOf = (role: Role, claim: Claim): string => JSON.stringify([role, claim]);
  const product = (role: Role, claims: readonly Claim[]): Product => productOf(protocol, role, new Set(claims), futuresOf, parts);

  function together(role: Role, claims: readonly Claim[]): void {
    const { system, beyond, pairs } = product(role, claims);
    if (beyond !== undefined) return;
    const answer = reached(system, asking, true);
    if (answer.kind !== "no") return;
    for (const claim of claims) known.set(keyOf(role, claim), { kind: "holds", technique: answer.technique, pairs });
  }

  function alone(role: Role, claim: Claim): Decided {
    const { system, beyond, isCoarse, pairs } = product(role, [claim]);
    if (isCoarse && beyond === undefined && isSentInTheEnd(role)) return { kind: "holds", technique: "Horn clauses", pairs };
    const answer = reached(system, asking);
    switch (answer.kind) {
      case "no":
        return beyond === undefined
          ? { kind: "holds", technique: answer.technique, pairs }
          : { kind: "unknown", reason: `what ${role} may still send needs ${beyond}`, pairs };
      case "unknown":
        return { kind: "unknown", reason: answer.reason, pairs };
      case "yes": {
        const pair = pairOf(protocol, role, answer.way);
        const later = claim === "send-coherent" ? sendsLater(protocol, pair, asking) : undefined;
        if (later === undefined || later.kind === "no") {
          const fault = faultOf(protocol, pair);
          return fault === undefined ? { kind: "violated", runs: tracesOf(pair), pairs } : { kind: "contradiction", reason: fault, pairs };
        }
        const sent = `${role} -> ${pair.step.transition.receiver} : ${String(pair.step.sent)}`;
        if (later.kind === "yes" && !isCoarse) return { kind: "contradiction", reason: `${sent} is possible after the second run, too`, pairs };
        const why = later.kind === "yes" ? "it is, after more messages between others than were looked at" : later.reason;
        return { kind: "unknown", reason: `whether ${sent} is still possible after a run that looks the same to ${role}: ${why}`, pairs };
      }
    }
  }

  /** Whether send coherence holds because the others come to an end, whatever they do, and never before the role can send. Sufficient, not necessary. */
  function isSentInTheEnd(role: Role): boolean {
    if (!othersComeToAnEnd(protocol, role, asking)) return false;
    try {
      const { system } = productOf(protocol, role, new Set<Claim>(["send-coherent"]), futuresOf, parts, true);
      return reached(system, asking, true).kind === "no";
    } catch (problem) {
      if (!(problem instanceof Beyond)) throw problem;
      return false;
    }
  }

  return {
    decide: (role, claims) => {
      const open = claims.filter((claim) => !known.has(keyOf(role, claim)));
      if (open.length > 1) together(role, open);
      for (const claim of open) if (!known.has(keyOf(role, claim))) known.set(keyOf(role, claim), alone(role, claim));
      return new Map(claims.map((claim) => [claim, present(known.get(keyOf(role, claim)))]));
    },
  };
}
