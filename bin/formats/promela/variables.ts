/** The variables of a machine in Promela: a component each, and whether they are set where they may not be. */
import type { Value } from "../../../calculus/core/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import type { Machine, MachineVariable } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { closedDomain, closedOutcome } from "../../../calculus/values/index.ts";
import { CannotSay } from "../writers/cannot-say.ts";
import { largest } from "./components.ts";
import type { Component, Components } from "./components.ts";
import type { Names } from "./names.ts";
import type { Pieces } from "./terms.ts";

/** At most so many values are written one after the other. */
export const maximumChoices = 10_000;

export interface Declared {
  readonly variable: MachineVariable;
  readonly components: readonly { readonly name: string; readonly type: Component }[];
  /** The bit that says whether it is set; absent: it always is. */
  readonly isSet?: string;
  /** What it may hold at the start, by components; none: it is not set. */
  readonly initial: readonly (readonly bigint[])[];
}

export class Variables {
  readonly #declared: readonly (readonly Declared[])[];
  #temporaries: Component[] = [];
  readonly #names: Names;
  readonly #temporaryNames: string[] = [];

  constructor(machine: Machine, components: Components, names: Names, at: (span: Span) => void) {
    this.#names = names;
    this.#declared = machine.processes.map(({ role, variables }) =>
      variables.map((variable): Declared => {
        const initial = this.#initial(machine, variable, components, at);
        at(variable.type.span);
        const types = components.of(variable.type);
        const name = `${role}_${variable.name}`;
        const parts = types.map((type, index) => ({ name: names.fresh(types.length === 1 ? name : `${name}_${String(index)}`), type }));
        return { variable, components: parts, initial, ...(variable.initial === undefined ? { isSet: names.fresh(`${name}_is_set`) } : {}) };
      }),
    );
    at(nowhere);
  }

  #initial({ definitions }: Machine, { initial, type }: MachineVariable, components: Components, at: (span: Span) => void): Declared["initial"] {
    if (initial === undefined) return [];
    if (initial.kind === "value") return [components.encode(initial.value, type)];
    const encode = (value: Value): readonly bigint[] => fitting(components.encode(value, type));
    if (initial.kind === "expression") {
      at(initial.expression.span);
      const outcome = closedOutcome(initial.expression, definitions);
      if (outcome.kind !== "value") throw new CannotSay(`an initial value that ${outcome.reason}`);
      return [encode(outcome.value)];
    }
    const { domain } = initial;
    at(domain.kind === "range" ? domain.low.span : domain.type.span);
    const values = closedDomain(domain, definitions);
    if (values?.kind !== "finite") throw new CannotSay("a choice from infinitely many values, or too many");
    if (values.values.length > maximumChoices) throw new CannotSay(`a choice from ${String(values.values.length)} values`);
    return values.values.map(encode);
  }

  of(process: number): readonly Declared[] {
    return present(this.#declared[process]);
  }

  named(process: number, name: string): Declared | undefined {
    return this.of(process).find(({ variable }) => variable.name === name);
  }

  pieces(process: number, index: number): Pieces {
    const { components, isSet } = present(this.of(process)[index]);
    const pieces = components.map(({ name, type }) => ({ text: name, bound: type === "bit" ? 1n : type === "byte" ? 255n : largest }));
    return isSet === undefined ? { pieces } : { defined: isSet, pieces };
  }

  /** A variable that is in no state, to compute in: the one with this number, which has room for this component. */
  temporary(index: number): string {
    while (this.#temporaryNames.length <= index) {
      this.#temporaryNames.push(this.#names.fresh(`new_${String(this.#temporaryNames.length)}`));
      this.#temporaries.push("short");
    }
    return present(this.#temporaryNames[index]);
  }

  get startsInSeveralWays(): boolean {
    return this.#declared.some((variables) => variables.some(({ variable, initial }) => variable.initial !== undefined && initial.length !== 1));
  }

  get declarations(): readonly string[] {
    return this.#declared.flatMap((variables) =>
      variables.flatMap(({ components, initial, isSet }) => [
        ...components.map(({ name, type }, index) => {
          const value = initial.length === 1 ? present(initial[0])[index] : undefined;
          return `${type} ${name}${value === undefined || value === 0n ? "" : ` = ${String(value)}`};`;
        }),
        ...(isSet === undefined ? [] : [`bit ${isSet};`]),
      ]),
    );
  }

  get temporaries(): readonly string[] {
    return this.#temporaryNames.map((name, index) => `hidden ${present(this.#temporaries[index])} ${name};`);
  }

  /** Statements that choose initial values, where there are several. */
  get choices(): readonly string[] {
    return this.#declared.flatMap((variables) =>
      variables.flatMap(({ components, variable, initial }) => {
        if (variable.initial === undefined || initial.length === 1) return [];
        if (initial.length === 0) return ["    false;"];
        const options = initial.map((value) => {
          const assignments = components.map(({ name }, index) => `${name} = ${String(present(value[index]))}`);
          return `    :: ${assignments.length === 0 ? "skip" : assignments.join("; ")}\n`;
        });
        return [`    if\n${options.join("")}    fi;`];
      }),
    );
  }
}

/** @throws CannotSay if a component is beyond what a variable holds. */
export function fitting(components: readonly bigint[]): readonly bigint[] {
  for (const component of components) if (component > largest || component < -largest) throw new CannotSay(`the number ${String(component)}`);
  return components;
}
