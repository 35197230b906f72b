/** One run of the replay machine under a scheduler, with faults injected before steps that are named by their numbers: a function of machine, schedule, seed and faults. */
import type { Role } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { ChoiceRequest, Chooser } from "../../calculus/semantics/index.ts";
import { below, generatorOf, split } from "../random.ts";
import { sampler } from "../sampling.ts";
import type { Candidate, Scheduler } from "../schedulers/index.ts";
import type { ReplayConfiguration } from "./configuration.ts";
import { isReplayFault } from "./labels.ts";
import type { ReplayStep } from "./labels.ts";
import type { ReplaySystem } from "./system.ts";

type Step = ReplayStep<ReplayConfiguration>;

/** A fault, and the step before which it happens; steps of the machine are numbered from 1, faults are not counted. */
export type Injection = { readonly before: number } & (
  | { readonly kind: "crash"; readonly role: Role }
  /** Absent: in the first session that can have one. */
  | { readonly kind: "exception"; readonly role: Role; readonly session?: number }
  | { readonly kind: "restart-broker" }
);

/** What happened, in order. A fault that changes nothing has no step. */
export type Event = { readonly kind: "move"; readonly step: Step } | { readonly kind: "fault"; readonly injection: Injection; readonly step?: Step };

export interface ReplayExecution {
  readonly initial: ReplayConfiguration;
  readonly events: readonly Event[];
  readonly reached: ReplayConfiguration;
  readonly end:
    /** Nothing can happen any more, faults apart. */
    | { readonly kind: "quiet" }
    | { readonly kind: "limit"; readonly steps: number }
    | { readonly kind: "schedule"; readonly reason: string; readonly misfit: boolean };
  /** Faults before steps that the run did not come to. */
  readonly missed: readonly Injection[];
}

export interface ExecutionOptions {
  /** Resolves choices. */
  readonly seed: string;
  readonly maxSteps: number;
  /** The values that are tried, as who repeats the run tries them: it was asked for the initial configurations already. */
  readonly chooser: Chooser;
  readonly injections: readonly Injection[];
}

/** The run; undefined where there is no initial configuration. The machine must have clauses for what is injected. Linear in the steps that are possible on its way. */
export function executeReplay(
  system: ReplaySystem,
  scheduler: Scheduler,
  { seed, maxSteps, chooser, injections }: ExecutionOptions,
): ReplayExecution | undefined {
  const [initial] = system.initial(drawing(chooser, seed, () => "initial"));
  if (initial === undefined) return undefined;
  const taken = new Map<Role, number>();
  const drawn = drawing(chooser, seed, (role) => String(taken.get(role) ?? 0));
  const events: Event[] = [];
  let configuration = initial;
  let moves = 0;
  const possible = (): readonly Step[] => {
    // Asked for everything first: which values of an infinite domain are tried depends on what was asked before.
    system.steps(configuration, chooser);
    return system.steps(configuration, drawn);
  };
  const ending = (end: ReplayExecution["end"]): ReplayExecution => ({
    initial,
    events,
    reached: configuration,
    end,
    missed: injections.filter(({ before }) => before > moves + 1),
  });
  for (let rest = scheduler; ;) {
    for (const injection of injections.filter(({ before }) => before === moves + 1)) {
      const step = possible().find(({ label }) => isInjected(injection, label));
      events.push({ kind: "fault", injection, ...(step === undefined ? {} : { step }) });
      if (step !== undefined) configuration = step.target;
    }
    const steps = possible().filter(({ label }) => !isReplayFault(label));
    if (steps.length === 0) return ending({ kind: "quiet" });
    if (moves >= maxSteps) return ending({ kind: "limit", steps: maxSteps });
    const decision = rest.decide(steps.map(candidate));
    if (decision.kind === "stop") return ending({ kind: "schedule", reason: decision.reason, misfit: decision.misfit });
    const step = steps[decision.index];
    if (step === undefined) throw new Error(`a scheduler took step ${String(decision.index)} of ${String(steps.length)}`);
    events.push({ kind: "move", step });
    configuration = step.target;
    moves += 1;
    taken.set(step.label.role, (taken.get(step.label.role) ?? 0) + 1);
    rest = decision.next;
  }
}

function isInjected(injection: Injection, label: Step["label"]): boolean {
  if (label.kind !== injection.kind) return false;
  if (injection.kind === "restart-broker") return true;
  return label.role === injection.role && (injection.kind === "crash" || injection.session === undefined || injection.session === label.session);
}

/** What a scheduler sees of a step: the move of the program, or that the role does something. */
function candidate({ label, site }: Step): Candidate {
  return {
    label: label.kind === "step" ? label.label : { kind: "local", role: label.role, oracles: [] },
    rules: [],
    site: site ?? { span: nowhere },
  };
}

/** One of the values that are tried, by the seed; of a finite domain the one that a run of the choreography takes. */
function drawing(tried: Chooser, seed: string, moment: (role: Role) => string): Chooser {
  const sampled = sampler(seed, moment);
  const root = split(generatorOf(seed), "values");
  const draw = ({ kind, role, description }: ChoiceRequest, many: number): number =>
    Number(below(split(split(root, `${kind} ${moment(role)}`), `${role} ${description}`), BigInt(many)).value);
  return {
    meetLimit: tried.meetLimit,
    choose: (request, domain) => {
      if (domain.kind === "finite") return sampled.choose(request, domain);
      const values = tried.choose(request, domain);
      const value = values[values.length < 2 ? 0 : draw(request, values.length)];
      return value === undefined ? [] : [value];
    },
  };
}
