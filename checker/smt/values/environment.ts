/** Where expressions are encoded: what their names stand for. */
import type { Definitions } from "../../../calculus/core/index.ts";
import type { TermScope } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Type } from "../../../calculus/syntax/index.ts";
import type { Cell } from "./symbolic-value.ts";

/** What the variable with this index of this process holds. */
export type Cells = (process: number, index: number) => Cell;

/** Names by their indices, and what is there. The variables of a machine's process, of all roles in a property, or parameters. */
export interface Environment {
  readonly scope: TermScope;
  readonly cells: Cells;
  /** How many names have been added by `withName`. */
  readonly added?: number;
}

/** What a name stands for; the type is closed and without refinements. */
export interface Binding {
  readonly type: Type;
  readonly cell: Cell;
}

/** An environment of these names alone: the parameters of a function, say. */
export function environmentOf(definitions: Definitions, names: ReadonlyMap<string, Binding>): Environment {
  const bindings = [...names.values()];
  const indices = new Map([...names.keys()].map((name, index) => [name, index]));
  return {
    scope: {
      definitions,
      variable: (name) => {
        const index = indices.get(name);
        return index === undefined ? undefined : { process: 0, index, type: present(bindings[index]).type };
      },
    },
    cells: (_, index) => present(bindings[index]).cell,
  };
}

/** The environment with one name more, which counts before the others: `value` in a refinement. */
export function withName(environment: Environment, name: string, { type, cell }: Binding): Environment {
  const { scope, cells, added = 0 } = environment;
  const process = -1 - added;
  return {
    scope: { ...scope, variable: (other) => (other === name ? { process, index: 0, type } : scope.variable(other)) },
    cells: (of, index) => (of === process ? cell : cells(of, index)),
    added: added + 1,
  };
}
