/**
 * Whether any run of a network shows what is watched for, asked of the product of its processes and queues as of a sequential program: between the cut points of the
 * control all interleavings are one formula, at them invariants are sought by Houdini and by Horn clauses. A control state tells which locations go together and which
 * messages wait, so that candidates relate what was sent with what is held.
 */
import { present } from "../../../calculus/present.ts";
import type { Decision, Effortful } from "../head-first/decide-watched.ts";
import { Decider } from "../head-first/decide-watched.ts";
import type { Watched } from "../head-first/conditions.ts";
import type { Program } from "../head-first/program.ts";
import { programOf } from "../head-first/program.ts";
import type { Visit } from "../head-first/segment.ts";
import type { SymbolicRun } from "../head-first/symbolic-run.ts";
import { writtenInvariants } from "../head-first/written-invariants.ts";
import type { Context } from "../values/index.ts";
import { newContext, nothing } from "../values/index.ts";
import { newTerms } from "../terms/index.ts";
import type { Control } from "./control-states.ts";
import type { Moment, WatchedInNetwork } from "./network-conditions.ts";
import { shownAt } from "./network-conditions.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { NetworkRun } from "./network-run.ts";
import type { NetworkState } from "./network-state.ts";
import { networkOffers } from "./network-step.ts";
import type { NetworkParts } from "./parts.ts";
import type { ProductMachine } from "./product-machine.ts";
import { productMachine } from "./product-machine.ts";

/** More cut points than this are not looked at: of each all states are a question of their own. */
const mostCutPoints = 40;
/** So many rounds through cut points have the longest runs that are looked at. */
const mostRounds = 6;

/** Questions about one network whose control is known. */
export class ControlDecider {
  private readonly network: NetworkProgram;
  private readonly control: Control;
  private readonly product: ProductMachine;
  private readonly context: Context;
  private readonly decider: Decider;

  /** @throws Refusal */
  private constructor(network: NetworkProgram, control: Control, product: ProductMachine, program: Program, context: Context, effort: Effortful) {
    this.network = network;
    this.control = control;
    this.product = product;
    this.context = context;
    this.decider = new Decider(program, context, { ...effort, longest: mostRounds });
  }

  /** Undefined where the control has too many cut points. @throws Refusal */
  static of(
    network: NetworkProgram,
    control: Control,
    { definitions, arithmetic }: Context,
    effort: Effortful,
    parts: NetworkParts,
  ): ControlDecider | undefined {
    const product = productMachine(network, control, parts);
    const program = programOf(product.built);
    if (program.cuts.points.length > mostCutPoints) return undefined;
    const context = newContext({ terms: newTerms(), definitions, arithmetic });
    return new ControlDecider(network, control, product, program, context, effort);
  }

  /** Decides, or says how far it came. Runs that are cut where a queue outgrows its slots are not followed. @throws Refusal for what has no encoding */
  decide(watched: WatchedInNetwork): Decision {
    return this.decider.decide(this.condition(watched));
  }

  /** As `Decider.unanswered`. @throws Refusal */
  unanswered(): string | undefined {
    return this.decider.unanswered();
  }

  /** The run as one of the network. */
  runOf({ initial, steps, answers }: SymbolicRun): NetworkRun {
    let first = 0;
    const begun = this.network.machine.processes.map(({ variables }) => {
      first += variables.length;
      return initial.slice(first - variables.length, first);
    });
    return {
      initial: begun,
      answers,
      steps: steps.map(({ command, chosen }) => {
        const { process, typed } = present(this.product.edgeOf.get(command));
        return { move: { what: { kind: "command", offer: { typed }, keeps: false }, process }, ...(chosen === undefined ? {} : { chosen }) };
      }),
    };
  }

  /** What the proof rests on: for each cut point where the processes are, and what holds there. */
  invariantsOf({ invariants }: Extract<Decision, { kind: "never" }>): readonly string[] {
    return writtenInvariants(invariants ?? new Map()).map(
      ({ point, formulas }) => `whenever ${this.placeName(point)}, as far as the variables are set: ${formulas.join("; ")}`,
    );
  }

  private placeName(point: number): string {
    const { machine } = this.network;
    const { locations, queues } = present(this.control.states[point]);
    const places = machine.processes.map(({ role }, process) => `${role} is at location ${String(locations[process])}`);
    const waiting = queues.flatMap((kinds, channel) => {
      const { from, to, messages } = present(machine.channels[channel]);
      return kinds.length === 0
        ? []
        : [`${kinds.map((kind) => messages[kind]?.label ?? "").join(", ")} wait${kinds.length === 1 ? "s" : ""} on ${from ?? "*"} -> ${to}`];
    });
    return [...places, ...waiting].join(", ");
  }

  private condition(watched: WatchedInNetwork): Watched {
    if (watched.kind === "failure" || watched.kind === "violation") return watched;
    const { network, context } = this;
    const { terms } = context;
    if (watched.kind === "assertion")
      return {
        kind: "condition",
        isQuantified: false,
        at: ({ branches }) => terms.or(...branches.filter(({ typed }) => typed.command.rules.some((rule) => judging.has(rule))).map(({ taken }) => taken)),
      };
    return {
      kind: "condition",
      isQuantified: watched.kind === "no-value",
      at: (visit, inside) => shownAt(watched, this.momentOf(visit, inside), network, inside),
    };
  }

  /** The state of the network at a visit, whose control is known. */
  private momentOf({ location, state: { reach, cells } }: Visit, context: Context): Moment {
    const { network, control, product } = this;
    const { terms } = context;
    const { locations, stopped, queues } = present(control.states[location]);
    let first = 0;
    const state: NetworkState = {
      reach,
      at: network.machine.processes.map((process, number) => process.locations.map((_, index) => terms.boolean(locations[number] === index))),
      stopped: stopped.map((why) => ({ failed: terms.boolean(why === "failed"), assumption: terms.boolean(why === "assumption"), crashed: terms.false })),
      cells: network.machine.processes.map(({ variables }) => {
        first += variables.length;
        return cells.slice(first - variables.length, first);
      }),
      queues: network.machine.channels.map(({ messages }, channel) =>
        Array.from({ length: network.slots }, (_, position) => {
          const waiting = queues[channel]?.[position];
          return {
            taken: terms.boolean(waiting !== undefined),
            is: messages.map((_message, kind) => terms.boolean(kind === waiting)),
            payload: messages.map(({ types }, kind) =>
              types.map((_type, index) => (kind === waiting ? present(cells[present(product.slotVariable(channel, position, kind, index))]).value : nothing)),
            ),
          };
        }),
      ),
      spent: [],
    };
    return {
      state,
      get step() {
        const { offers, overflow } = networkOffers(network, state, "offered", context);
        return { offers, overflow, moves: [], after: state };
      },
    };
  }
}

/** Those whose steps judge an assertion, or may have tried to. */
const judging: ReadonlySet<string> = new Set(["N-ASSERT", "N-VIOLATE", "N-FAIL"]);
