/**
 * Whether any run of a network shows what is watched for, asked of the product of its processes and queues as of a sequential program: between the cut points of the
 * control all interleavings are one formula, at them invariants are sought by Houdini and by Horn clauses. A control state tells which locations go together and which
 * messages wait, so that candidates relate what was sent with what is held.
 */
import { present } from "../../../calculus/present.ts";
import type { Decision, Effortful } from "../head-first/decide-watched.ts";
import { Decider } from "../head-first/decide-watched.ts";
import type { SymbolicRun } from "../head-first/symbolic-run.ts";
import { writtenInvariants } from "../head-first/written-invariants.ts";
import type { Context } from "../values/index.ts";
import { newContext } from "../values/index.ts";
import { newTerms } from "../terms/index.ts";
import type { Control } from "./control-states.ts";
import type { WatchedInNetwork } from "./network-conditions.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { NetworkRun } from "./network-run.ts";
import type { NetworkParts } from "./parts.ts";
import type { ProductProgram } from "./product-program.ts";
import { mostCutPoints, placeName, productProgram, watchedInProduct } from "./product-program.ts";

/** So many rounds through cut points have the longest runs that are looked at. */
const mostRounds = 6;

/** Questions about one network whose control is known. */
export class ControlDecider {
  private readonly product: ProductProgram;
  private readonly decider: Decider;

  /** @throws Refusal */
  private constructor(product: ProductProgram, context: Context, effort: Effortful) {
    this.product = product;
    this.decider = new Decider(product.program, context, { ...effort, longest: mostRounds });
  }

  /** Undefined where the control has too many cut points. @throws Refusal */
  static of(
    network: NetworkProgram,
    control: Control,
    { definitions, arithmetic }: Context,
    effort: Effortful,
    parts: NetworkParts,
  ): ControlDecider | undefined {
    const product = productProgram(network, control, parts);
    if (product.program.cuts.points.length > mostCutPoints) return undefined;
    return new ControlDecider(product, newContext({ terms: newTerms(), definitions, arithmetic }), effort);
  }

  /** Decides, or says how far it came. Runs that are cut where a queue outgrows its slots are not followed. @throws Refusal for what has no encoding */
  decide(watched: WatchedInNetwork): Decision {
    return this.decider.decide(watchedInProduct(this.product, watched));
  }

  /** As `Decider.unanswered`. @throws Refusal */
  unanswered(): string | undefined {
    return this.decider.unanswered();
  }

  /** The run as one of the network. */
  runOf({ initial, steps, answers }: SymbolicRun): NetworkRun {
    let first = 0;
    const begun = this.product.network.machine.processes.map(({ variables }) => {
      first += variables.length;
      return initial.slice(first - variables.length, first);
    });
    return {
      initial: begun,
      answers,
      steps: steps.map(({ command, chosen }) => {
        const { process, typed } = present(this.product.machine.edgeOf.get(command));
        return { move: { what: { kind: "command", offer: { typed }, keeps: false }, process }, ...(chosen === undefined ? {} : { chosen }) };
      }),
    };
  }

  /** What the proof rests on: for each cut point where the processes are, and what holds there. */
  invariantsOf({ invariants }: Extract<Decision, { kind: "never" }>): readonly string[] {
    return writtenInvariants(invariants ?? new Map()).map(
      ({ point, formulas }) => `whenever ${placeName(this.product, point)}, as far as the variables are set: ${formulas.join("; ")}`,
    );
  }
}
