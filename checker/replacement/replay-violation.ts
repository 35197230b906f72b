/** Checks the evidence against a replacement from the definitions: the run is one of the network, and the protocol says what it is said to say. */
import type { GlobalAutomaton, LocalAutomaton, RelativeViolation, SplitEvent } from "../../calculus/protocols/index.ts";
import { membership, printEvent } from "../../calculus/protocols/index.ts";
import { walkNetworkRun } from "../automata/index.ts";

/** Undefined: the violation is shown. Otherwise what is wrong with the evidence. `automata` are those of the protocol, with the endpoint in its place. */
export function replayViolation(
  protocol: GlobalAutomaton,
  automata: readonly LocalAutomaton[],
  endpoint: LocalAutomaton,
  { kind, run, wanted }: RelativeViolation,
): string | undefined {
  const walk = walkNetworkRun(automata, run, "fifo");
  if (!walk.ok) return walk.reason;
  const isRun = (trace: readonly SplitEvent[]): boolean => ["prefix", "complete"].includes(membership(protocol, trace));
  const state = endpoint.states[walk.end.states.get(endpoint.role) ?? 0];
  const canMove = (state?.edges ?? []).some(({ action }) => action.direction === "send");
  switch (kind) {
    case "sends-otherwise":
    case "takes-early":
      if (!isRun(run.slice(0, -1))) return "what comes before the last step is no run of the protocol";
      return membership(protocol, run) === "neither" ? undefined : "the protocol allows the last step";
    case "refuses":
      if (wanted === undefined || !isRun([...run, wanted])) return "the protocol does not have the role receive the message";
      return walkNetworkRun(automata, [...run, wanted], "fifo").ok ? `${endpoint.role} does ${printEvent(wanted)}` : undefined;
    case "silent":
      if (wanted === undefined || !isRun([...run, wanted])) return "the protocol does not wait for the role";
      return canMove ? `${endpoint.role} may send` : undefined;
    case "unfinished":
      if (membership(protocol, run) !== "complete") return "the protocol is not over";
      return state === undefined || state.isFinal || state.edges.length === 0 ? `${endpoint.role} is finished` : undefined;
  }
}
