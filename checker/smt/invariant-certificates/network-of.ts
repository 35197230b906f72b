/** The network that a certificate or a core is about, and its product as a program: nothing of it is known but what the rules and the form of the processes say. */
import { isClosed, networkSystem, systemNetwork } from "../../../calculus/semantics/index.ts";
import type { NetworkSystem } from "../../../calculus/semantics/index.ts";
import { networkWords, readNetwork } from "../../../calculus/core/index.ts";
import type { Model } from "../../../calculus/core/index.ts";
import { present } from "../../../calculus/present.ts";
import { projectionErrors } from "../../../calculus/projection/index.ts";
import { contracts } from "../../../calculus/protocols/index.ts";
import { networkMachine } from "../../compiled/index.ts";
import { controlStates } from "../network/control-states.ts";
import { hasSessions, mayOverflow, networkProgram } from "../network/network-program.ts";
import { mostCutPoints, productProgram } from "../network/product-program.ts";
import type { ProductProgram } from "../network/product-program.ts";

/** Of more control states no product is made. */
const mostControlStates = 1_000;

export type Made<Result> = { readonly ok: true; readonly made: Result } | { readonly ok: false; readonly reason: string };

/** The network of the choreography or system, on the network with these words, without faults. Linear in the program. */
export function networkOf(subject: string, words: string, model: Model): Made<NetworkSystem> {
  const no = (reason: string): Made<NetworkSystem> => ({ ok: false, reason });
  const reading = readNetwork(words);
  if (!reading.ok || networkWords(reading.network) !== words) return no(`there is no network \`${words}\``);
  const { network } = reading;
  const system = model.systems.get(subject);
  if (system !== undefined) {
    const built = systemNetwork(model, system, contracts(model), { network });
    return built.ok ? { ok: true, made: built.system } : no(`${subject} has no network: ${built.reason}`);
  }
  const procedure = model.procedures.get(subject);
  if (procedure === undefined || !isClosed(procedure)) return no(`the program has no system, and no choreography that runs by itself, \`${subject}\``);
  if (projectionErrors(model).length > 0) return no("the program has choreographies that are not projectable");
  const built = networkSystem(model, subject, { network });
  return built.ok ? { ok: true, made: built.system } : no(`${subject} is not projectable`);
}

/** Its product, with queues of so many messages where the network has room for more. `tellsPositions`: for formulas that read where roles are. Linear in the control states. */
export function productOf(network: NetworkSystem, slots: number, tellsPositions: boolean, model: Model): Made<ProductProgram> {
  const no = (reason: string): Made<ProductProgram> => ({ ok: false, reason });
  const machine = networkMachine(model, network, tellsPositions);
  if (!machine.ok) return no(`the network has no machine: ${machine.reason}`);
  const program = networkProgram(machine.built, slots);
  if (hasSessions(program)) return no("the network has further sessions");
  const control = controlStates(program, mostControlStates, "all locations");
  if (control === undefined) return no(`queues have no order, there are faults, or there are more than ${String(mostControlStates)} control states`);
  const product = productProgram(program, control);
  if (product.program.cuts.points.length > mostCutPoints)
    return no(`the product of the processes and queues has more than ${String(mostCutPoints)} cut points`);
  return { ok: true, made: product };
}

/** Whether it has to be shown that no queue has more messages than slots. */
export function mayBeCut({ network, control }: ProductProgram): boolean {
  return mayOverflow(network) && !control.fits;
}

/** Whether somebody may come to a choice that has no values, whatever variables hold: then nothing is said of what would follow. Linear in the control states. */
export function hasEmptyChoice({ network, control }: ProductProgram): boolean {
  return control.states.some(({ locations, stopped }) =>
    locations.some((location, process) => {
      const { commands, isEnd } = present(network.machine.processes[process]?.locations[location]);
      return stopped[process] === undefined && commands.length === 0 && !isEnd;
    }),
  );
}

/** Whether some process has an assertion. Linear in the machine. */
export function hasAssertion(network: NetworkSystem, model: Model): boolean {
  const machine = networkMachine(model, network, false);
  if (!machine.ok) return true;
  return machine.built.machine.processes.some(({ locations }) => locations.some(({ commands }) => commands.some(({ rules }) => rules.includes("N-ASSERT"))));
}

/** The numbers of the control states at which certificates of the network have invariants; none where there is no product. Linear in the control states. */
export function cutPointsOfNetwork(network: NetworkSystem, slots: number, model: Model): readonly number[] {
  const product = productOf(network, slots, false, model);
  return product.ok ? product.made.program.cuts.points : [];
}
