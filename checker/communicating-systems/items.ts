/** What is judged of communicating systems bottom-up, by which engine, and under which network and fairness. */
import type { Fairness } from "../../calculus/syntax/index.ts";
import { isBehavioural } from "../../calculus/typing/index.ts";
import type { SubjectKind } from "../../calculus/typing/index.ts";
import type { CommunicatingSystem } from "../automata/index.ts";
import { behaviourItem } from "../behavioural-properties/index.ts";
import type { BehaviourAssumptions, BehaviourItem } from "../behavioural-properties/index.ts";
import { implementabilityItem } from "../implementability/index.ts";
import type { NetworkItem } from "../implementability/index.ts";
import { compatibilityItem } from "../multiparty-compatibility/index.ts";
import type { CompatibilityItem } from "../multiparty-compatibility/index.ts";
import { replacementItem } from "../replacement/index.ts";
import type { ReplacementItem } from "../replacement/index.ts";
import { synthesisItem } from "../synthesis/index.ts";
import type { SynthesisItem } from "../synthesis/index.ts";
import type { WrittenItem } from "../written-item.ts";

export type CommunicatingItem =
  | { readonly engine: "typing" }
  | { readonly engine: "network"; readonly item: NetworkItem }
  | { readonly engine: "compatibility"; readonly item: CompatibilityItem }
  | { readonly engine: "behaviour"; readonly item: BehaviourItem; readonly where: BehaviourAssumptions }
  | { readonly engine: "replacement"; readonly item: ReplacementItem }
  | { readonly engine: "synthesis"; readonly item: SynthesisItem };

/** The network and the fairness that somebody names. */
export interface Where {
  readonly network: string;
  readonly fairness?: Fairness;
}

/**
 * The item that is written, of a subject of this kind under this network and fairness. Undefined where it is none that is judged bottom-up: of protocols and
 * systems, faults of their networks with queues are judged elsewhere. A sentence where its arguments are not in order.
 */
export function communicatingItem(kind: CommunicatingSystem["kind"], written: WrittenItem, where: Where): CommunicatingItem | string | undefined {
  const isUsual = where.network === "fifo" && where.fairness === undefined;
  if (!isUsual && !isBehavioural(written.name, kind satisfies SubjectKind)) return undefined;
  if (kind === "context" && written.name === "well-typed") return written.arguments.length === 0 ? { engine: "typing" } : "`well-typed` takes no argument";
  const network = implementabilityItem(written.name, written.arguments);
  if (isUsual && network !== undefined) {
    if (typeof network === "string") return kind === "protocol" ? undefined : network;
    switch (network.kind) {
      case "deadlock-free":
      case "reception-safe":
      case "orphan-free":
        return kind === "context" ? { engine: "network", item: network } : undefined;
      case "bounded":
      case "states":
        return kind === "protocol" ? undefined : { engine: "network", item: network };
      default:
        return undefined;
    }
  }
  const compatibility = compatibilityItem(written);
  if (compatibility !== undefined) return typeof compatibility === "string" ? compatibility : { engine: "compatibility", item: compatibility };
  const behaviour = behaviourItem(written);
  if (behaviour !== undefined) return typeof behaviour === "string" ? behaviour : { engine: "behaviour", item: behaviour, where: assumptions(where) };
  const replacement = kind === "system" ? undefined : replacementItem(written);
  if (replacement !== undefined) return typeof replacement === "string" ? replacement : { engine: "replacement", item: replacement };
  const synthesis = synthesisItem(written);
  return synthesis === undefined ? undefined : { engine: "synthesis", item: synthesis };
}

function assumptions({ network, fairness }: Where): BehaviourAssumptions {
  return { network: network === "synchronous" ? "synchronous" : "fifo", ...(fairness === undefined ? {} : { fairness }) };
}
