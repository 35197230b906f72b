/**
 * The slip in a published transcription of live++: the clause for outputs quantifies over the steps of all sessions and then forbids those of one's own only. In a
 * context sessions are the groups of roles that have nothing to do with each other.
 */
import type { StepGraph } from "../../checker/behavioural-properties/index.ts";
import type { Mutant } from "./mutant.ts";

export const otherSessionsNeverDisturb: Mutant = {
  name: "other sessions never disturb",
  error: "In the clause for outputs of live++ only the steps of the same session have to lead to where the output is possible.",
  killedBy: "T19-definition",
  seed: 70,
  change: (parts) => ({
    ...parts,
    liveness: {
      ...parts.liveness,
      between: (graph, obligation) => {
        if (obligation.kind === "input") return parts.liveness.between(graph, obligation);
        const session = sessionsOf(graph);
        return Uint8Array.from(graph.actions, ({ channel }) => (session[channel] === session[obligation.channel] ? 1 : 0));
      },
    },
  }),
};

/** By channel: the number of its session. */
function sessionsOf({ steps: { network } }: StepGraph): readonly number[] {
  const of = network.roles.map((_, role) => role);
  for (const { sender, receiver } of network.channels) {
    const [from, to] = [of[sender], of[receiver]];
    for (const [role, session] of of.entries()) if (session === to) of[role] = from ?? role;
  }
  return network.channels.map(({ sender }) => of[sender] ?? sender);
}
