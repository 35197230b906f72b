/**
 * A protocol with refinements as a protocol with registers: a register for each scalar that was sent last under a name, or that a variable of a loop has, and as
 * condition of a message what its refinements say. Values are chosen anew by each message; a further receiver gets what the first one got.
 */
import { present } from "../../calculus/present.ts";
import type { Definitions, LoopStep, Protocol, RefinedProtocol, RefinedTransition, SymbolicProtocol } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { DataCondition, DataTerm, Expression, Name, SymbolicTransition, Type } from "../../calculus/syntax/index.ts";
import { leavesOf, rangeOf, shapeOf, type Refined, type Shape } from "./encodable.ts";
import { nameKey, spokenOf } from "./spoken-of.ts";
import { both, conditionOf, encoded, equal, negation, placed, type Encoded, type TranslationScope } from "./translate.ts";

/** What a transition of the automaton stands for: a message, or a variable of a loop that does not satisfy its refinement. */
export type Meaning =
  | {
      readonly kind: "message";
      readonly transition: RefinedTransition;
      /** Its place among the transitions of its state. */
      readonly index: number;
      readonly items: readonly ItemRegisters[];
    }
  | { readonly kind: "broken"; readonly steps: readonly LoopStep[]; readonly variable: string; readonly span: Span };

/** An item of a payload, with the register of its scalar at a path. */
export interface ItemRegisters {
  readonly shape: Shape;
  readonly registerAt: (path: string) => string;
}

export interface Encoding {
  readonly protocol: SymbolicProtocol;
  /** Of each transition, in the order of the states. */
  readonly meanings: readonly Meaning[];
  /** The state that stands for a broken refinement of a loop; no state where these are not asked for. */
  readonly broken: number;
  /** The string that a number stands for. */
  readonly text: (code: bigint) => string;
}

/** The pieces that a test may replace by wrong ones: each must be noticed. */
export interface RefinementParts {
  /** What a name in a refinement stands for where the message itself sends it anew: what was sent before. */
  readonly ownName: (before: Encoded | undefined, own: Encoded) => Encoded | undefined;
  /** Whether `continue` sets the variables of the loop. */
  readonly roundsSet: boolean;
  /** Whether a further receiver is sent what the first one got. */
  readonly copiesAgree: boolean;
}

export const refinementParts: RefinementParts = { ownName: (before) => before, roundsSet: true, copiesAgree: true };

/** The protocol with registers; `loops`: with what breaks the refinements of variables of loops. @throws Unencodable */
export function symbolicProtocol(
  { name, roles, span }: Protocol,
  refined: RefinedProtocol,
  definitions: Definitions,
  loops: boolean,
  parts: RefinementParts = refinementParts,
): Encoding {
  const matters = spokenOf(refined, definitions, loops);
  const shapes = new Map<string, Shape>();
  for (const [key, type] of typesOf(refined)) if (matters.has(key)) shapes.set(key, shapeOf(type, definitions).shape);
  const codes = new Map<string, bigint>();
  const registers = new Set<string>();
  const meanings: Meaning[] = [];
  const broken = refined.states.length;
  const code = (text: string): bigint => {
    const known = codes.get(text);
    if (known !== undefined) return known;
    codes.set(text, BigInt(codes.size));
    return BigInt(codes.size - 1);
  };
  const register = (text: string): string => {
    registers.add(text);
    return text;
  };

  /** The conditions of one way to a message, in the order in which they are met. */
  function way(number: number) {
    const bound = new Map<string, Encoded>();
    const conditions: DataCondition[] = [];
    const checks: { readonly condition: DataCondition; readonly variable: string; readonly steps: readonly LoopStep[]; readonly span: Span }[] = [];
    let fresh = 0;
    const lookUp = (scope: string, text: string): Encoded | undefined => {
      const key = nameKey(scope, text);
      const shape = shapes.get(key);
      return bound.get(key) ?? (shape === undefined ? undefined : placed(shape, (path) => ({ kind: "before", register: register(`${key}${path}`) })));
    };
    const scopeOf = (scope: string, own?: { readonly value: Encoded; readonly name: string | undefined; readonly sent: boolean }): TranslationScope => ({
      definitions,
      variable: (text) => {
        if (own === undefined) return lookUp(scope, text);
        if (text === "value") return own.value;
        return own.sent && text === own.name ? parts.ownName(lookUp(scope, text), own.value) : lookUp(scope, text);
      },
      fresh: () => ({ kind: "after", register: register(`chosen ${String(number)} ${String(fresh++)}`) }),
      define: (condition) => conditions.push(condition),
      code,
    });
    /** The predicates of a value, and those of its fields. */
    const predicates = (
      { shape, predicates: own }: Refined,
      value: Encoded,
      scope: string,
      named: { readonly name: string | undefined; readonly sent: boolean },
    ): readonly DataCondition[] => {
      const fields =
        shape.kind === "record" && value.kind === "record"
          ? shape.fields.flatMap((field) => predicates(field, present(value.fields.get(field.name)), scope, named))
          : [];
      return [...fields, ...own.map((predicate: Expression) => conditionOf(predicate, scopeOf(scope, { value, ...named })))];
    };
    const begin = (step: LoopStep, steps: readonly LoopStep[]): void => {
      const { scope, variables } = step;
      const known = variables.filter((variable) => shapes.has(nameKey(scope, variable.name)));
      const values = known.map(({ value }) => encoded(value, scopeOf(scope)));
      known.forEach(({ name: text }, index) => bound.set(nameKey(scope, text), present(values[index])));
      if (!loops) return;
      known.forEach(({ name: variable, type }, index) => {
        for (const condition of predicates(shapeOf(type, definitions), present(values[index]), scope, { name: variable, sent: false }))
          checks.push({ condition: [...conditions, negation(condition)].reduce(both), variable, steps, span: step.span });
      });
    };
    const begun = (steps: readonly LoopStep[]): void => {
      steps.forEach((step, index) => {
        begin(step, steps.slice(0, index + 1));
      });
      if (!parts.roundsSet && steps.length > 0) bound.clear();
      // What the variables are from now on.
      for (const [key, value] of bound) {
        const after = placed(present(shapes.get(key)), (path) => ({ kind: "after", register: register(`${key}${path}`) }));
        conditions.push(equal(after, value));
      }
    };
    const send = ({ scope, message: { payload, label }, isCopy }: RefinedTransition): readonly ItemRegisters[] =>
      payload.map(({ name: text, sort }, index): ItemRegisters => {
        const key = text === undefined ? `item ${String(number)} ${label} ${String(index)}` : nameKey(scope, text);
        if (sort.kind !== "value") return { shape: { kind: "opaque", of: "an end of a session", some: { kind: "unit" } }, registerAt: () => "" };
        const type = shapeOf(sort.type, definitions);
        const registerAt = (path: string): string => `${key}${path}`;
        const item: ItemRegisters = { shape: type.shape, registerAt };
        if (isCopy && parts.copiesAgree) return item;
        const after = (path: string): DataTerm => ({ kind: "after", register: register(registerAt(path)) });
        const value = placed(type.shape, after);
        const required = predicates(type, value, scope, { name: text, sent: true });
        if (required.length === 0 && !shapes.has(key)) return item;
        for (const leaf of leavesOf(type.shape)) conditions.push(rangeOf(leaf, after(leaf.path)));
        conditions.push(...required);
        if (shapes.has(key)) bound.set(key, value);
        return item;
      });
    return { begun, send, conditions, checks };
  }

  let transitions = 0;
  const nobody: Name = { text: "", span };
  const states = refined.states.map(({ transitions: leaving, ends }, state) => {
    const found: SymbolicTransition[] = [];
    const add = (meaning: Meaning, transition: SymbolicTransition): void => {
      meanings.push(meaning);
      found.push(transition);
    };
    const addChecks = ({ checks }: ReturnType<typeof way>): void => {
      for (const { condition, variable, steps, span: place } of checks)
        add({ kind: "broken", steps, variable, span: place }, { sender: nobody, receiver: nobody, condition, target: broken, span: place });
    };
    for (const steps of ends) {
      const last = way(transitions++);
      last.begun(steps);
      addChecks(last);
    }
    for (const [index, transition] of leaving.entries()) {
      const own = way(transitions++);
      own.begun(transition.steps);
      addChecks(own);
      const items = own.send(transition);
      const named = (text: string): Name => ({ text, span: transition.span });
      add(
        { kind: "message", transition, index, items },
        {
          ...{ sender: named(transition.sender), receiver: named(transition.receiver), target: transition.target, span: transition.span },
          condition: own.conditions.reduce(both, { kind: "constant", value: true }),
        },
      );
    }
    return { name: { text: String(state), span }, isFinal: leaving.length === 0, transitions: found };
  });
  if (loops) states.push({ name: { text: "broken", span }, isFinal: true, transitions: [] });
  const automaton = {
    ...{ registers: [...registers], initial: refined.initial, startSpan: span, states },
    start: { kind: "constant", value: true } as const,
  };
  const texts = new Map([...codes].map(([text, number]) => [number, text]));
  return {
    protocol: { name, roles, automaton, span },
    meanings,
    broken: loops ? broken : -1,
    text: (number) => texts.get(number) ?? other(number, codes),
  };
}

/** A string for a number that stands for none of those that are written. */
function other(number: bigint, taken: ReadonlyMap<string, bigint>): string {
  let text = `s${String(number)}`;
  while (taken.has(text)) text += "'";
  return text;
}

function* typesOf({ states }: RefinedProtocol): Iterable<readonly [string, Type]> {
  for (const { transitions, ends } of states) {
    for (const { scope, message } of transitions)
      for (const { name, sort } of message.payload) if (name !== undefined && sort.kind === "value") yield [nameKey(scope, name), sort.type];
    for (const { scope, variables } of [...transitions.flatMap(({ steps }) => steps), ...ends.flat()])
      for (const { name, type } of variables) yield [nameKey(scope, name), type];
  }
}
