/** The contexts of a program as automata (docs/language.md, contexts), with everything that only the flow of their members can show to be wrong. */
import type { Context, Definitions, LocalAutomaton } from "../../core/index.ts";
import { error } from "../../diagnostics/index.ts";
import type { Diagnostic, Limits, Span } from "../../diagnostics/index.ts";
import type { ContextMember, Declaration } from "../../syntax/index.ts";
import { messages } from "../protocols/sorts.ts";
import { automatonOfFlow } from "./automaton-of-flow.ts";
import type { Ambiguity, Budget } from "./automaton-of-flow.ts";
import { localFlow } from "./local-flow.ts";
import { silentLoops } from "./silent-loops.ts";
import type { Jump } from "./silent-loops.ts";
import { unreachableIn } from "./unreachable.ts";
import type { Unreachable } from "./unreachable.ts";

export type ContextDeclaration = Extract<Declaration, { kind: "context" }>;

export interface ElaboratedContexts {
  /** Those without problems. */
  readonly contexts: ReadonlyMap<string, Context>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Elaborates contexts, whose names and jumps must have been checked. Linear in their text and their automata, which the limits bound. */
export function contextsOf(declarations: Iterable<ContextDeclaration>, definitions: Definitions, limits: Limits): ElaboratedContexts {
  const messageOf = messages(definitions);
  const budget: Budget = { steps: limits.contextSize };
  const contexts = new Map<string, Context>();
  const diagnostics: Diagnostic[] = [];
  const report = (found: readonly Diagnostic[]): void => {
    for (const each of found) diagnostics.push(each);
  };

  /** Undefined where something is wrong with the member, which is reported. */
  function automatonOf({ role, body }: ContextMember): LocalAutomaton | undefined {
    const flow = localFlow(body);
    const unreachable = unreachableIn(body, flow);
    const jumps = silentLoops(flow);
    report(unreachable.map(nothingComesHere));
    report(jumps.map(comesBack));
    if (jumps.length > 0) return undefined;
    const endpoint = automatonOfFlow(role.text, flow, messageOf, budget);
    if (endpoint === undefined) {
      report([
        error("context-too-large", role.span, `the automata of the contexts become too large with that of ${role.text}`, {
          notes: [`the limit is ${String(limits.contextSize)} steps from the states of one program to what can be done there`],
        }),
      ]);
      return undefined;
    }
    report(endpoint.ambiguities.map(ambiguous));
    return unreachable.length > 0 || endpoint.ambiguities.length > 0 ? undefined : endpoint.automaton;
  }

  for (const { name, members, span } of declarations) {
    const automata: LocalAutomaton[] = [];
    for (const member of members) {
      const automaton = automatonOf(member);
      if (automaton !== undefined) automata.push(automaton);
      if (budget.steps <= 0) return { contexts, diagnostics };
    }
    if (automata.length === members.length) contexts.set(name.text, { name: name.text, automata, span });
  }
  return { contexts, diagnostics };
}

function nothingComesHere({ first, last, before }: Unreachable): Diagnostic {
  const span: Span = { ...first.span, end: last.span.end };
  return error("unreachable-statement", span, "nothing can come here", {
    labels: before === undefined ? [] : [{ span: before.span, message: "every path through this jumps to a loop" }],
    fix: { title: "delete it", edits: [{ span, replacement: "" }] },
  });
}

function comesBack({ variable, span }: Jump): Diagnostic {
  return error("unguarded-recursion", span, `this comes back to \`${variable.text}\` without a message`, {
    notes: ["on every way around a loop the role sends or receives something"],
  });
}

function ambiguous({ first, second }: Ambiguity): Diagnostic {
  const sign = first.kind === "send" ? "!" : "?";
  return error("nondeterministic-automaton", second.span, `\`${second.peer.text}${sign}${second.label.text}\` leads from one state to two`, {
    labels: [{ span: first.span, message: "the same action, which leads elsewhere" }],
    notes: ["write what the branches have in common once, before the choice, or give the messages different labels"],
  });
}
