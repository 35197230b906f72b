/** From a global automaton of a Sprout file to the same with numbered states. */
import type { Name, SymbolicAutomaton, SymbolicTransition } from "../../../calculus/syntax/index.ts";
import type { SproutAutomaton } from "./automaton.ts";

/** The states that are reached, in the order in which they are; the first is the initial one. Linear. */
export function symbolicAutomaton(
  { initial, registers, transitions }: SproutAutomaton,
  reached: ReadonlyMap<string, Name>,
  finals: ReadonlySet<string>,
): SymbolicAutomaton {
  const numbers = new Map([...reached.keys()].map((state, index) => [state, index]));
  const leaving = [...reached].map((): SymbolicTransition[] => []);
  for (const { source, from: sender, to: receiver, condition, target, span } of transitions) {
    const [here, there] = [numbers.get(source.text), numbers.get(target.text)];
    if (here !== undefined && there !== undefined) leaving[here]?.push({ sender, receiver, condition, target: there, span });
  }
  return {
    registers: registers?.names ?? [],
    initial: 0,
    start: registers?.start ?? { kind: "constant", value: true },
    startSpan: registers?.span ?? initial.span,
    states: [...reached.values()].map((name, index) => ({ name, isFinal: finals.has(name.text), transitions: leaving[index] ?? [] })),
  };
}
