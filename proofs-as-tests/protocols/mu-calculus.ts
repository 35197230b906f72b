/** The modal μ-calculus on finite transition systems by naive iteration over sets of states (Kozen, TCS 27, 1983). Slow and plain on purpose. */

/** A state has labelled transitions; a label without target only says that something is pending. */
export interface Transition<Label> {
  readonly label: Label;
  readonly target: number | undefined;
}

export type TransitionSystem<Label> = readonly (readonly Transition<Label>[])[];

/** ⊤, ⊥ */
export interface Constant {
  readonly kind: "true" | "false";
}

/** φ ::= ⊤ | ⊥ | X | ⋀φ | ⋁φ | ⟨A⟩φ | [A]φ | μX.φ | νX.φ, where A is a set of labels. Without negation, so that fixed points exist. */
export type Formula<Label> =
  | Constant
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "and" | "or"; readonly parts: readonly Formula<Label>[] }
  | { readonly kind: "diamond" | "box"; readonly of: (label: Label) => boolean; readonly then: Formula<Label> }
  | { readonly kind: "least" | "greatest"; readonly name: string; readonly body: Formula<Label> };

/** By state: whether the formula, with its free variables as in `environment`, is true. */
export function truth<Label>(
  system: TransitionSystem<Label>,
  formula: Formula<Label>,
  environment: ReadonlyMap<string, readonly boolean[]> = new Map(),
): readonly boolean[] {
  const everywhere = (value: boolean): readonly boolean[] => system.map(() => value);
  switch (formula.kind) {
    case "true":
      return everywhere(true);
    case "false":
      return everywhere(false);
    case "variable": {
      const value = environment.get(formula.name);
      if (value === undefined) throw new Error(`${formula.name} is free`);
      return value;
    }
    case "and":
    case "or": {
      const parts = formula.parts.map((part) => truth(system, part, environment));
      return system.map((_, state) => (formula.kind === "and" ? parts.every((part) => part[state] === true) : parts.some((part) => part[state] === true)));
    }
    case "diamond":
    case "box": {
      const then = truth(system, formula.then, environment);
      const holds = ({ target }: Transition<Label>): boolean => (target === undefined ? formula.then.kind === "true" : then[target] === true);
      return system.map((transitions) => {
        const chosen = transitions.filter(({ label }) => formula.of(label));
        return formula.kind === "diamond" ? chosen.some(holds) : chosen.every(holds);
      });
    }
    case "least":
    case "greatest": {
      let value = everywhere(formula.kind === "greatest");
      for (;;) {
        const next = truth(system, formula.body, new Map(environment).set(formula.name, value));
        if (next.every((each, state) => each === value[state])) return value;
        value = next;
      }
    }
  }
}

/** ⊤ */
export const holds: Constant = { kind: "true" };
/** ⊥ */
export const fails: Constant = { kind: "false" };

/** The parts together. */
export function all<Label>(...parts: readonly Formula<Label>[]): Formula<Label> {
  return { kind: "and", parts };
}

/** One of the parts. */
export function any<Label>(...parts: readonly Formula<Label>[]): Formula<Label> {
  return { kind: "or", parts };
}

/** ⟨A⟩φ */
export function can<Label>(of: (label: Label) => boolean, then: Formula<Label> = holds): Formula<Label> {
  return { kind: "diamond", of, then };
}

/** [A]φ */
export function must<Label>(of: (label: Label) => boolean, then: Formula<Label>): Formula<Label> {
  return { kind: "box", of, then };
}

/** μX.φ(X) */
export function least<Label>(name: string, body: (self: Formula<Label>) => Formula<Label>): Formula<Label> {
  return { kind: "least", name, body: body({ kind: "variable", name }) };
}

/** νX.φ(X) */
export function greatest<Label>(name: string, body: (self: Formula<Label>) => Formula<Label>): Formula<Label> {
  return { kind: "greatest", name, body: body({ kind: "variable", name }) };
}
