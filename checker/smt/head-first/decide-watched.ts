/**
 * Whether any run of a choreography shows what is watched for: bounded model checking for the runs that do (Biere et al., Symbolic Model Checking without BDDs, TACAS
 * 1999), and for the absence of such runs, in this order: every run is over; k-induction over segments (Sheeran, Singh and Stålmarck, Checking safety properties using
 * induction and a SAT-solver, FMCAD 2000), plain with small k, then with inductive invariants; Horn clauses.
 *
 *     base      no run of k segments from an initial state shows it
 *     step      no run of k+1 segments from any state at a cut point shows it in the last one and not before
 */
import type { FunctionDefinition } from "../../../calculus/core/index.ts";
import { assertNever } from "../../../calculus/assert-never.ts";
import { nowhere } from "../../../calculus/diagnostics/index.ts";
import type { Term } from "../terms/index.ts";
import { newTerms } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { attempt, hasNoAnswer, isUnconditional, newContext, refuse } from "../values/index.ts";
import type { Oracle, Possible } from "./ask.ts";
import { isPossible } from "./ask.ts";
import type { Watched } from "./conditions.ts";
import { conditionOf } from "./conditions.ts";
import type { CandidateForms } from "./candidates.ts";
import type { HornSearch, HornSolution } from "./horn.ts";
import { hornSearch } from "./horn.ts";
import type { Invariants } from "./invariants.ts";
import { inductiveCandidates, noInvariants } from "./invariants.ts";
import type { Program } from "./program.ts";
import { keepBounds } from "./proved-bounds.ts";
import { findSizes } from "./sizes.ts";
import type { Slot } from "./states.ts";
import { anyState, initialState, slotsAt } from "./states.ts";
import type { SymbolicRun } from "./symbolic-run.ts";
import { runIn } from "./symbolic-run.ts";
import { Unrolling } from "./unrolling.ts";

export type SymbolicMethod =
  "symbolic execution" | "bounded model checking" | "k-induction" | "k-induction with invariants" | "Horn clauses" | "Horn clauses with summaries of calls";

export type Decision =
  | {
      readonly kind: "never";
      readonly method: SymbolicMethod;
      readonly k: number;
      readonly invariants?: Invariants;
      readonly horn?: HornSolution;
      /** What invariants and solution speak of; it knows the sizes that the proof rests on. */
      readonly program?: Program;
    }
  /** `program`: what the run is one of. */
  | { readonly kind: "seen"; readonly method: SymbolicMethod; readonly run: () => SymbolicRun; readonly program: Program }
  /** It is not seen in the first `segments` segments of a run; about longer ones nothing is known. */
  | { readonly kind: "up-to"; readonly segments: number; readonly reason: string };

export interface Effortful extends Oracle {
  /** Segments of the longest runs that are looked at. */
  readonly longest: number;
  readonly shouldStop: () => string | undefined;
  /** The names of what the solver was asked since this was last called. */
  readonly asked?: () => readonly string[];
}

/** What a decision may rest on: runs that show it; all runs, if they are over; or anything. */
export type Means = "runs" | "all runs" | "everything";

/** Who decides questions about one choreography. */
export interface Deciding {
  decide(watched: Watched): Decision;
  /** Whether there is an initial state. */
  start(): Possible;
  unanswered(): string | undefined;
  isCutOff(): boolean;
}

/** The questions of one program, which share what was unrolled and the invariants. */
export class Decider implements Deciding {
  /** It knows how large lists, sets and maps become as soon as states at cut points are made. */
  private program: Program;
  private readonly context: Context;
  private readonly effort: Effortful;
  private readonly fromStart: Unrolling;
  private fromPoints: ReadonlyMap<number, Unrolling> | "refused" | undefined;
  private readonly answered = new Map<FunctionDefinition, boolean>();
  private readonly goingOn = new Map<number, boolean>();
  private readonly found = new Map<CandidateForms, Invariants | "unknown">();
  /** Why nothing is proved by induction. */
  private openSizes: string | undefined;

  /** @throws Refusal */
  constructor(program: Program, context: Context, effort: Effortful) {
    this.program = program;
    this.context = context;
    this.effort = effort;
    this.fromStart = new Unrolling(program, new Map([[0, initialState(program, context)]]), "", context);
  }

  /** From any state at each cut point; undefined where such states have no encoding (lists without bounds, say): then nothing is proved by induction. */
  private anywhere(): ReadonlyMap<number, Unrolling> | undefined {
    if (this.fromPoints === undefined) {
      const { context } = this;
      const build = (): ReadonlyMap<number, Unrolling> => {
        const isSized = this.findSizes();
        const { program } = this;
        const found = new Map<number, Unrolling>();
        const layouts = new Map<number, readonly Slot[]>();
        for (const point of program.cuts.points) {
          const slots = slotsAt(program, point, context);
          if (slots === undefined) continue;
          layouts.set(point, slots);
          const start = anyState(slots, `any ${String(point)}`, context);
          found.set(point, new Unrolling(program, new Map([[point, start]]), `any ${String(point)}: `, context));
        }
        const runs = [...found.values()].flatMap((unrolling) => [...unrolling.layer(0).runs.values()]);
        if (!isSized && program.parts.provesBounds && !keepBounds(program, layouts, runs, context, this.effort))
          refuse("what an analysis says of loops, which was not proved");
        return found;
      };
      // What words cannot hold, integers can.
      if (context.arithmetic === "words") this.fromPoints = build();
      else {
        const made = attempt(nowhere, build);
        this.fromPoints = made.kind === "encoded" ? made.result : "refused";
      }
    }
    return this.fromPoints === "refused" ? undefined : this.fromPoints;
  }

  /** Whether sizes had to be found, and are proved with everything else that is known at cut points. @throws Refusal where there are none */
  private findSizes(): boolean {
    const sized = findSizes(this.program, this.context, this.effort);
    switch (sized.kind) {
      case "as-it-is":
        return false;
      case "sized":
        this.program = sized.program;
        return true;
      case "open":
        this.openSizes = `no bound was found for the size of ${sized.what.join(", ")} in loops`;
        return refuse(this.openSizes);
      default:
        return assertNever(sized);
    }
  }

  /**
   * Decides, or says how far it came. Where invariants do not decide, Horn clauses are solved aside while longer runs are looked at. What decides does not depend on who is
   * faster: a run, if there is one in time, and otherwise the first proof in the order of the methods. @throws Refusal for what has no encoding
   */
  decide(watched: Watched, by: Means = "everything"): Decision {
    const horn = hornSearch(() => this.program, watched, this.context, this.effort);
    try {
      const found = this.search(watched, by, horn);
      const solution = found.kind === "up-to" ? horn.solution() : undefined;
      return solution === undefined ? found : this.excludedBy(solution);
    } finally {
      horn.cancel();
    }
  }

  private excludedBy(horn: HornSolution): Decision {
    return { kind: "never", method: "Horn clauses", k: 1, horn, program: this.program };
  }

  private search(watched: Watched, by: Means, horn: HornSearch): Decision {
    const { context, effort } = this;
    for (let depth = 0; depth < effort.longest; depth += 1) {
      const stop = effort.shouldStop();
      if (stop !== undefined) return { kind: "up-to", segments: depth, reason: stop };
      // Longer runs cost more and more: an invariant that is about to be found spares them.
      const solution = horn.isOver() || depth === depthBesideHorn ? horn.solution() : undefined;
      if (solution !== undefined) return this.excludedBy(solution);
      const seen: Possible = this.program.parts.looksAtBase ? this.isSeen(watched, this.fromStart, depth, `run-${String(depth)}`) : { kind: "no" };
      if (seen.kind === "unknown") return { kind: "up-to", segments: depth, reason: seen.reason };
      if (seen.kind === "yes")
        return {
          kind: "seen",
          method: depth === 0 ? "symbolic execution" : "bounded model checking",
          program: this.program,
          run: () => runIn(this.fromStart, depth, watched, this.program, seen.read, context),
        };
      if (by === "runs") continue;
      if (!this.goesOn(depth)) {
        // Where invariants are sought they come first, however long that takes: who is faster must not be seen.
        const first = horn.solution();
        return first === undefined
          ? { kind: "never", method: depth === 0 ? "symbolic execution" : "bounded model checking", k: depth }
          : this.excludedBy(first);
      }
      if (by === "all runs") continue;
      if (depth < inductionDepths) {
        const shown = this.shownByInduction(watched, depth);
        if (shown !== undefined) return shown;
        // Most questions are decided before this, with less than a second solver takes to begin.
        if (depth === inductionDepths - 1) horn.begin();
      }
    }
    const open = this.openSizes === undefined ? "" : `; ${this.openSizes}`;
    return { kind: "up-to", segments: effort.longest, reason: `runs are looked at up to ${String(effort.longest)} rounds of loops and calls${open}` };
  }

  /** Whether there is an initial state. */
  start(): Possible {
    return isPossible(
      "start",
      [...this.fromStart.layer(0).arriving.values()].map(({ reach }) => reach),
      this.context,
      this.effort,
      "core first",
    );
  }

  /** Why some function without body that may be asked may have no answer: such runs end there, and nothing is found in what would follow. @throws Refusal */
  unanswered(): string | undefined {
    const functions = new Set(this.context.applications.map(({ definition }) => definition));
    for (const definition of functions) {
      const known = this.answered.get(definition) ?? this.askForAnswers(definition);
      this.answered.set(definition, known);
      if (!known) return `it is not known whether ${definition.name} has an answer for all arguments`;
    }
    return undefined;
  }

  private askForAnswers(definition: FunctionDefinition): boolean {
    const { definitions, ends, bounds } = this.context;
    const context = newContext({
      terms: newTerms(),
      definitions,
      arithmetic: "integers",
      ...(ends === undefined ? {} : { ends }),
      ...(bounds === undefined ? {} : { bounds }),
    });
    if (isUnconditional(definition, context)) return true;
    return isPossible(`answers-${definition.name}`, [hasNoAnswer(definition, context)], context, this.effort).kind === "no";
  }

  /** Whether every run ends where a false assumption has stopped a role, and nobody who had something to do finished; false where that is not known. @throws Refusal */
  isCutOff(): boolean {
    return this.mayBeCutOff() && this.decide({ kind: "other-end" }, "all runs").kind === "never";
  }

  /** Whether some assumption may be false. */
  mayBeCutOff(): boolean {
    return this.program.process.locations.some(({ stopped = [] }) => stopped.some(({ why }) => why === "assumption"));
  }

  private isSeen(watched: Watched, unrolling: Unrolling, depth: number, name: string, premises: readonly Term[] = []): Possible {
    const { program, context, effort } = this;
    const condition = context.terms.or(...[...unrolling.layer(depth).runs.values()].map((run) => conditionOf(watched, run, program, context)));
    return isPossible(name, [condition, ...premises], context, effort, "core first");
  }

  /** Whether some run has more than `depth` + 1 segments; true where that is not known. */
  private goesOn(depth: number): boolean {
    const known = this.goingOn.get(depth) ?? this.askWhetherItGoesOn(depth);
    this.goingOn.set(depth, known);
    return known;
  }

  private askWhetherItGoesOn(depth: number): boolean {
    const arriving = [...this.fromStart.layer(depth + 1).arriving.values()];
    if (arriving.length === 0) return false;
    const { terms } = this.context;
    return isPossible(`goes-on-${String(depth)}`, [terms.or(...arriving.map(({ reach }) => reach))], this.context, this.effort, "core first").kind !== "no";
  }

  /**
   * A proof by induction with k up to `depth` + 1, those tried before left out: without invariants while that is cheap, then with them. They spare longer runs from states
   * that no run comes to.
   */
  private shownByInduction(watched: Watched, depth: number): Extract<Decision, { kind: "never" }> | undefined {
    const longest = depth + 1;
    const isPlain = longest <= plainDepths;
    if (isPlain && this.isInductive(watched, longest, noInvariants)) return { kind: "never", method: "k-induction", k: longest, program: this.program };
    if (longest < plainDepths) return undefined;
    let isKnown = false;
    for (const forms of candidateForms) {
      const invariants = this.anywhere() === undefined ? undefined : this.invariants(forms);
      if (invariants === undefined) continue;
      isKnown = true;
      for (let k = isPlain ? 1 : longest; k <= longest; k += 1)
        if (this.isInductive(watched, k, invariants)) return { kind: "never", method: "k-induction with invariants", k, invariants, program: this.program };
    }
    if (isPlain || isKnown || !this.isInductive(watched, longest, noInvariants)) return undefined;
    return { kind: "never", method: "k-induction", k: longest, program: this.program };
  }

  private isInductive(watched: Watched, k: number, invariants: Invariants): boolean {
    return this.anywhere() !== undefined && isShown(() => this.stepHolds(watched, k, invariants));
  }

  /** The step of k-induction, given that no run shows it in its first k segments. */
  private stepHolds(watched: Watched, k: number, invariants: Invariants): boolean {
    const { program, context } = this;
    const { terms } = context;
    return [...(this.anywhere() ?? [])].every(([point, unrolling]) => {
      const premises: Term[] = [];
      for (let depth = 0; depth <= k; depth += 1) {
        const { arriving, runs } = unrolling.layer(depth);
        for (const [at, { reach, cells }] of arriving)
          premises.push(terms.implies(reach, terms.and(...(invariants.get(at) ?? []).map(({ holds }) => holds(cells)))));
        if (depth < k) for (const run of runs.values()) premises.push(terms.not(conditionOf(watched, run, program, context)));
      }
      return this.isSeen(watched, unrolling, k, `induction-${String(k)}-${String(point)}`, premises).kind === "no";
    });
  }

  private invariants(forms: CandidateForms): Invariants | undefined {
    let found = this.found.get(forms);
    if (found === undefined) {
      const made = attempt(nowhere, () => inductiveCandidates(this.program, this.context, this.effort, forms));
      this.found.set(forms, (found = (made.kind === "encoded" ? made.result : undefined) ?? "unknown"));
    }
    return found === "unknown" ? undefined : found;
  }
}

/** Few candidates first: they are enough for most. */
const candidateForms: readonly CandidateForms[] = ["relations", "all"];

/** The largest k of k-induction, and the largest before invariants are sought. */
const inductionDepths = 3;
const plainDepths = 2;

/** Runs up to this length are looked at while Horn clauses are solved. */
const depthBesideHorn = 6;

/** False where what would show it has no encoding. */
function isShown(show: () => boolean): boolean {
  const made = attempt(nowhere, show);
  return made.kind === "encoded" && made.result;
}
