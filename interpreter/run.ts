/** One run of a transition system under a scheduler: a function of the system, the schedule and the seed. */
import type { Role } from "../calculus/core/index.ts";
import type { Chooser, Step, TransitionSystem } from "../calculus/semantics/index.ts";
import type { End } from "./ending.ts";
import { quietEnd } from "./ending.ts";
import type { Configuration, Execution } from "./execution.ts";
import { current, start } from "./execution.ts";
import { subject } from "../calculus/semantics/index.ts";
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
  | { readonly kind: "no-initial-configuration"; readonly description: string };

/** A run that is under way: what has happened, and what is enabled now. */
interface Progress<C> {
  readonly execution: Execution<C>;
  readonly enabled: readonly Step<C>[];
  /** Describes a choice without values among the enabled steps. */
  readonly empty: string | undefined;
  readonly take: (index: number) => void;
}

function begin<C extends Configuration>(system: TransitionSystem<C>, seed: string): Progress<C> | { readonly missing: string } {
  const started = start(
    system,
    sampler(seed, () => "initial"),
  );
  if (started.kind === "no-value") return { missing: started.request?.description ?? "the initial configuration" };
  const steps: Step<C>[] = [];
  const taken = new Map<Role, number>();
  let empty: string | undefined;
  const sampled = sampler(seed, (role) => String(taken.get(role) ?? 0));
  const chooser: Chooser = {
    choose: (request, domain) => {
      const values = sampled.choose(request, domain);
      if (values.length === 0) empty ??= request.description;
      return values;
    },
  };
  let enabled = system.steps(started.execution.start.configuration, chooser);
  return {
    execution: { start: started.execution.start, steps },
    get enabled() {
      return enabled;
    },
    get empty() {
      return empty;
    },
    take: (index) => {
      const step = enabled[index];
      if (step === undefined) throw new Error(`a scheduler took step ${index} of ${enabled.length}`);
      steps.push(step);
      const role = subject(step.label);
      taken.set(role, (taken.get(role) ?? 0) + 1);
      empty = undefined;
      enabled = system.steps(step.target, chooser);
    },
  };
}

/** The end of the run if there is nothing more to take. */
function endIfOver<C extends Configuration>(system: TransitionSystem<C>, progress: Progress<C>, maxSteps: number): End | undefined {
  if (progress.enabled.length === 0) return quietEnd(system, current(progress.execution), progress.empty);
  return progress.execution.steps.length >= maxSteps ? { kind: "limit", steps: maxSteps } : undefined;
}

/**
 * Runs `system` from the initial configuration that `options.seed` samples until nothing is enabled, the scheduler ends it, or `options.maxSteps` steps
 * are taken. The same arguments give the same run. Throws only if the scheduler breaks its laws.
 */
export function run<C extends Configuration>(system: TransitionSystem<C>, scheduler: Scheduler, options: RunOptions): Run<C> {
  const progress = begin(system, options.seed);
  if ("missing" in progress) return { kind: "no-initial-configuration", description: progress.missing };
  let rest = scheduler;
  for (;;) {
    const end = endIfOver(system, progress, options.maxSteps);
    if (end?.kind === "limit") return { kind: "run", execution: progress.execution, end };
    const decision = rest.decide(progress.enabled);
    if (decision.kind === "stop") {
      const { reason, misfit } = decision;
      return { kind: "run", execution: progress.execution, end: end ?? { kind: "schedule", reason }, ...(misfit ? { misfit: reason } : {}) };
    }
    if (end !== undefined) throw new Error(`the scheduler ${scheduler.name} goes on with nothing enabled`);
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
  if ("missing" in progress) return { kind: "no-initial-configuration", description: progress.missing };
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
