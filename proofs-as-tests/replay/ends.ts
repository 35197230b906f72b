/** Ends of networks and of the machine that replays, observed alike: the former are what the latter's ends without faults must be. */
import type { Model } from "../../calculus/core/index.ts";
import { isFinalNetwork } from "../../calculus/semantics/index.ts";
import type { Chooser, NetworkConfiguration, NetworkSystem } from "../../calculus/semantics/index.ts";
import { printValue } from "../../calculus/values/index.ts";
import type { Environment } from "../../calculus/values/index.ts";
import { endOf, exploreReplay } from "../../checker/resilience/index.ts";
import type { ReplaySystem } from "../../interpreter/recovery/index.ts";

/** What is looked at: durable fields alone, or also what everybody ends with. */
type Extent = "durable" | "everything";

/** The ends of a network by the rules of networks, each a sorted list of places with their values; undefined if there are more than `mostStates` configurations. */
export function endsOfNetwork(model: Model, network: NetworkSystem, chooser: Chooser, extent: Extent, mostStates: number): ReadonlySet<string> | undefined {
  const open = [...network.initial(chooser)];
  const seen = new Set(open.map(network.key));
  const ends = new Set<string>();
  for (let N = open.pop(); N !== undefined; N = open.pop()) {
    if (isFinalNetwork(N)) ends.add(observed(model, N, extent));
    for (const { target } of network.steps(N, chooser)) {
      const key = network.key(target);
      if (seen.has(key)) continue;
      if (seen.size >= mostStates) return undefined;
      seen.add(key);
      open.push(target);
    }
  }
  return ends;
}

function observed(model: Model, { world }: NetworkConfiguration, extent: Extent): string {
  const places = [...world.store].flatMap(([role, { fields, frames }]) => {
    const durable = new Set((model.roles.get(role) ?? []).filter((field) => field.durable).map(({ name }) => name));
    const all = [...fields, ...(frames[0] ?? [])];
    return placesOf(role, extent === "everything" ? all : all.filter(([name]) => durable.has(name)));
  });
  return places.sort().join("; ");
}

function placesOf(role: string, environment: Environment): string[] {
  return environment.filter(([name]) => !name.includes(".")).map(([name, value]) => `${role}.${name} = ${printValue(value)}`);
}

/** The ends of a machine for one session that has no faults; undefined if there are more than `mostStates` configurations, or if somebody is stuck. */
export function endsOfMachine(system: ReplaySystem, chooser: Chooser, extent: Extent, mostStates: number): ReadonlySet<string> | undefined {
  const ends = new Set<string>();
  for (const initial of system.initial(chooser)) {
    const { configurations, quiescent, limit } = exploreReplay(system, initial, chooser, { maxStates: mostStates });
    if (limit !== undefined) return undefined;
    for (const number of quiescent) {
      const configuration = configurations[number];
      const end = configuration === undefined ? undefined : endOf(system, configuration);
      if (configuration === undefined || end === undefined || "stuck" in end) return undefined;
      const durable = [...configuration.durable].flatMap(([role, fields]) => placesOf(role, fields));
      const rest = end.outcome.observations.filter(({ place }) => !place.includes(" ")).map(({ place, value }) => `${place} = ${value}`);
      ends.add((extent === "durable" ? durable : rest).sort().join("; "));
    }
  }
  return ends;
}
