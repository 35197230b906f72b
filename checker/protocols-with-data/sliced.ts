/**
 * A protocol with data without what does not matter: in each state only the registers that some continuation still reads. Leaving the others out changes neither
 * which messages are possible nor what follows them, and without them the protocol may be deterministic, or have one initial state, where it had not.
 */
import { present } from "../../calculus/present.ts";
import type { Role, SymbolicProtocol } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { DataCondition, DataTerm } from "../../calculus/syntax/index.ts";
import { conjunctsOf, registersIn, registersOf, termsOf } from "./conditions.ts";

export interface SlicedTransition {
  /** Among all transitions of the protocol. */
  readonly number: number;
  readonly source: number;
  readonly sender: Role;
  readonly receiver: Role;
  readonly conjuncts: readonly DataCondition[];
  /** Registers of whose value afterwards the conjuncts speak although nothing later reads it: some value has to do. */
  readonly passing: readonly string[];
  readonly target: number;
  readonly span: Span;
}

export interface SlicedState {
  readonly name: string;
  readonly isFinal: boolean;
  /** Those that matter, in the order of the text. */
  readonly registers: readonly string[];
  readonly transitions: readonly SlicedTransition[];
}

export interface SlicedProtocol {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly initial: number;
  readonly start: readonly DataCondition[];
  readonly startSpan: Span;
  readonly states: readonly SlicedState[];
  readonly transitions: readonly SlicedTransition[];
  /** Some register that matters keeps its value because a transition does not speak of it. */
  readonly keeps: boolean;
  readonly span: Span;
}

/** The protocol without registers that nothing reads. Polynomial: one round for each register of each state at worst. `whole`: every transition says all that it said. */
export function sliced({ name, roles, automaton, span }: SymbolicProtocol, whole: "reduced" | "whole" = "reduced"): SlicedProtocol {
  const { registers, states } = automaton;
  const framed = states.map(({ transitions }) =>
    transitions.map(({ condition }) => {
      const conjuncts = conjunctsOf(condition);
      const spoken = registersOf(condition, "after");
      const kept = registers.filter((register) => !spoken.has(register));
      return { conjuncts, kept };
    }),
  );
  const matters = states.map(() => new Set<string>());
  const needed = (state: number, index: number): readonly DataCondition[] => {
    const { conjuncts, kept } = present(framed[state]?.[index]);
    const later = present(matters[present(states[state]?.transitions[index]).target]);
    return [...(whole === "whole" ? conjuncts : needing(conjuncts, later)), ...kept.filter((register) => later.has(register)).map(keeping)];
  };
  for (let changed = true; changed;) {
    changed = false;
    states.forEach(({ transitions }, state) => {
      const here = present(matters[state]);
      const size = here.size;
      transitions.forEach((_, index) => {
        for (const conjunct of needed(state, index)) for (const register of registersOf(conjunct, "before")) here.add(register);
      });
      changed ||= here.size > size;
    });
  }
  let number = 0;
  let keeps = false;
  const slicedStates = states.map(({ name: { text }, isFinal, transitions }, source): SlicedState => ({
    name: text,
    isFinal,
    registers: registers.filter((register) => matters[source]?.has(register) === true),
    transitions: transitions.map(({ sender, receiver, target, span: place }, index): SlicedTransition => {
      const conjuncts = needed(source, index);
      const later = present(matters[target]);
      const after = new Set(conjuncts.flatMap((conjunct) => [...registersOf(conjunct, "after")]));
      keeps ||= present(framed[source]?.[index]).kept.some((register) => later.has(register));
      return {
        ...{ number: number++, source, sender: sender.text, receiver: receiver.text, conjuncts, target, span: place },
        passing: [...after].filter((register) => !later.has(register)),
      };
    }),
  }));
  return {
    ...{ name, roles, initial: automaton.initial, start: conjunctsOf(automaton.start), startSpan: automaton.startSpan, states: slicedStates, keeps, span },
    transitions: slicedStates.flatMap(({ transitions }) => transitions),
  };
}

function keeping(register: string): DataCondition {
  return { kind: "comparison", operator: "=", left: { kind: "after", register }, right: { kind: "before", register } };
}

/** The conjuncts without `r' = e` for registers that nothing reads later: there is always such a value. */
function needing(conjuncts: readonly DataCondition[], later: ReadonlySet<string>): readonly DataCondition[] {
  return conjuncts.filter((conjunct, index) => {
    const register = assigned(conjunct);
    if (register === undefined || later.has(register)) return true;
    return conjuncts.some((other, place) => place !== index && registersOf(other, "after").has(register));
  });
}

/** The register that the conjunct, `r' = e`, gives a value, which e does not speak of; e always has one. */
export function assigned(conjunct: DataCondition): string | undefined {
  if (conjunct.kind !== "comparison" || conjunct.operator !== "=") return undefined;
  if (termsOf(conjunct).some(divides)) return undefined;
  for (const [one, other] of [
    [conjunct.left, conjunct.right],
    [conjunct.right, conjunct.left],
  ] as const) {
    if (one.kind === "after" && !registersIn(other, "after").includes(one.register)) return one.register;
  }
  return undefined;
}

function divides(term: DataTerm): boolean {
  if (term.kind !== "arithmetic") return false;
  return term.operator === "/" || term.operator === "%" || divides(term.left) || divides(term.right);
}
