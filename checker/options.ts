/** How a file is to be judged: bounds, the port for interruption, and which judgements are wanted. */
import type { Fairness } from "../calculus/syntax/index.ts";
import type { Progress, SearchLimits } from "./compiled/index.ts";
import type { Solver } from "./smt/solver/index.ts";
import type { Bounds } from "./verdict.ts";

/**
 * `auto`: head first where a theorem allows it, by a solver where that meets data without bounds; otherwise the compiled engine, otherwise the rules. `rules`: every
 * interleaving by the rules of the calculus. `smt`: by a solver, or not at all.
 */
export type EngineChoice = "auto" | "head-first" | "rules" | "explicit" | "smt";

export interface VerifyOptions {
  /** Which engine looks at runs; `auto` unless told. */
  readonly engine?: EngineChoice;
  /** Who is asked where data has no bounds; absent: nobody. */
  readonly solver?: Solver;
  /** The names of what the solver was asked since this was last called; for the evidence of verdicts. */
  readonly queriesAsked?: () => readonly string[];
  /** Threads of the compiled engine; 1 unless told. */
  readonly workers?: number;
  /** What the compiled engine may leave out (docs/reductions.md); nothing unless told. */
  readonly reduction?: readonly ("persistent" | "symmetry" | "dead-variables")[];
  /** States per exploration; reaching it gives `unknown`. */
  readonly maxStates?: number;
  /** Steps from the initial state; a bound that the user asks for, so that stopping there gives `verified-up-to`. */
  readonly maxDepth?: number;
  /** Estimated bytes per exploration. */
  readonly memory?: number;
  /** The compiled engine searches depth first: far states early, and runs that are not the shortest. */
  readonly search?: "breadth-first" | "depth-first";
  /** Asked now and then; a text ends the exploration under way and all later ones, and says why (a time limit, a signal). */
  readonly shouldStop?: () => string | undefined;
  /** The compiled engine keeps less than whole states: what it does not find is absent up to a probability. */
  readonly approximate?: "bitstate" | "hash-compaction";
  /** Told now and then how far an exploration by generated code has come. */
  readonly onProgress?: (progress: Progress) => void;
  /** What comes to a place of a refined type is checked by assertions. */
  readonly checkRefinements?: boolean;
  /** Decide twice, head first and in the network, and compare. */
  readonly paranoid?: boolean;
  /** Raw verdicts: expectations are not judged. */
  readonly ignoreExpect?: boolean;
  /** Only this property or built-in item. */
  readonly property?: string;
  /** What no expectation asks for is judged on this network, `fifo` unless told: words of `readNetwork` in their standard form, or `synchronous`. */
  readonly network?: string;
  /** … under this fault model of the file. */
  readonly faults?: string;
  /** For properties of whole runs: which infinite runs count. */
  readonly fairness?: Fairness;
  /** Multiparty compatibility is tried with queues of 1 … maxK messages. */
  readonly maxK?: number;
}

/** How a file is to be judged, by one engine or by each of them. */
export interface JudgeOptions extends Omit<VerifyOptions, "engine"> {
  /** `all`: every engine judges for itself, and verdicts that contradict each other are a `disagreement`. */
  readonly engine?: EngineChoice | "all";
}

export const defaultBounds: Bounds = { maxStates: 200_000, memory: 2 * 1024 ** 3 };

/** The bounds that the options set, with the defaults. */
export function boundsOf({ maxStates, maxDepth, memory }: VerifyOptions): Bounds {
  return {
    maxStates: maxStates ?? defaultBounds.maxStates,
    memory: memory ?? defaultBounds.memory,
    ...(maxDepth === undefined ? {} : { maxDepth }),
  };
}

/** The bounds as limits of an exploration. */
export function limitsOf(options: VerifyOptions): SearchLimits {
  const { shouldStop, onProgress } = options;
  return { ...boundsOf(options), ...(shouldStop === undefined ? {} : { shouldStop }), ...(onProgress === undefined ? {} : { onProgress }) };
}
