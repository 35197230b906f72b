/** Keys of a machine's configurations: equal keys exactly for equal configurations. */
import type { Value } from "../core/index.ts";
import { valueKey } from "../values/index.ts";
import type { MachineConfiguration } from "./configuration.ts";
import { messageText } from "./queues.ts";

/** The values of a process as text: of variables that are not set only that. Linear in them. */
export function valuesKey(values: readonly (Value | undefined)[]): string {
  return values.map((value) => (value === undefined ? "-" : valueKey(value))).join(",");
}

/** Equal keys iff equal configurations of one machine. Linear in the configuration. */
export function machineKey({ locations, values, stopped, queues, oracles, spent }: MachineConfiguration): string {
  const answers = [...oracles].map(([question, { result }]) => `${question}=${valueKey(result)}`).sort();
  const parts = [
    locations.join(),
    values.map(valuesKey).join(";"),
    stopped.map((why) => why ?? "").join(),
    queues.map((queue) => queue.map(messageText).join("·")).join("|"),
    answers.join(","),
    spent.join(),
  ];
  return parts.join("\u0001");
}
