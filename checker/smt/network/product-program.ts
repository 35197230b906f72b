/** The product of a network as a program that is cut and encoded as a choreography head first is, and what is watched for in the network as conditions on its segments. */
import { present } from "../../../calculus/present.ts";
import type { TypedCommand } from "../../compiled/analysis/index.ts";
import type { Watched } from "../head-first/conditions.ts";
import { quantifiesValues } from "../head-first/conditions.ts";
import type { Program } from "../head-first/program.ts";
import { programOf } from "../head-first/program.ts";
import { written } from "../head-first/reliance.ts";
import type { Visit } from "../head-first/segment.ts";
import type { Context } from "../values/index.ts";
import { nothing } from "../values/index.ts";
import type { Control } from "./control-states.ts";
import type { Moment, WatchedInNetwork } from "./network-conditions.ts";
import { shownAt } from "./network-conditions.ts";
import type { NetworkProgram } from "./network-program.ts";
import type { NetworkState } from "./network-state.ts";
import { networkOffers } from "./network-step.ts";
import type { NetworkParts } from "./parts.ts";
import type { ProductMachine } from "./product-machine.ts";
import { productMachine } from "./product-machine.ts";

/** More cut points than this are not looked at: of each all states are a question of their own. */
export const mostCutPoints = 40;

export interface ProductProgram {
  readonly network: NetworkProgram;
  readonly control: Control;
  readonly machine: ProductMachine;
  readonly program: Program;
}

/** The program of the product. Linear in the control states and their edges, times the slots. */
export function productProgram(network: NetworkProgram, control: Control, parts?: NetworkParts): ProductProgram {
  const machine = productMachine(network, control, parts);
  return { network, control, machine, program: programOf(machine.built) };
}

/** The variables that a statement gives values to, by their indices: that messages move up when one is received is none of its doing. */
export function writtenInProduct({ edgeOf, slotVariables }: ProductMachine, typed: TypedCommand): readonly number[] {
  const isReceive = edgeOf.get(typed.command)?.typed.command.effect.kind === "receive";
  return written(typed).filter((index) => !isReceive || !slotVariables.has(index));
}

/** What is watched for in the network, as it shows in runs of the product. */
export function watchedInProduct(product: ProductProgram, watched: WatchedInNetwork): Watched {
  if (watched.kind === "failure" || watched.kind === "violation") return watched;
  if (watched.kind === "assertion")
    return {
      kind: "condition",
      isQuantified: false,
      at: ({ branches }, { terms }) =>
        terms.or(...branches.filter(({ typed }) => typed.command.rules.some((rule) => judging.has(rule))).map(({ taken }) => taken)),
    };
  return {
    kind: "condition",
    isQuantified: watched.kind === "no-value" && quantifiesValues(product.program.commands, product.program.machine.definitions),
    at: (visit, context) => shownAt(watched, momentOf(product, visit, context), product.network, context),
  };
}

/** The state of the network at a visit, whose control is known. */
function momentOf({ network, control, machine }: ProductProgram, { location, state: { reach, cells } }: Visit, context: Context): Moment {
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
            types.map((_type, index) => (kind === waiting ? present(cells[present(machine.slotVariable(channel, position, kind, index))]).value : nothing)),
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

/** Where the processes are at a cut point, and which messages wait. */
export function placeName({ network: { machine }, control }: Pick<ProductProgram, "network" | "control">, point: number): string {
  const { locations, queues } = present(control.states[point]);
  const places = machine.processes.map(({ role }, process) => `${role} is at location ${String(locations[process])}`);
  const waiting = queues.flatMap((kinds, channel) => {
    const { from, to, messages } = present(machine.channels[channel]);
    return kinds.length === 0
      ? []
      : [`${kinds.map((kind) => messages[kind]?.label ?? "").join(", ")} wait${kinds.length === 1 ? "s" : ""} on ${from ?? "*"} -> ${to}`];
  });
  return [...places, ...waiting].join(", ");
}

/** Those whose steps judge an assertion, or may have tried to. */
const judging: ReadonlySet<string> = new Set(["N-ASSERT", "N-VIOLATE", "N-FAIL"]);
