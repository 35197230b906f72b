/** Runs of protocols with refinements, executed by the evaluator: the evidence of a solver is believed only then. */
import type { Definitions, LoopStep, RefinedProtocol, Value } from "../../calculus/core/index.ts";
import type { Expression, Type } from "../../calculus/syntax/index.ts";
import { evaluate, printValue, refusing } from "../../calculus/values/index.ts";
import { present } from "../../calculus/present.ts";
import { nameKey } from "./spoken-of.ts";

/** A message of a run: the transition's place among those of its state, and the values of its items; none for ends of sessions. */
export interface SentMessage {
  readonly index: number;
  readonly values: readonly (Value | undefined)[];
}

/** What is known after a run, or why it is none. */
export type Replayed =
  { readonly ok: true; readonly state: number; readonly values: ReadonlyMap<string, Value> } | { readonly ok: false; readonly reason: string };

/** Executes the run from the start. Linear in it. */
export function replayed({ initial, states }: RefinedProtocol, run: readonly SentMessage[], definitions: Definitions): Replayed {
  let state = initial;
  const known = new Map<string, Value>();
  let before: readonly (Value | undefined)[] = [];
  for (const { index, values } of run) {
    const transition = states[state]?.transitions[index];
    if (transition === undefined) return { ok: false, reason: `place ${String(state)} has no such message` };
    const { steps, scope, message, isCopy, target } = transition;
    const wrong = begun(steps, known, definitions);
    if (wrong !== undefined) return { ok: false, reason: wrong };
    const carried = isCopy ? before : values;
    if (!isCopy) {
      for (const [place, { name, sort }] of message.payload.entries()) {
        const value = carried[place];
        if (sort.kind !== "value") continue;
        if (value === undefined) return { ok: false, reason: `${message.label} has no value` };
        const failed = predicatesOf(sort.type, value, definitions).find(
          ({ predicate, of }) => valueIn(predicate, (text) => (text === "value" ? of : known.get(nameKey(scope, text))), definitions) !== true,
        );
        if (failed !== undefined) return { ok: false, reason: `${printValue(value)} does not satisfy the refinement of ${message.label}` };
        if (name !== undefined) known.set(nameKey(scope, name), value);
      }
    }
    before = carried;
    state = target;
  }
  return { ok: true, state, values: known };
}

/** Sets the variables of loops that begin a round; a sentence where a value cannot be computed. */
export function begun(steps: readonly LoopStep[], known: Map<string, Value>, definitions: Definitions): string | undefined {
  for (const { scope, variables } of steps) {
    const values = variables.map(({ value }) => valueIn(value, (text) => known.get(nameKey(scope, text)), definitions));
    for (const [index, { name }] of variables.entries()) {
      const value = values[index];
      if (value === undefined) return `the value of ${name} cannot be computed`;
      known.set(nameKey(scope, name), value);
    }
  }
  return undefined;
}

/** Whether the variable that the last of the steps set satisfies its refinements; undefined where that cannot be computed. */
export function keepsInvariant(steps: readonly LoopStep[], variable: string, known: ReadonlyMap<string, Value>, definitions: Definitions): boolean | undefined {
  const { scope, variables } = present(steps.at(-1));
  const { type } = present(variables.find(({ name }) => name === variable));
  const value = known.get(nameKey(scope, variable));
  if (value === undefined) return undefined;
  const answers = predicatesOf(type, value, definitions).map(({ predicate, of }) =>
    valueIn(predicate, (text) => (text === "value" ? of : known.get(nameKey(scope, text))), definitions),
  );
  if (answers.some((answer) => typeof answer !== "boolean")) return undefined;
  return answers.every((answer) => answer === true);
}

function valueIn(expression: Expression, local: (name: string) => Value | undefined, definitions: Definitions): Value | undefined {
  const [way] = evaluate(expression, { definitions, local, oracles: new Map(), role: "", chooser: { ...refusing, meetLimit: () => undefined } });
  return way?.outcome.kind === "value" ? way.outcome.value : undefined;
}

/** The refinements of a type with the values that they are about; those of fields of records as well. */
function predicatesOf(type: Type, value: Value, definitions: Definitions): readonly { readonly predicate: Expression; readonly of: Value }[] {
  if (type.kind === "refined") return [...predicatesOf(type.base, value, definitions), { predicate: type.predicate, of: value }];
  if (type.kind !== "named") return [];
  const meant = definitions.types.get(type.name.text);
  if (meant !== undefined) return predicatesOf(meant, value, definitions);
  if (typeof value !== "object" || value.kind !== "record") return [];
  const fields = definitions.records.get(type.name.text)?.fields ?? [];
  return value.fields.flatMap(([name, part]) => {
    const field = fields.find((each) => each.name === name);
    return field === undefined ? [] : predicatesOf(field.type, part, definitions);
  });
}
