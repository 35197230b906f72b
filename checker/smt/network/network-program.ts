/** The machine of a network ready to be encoded: its terms, what an analysis knows of its variables, and how many messages of each queue are encoded. */
import type { Value } from "../../../calculus/core/index.ts";
import type { BuiltMachine, Machine, TermScope } from "../../../calculus/machine/index.ts";
import { unknownType } from "../../../calculus/values/index.ts";
import { analyse, typedMachine } from "../../compiled/analysis/index.ts";
import type { Analysis, TypedCommand } from "../../compiled/analysis/index.ts";
import type { End } from "../values/index.ts";

export interface NetworkProgram {
  readonly built: BuiltMachine;
  readonly machine: Machine;
  /** By process and location. */
  readonly commands: readonly (readonly (readonly TypedCommand[])[])[];
  /** Runs when it is asked for first. */
  readonly analysis: Analysis;
  /** By process. */
  readonly scopes: readonly TermScope[];
  /** Slots of each queue. Where the network has room for more, a send to a queue whose slots are full is not encoded (`NetworkStep.overflow`). */
  readonly slots: number;
  /** The ends of further sessions. */
  readonly ends: readonly End[];
}

/** The program of the machine with so many slots. The cost is that of the analysis, which `before` (the same machine with other slots) saves. */
export function networkProgram(built: BuiltMachine, slots: number, before?: NetworkProgram): NetworkProgram {
  const { machine } = built;
  const room = machine.network.capacity === undefined ? slots : Math.min(slots, machine.network.capacity);
  if (before !== undefined) return { ...before, slots: room };
  const typed = typedMachine(machine);
  const scopes = machine.processes.map(({ variables }, process): TermScope => {
    const indices = new Map(variables.map(({ name }, index) => [name, index]));
    return {
      definitions: machine.definitions,
      variable: (name) => {
        const index = indices.get(name);
        return index === undefined ? undefined : { process, index, type: variables[index]?.type ?? unknownType };
      },
    };
  });
  let found: Analysis | undefined;
  return {
    built,
    machine,
    commands: typed.commands,
    get analysis() {
      return (found ??= analyse(typed));
    },
    scopes,
    slots: room,
    ends: endsIn(machine),
  };
}

/** Whether some run may have no encoding: one that sends to a queue whose slots are full, or receives what is not of the types of the variables that it is for. */
export function mayLeave(program: NetworkProgram): boolean {
  return mayOverflow(program) || program.commands.flat(2).some(({ kinds }) => kinds.some(({ isHeld }) => !isHeld));
}

/** Whether a send to a full queue of slots is one that the network has room for. */
export function mayOverflow({ machine, slots }: NetworkProgram): boolean {
  return machine.network.capacity === undefined || machine.network.capacity > slots;
}

/** Whether there are further sessions, whose queues belong to whoever holds an end. */
export function hasSessions({ ends }: NetworkProgram): boolean {
  return ends.length > 0;
}

function endsIn({ processes }: Machine): readonly End[] {
  const found = new Map<string, End>();
  for (const { variables } of processes)
    for (const { initial } of variables) {
      const value: Value | undefined = initial?.kind === "value" ? initial.value : undefined;
      if (typeof value === "object" && value.kind === "endpoint") found.set(`${value.session}/${value.role}`, value);
    }
  return [...found.values()];
}
