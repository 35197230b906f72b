/** The names of a machine's variables: positions, and the scopes in which expressions are evaluated. */
import type { Role, Value, Variable } from "../core/index.ts";
import { present } from "../present.ts";
import type { Chooser, Evaluation, OracleAnswer, Scope } from "../values/index.ts";
import { evaluateAll } from "../values/index.ts";
import type { Expression } from "../syntax/index.ts";
import type { Machine } from "./machine.ts";

const positions = new WeakMap<Machine, readonly ReadonlyMap<Variable, number>[]>();

/** For each process the position of its variables. */
export function variablePositions(machine: Machine): readonly ReadonlyMap<Variable, number>[] {
  let known = positions.get(machine);
  if (known === undefined) {
    known = machine.processes.map(({ variables }) => new Map(variables.map(({ name }, index) => [name, index])));
    positions.set(machine, known);
  }
  return known;
}

/** The position of a variable that must exist. */
export function positionOf(machine: Machine, process: number, name: Variable): number {
  return present(variablePositions(machine)[process]?.get(name));
}

export type Oracles = ReadonlyMap<string, OracleAnswer>;

/** Where a command's expressions are evaluated: the variables of its process, and the answers so far. */
export interface Place {
  readonly machine: Machine;
  readonly process: number;
  readonly role: Role;
  readonly values: readonly (Value | undefined)[];
  readonly oracles: Oracles;
  readonly chooser: Chooser;
}

/** The scope of a place for the evaluator. */
export function scopeOf({ machine, process, role, values, oracles, chooser }: Place): Scope {
  const names = present(variablePositions(machine)[process]);
  return {
    definitions: machine.definitions,
    local: (name) => {
      const index = names.get(name);
      return index === undefined ? undefined : values[index];
    },
    oracles,
    role,
    chooser,
  };
}

/** Every way in which the expressions have values or fail; of none there is one way. Failures speak of variables as the source does. */
export function evaluateIn(place: Place, expressions: readonly Expression[]): readonly Evaluation<readonly Value[]>[] {
  if (expressions.length === 0) return [{ outcome: { kind: "value", value: [] }, consulted: [], oracles: place.oracles }];
  return evaluateAll(expressions, scopeOf(place)).map((way) => {
    const { outcome } = way;
    return outcome.kind === "failure" ? { ...way, outcome: { ...outcome, reason: inSource(place, outcome.reason) } } : way;
  });
}

const withoutValue = " has no value";

/** A variable that is not set has another name in the source. */
function inSource({ machine, process }: Place, reason: string): string {
  if (!reason.endsWith(withoutValue)) return reason;
  const index = variablePositions(machine)[process]?.get(reason.slice(0, -withoutValue.length));
  return index === undefined ? reason : `${present(machine.processes[process]?.variables[index]).source.variable}${withoutValue}`;
}
