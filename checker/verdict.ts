/**
 * Verdicts: what one judgement of one property of one subject claims, by which method, within which bounds, and what it rests on.
 * A verdict never claims more than was explored or than the theorem that it names gives (docs/verdicts.md).
 */
import type { Diagnostic, Fix, Span } from "../calculus/diagnostics/index.ts";
import type { IndistinguishableRuns, SplitEvent } from "../calculus/protocols/index.ts";
import type { Fairness } from "../calculus/syntax/index.ts";
import type { RecordedRun } from "../interpreter/recovery/index.ts";
import type { Core } from "./proof-core.ts";
import type { Counterexample } from "./counterexample/counterexample.ts";
import type { PrintedDerivation } from "./session-types/print-derivation.ts";

/** Everything that a judgement can end in. */
export const outcomes = ["proved", "verified-up-to", "violated", "vacuous", "unknown", "disagreement", "error"] as const;

export type Outcome = (typeof outcomes)[number];

/** Whether a word of an `expect` line names an outcome. */
export function isOutcome(word: string): word is Outcome {
  return (outcomes as readonly string[]).includes(word);
}

/**
 * How a verdict was reached: `typing` and `projection` are the static judgements, `by-design` a theorem about projectable programs without
 * exploration, `head-first` the reduced exploration of the choreography, `network` the plain exploration of the network by the rules, `explicit` the same by
 * code that is generated for its machine, `smt` a solver's answers about the choreography for all values of its data, `coherence` the conditions of implementability on the protocol,
 * `replay` the exploration of the machine that masks crashes by replay.
 */
export type Method = "typing" | "projection" | "by-design" | "head-first" | "network" | "explicit" | "smt" | "coherence" | "replay" | "none";

/** The limits that were set. `asked` says which of them the user asked for as a bound, so that stopping there is an answer and not a failure. */
export interface Bounds {
  readonly maxStates: number;
  /** Longest run in moves; absent: unlimited. Given only when the user asked for it. */
  readonly maxDepth?: number;
  /** Estimated bytes that the states may take. */
  readonly memory: number;
}

/** Who explored, where more than one thread was asked for. */
export interface ThreadsTold {
  readonly count: number;
  /** Why it was one only, as a clause. */
  readonly alone?: string;
}

/** One step of a run of the replay machine. */
export interface FaultyStep {
  readonly role: string;
  /** From 1. */
  readonly session: number;
  readonly text: string;
  readonly isFault: boolean;
  /** The statement that it executes, where it executes one. */
  readonly span?: Span;
}

/** A run with faults, and what it shows. */
export interface FaultyRun {
  readonly steps: readonly FaultyStep[];
  /** Sentences: what is different from the nearest end without faults, who is stuck, what happened twice. */
  readonly shows: readonly string[];
  /** The other run, where it takes two. */
  readonly other?: readonly FaultyStep[];
  /** As `replay` reads it. */
  readonly recorded: RecordedRun;
}

export interface Verdict {
  readonly subject: string;
  /** A built-in item (`deadlock-free`) or the name of a declared property. */
  readonly property: string;
  readonly verdict: Outcome;
  /** What the verdict decides, as a sentence. */
  readonly definition: string;
  readonly method: Method;
  /** By a solver: how, `k-induction, k = 2`. */
  readonly technique?: string;
  /** The theorem that the method rests on; absent for plain exploration. */
  readonly theorem?: string;
  readonly bounds: Bounds;
  readonly network: string;
  /** Which infinite runs count, where the property is asked under an assumption; absent: as its definition says. */
  readonly fairness?: Fairness;
  /** The name of a fault model, or `none`. */
  readonly faults: string;
  /** What is trusted: assumptions of the program, contracts of functions without body, and the like. */
  readonly assumptions: readonly string[];
  /** What supports the verdict, one sentence each. */
  readonly evidence: readonly string[];
  readonly states: number;
  readonly transitions: number;
  /** Who explored these states, where more than one thread was asked for and code explored them. */
  readonly threads?: ThreadsTold;
  /** The run that violates the property, or that witnesses it; always replayed. */
  readonly counterexample?: Counterexample;
  /** For a protocol: pairs of runs that a role cannot tell apart, each replayed. */
  readonly indistinguishable?: readonly IndistinguishableRuns[];
  /** For a network of local automata: the run to the fault, replayed. */
  readonly networkRun?: readonly SplitEvent[];
  /** For `compatible`: the least k for which the system is k-multiparty compatible, where that is why. */
  readonly leastK?: number;
  /** For a network of local automata: an endless run, what comes first and what is then repeated for ever; replayed. */
  readonly lasso?: { readonly prefix: readonly SplitEvent[]; readonly cycle: readonly SplitEvent[] };
  /** Of the replay machine: the run with its faults, replayed. */
  readonly faultyRun?: FaultyRun;
  /** For a protocol: an edit of its text with which the verdict would be `proved`; it was judged again. */
  readonly repair?: Fix;
  /** For `well-typed` of a process or system: the derivations, checked again. */
  readonly derivations?: readonly PrintedDerivation[];
  /** Statements of the subject that no run executes, where everything was explored to reach this verdict; told once for a subject. */
  readonly neverExecuted?: readonly { readonly text: string; readonly span: Span }[];
  /** By a solver, where it was asked for: what of the program the proof needs, or why that is not told. */
  readonly core?: Core;
  /** Why a verdict is not `proved`: the limit that was reached, the mistake, what is vacuous. */
  readonly reason?: string;
  /** The findings that make `well-typed` or `projectable` violated. */
  readonly diagnostics?: readonly Diagnostic[];
  /** Told for information: nobody asked, and it does not decide the exit code. */
  readonly informs?: true;
  /** Where the property stands, or its subject. */
  readonly span: Span;
}

/** One item of one `expect` line, or one `expect error`. */
export interface ExpectationResult {
  /** 1-based line of the `expect`. */
  readonly line: number;
  readonly subject: string;
  /** The built-in item, the property's name, or `error CODE`. */
  readonly item: string;
  /** The network, the faults and the fairness under which it is expected; `fifo` for an `expect error`. */
  readonly network: string;
  /** The name of a fault model, or `none`. */
  readonly faults: string;
  readonly fairness?: Fairness;
  readonly expected: string;
  readonly actual: string;
  readonly met: boolean;
  readonly span: Span;
}

/** Everything that `verify` says about one file; the reports of `bin` render this. */
export interface FileReport {
  readonly file: string;
  /** What is wrong with the file and was not expected. */
  readonly diagnostics: readonly Diagnostic[];
  /** What is wrong with the file, as its expectations say. */
  readonly expectedDiagnostics: readonly Diagnostic[];
  readonly verdicts: readonly Verdict[];
  readonly expectations: readonly ExpectationResult[];
  readonly exitCode: ExitCode;
}

/** Exit codes of the command line; their meaning stands in `exit-code.ts`. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 70;
