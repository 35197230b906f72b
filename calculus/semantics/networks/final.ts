/** When a network is finished (docs/semantics.md §3, faults). */
import { exposeHead } from "../../core/index.ts";
import type { NetworkConfiguration } from "../transition-system.ts";
import { actorOf } from "./session-ends.ts";

/**
 * Everybody has finished and every message is received, but for roles that crashed for good, which nobody waits for any more and whose messages are lost with
 * them; nobody stopped for another reason. Linear in roles and queues.
 */
export function isFinalNetwork(configuration: NetworkConfiguration): boolean {
  const { processes, channels, world } = configuration;
  const isCrashed = (role: string): boolean => world.stopped.get(role) === "crashed";
  for (const reason of world.stopped.values()) if (reason !== "crashed") return false;
  for (const { to } of channels.values()) if (world.stopped.size === 0 || !isCrashed(actorOf(configuration, to) ?? to)) return false;
  return [...processes].every(([role, behaviour]) => isCrashed(role) || exposeHead(behaviour).kind === "end");
}
