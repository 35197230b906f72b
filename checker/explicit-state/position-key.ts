/** Keys of networks by the statement labels that their processes still have ahead, for properties that read `A at 'name` (`labelTrail`). */
import { labelTrail } from "../../calculus/machine/index.ts";
import type { NetworkConfiguration } from "../../calculus/semantics/index.ts";

/** The labels ahead of every process of a network. */
export function positionKey({ processes }: NetworkConfiguration): string {
  return [...processes.values()].map(labelTrail).join(";");
}
