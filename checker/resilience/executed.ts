/** One run of the replay machine with faults at chosen steps, and what it comes to (docs/sagas.md). */
import { listed, recordingChooser } from "../explicit-state/chooser.ts";
import { executeReplay } from "../../interpreter/recovery/index.ts";
import type { Injection, Observed, RecordedRun, ReplayExecution, ReplaySystem } from "../../interpreter/recovery/index.ts";
import type { Scheduler } from "../../interpreter/index.ts";
import { beginningOf, endOf, observationsOf } from "./outcomes.ts";
import { recordedRun } from "./recording.ts";

export interface Executed {
  readonly execution: ReplayExecution;
  readonly beginning: readonly Observed[];
  /** What is observed at the end. */
  readonly reached: readonly Observed[];
  /** Who waits for ever, where nothing can happen any more. */
  readonly stuck: readonly string[];
  /** Limits of the evaluator that kept somebody from moving, choices without values. */
  readonly obstacles: readonly string[];
  /** As `replay` reads it. */
  readonly recorded: RecordedRun;
}

interface HowExecuted {
  readonly seed: string;
  readonly maxSteps: number;
  readonly injections: readonly Injection[];
}

/**
 * Runs the machine from the beginning that the seed chooses; undefined where it has none. Of a choice from infinitely many values one of those is taken that exploration
 * looks at. @throws Error if the run cannot be made again, which would be a mistake of the machine
 */
export function executed(system: ReplaySystem, scheduler: Scheduler, how: HowExecuted): Executed | { readonly missing: string } {
  const chooser = recordingChooser();
  system.initial(chooser.initial());
  const execution = executeReplay(system, scheduler, { ...how, chooser });
  const obstacles = (): readonly string[] => [...chooser.limits, ...(chooser.empty.size === 0 ? [] : [`nothing satisfies ${listed([...chooser.empty])}`])];
  if (execution === undefined) return { missing: obstacles()[0] ?? "there is no initial state" };
  const { initial, events, reached, end } = execution;
  const steps = events.flatMap(({ step }) => (step === undefined ? [] : [step]));
  const recorded = recordedRun(system, { initial, steps });
  if (recorded === undefined) throw new Error("a run was made that the machine does not make again");
  const ending = end.kind === "quiet" ? endOf(system, reached) : undefined;
  return {
    execution,
    beginning: beginningOf(system, initial),
    reached: observationsOf(system, reached, "not begun"),
    stuck: ending !== undefined && "stuck" in ending ? ending.stuck.who : [],
    obstacles: obstacles(),
    recorded,
  };
}
