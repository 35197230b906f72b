/**
 * Whether any run of a choreography whose calls nest without end shows what is watched for. Runs that show it are looked for where calls nest to some depth, and
 * executed; that there are none is proved by summaries of calls.
 */
import type { Model } from "../../../calculus/core/index.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import type { HeadFirstBuildResult } from "../../../calculus/machine/index.ts";
import { machineOfChoreographyHeadFirst, machinesWithCalls } from "../../../calculus/machine/index.ts";
import { attempt, refuse } from "../values/index.ts";
import type { Context } from "../values/index.ts";
import type { Possible } from "./ask.ts";
import type { CallingProgram } from "./calls.ts";
import { callingPrograms } from "./calls.ts";
import type { Watched } from "./conditions.ts";
import type { Deciding, Decision, Effortful } from "./decide-watched.ts";
import { Decider } from "./decide-watched.ts";
import type { SymbolicParts } from "./parts.ts";
import type { Program } from "./program.ts";
import { programOf } from "./program.ts";
import { excludedBySummaries, isWatchedNowhere } from "./summaries.ts";

/** How deep calls nest in the runs that are looked at after summaries were tried, and how many rounds of loops and calls these have. */
const deep = { depth: 10, rounds: 24 } as const;

/** Machines with more locations are too large to be encoded: where every call has several others in it, calls are followed less deep. */
const mostLocations = 3_000;

export interface NestedPrograms {
  /** The choreography with calls to this depth, or as deep as its machine does not become too large. */
  readonly cutAt: (depth: number) => Program;
  readonly calling: readonly CallingProgram[];
  /** What is looked at before summaries are tried. */
  readonly shallow: SymbolicParts["shallow"];
}

/** The programs of a choreography, built when they are needed; undefined where it has none. */
export function nestedPrograms(model: Model, subject: string, parts: SymbolicParts): NestedPrograms | undefined {
  const made = machinesWithCalls(model, subject);
  if (!made.ok) return undefined;
  return {
    calling: callingPrograms(parts.calling(made.machines), parts),
    shallow: parts.shallow,
    cutAt: (nested) => {
      const machineAt = (depth: number): HeadFirstBuildResult =>
        machineOfChoreographyHeadFirst(model, subject, { stopBranches: true, nested: depth, maxLocations: mostLocations });
      let machine = machineAt(nested);
      for (let depth = nested - 1; !machine.ok && depth > 0; depth -= 1) machine = machineAt(depth);
      return machine.ok ? programOf(machine.built, parts) : refuse(machine.reason);
    },
  };
}

/** The questions of one choreography whose calls nest without end. */
export class CallDecider implements Deciding {
  private readonly programs: NestedPrograms;
  private readonly newContext: () => Context;
  private readonly effort: Effortful;
  private readonly first: Decider;
  private deeper: Decider | undefined;
  private readonly excluded = new Map<Watched, boolean>();

  /** @throws Refusal */
  constructor(programs: NestedPrograms, newContext: () => Context, effort: Effortful) {
    this.programs = programs;
    this.newContext = newContext;
    this.effort = effort;
    this.first = this.deciderFor(programs.shallow);
  }

  private deciderFor({ depth, rounds }: SymbolicParts["shallow"]): Decider {
    return new Decider(this.programs.cutAt(depth), this.newContext(), { ...this.effort, longest: Math.min(rounds, this.effort.longest) });
  }

  /** @throws Refusal for what has no encoding */
  decide(watched: Watched): Decision {
    if (this.isShownNowhere(watched)) return { kind: "never", method: "symbolic execution", k: 0 };
    const shallowly = this.first.decide(watched, "runs");
    if (shallowly.kind === "seen") return shallowly;
    const excluded: Decision = { kind: "never", method: "Horn clauses with summaries of calls", k: 1 };
    const expectsRun = watched.kind === "formula" && watched.wanted === true;
    if (!expectsRun && this.isExcluded(watched)) return excluded;
    const deeply = (this.deeper ??= this.deciderFor(deep)).decide(watched, "runs");
    return expectsRun && deeply.kind !== "seen" && this.isExcluded(watched) ? excluded : deeply;
  }

  start(): Possible {
    return this.first.start();
  }

  unanswered(): string | undefined {
    return this.first.unanswered() ?? this.deeper?.unanswered();
  }

  /** All runs are looked at only if they are over before calls nest too deep. */
  isCutOff(): boolean {
    if (!this.first.mayBeCutOff() || this.first.decide({ kind: "other-end" }, "all runs").kind !== "never") return false;
    return this.first.decide({ kind: "cut" }, "all runs").kind === "never";
  }

  /** Whether nothing in the choreography, or in any call, could show it. */
  private isShownNowhere(watched: Watched): boolean {
    const made = attempt(nowhere, () => isWatchedNowhere(this.programs.calling, watched, this.newContext()));
    return made.kind === "encoded" && made.result;
  }

  private isExcluded(watched: Watched): boolean {
    const known = this.excluded.get(watched);
    if (known !== undefined) return known;
    const made = attempt(nowhere, () => excludedBySummaries(this.programs.calling, watched, this.newContext(), this.effort));
    const found = made.kind === "encoded" && made.result;
    this.excluded.set(watched, found);
    return found;
  }
}
