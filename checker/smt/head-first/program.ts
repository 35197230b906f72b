/** A head-first machine ready to be encoded: its terms, cut points, and what an analysis knows of its variables. */
import type { Role } from "../../../calculus/core/index.ts";
import type { BuiltHeadFirst, Command, HeadFirstBuildOptions, Machine, MachineProcess, TermScope } from "../../../calculus/machine/index.ts";
import { present } from "../../../calculus/present.ts";
import { unknownType } from "../../../calculus/values/index.ts";
import { analyse, typedMachine } from "../../compiled/analysis/index.ts";
import type { Analysis, TypedCommand } from "../../compiled/analysis/index.ts";
import { choreographyScene } from "../../property/scene.ts";
import type { Term } from "../terms/index.ts";
import type { Cell, Context } from "../values/index.ts";
import { cutPoints } from "./cut-points.ts";
import type { CutPoints } from "./cut-points.ts";
import type { Known } from "./known.ts";
import type { SymbolicParts } from "./parts.ts";
import { symbolicParts } from "./parts.ts";
import type { Reliance } from "./reliance.ts";

/** How machines of choreographies are built for solvers, which show that choices have values. */
export const forSolvers: HeadFirstBuildOptions = { stopBranches: true, claimsChoices: true };

export interface Program {
  readonly parts: SymbolicParts;
  readonly built: BuiltHeadFirst;
  readonly machine: Machine;
  readonly process: MachineProcess;
  /** By location. */
  readonly commands: readonly (readonly TypedCommand[])[];
  readonly scope: TermScope;
  readonly cuts: CutPoints;
  readonly isCut: (location: number) => boolean;
  /** Where the roles stand when the choreography is at this location. */
  readonly standing: (location: number) => Standing;
  /** What an analysis knows of the variables at a location, by index; undefined where it shows that nobody comes there. */
  readonly known: (location: number) => readonly Known[] | undefined;
  /** Where runs are followed no further; absent: nowhere. @throws Refusal */
  readonly isOver?: (location: number, cells: readonly Cell[], context: Context) => Term;
  /** A variable that is no program's, and what it holds wherever a run comes: it remembers. Absent: nothing is remembered. @throws Refusal */
  readonly noted?: { readonly index: number; readonly value: (location: number, cells: readonly Cell[], context: Context) => Term };
  /** What counts only where the solver is told so; absent: everything counts. */
  readonly reliance?: Reliance;
}

export interface Standing {
  /** The roles that do not act any more. */
  readonly finished: ReadonlySet<Role>;
  /** In which frame each role is: the innermost, whose variables alone are `A.x`. */
  readonly frames: ReadonlyMap<Role, number>;
}

/** The program of a machine of one process, cut at further locations, too. The analysis runs when something of it is asked first. */
export function programOf(original: BuiltHeadFirst, parts: SymbolicParts = symbolicParts, cutAt: Iterable<number> = []): Program {
  const machine = parts.machine(original.machine);
  const built = { ...original, machine };
  const process = present(machine.processes[0]);
  const typed = typedMachine(machine);
  let analysis: Analysis | undefined;
  const cuts = cutPoints(process, cutAt);
  const points = new Set(cuts.points);
  const indices = new Map(process.variables.map(({ name }, index) => [name, index]));
  const scope: TermScope = {
    definitions: machine.definitions,
    variable: (name) => {
      const index = indices.get(name);
      return index === undefined ? undefined : { process: 0, index, type: process.variables[index]?.type ?? unknownType };
    },
  };
  const standings = new Map<number, Standing>();
  return {
    parts,
    built,
    machine,
    process,
    commands: present(typed.commands[0]),
    scope,
    cuts,
    isCut: (location) => points.has(location),
    standing: (location) => {
      let found = standings.get(location);
      if (found === undefined) standings.set(location, (found = standingAt(built, location)));
      return found;
    },
    known: (location) => (analysis ??= analyse(typed)).locations[0]?.[location]?.map(parts.knows),
  };
}

/**
 * The program without the branches in which a role that goes round for ever is ignored: its runs are those of the head-first schedule alone. With the same choices
 * each role does the same in all complete runs of the network; if such a run is finite, so are they all.
 */
export function withoutGivingUp(program: Program): Program {
  const isStep = ({ effect }: Command): boolean => effect.kind !== "give-up";
  const locations = program.process.locations.map((location) => ({ ...location, commands: location.commands.filter(isStep) }));
  const process = { ...program.process, locations };
  const cuts = cutPoints(process);
  const points = new Set(cuts.points);
  return {
    ...program,
    process,
    commands: program.commands.map((all) => all.filter(({ command }) => isStep(command))),
    cuts,
    isCut: (location) => points.has(location),
  };
}

/** Where the roles stand; that does not depend on what variables hold. */
function standingAt({ machine, stateOf }: BuiltHeadFirst, location: number): Standing {
  const { of = [], variables } = present(machine.processes[0]);
  const { configuration } = stateOf({
    locations: [location],
    values: [variables.map(() => undefined)],
    stopped: [undefined],
    queues: [],
    oracles: new Map(),
    spent: [],
  });
  const { isAtEnd } = choreographyScene(configuration);
  return {
    finished: new Set(of.filter(isAtEnd)),
    frames: new Map([...configuration.world.store].map(([role, { frames }]) => [role, frames.length - 1])),
  };
}
