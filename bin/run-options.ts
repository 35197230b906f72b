/** The network and the fault model that a command line or a trace names, for what runs. */
import { isOfReplay, readNetwork } from "../calculus/core/index.ts";
import type { Model } from "../calculus/core/index.ts";
import type { NetworkOptions } from "../calculus/semantics/index.ts";
import { UsageError } from "./usage-error.ts";

/** Queues without bound and no faults where nothing is named. @throws UsageError for a fault model that the file does not declare. */
export function runOptions(model: Model, network: string | undefined, faults: string | undefined): Pick<NetworkOptions, "network" | "faults"> {
  const reading = readNetwork(network ?? "fifo");
  if (!reading.ok) throw new UsageError(`\`${network ?? ""}\` is no network with queues`);
  if (faults === undefined) return { network: reading.network };
  const declared = model.faults.get(faults);
  if (declared === undefined) throw new UsageError(`there is no fault model ${faults}; there ${known([...model.faults.keys()])}`);
  if (isOfReplay(declared)) throw new UsageError(`${faults}: exceptions and restarts of the broker are faults of machines that replay only`);
  return { network: reading.network, faults: declared };
}

function known(names: readonly string[]): string {
  return names.length === 0 ? "is none" : `${names.length === 1 ? "is" : "are"} ${names.join(", ")}`;
}
