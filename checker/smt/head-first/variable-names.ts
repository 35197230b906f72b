/** How formulas of certificates call the variables of a head-first machine: `A.x` as properties do where that is one variable, otherwise with a number behind it. */
import type { MachineProcess } from "../../../calculus/machine/index.ts";
import type { Type } from "../../../calculus/syntax/index.ts";

export interface NamedVariable {
  /** `A.x`; unique among the variables of a process. */
  readonly text: string;
  readonly index: number;
  readonly type: Type;
}

/** The variables by their indices; the same for every machine of a program, because the order of variables is. Linear. */
export function namedVariables({ variables }: MachineProcess): readonly NamedVariable[] {
  const taken = new Set(variables.filter(({ source }) => isName(source.variable)).map(({ source }) => `${source.role}.${source.variable}`));
  const used = new Set<string>();
  return variables.map(({ source, type }, index) => {
    const plain = `${source.role}.${source.variable}`;
    let text = plain;
    const base = isName(source.variable) ? plain : `${source.role}.${source.variable.replace(/[^A-Za-z0-9_]+/gu, "_")}`;
    for (let number = 2; used.has(text) || (text !== plain && taken.has(text)) || !isName(text.slice(source.role.length + 1)); number += 1)
      text = `${base}__${String(number)}`;
    used.add(text);
    return { text, index, type };
  });
}

function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
