/** What every part of a TLA+ module needs to know: the machine, its names in TLA+, and its expressions as formulas. */
import type { Machine, Term } from "../../../calculus/machine/index.ts";
import { termOf } from "../../../calculus/machine/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import type { Span } from "../../../calculus/diagnostics/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Expression, Type } from "../../../calculus/syntax/index.ts";
import { unknownType } from "../../../calculus/values/index.ts";
import { CannotSay } from "../writers/cannot-say.ts";
import type { Formula } from "./terms.ts";
import { all, Terms } from "./terms.ts";
import { Words } from "./words.ts";

export interface Tla {
  readonly machine: Machine;
  /** What is written now: what cannot be said is reported there. */
  readonly at: (span: Span) => void;
  readonly words: Words;
  /** Names of processes and channels, by their numbers. */
  readonly roles: readonly string[];
  readonly channels: readonly string[];
  readonly terms: Terms;
}

/** The machine with its names in TLA+. */
export function tlaMachine(machine: Machine, at: (span: Span) => void): Tla {
  const words = new Words();
  const roles = machine.processes.map(({ role }) => words.of(role));
  const channels = machine.channels.map(({ from, to }) => words.of(from === undefined ? `to_${to}` : `${from}_to_${to}`));
  const tla: Tla = { machine, at, words, roles, channels, terms: new Terms(machine.definitions, words, (process, index) => readVariable(tla, process, index)) };
  return tla;
}

/** What a variable holds, and where it has a value. */
export function readVariable(tla: Tla, process: number, index: number): Formula {
  const { name, initial } = present(present(tla.machine.processes[process]).variables[index]);
  const place = placeOf(tla, process, name);
  return initial === undefined ? { text: `${place}[1]`, defined: `(${place} # <<>>)` } : { text: `${place}[1]` };
}

/** Where a variable stands in the state. */
export function placeOf(tla: Tla, process: number, variable: string): string {
  return `val.${present(tla.roles[process])}.${tla.words.of(variable)}`;
}

/** An expression of a process, typed. Throws CannotSay. */
export function termIn(tla: Tla, process: number, expression: Expression, expected: Type = unknownType): Term {
  const { variables } = present(tla.machine.processes[process]);
  const result = termOf(
    expression,
    {
      definitions: tla.machine.definitions,
      variable: (name) => {
        const index = variables.findIndex((variable) => variable.name === name);
        return index < 0 ? undefined : { process, index, type: present(variables[index]).type };
      },
    },
    expected,
  );
  if (!result.ok) throw new CannotSay(result.reason);
  return result.term;
}

/** An expression of a process. Throws CannotSay. */
export function formulaIn(tla: Tla, process: number, expression: Expression, expected?: Type): Formula {
  if (expression.span !== nowhere) tla.at(expression.span);
  return tla.terms.write(termIn(tla, process, expression, expected));
}

/** The condition under which all of these have values; absent where they always have. */
export function definedIn(tla: Tla, process: number, expressions: readonly Expression[]): string | undefined {
  return all(...expressions.map((expression) => formulaIn(tla, process, expression).defined));
}
