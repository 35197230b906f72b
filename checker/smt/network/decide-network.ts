/**
 * Whether any run of a network shows what is watched for, by bounded model checking over single steps and k-induction (Sheeran, Singh and Stålmarck, FMCAD 2000), with
 * the reachable control of the network as an invariant. The first depth at which it is seen is the length of a shortest run.
 *
 * Runs whose queues outgrow their slots are cut. What is concluded about all runs is so only where none is: `isCut` decides that like anything else that is watched for.
 */
import { isPossible } from "../head-first/ask.ts";
import type { Possible } from "../head-first/ask.ts";
import type { Effortful, SymbolicMethod } from "../head-first/decide-watched.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { isUnconditional, Refusal, WordRefusal } from "../values/index.ts";
import type { Control } from "./control-states.ts";
import { isControl } from "./control-states.ts";
import { ControlDecider } from "./decide-by-control.ts";
import type { WatchedInNetwork } from "./network-conditions.ts";
import { shownAt } from "./network-conditions.ts";
import type { NetworkProgram } from "./network-program.ts";
import { hasSessions, mayLeave } from "./network-program.ts";
import { anyNetwork, initialNetwork } from "./network-state.ts";
import type { NetworkState } from "./network-state.ts";
import type { NetworkRun } from "./network-run.ts";
import { runIn } from "./network-run.ts";
import { NetworkUnrolling } from "./network-unrolling.ts";
import type { NetworkParts } from "./parts.ts";

export type NetworkMethod = SymbolicMethod | "reachable control";

export type NetworkDecision =
  | { readonly kind: "never"; readonly method: NetworkMethod; readonly k: number; readonly invariants?: readonly string[] }
  | { readonly kind: "seen"; readonly depth: number; readonly run: NetworkRun; readonly read: (term: Term) => boolean }
  /** Found in the product; there may be shorter ones. */
  | { readonly kind: "seen-in-product"; readonly run: NetworkRun }
  /** It is not seen in the first `steps` steps of a run; about longer ones nothing is known. */
  | { readonly kind: "up-to"; readonly steps: number; readonly reason: string };

/** The largest k of k-induction. */
const mostInduction = 6;
/** More control states than this have no product that is looked at. */
const mostInProduct = 1_000;
/** More control states than this are no invariant. */
const mostControl = 300;

/** Questions about one network with one number of slots. */
export class NetworkDecider {
  readonly program: NetworkProgram;
  readonly context: Context;
  private readonly control: Control | undefined;
  private readonly effort: Effortful;
  private readonly parts: NetworkParts;
  private readonly fromStart: NetworkUnrolling;
  private readonly fromAnywhere: NetworkUnrolling | undefined;
  private readonly premises: Term[] = [];
  private readonly longest: { steps: number; ends: boolean } = { steps: 0, ends: false };
  private cut: NetworkDecision | undefined;
  private byControl: ControlDecider | "none" | undefined;

  /** @throws Refusal */
  constructor(program: NetworkProgram, control: Control | undefined, context: Context, effort: Effortful, parts: NetworkParts) {
    this.program = program;
    this.context = context;
    this.control = control;
    this.effort = effort;
    this.parts = parts;
    this.fromStart = new NetworkUnrolling(program, initialNetwork(program, context), "", context, parts);
    // Words that cannot be any state's are left to integers, which can.
    const anyState = (): NetworkState => anyNetwork(program, "any", context);
    const any = context.arithmetic === "words" ? anyState() : unlessRefused(anyState);
    if (any !== undefined) {
      this.fromAnywhere = new NetworkUnrolling(program, any, "any ", context, parts);
      if (control !== undefined && control.states.length <= mostControl)
        this.premises.push(context.terms.or(...control.states.map((one) => isControl(one, any, context))));
    }
  }

  /** Whether there is an initial state. */
  start(): Possible {
    return isPossible("start", [this.fromStart.moment(0).state.reach], this.context, this.effort);
  }

  /** Whether a queue can outgrow its slots, or somebody receive what is not of the types of his variables. */
  isCut(): NetworkDecision {
    if (!mayLeave(this.program)) return { kind: "never", method: "reachable control", k: 0 };
    if (this.control?.fits === true) return { kind: "never", method: "reachable control", k: 0 };
    this.cut ??= this.decide({ kind: "overflow" });
    return this.cut;
  }

  /** Decides for runs that are not cut, or says how far it came; `run`: which one it may show. @throws Refusal for what has no encoding */
  decide(watched: WatchedInNetwork, run: "shortest" | "any" = "shortest"): NetworkDecision {
    const { effort, context, program } = this;
    let inProduct: NetworkDecision | undefined;
    const upTo = (steps: number, reason: string): NetworkDecision => inProduct ?? { kind: "up-to", steps, reason };
    for (let depth = 0; depth < effort.longest; depth += 1) {
      const stop = effort.shouldStop();
      if (stop !== undefined) return upTo(depth, stop);
      const moment = this.fromStart.moment(depth);
      const seen = isPossible(`steps-${String(depth)}`, [shownAt(watched, moment, program, context)], context, effort);
      if (seen.kind === "unknown") return upTo(depth, seen.reason);
      if (seen.kind === "yes") {
        const moments = Array.from({ length: depth + 1 }, (_, number) => this.fromStart.moment(number));
        const read = (term: Term): boolean => {
          const value = seen.read(term);
          return value.kind === "boolean" && value.value;
        };
        return { kind: "seen", depth, run: runIn(moments, watched, program, seen.read, context), read };
      }
      if (!this.goesOn(depth)) return { kind: "never", method: "bounded model checking", k: depth };
      // Deeper induction from any state of a network costs more than the product, which knows more.
      if (depth === this.parts.productAt) {
        inProduct = this.decidedInProduct(watched);
        if (inProduct?.kind === "never" || (inProduct !== undefined && run === "any")) return inProduct;
      }
      if (inProduct !== undefined) continue;
      // Where every run ends soon, unrolling them all is cheaper than deeper induction.
      if (depth < (this.control?.isAcyclic === true ? 1 : mostInduction) && this.isInductive(watched, depth + 1))
        return { kind: "never", method: "k-induction", k: depth + 1 };
    }
    return upTo(effort.longest, `runs are looked at up to ${String(effort.longest)} steps`);
  }

  /** Undefined where the product has no encoding or is too large, and where it decides nothing. */
  private decidedInProduct(watched: WatchedInNetwork): NetworkDecision | undefined {
    const decider = this.productDecider();
    const found = decider === undefined ? undefined : unlessRefused(() => decider.decide(watched));
    if (decider === undefined || found === undefined || found.kind === "up-to") return undefined;
    if (found.kind === "seen") return { kind: "seen-in-product", run: decider.runOf(found.run()) };
    return { kind: "never", method: found.method, k: found.k, invariants: decider.invariantsOf(found) };
  }

  private productDecider(): ControlDecider | undefined {
    const { program, control, context, effort } = this;
    if (this.byControl === undefined) {
      const isSmall = control !== undefined && control.states.length <= mostInProduct && !hasSessions(program);
      this.byControl = (isSmall ? unlessRefused(() => ControlDecider.of(program, control, context, effort, this.parts)) : undefined) ?? "none";
    }
    return this.byControl === "none" ? undefined : this.byControl;
  }

  /** What of a state where it was seen. */
  seenAt(depth: number): ReturnType<NetworkUnrolling["moment"]> {
    return this.fromStart.moment(depth);
  }

  /** Why some function without body that was asked may have no answer: its contract may allow none. */
  unanswered(): string | undefined {
    const asked = this.context.applications.find(({ definition }) => !isUnconditional(definition, this.context))?.definition.name;
    if (asked !== undefined) return `it is not known whether ${asked} has an answer for all arguments`;
    return this.byControl === undefined || this.byControl === "none" ? undefined : this.byControl.unanswered();
  }

  /** No run goes on for ever, as far as is known. */
  areRunsFinite(): boolean {
    return this.longest.ends;
  }

  /** Whether some run has more than `depth` steps; true where that is not known. */
  private goesOn(depth: number): boolean {
    if (depth < this.longest.steps) return true;
    if (this.longest.ends) return depth < this.longest.steps;
    const after = this.fromStart.moment(depth).step.after.reach;
    const possible = isPossible(`goes-on-${String(depth)}`, [after], this.context, this.effort).kind !== "no";
    this.longest.steps = possible ? depth + 1 : depth;
    this.longest.ends = !possible;
    return possible;
  }

  /** The step of k-induction, given that no run shows it in its first k states. */
  private isInductive(watched: WatchedInNetwork, k: number): boolean {
    const { program, context, effort, fromAnywhere } = this;
    if (fromAnywhere === undefined) return false;
    const { terms } = context;
    const possible = unlessRefused(() => {
      const premises = [...this.premises];
      for (let depth = 0; depth < k; depth += 1) premises.push(terms.not(shownAt(watched, fromAnywhere.moment(depth), program, context)));
      return isPossible(`induction-${String(k)}`, [...premises, shownAt(watched, fromAnywhere.moment(k), program, context)], context, effort);
    });
    return possible?.kind === "no";
  }
}

/** What has no encoding from any state on, a list without a bound, say, may have one from the initial states on. What words cannot hold is left to integers. @throws WordRefusal */
function unlessRefused<T>(build: () => T): T | undefined {
  try {
    return build();
  } catch (error) {
    if (error instanceof Refusal && !(error instanceof WordRefusal)) return undefined;
    throw error;
  }
}
