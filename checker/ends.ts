/** What the states in which nobody moves say about a compiled exploration as a whole (docs/verdicts.md). */
import type { BuiltMachine, MachineConfiguration } from "../calculus/machine/index.ts";
import { present } from "../calculus/present.ts";
import type { CodeGraph, CompiledExploration } from "./compiled/index.ts";
import { waitingKey, waitingRoles } from "./explicit-state/network-errors.ts";
import type { Waiting } from "./explicit-state/state-space.ts";

export interface Ends {
  /** Roles that wait in some state in which nobody moves any more, with whom they wait for. */
  readonly waiting: readonly Waiting[];
  /** No run goes on for ever, and every run ends where a false assumption stopped a role and nobody who had something to do finished. */
  readonly isCutOff: boolean;
}

export const noEnds: Ends = { waiting: [], isCutOff: false };

/** The ends of a complete exploration: the states in which nobody moves, whatever faults may still happen there. Linear in its steps. */
export function endsOf({ machine, configurationOf }: BuiltMachine, exploration: CompiledExploration): Ends {
  const processes = [...machine.processes.keys()];
  const isAtEnd = ({ locations }: MachineConfiguration, process: number): boolean =>
    machine.processes[process]?.locations[locations[process] ?? 0]?.isEnd === true;
  const initial = Array.from({ length: exploration.initialStates }, (_, state) => exploration.configuration(state));
  const idle = new Set(processes.filter((process) => initial.some((one) => isAtEnd(one, process))));
  const isCutOffAt = (configuration: MachineConfiguration): boolean =>
    configuration.stopped.includes("assumption") &&
    processes.every((process) => configuration.stopped[process] !== undefined || idle.has(process) || !isAtEnd(configuration, process));
  const around = { architecture: machine.network, definitions: machine.definitions };
  const waiting = new Map<string, Waiting>();
  let otherEnds = 0;
  for (const state of exploration.stuck()) {
    const configuration = exploration.configuration(state);
    if (!isCutOffAt(configuration)) otherEnds += 1;
    for (const one of waitingRoles(configurationOf(configuration), around)) waiting.set(waitingKey(one), one);
  }
  return { waiting: [...waiting.values()], isCutOff: initial.length > 0 && otherEnds === 0 && isAcyclic(exploration.graph()) };
}

/** Kahn, Topological sorting of large networks, CACM 1962. Linear. */
function isAcyclic(graph: CodeGraph): boolean {
  const { states, first, target } = graph;
  const incoming = new Uint32Array(states + 1);
  for (const to of target) incoming[to] = present(incoming[to]) + 1;
  const free = Array.from({ length: states }, (_, state) => state).filter((state) => incoming[state] === 0);
  let removed = 0;
  for (let state = free.pop(); state !== undefined; state = free.pop()) {
    removed += 1;
    for (let step = present(first[state]); step < present(first[state + 1]); step += 1) {
      const to = present(target[step]);
      incoming[to] = present(incoming[to]) - 1;
      if (incoming[to] === 0 && to < states) free.push(to);
    }
  }
  return removed === states;
}
