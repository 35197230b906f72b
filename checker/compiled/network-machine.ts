/** The machine of a network as engines are given it: a transition system with what it is made of. */
import type { Model } from "../../calculus/core/index.ts";
import { machineOfNetwork } from "../../calculus/machine/index.ts";
import type { BuildOptions, BuildResult } from "../../calculus/machine/index.ts";
import type { NetworkConfiguration, NetworkSystem, TransitionSystem } from "../../calculus/semantics/index.ts";

/** A network, with its parts where its rules are those of the calculus. */
export type CompilableNetwork = TransitionSystem<NetworkConfiguration> & Pick<NetworkSystem, "parts">;

/** The machine, or a clause that says why there is none. `tellsPositions`: states that differ in statement labels only are told apart. */
export function networkMachine(
  model: Model,
  { parts, architecture, faults }: CompilableNetwork,
  tellsPositions: boolean,
  more: Pick<BuildOptions, "claimsTypes"> = {},
): BuildResult {
  if (parts === undefined) return { ok: false, reason: "its rules are not those of the calculus" };
  const options = { ...more, tellsPositions, ...(architecture === undefined ? {} : { network: architecture }), ...(faults === undefined ? {} : { faults }) };
  return machineOfNetwork(model, { name: "network", ...parts }, options);
}
