/** One run of a transition system under a scheduler: a function of the system, the schedule and the seed. */
import type { Role } from "../calculus/core/index.ts";
import type { Step, TransitionSystem } from "../calculus/semantics/index.ts";
import type { End } from "./ending.ts";
import { quietEnd } from "./ending.ts";
import type { Configuration, Execution, PastStep } from "./execution.ts";
import { current, past, start } from "./execution.ts";
import type { Obstacle } from "./obstacles.ts";
import { watching } from "./obstacles.ts";
import { isFault, subject } from "../calculus/semantics/index.ts";
import { sampler } from "./sampling.ts";
import type { Candidate, Scheduler } from "./schedulers/index.ts";

export interface RunOptions {
  /** Resolves `any`, initial values and functions without body. */
  readonly seed: string;
  /** The run is ended after this many steps. */
  readonly maxSteps: number;
}

export type Run<C> =
  | {
      readonly kind: "run";
      readonly execution: Execution<C>;
      readonly end: End;
      /** The schedule is not one of this program: what it asks for that is not there. */
      readonly misfit?: string;
    }
  | { readonly kind: "no-initial-configuration"; readonly obstacle: Obstacle };

/** A run that is under way: what has happened, and what is enabled now. */
interface Progress<C> {
  readonly execution: Execution<C>;
  readonly enabled: readonly Step<C>[];
  /** What keeps somebody from moving. */
  readonly obstacle: () => Obstacle | undefined;
  readonly take: (index: number) => void;
}

function begin<C extends Configuration>(system: TransitionSystem<C>, seed: string): Progress<C> | { readonly missing: Obstacle } {
  const initially = watching(sampler(seed, () => "initial"));
  const started = start(system, initially.chooser);
  if (started.kind === "no-value") return { missing: initially.obstacle() ?? { kind: "no-value", description: "the initial configuration" } };
  const steps: PastStep[] = [];
  let reached = started.execution.start.configuration;
  const taken = new Map<Role, number>();
  const { chooser, obstacle, forget } = watching(sampler(seed, (role) => String(taken.get(role) ?? 0)));
  let enabled = system.steps(reached, chooser);
  return {
    execution: {
      start: started.execution.start,
      steps,
      get reached() {
        return reached;
      },
    },
    get enabled() {
      return enabled;
    },
    obstacle,
    take: (index) => {
      const step = enabled[index];
      if (step === undefined) throw new Error(`a scheduler took step ${index} of ${enabled.length}`);
      steps.push(past(step));
      reached = step.target;
      const role = subject(step.label);
      taken.set(role, (taken.get(role) ?? 0) + 1);
      forget();
      enabled = system.steps(reached, chooser);
    },
  };
}

/** The end of the run if there is nothing more to take, faults apart. */
function endIfOver<C extends Configuration>(system: TransitionSystem<C>, progress: Progress<C>, maxSteps: number): End | undefined {
  if (progress.enabled.every(({ label }) => isFault(label))) return quietEnd(system, current(progress.execution), progress.obstacle());
  return progress.execution.steps.length >= maxSteps ? { kind: "limit", steps: maxSteps } : undefined;
}

/**
 * Runs `system` from the initial configuration that `options.seed` samples until the scheduler ends it, as it does where nothing is enabled, or
 * `options.maxSteps` steps are taken. Where only faults are enabled the run is over unless the scheduler asks for one. The same arguments give the same run. Throws only if the scheduler breaks its laws.
 */
export function run<C extends Configuration>(system: TransitionSystem<C>, scheduler: Scheduler, options: RunOptions): Run<C> {
  const progress = begin(system, options.seed);
  if ("missing" in progress) return { kind: "no-initial-configuration", obstacle: progress.missing };
  let rest = scheduler;
  for (;;) {
    const end = endIfOver(system, progress, options.maxSteps);
    if (end?.kind === "limit") return { kind: "run", execution: progress.execution, end };
    const decision = rest.decide(progress.enabled);
    if (decision.kind === "stop") {
      const { reason, misfit } = decision;
      return { kind: "run", execution: progress.execution, end: end ?? { kind: "schedule", reason }, ...(misfit ? { misfit: reason } : {}) };
    }
    if (end !== undefined && progress.enabled.length === 0) throw new Error(`the scheduler ${scheduler.name} goes on with nothing enabled`);
    progress.take(decision.index);
    rest = decision.next;
  }
}

/** What a person is shown before choosing: the run so far and the candidates. */
export type AskLater<C> = (candidates: readonly Candidate[], sofar: Execution<C>) => Promise<number | undefined>;

/**
 * As `run`, with every step chosen by `ask`, which may take its time (a terminal, an editor). An answer that is not an index of a candidate ends the run.
 */
export async function runInteractively<C extends Configuration>(system: TransitionSystem<C>, ask: AskLater<C>, options: RunOptions): Promise<Run<C>> {
  const progress = begin(system, options.seed);
  if ("missing" in progress) return { kind: "no-initial-configuration", obstacle: progress.missing };
  for (;;) {
    const end = endIfOver(system, progress, options.maxSteps);
    if (end !== undefined) return { kind: "run", execution: progress.execution, end };
    const index = await ask(progress.enabled, progress.execution);
    if (index === undefined || progress.enabled[index] === undefined) {
      return { kind: "run", execution: progress.execution, end: { kind: "schedule", reason: "the user ended the run" } };
    }
    progress.take(index);
  }
}
