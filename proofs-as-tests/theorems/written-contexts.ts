/** T29 for contexts: automata are written as contexts, printed, read and elaborated to themselves. */
import type { LocalAutomaton } from "../../calculus/core/index.ts";
import { defaultLimits, nowhere } from "../../calculus/diagnostics/index.ts";
import { contextDeclaration, contextsOf, definitionsOf } from "../../calculus/elaboration/index.ts";
import { present } from "../../calculus/present.ts";
import { printLocalAction } from "../../calculus/protocols/index.ts";
import { contextCases, type ContextCase } from "../generators/contexts.ts";
import { share } from "../tally.ts";
import { theorem, type Theorem } from "../theorem.ts";

export const contextsRoundTrip: Theorem = theorem<ContextCase>({
  id: "T29-contexts",
  name: "elaborate ∘ parse ∘ print ∘ write = id on automata",
  statement:
    "Deterministic communicating automata that are written as a context, printed, read and elaborated are the same automata, up to the numbers of their states.",
  reference: "docs/language.md, Contexts",
  forall: contextCases,
  given: ({ automata }) =>
    automata.every(({ states }) => states.every(({ edges }) => new Set(edges.map(({ action }) => printLocalAction(action))).size === edges.length)),
  then: ({ automata }, implementation, tally) => {
    const text = implementation.parts.print({ declarations: [contextDeclaration("C", automata)], span: nowhere });
    const { tree, errors } = implementation.parts.parse(text);
    if (errors.length > 0) return { kind: "refused", message: `${errors.join("\n")}\n${text}` };
    const declarations = tree.declarations.filter((declaration) => declaration.kind === "context");
    const { contexts, diagnostics } = contextsOf(declarations, definitionsOf([]), defaultLimits);
    if (diagnostics.length > 0) return { kind: "ill-formed", message: `${diagnostics.map(({ message }) => message).join("\n")}\n${text}` };
    const again = contexts.get("C")?.automata ?? [];
    tally.add("contexts");
    if (text.includes("continue")) tally.add("have a jump");
    if (text.includes("choice")) tally.add("have a choice");
    if (again.length !== automata.length) return { kind: "other-members", message: `${automata.length} automata became ${again.length}\n${text}` };
    for (const [index, automaton] of automata.entries()) {
      const trace = difference(automaton, present(again[index]));
      if (trace !== undefined) return { kind: "other-automaton", message: `${automaton.role} differs after ${trace.join(" ") || "nothing"}\n${text}` };
    }
    return undefined;
  },
  demands: [share("have a jump", "contexts", 20), share("have a choice", "contexts", 30)],
});

/** Actions after which two deterministic automata can do different things, if there are any. */
function difference(one: LocalAutomaton, other: LocalAutomaton): readonly string[] | undefined {
  const seen = new Set<string>();
  const pending: { readonly left: number; readonly right: number; readonly trace: readonly string[] }[] = [
    { left: one.initial, right: other.initial, trace: [] },
  ];
  for (let pair = pending.pop(); pair !== undefined; pair = pending.pop()) {
    const { left, right, trace } = pair;
    const key = `${left} ${right}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const [a, b] = [present(one.states[left]), present(other.states[right])];
    const targets = new Map(b.edges.map(({ action, target }) => [printLocalAction(action), target]));
    if (a.isFinal !== b.isFinal || a.edges.length !== b.edges.length) return trace;
    for (const { action, target } of a.edges) {
      const text = printLocalAction(action);
      const matching = targets.get(text);
      if (matching === undefined) return trace;
      pending.push({ left: target, right: matching, trace: [...trace, text] });
    }
  }
  return undefined;
}
