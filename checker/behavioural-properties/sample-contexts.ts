/** Contexts as short texts, for tests: the states of each role, numbered from 0, each a list of steps `q!a 1` (send a to q, go to state 1) and `q?a 1`. */
import type { LocalAutomaton } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { CommunicatingSystem } from "../automata/communicating-system.ts";

/** A state without steps is final; `end` among the steps makes a state final too. */
export function machine(role: string, ...states: readonly (readonly string[])[]): LocalAutomaton {
  return {
    role,
    initial: 0,
    states: states.map((steps) => ({
      isFinal: steps.length === 0 || steps.includes("end"),
      edges: steps.filter((step) => step !== "end").map(edge),
    })),
  };
}

function edge(text: string): LocalAutomaton["states"][number]["edges"][number] {
  const [, peer = "", sign = "", label = "", target = ""] = /^(\w+)([!?])(\w+) (\d+)$/.exec(text) ?? [];
  return { action: { direction: sign === "!" ? "send" : "receive", peer, message: { label, payload: [] } }, target: Number(target) };
}

/** The machines as a written context. */
export function system(name: string, ...automata: readonly LocalAutomaton[]): CommunicatingSystem {
  return { kind: "context", name, span: nowhere, automata, assumptions: [], exact: true };
}
