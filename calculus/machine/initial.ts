/** Where a machine begins, and where its processes begin again after a crash. */
import type { Value, Variable } from "../core/index.ts";
import { present } from "../present.ts";
import type { Chooser } from "../values/index.ts";
import { evaluate, evaluateAny } from "../values/index.ts";
import type { MachineConfiguration } from "./configuration.ts";
import type { Machine, MachineVariable } from "./machine.ts";

type Values = readonly (Value | undefined)[];

/** More initial configurations than this are not enumerated: the variables beyond are chosen as from an infinite domain (as `semantics/world.ts` does). */
const maximumInitialWorlds = 100_000;

/** All initial configurations: the product of what variables may hold, in a fixed order; the last variable of the last process changes fastest. */
export function machineInitial(machine: Machine, chooser: Chooser): readonly MachineConfiguration[] {
  let found: readonly (readonly Values[])[] = [[]];
  for (const { variables } of machine.processes) {
    let own: readonly Values[] = [[]];
    for (const variable of variables) {
      const values = initialValues(machine, variable, placeOf(variable), found.length * own.length, chooser);
      own = own.flatMap((before) => values.map((value) => [...before, value]));
    }
    found = found.flatMap((before) => own.map((values) => [...before, values]));
  }
  return found.map((values) => ({
    locations: machine.processes.map(() => 0),
    values,
    stopped: machine.processes.map(() => undefined),
    queues: machine.channels.map(() => []),
    oracles: new Map(),
    spent: machine.faults?.clauses.map(() => 0) ?? [],
  }));
}

/** A way in which a process starts again: its values, and what was chosen for its volatile variables that may hold anything. */
export interface Restart {
  readonly values: Values;
  readonly chosen: readonly (readonly [Variable, Value])[];
}

/** All ways in which a process starts again: durable variables stay, the others are as at the start. */
export function restartsOf(machine: Machine, process: number, before: Values, chooser: Chooser): readonly Restart[] {
  let found: readonly Restart[] = [{ values: [], chosen: [] }];
  for (const [index, variable] of present(machine.processes[process]).variables.entries()) {
    const { durable, initial, source } = variable;
    const values = durable ? [before[index]] : initialValues(machine, variable, `${placeOf(variable)} at a restart`, found.length, chooser);
    found = found.flatMap(({ values: others, chosen }) =>
      values.map((value) => ({
        values: [...others, value],
        chosen: !durable && initial?.kind === "any" && value !== undefined ? [...chosen, [source.variable, value] as const] : chosen,
      })),
    );
  }
  return found;
}

function placeOf({ source }: MachineVariable): string {
  return `${source.role}.${source.variable}`;
}

/** `worlds`: how many there are already, with which the values multiply. */
function initialValues(machine: Machine, variable: MachineVariable, place: string, worlds: number, chooser: Chooser): readonly (Value | undefined)[] {
  const { initial } = variable;
  if (initial === undefined) return [undefined];
  if (initial.kind === "value") return [initial.value];
  const { role } = variable.source;
  const scope = { definitions: machine.definitions, local: () => undefined, oracles: new Map(), role, chooser };
  const evaluations = initial.kind === "any" ? evaluateAny(initial.domain, place, scope) : evaluate(initial.expression, scope);
  const values = evaluations.map(({ outcome }) => {
    if (outcome.kind === "failure") throw new Error(`the initial value of ${place} is undefined: ${outcome.reason}`);
    return outcome.value;
  });
  if (worlds * values.length <= maximumInitialWorlds || values.length <= 1) return values;
  const description = `${place} (beyond ${String(maximumInitialWorlds)} initial states)`;
  const sample = (index: bigint): Value | undefined => values[Number(index % BigInt(values.length))];
  return chooser.choose({ kind: "any", role, description }, { kind: "infinite", extent: "large", sample, contains: () => true }).slice(0, 1);
}
