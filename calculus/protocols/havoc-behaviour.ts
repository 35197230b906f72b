/** A local type as a process that does anything that the type allows: it chooses every send, and sends any values of the payload's types. */
import { present } from "../present.ts";
import type { Behaviour, LocalType, Message, Site } from "../core/index.ts";
import { prefix, receiving, stop } from "../core/index.ts";
import { nowhere } from "../diagnostics/index.ts";
import type { LocalAutomaton } from "./automata.ts";
import { foldLocalType } from "./fold.ts";
import { graphOfAutomaton, localTypeOfGraph } from "./type-graph.ts";

/** Why a local type is no process: it delegates ends that it does not have, or is too large. */
export type HavocBehaviour = { readonly ok: true; readonly behaviour: Behaviour } | { readonly ok: false; readonly reason: string };

const site: Site = { span: nowhere };

/** The process of a local type. Linear in the type. */
export function havocBehaviour(automaton: LocalAutomaton): HavocBehaviour {
  for (const { edges } of automaton.states) {
    if (edges.some(({ action }) => action.message.payload.some(({ sort }) => sort.kind === "session"))) return refused(automaton, "delegates an end");
  }
  const type = localTypeOfGraph(graphOfAutomaton(automaton));
  if (type === undefined) return refused(automaton, "has a local type that is too large, or that may end and go on");
  return { ok: true, behaviour: foldLocalType<Behaviour>(type, behaviourOf) };
}

function refused({ role }: LocalAutomaton, why: string): HavocBehaviour {
  return { ok: false, reason: `${role} ${why}, so its projection is no process of the language` };
}

function behaviourOf(type: LocalType, parts: readonly Behaviour[]): Behaviour {
  switch (type.kind) {
    case "end":
      return stop;
    case "variable":
      return prefix({ kind: "continue", loop: type.name, site }, stop);
    case "recursion":
      return prefix({ kind: "loop", name: type.variable, body: present(parts[0]), site }, stop);
    case "select": {
      const branches = type.branches.map(({ peer, message }, index) => sending(peer, message, present(parts[index])));
      const [only] = branches;
      return only !== undefined && branches.length === 1 ? only : prefix({ kind: "choose", branches, site }, stop);
    }
    case "branch": {
      const from = present(type.branches[0]).peer;
      return receiving(
        from,
        type.branches.map(({ peer, message }, index) => ({ from: peer, label: message.label, variables: variablesOf(message), body: present(parts[index]) })),
        site,
      );
    }
  }
}

/** Variables that no text can name; one for each position, so that what was received is soon overwritten. */
function variablesOf({ payload }: Message): readonly string[] {
  return payload.map((_, index) => `#${String(index)}`);
}

function sending(to: string, message: Message, rest: Behaviour): Behaviour {
  const variables = variablesOf(message);
  const expressions = variables.map((text) => ({ kind: "name" as const, name: { text, span: nowhere }, span: nowhere }));
  const sent = prefix({ kind: "send", to, label: message.label, expressions, site }, rest);
  return message.payload.reduceRight<Behaviour>(
    (behaviour, { sort }, index) =>
      sort.kind === "value"
        ? prefix({ kind: "havoc", variable: present(variables[index]), domain: { kind: "type", type: sort.type }, site }, behaviour)
        : behaviour,
    sent,
  );
}
