/** How a run ended, and what it violated on its way. */
import type { Role } from "../calculus/core/index.ts";
import { isFault } from "../calculus/semantics/index.ts";
import type { Step, StopReason, TransitionSystem } from "../calculus/semantics/index.ts";
import type { Configuration, Execution } from "./execution.ts";
import { current } from "./execution.ts";
import type { Obstacle } from "./obstacles.ts";
import type { Waiting } from "./waiting.ts";
import { waiting } from "./waiting.ts";

interface Stopped {
  readonly role: Role;
  readonly why: StopReason;
}

export type End =
  | { readonly kind: "final" } // everybody has finished and every message is received, crashed roles apart
  | { readonly kind: "deadlock"; readonly waiting: readonly Waiting[] } // nobody can move, nobody has stopped
  | { readonly kind: "stopped"; readonly stopped: readonly Stopped[]; readonly waiting: readonly Waiting[] } // nobody can move, somebody has stopped
  | Obstacle // nobody can move, and somebody has no value to choose or met a limit of the evaluator
  | { readonly kind: "limit"; readonly steps: number } // this many steps were taken, more are enabled
  | { readonly kind: "schedule"; readonly reason: string } // the scheduler ended the run, steps are enabled
  | { readonly kind: "loop"; readonly after: number } // the steps behind the first `after` are repeated for ever: they lead back to where they begin
  | { readonly kind: "cut" }; // a counterexample ends at the step that matters

/** The end of a run in which no step is enabled, faults apart; `obstacle` is what was met in the last configuration. */
export function quietEnd<C extends Configuration>(system: TransitionSystem<C>, configuration: C, obstacle: Obstacle | undefined): End {
  if (system.isFinal(configuration)) return { kind: "final" };
  if (obstacle !== undefined) return obstacle;
  const { stopped } = configuration.world;
  const waits = waiting(configuration, system.architecture);
  if (stopped.size === 0) return { kind: "deadlock", waiting: waits };
  return { kind: "stopped", stopped: [...stopped].map(([role, why]) => ({ role, why })), waiting: waits };
}

/** The end of a counterexample: quiet if nothing is enabled where it stops, faults apart, otherwise `cut`. `enabled` are the steps there, over all choices; `obstacle` as in `quietEnd`. */
export function endOf<C extends Configuration>(system: TransitionSystem<C>, execution: Execution<C>, enabled: readonly Step<C>[], obstacle?: Obstacle): End {
  return enabled.some(({ label }) => !isFault(label)) ? { kind: "cut" } : quietEnd(system, current(execution), obstacle);
}

/** The numbers (from 1) of the steps that violate an assertion or fail. */
export function violations(steps: readonly Pick<Step<unknown>, "label">[]): readonly number[] {
  return steps.flatMap(({ label }, index) => (label.kind === "violate" || label.kind === "fail" ? [index + 1] : []));
}
