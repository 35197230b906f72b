/** From endpoints to their protocol, or to the run that shows why no protocol has them (docs/synthesis.md). */
import { printEvent, printLocalAction, type GlobalAutomaton, type GlobalEdge, type IndistinguishableRuns } from "../../calculus/protocols/index.ts";
import type { LocalAutomaton, SplitEvent } from "../../calculus/protocols/index.ts";
import { messageKey } from "../../calculus/protocols/index.ts";
import { describeTrace } from "../automata/describe.ts";
import type { Conflict } from "./conflict.ts";
import { earlyEndpoints } from "./early-endpoints.ts";
import { exactEndpoints } from "./endpoint.ts";
import { conflictAfter, findConflict } from "./find-conflict.ts";
import { isProtocolOf, mayStandFor, type Ownership } from "./is-protocol-of.ts";
import { locatedRun } from "./locate-run.ts";
import { quotient } from "./quotient.ts";
import { replayConflict } from "./replay-conflict.ts";
import { synchronousProduct } from "./synchronous-product.ts";

export type Synthesis = { readonly configurations: number } & (
  | {
      readonly kind: "protocol";
      readonly automaton: GlobalAutomaton;
      /** What the endpoints have beside what the protocol says, a sentence each. */
      readonly notes: readonly string[];
    }
  /** No protocol has these endpoints: they come into a situation in which those of a protocol never are. */
  | { readonly kind: "none"; readonly conflict: Conflict }
  | { readonly kind: "unknown"; readonly reason: string }
  /** Evidence does not replay: a mistake of ours. */
  | { readonly kind: "contradiction"; readonly conflict: Conflict; readonly reason: string }
);

export interface SynthesisLimits {
  readonly maxConfigurations: number;
  /** How many messages a role may be ahead of the protocol. */
  readonly ahead?: number;
}

const usualAhead = 8;

/** How many configurations are searched for a conflict unless fewer are allowed altogether. */
const conflictConfigurations = 200_000;

/** Looks for the protocol of endpoints, one for each role. */
export function synthesise(automata: readonly LocalAutomaton[], { maxConfigurations, ahead = usualAhead }: SynthesisLimits): Synthesis {
  const roles = automata.map(({ role }) => role);
  let product = synchronousProduct(roles, exactEndpoints(automata), "carry-on", maxConfigurations);
  let { configurations } = product;
  let candidate = product.kind === "complete" ? quotient(product.automaton) : undefined;
  let owned = candidate === undefined ? undefined : isProtocolOf(candidate, automata);
  if (owned?.kind !== "theirs") {
    // One conversation that never ends may have left others out.
    product = synchronousProduct(roles, exactEndpoints(automata), "take-turns", maxConfigurations);
    configurations += product.configurations;
    candidate = product.kind === "complete" ? quotient(product.automaton) : undefined;
    owned = candidate === undefined ? undefined : isProtocolOf(candidate, automata);
  }
  if (candidate !== undefined && owned?.kind === "theirs") return { kind: "protocol", automaton: candidate, notes: notesOf(owned), configurations };
  const found = conflictOf(automata, owned, Math.min(maxConfigurations, conflictConfigurations));
  const visited = configurations + found.configurations;
  if (found.conflict !== undefined) {
    const wrong = replayConflict(automata, found.conflict);
    if (wrong !== undefined) return { kind: "contradiction", conflict: found.conflict, reason: wrong, configurations: visited };
    return { kind: "none", conflict: { ...found.conflict, run: locatedRun(automata, found.conflict.run) }, configurations: visited };
  }
  if (product.kind === "capped") return { kind: "unknown", reason: `there are more than ${String(maxConfigurations)} configurations`, configurations: visited };
  const reordered = synchronousProduct(roles, earlyEndpoints(automata, ahead), "take-turns", maxConfigurations);
  if (reordered.kind === "complete") {
    const later = quotient(reordered.automaton);
    const stands = mayStandFor(later, automata);
    if (stands.kind === "theirs") return { kind: "protocol", automaton: later, notes: notesOf(stands), configurations: visited + reordered.configurations };
  }
  const why = product.kind === "stuck" ? whyStuck(automata, product.run, product.positions) : whyNot(owned);
  return { kind: "unknown", reason: why, configurations: visited };
}

function conflictOf(
  automata: readonly LocalAutomaton[],
  owned: Ownership | undefined,
  maxConfigurations: number,
): { readonly conflict: Conflict | undefined; readonly configurations: number } {
  const found = findConflict(automata, maxConfigurations);
  if (found.conflict !== undefined || owned?.kind !== "incoherent") return found;
  // The runs of a candidate are runs of its endpoints, and those that break receive coherence or mix choices end in a conflict.
  for (const { second } of owned.runs) {
    const conflict = conflictAfter(automata, second);
    if (conflict !== undefined) return { conflict, configurations: found.configurations };
  }
  return found;
}

function notesOf({ idle, open, early }: Extract<Ownership, { kind: "theirs" }>): readonly string[] {
  return [
    ...(early.length === 0 ? [] : [`sends earlier than the protocol says, as an asynchronous subtype: ${early.join(", ")}`]),
    ...(idle.length === 0 ? [] : [`receives that never happen: ${idle.join(", ")}`]),
    ...(open.length === 0 ? [] : [`cannot know when they are finished: ${open.join(", ")}`]),
  ];
}

function whyStuck(automata: readonly LocalAutomaton[], run: readonly GlobalEdge[], states: readonly number[]): string {
  const waiting = automata.flatMap(({ role, states: own }, index) => {
    const sends = (own[states[index] ?? 0]?.edges ?? []).filter(({ action }) => action.direction === "send");
    return sends.map(({ action }) => `${role} may send ${messageKey(action.message)} to ${action.peer}`);
  });
  return `no protocol has exactly these endpoints: after ${traceOf(run)}, ${waiting.join(" and ")}, but nobody's messages are all awaited`;
}

function traceOf(run: readonly GlobalEdge[]): string {
  return describeTrace(
    run.flatMap(({ sender, receiver, message }): readonly SplitEvent[] => {
      const event = { sender, receiver, message: messageKey(message) };
      return [
        { ...event, kind: "send" },
        { ...event, kind: "receive" },
      ];
    }),
  );
}

function whyNot(owned: Ownership | undefined): string {
  switch (owned?.kind) {
    case "incoherent":
      return `no protocol has exactly these endpoints: ${owned.runs.map(describeStep).join("; ")}`;
    case "differs": {
      const after = owned.path.length === 0 ? "at its beginning" : `after ${owned.path.map(printLocalAction).join(", ")}`;
      return `no protocol has exactly these endpoints: ${owned.role}, ${after}: ${owned.reason}`;
    }
    case "unknown":
      return owned.reason;
    case "theirs":
    case undefined:
      return "the candidate was not judged";
  }
}

function describeStep({ role, second, step }: IndistinguishableRuns): string {
  return `after ${describeTrace(second)}, ${role} may do ${printEvent(step)}, and in no order of whole messages does that ever fit`;
}
