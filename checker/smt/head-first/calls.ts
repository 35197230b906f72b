/** Machines that call each other, ready to be encoded, and how the state of one who calls and of the call are the same state. */
import type { BuiltWithCalls } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import type { Cell } from "../values/index.ts";
import type { SymbolicParts } from "./parts.ts";
import type { Program } from "./program.ts";
import { programOf } from "./program.ts";

export interface CallingProgram extends Program {
  readonly number: number;
  readonly calls: BuiltWithCalls["calls"];
  readonly between: BuiltWithCalls["between"];
  readonly leaving: BuiltWithCalls["leaving"];
  /** The variables that are set when the call begins, by their indices: fields and parameters; none for the choreography itself, which nobody calls. */
  readonly given: readonly number[];
  /** Those of them that it may write or forget, and so has to remember: parameters, and `left`. */
  readonly remembered: readonly number[];
  /** The fields that it may write. */
  readonly left: readonly number[];
}

/** The programs of machines, the choreography's own first. */
export function callingPrograms(machines: readonly BuiltWithCalls[], parts: SymbolicParts): readonly CallingProgram[] {
  return machines.map((built, number) => {
    const { calls, between, leaving } = built;
    const program = programOf(
      built,
      parts,
      [...calls].flatMap(([location, { target }]) => [location, target]),
    );
    const given = number === 0 ? [] : program.process.variables.flatMap(({ initial }, index) => (initial === undefined ? [] : [index]));
    const left = given.filter((index) => built.writes.has(present(program.process.variables[index]).name));
    const remembered = given.filter((index) => left.includes(index) || program.process.variables[index]?.source.frame !== undefined);
    return { ...program, number, calls, between, leaving, given, remembered, left };
  });
}

/** For what a callee is given, or what it leaves, the cells of the one who calls, who is at this location. */
export function cellsOfCall(caller: Program, location: number, callee: Program, variables: readonly number[], cells: readonly Cell[]): readonly Cell[] {
  const { frames } = caller.standing(location);
  return variables.map((index) => {
    const { role, variable, frame } = present(callee.process.variables[index]).source;
    const where = frame === undefined ? undefined : frames.get(role);
    const found = caller.process.variables.findIndex(({ source }) => source.role === role && source.variable === variable && source.frame === where);
    return present(cells[found]);
  });
}
