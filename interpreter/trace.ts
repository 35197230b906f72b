/** Traces: an execution as data that outlives the program's run; it names everything that is needed to repeat it, and shows what each step did. */
import { createHash } from "node:crypto";
import { fifo, networkWords } from "../calculus/core/index.ts";
import type { Role } from "../calculus/core/index.ts";
import type { SourceFile } from "../calculus/diagnostics/index.ts";
import type { Environment, Label, Store, TransitionSystem } from "../calculus/semantics/index.ts";
import type { Change } from "./changes.ts";
import { changesBetween } from "./changes.ts";
import type { End } from "./ending.ts";
import type { Choice, Configuration, Execution } from "./execution.ts";
import { storeBefore } from "./execution.ts";
import type { Location } from "./location.ts";
import { locator } from "./location.ts";
import { generatorName } from "./random.ts";

/** Which of the two transition systems of a choreography moved. */
export type Mode = "choreography" | "network";

export interface TraceStep {
  readonly label: Label;
  /** The derivation: delay rules first, the axiom last. */
  readonly rules: readonly string[];
  /** Absent for a step of generated text. */
  readonly site?: Location;
  readonly changes: readonly Change[];
}

export interface Trace {
  readonly program: { readonly file: string; readonly hash: string };
  /** The choreography that ran. */
  readonly subject: string;
  readonly mode: Mode;
  /** The words of the network. */
  readonly network: string;
  /** The name of the fault model, if there is one. */
  readonly faults?: string;
  readonly generator: string;
  readonly seed: string;
  /** The scheduler's name, or who else chose the steps. */
  readonly schedule: string;
  readonly initial: { readonly choices: readonly Choice[]; readonly fields: readonly { readonly role: Role; readonly bindings: Environment }[] };
  readonly steps: readonly TraceStep[];
  readonly end: End;
}

/** What a trace says about its origin. */
export interface TraceOrigin {
  readonly sources: readonly SourceFile[];
  readonly subject: string;
  readonly mode: Mode;
  readonly seed: string;
  readonly schedule: string;
  /** The network that ran; absent: one of queues without bound, where nothing goes wrong. */
  readonly on?: Pick<TransitionSystem<unknown>, "architecture" | "faults">;
}

/** `sha256:` and the hash of the texts of a program in their order; file names do not count. */
export function programHash(sources: readonly SourceFile[]): string {
  const hash = createHash("sha256");
  for (const { text } of sources) hash.update(`${text.length}:${text}`);
  return `sha256:${hash.digest("hex")}`;
}

/** The trace of an execution that ended so. Linear in the steps and in the stores of the roles that moved. */
export function traceOf<C extends Configuration>(execution: Execution<C>, end: End, origin: TraceOrigin): Trace {
  const locate = locator(origin.sources);
  const { on = {} } = origin;
  return {
    program: { file: origin.sources[0]?.path ?? "", hash: programHash(origin.sources) },
    subject: origin.subject,
    mode: origin.mode,
    network: networkWords(on.architecture ?? fifo),
    ...(on.faults === undefined ? {} : { faults: on.faults.name }),
    generator: generatorName,
    seed: origin.seed,
    schedule: origin.schedule,
    initial: { choices: execution.start.choices, fields: fieldsOf(execution.start.configuration.world.store) },
    steps: execution.steps.map((step, index) => {
      const site = locate(step.site.span);
      const changes = changesBetween(storeBefore(execution, index), step.store);
      return { label: step.label, rules: step.rules, ...(site === undefined ? {} : { site }), changes };
    }),
    end,
  };
}

function fieldsOf(store: Store): readonly { readonly role: Role; readonly bindings: Environment }[] {
  return [...store].map(([role, { fields }]) => ({ role, bindings: fields }));
}
