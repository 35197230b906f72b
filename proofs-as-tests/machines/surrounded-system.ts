/** The system of a generated text, on its network and under its faults: as the rules know it and as a machine. */
import type { Model } from "../../calculus/core/index.ts";
import { readNetwork } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";
import type { BuiltMachine } from "../../calculus/machine/index.ts";
import { machineOfSystem } from "../../calculus/machine/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import type { NetworkSystem } from "../../calculus/semantics/index.ts";
import { systemNetwork } from "../../calculus/semantics/index.ts";
import type { Question } from "../../checker/index.ts";
import { questionOf } from "../../checker/index.ts";
import { builtInQuestions } from "./question-groups.ts";

export interface SurroundedSystem {
  readonly model: Model;
  readonly network: NetworkSystem;
  readonly built: BuiltMachine;
  /** The built-in ones, and the properties of the text. */
  readonly questions: readonly Question[];
}

/** System S of a text under its fault model F, if it has one, on the network of its first line (`// on …`) or of its first expectation; or why there is none. */
export function surroundedSystem(text: string): SurroundedSystem | string {
  const { model, diagnostics } = analyseText(text);
  const system = model?.systems.get("S");
  if (model === undefined || system === undefined) return `the text is not a system: ${diagnostics.map(({ message }) => message).join("; ")}`;
  const [words] = /(?<=^\/\/ on ).*/.exec(text) ?? [];
  const reading = readNetwork(words ?? model.expectations[0]?.network ?? "fifo");
  if (!reading.ok) return "the network is none";
  const faults = model.faults.get("F");
  const around = { network: reading.network, ...(faults === undefined ? {} : { faults }) };
  const network = systemNetwork(model, system, contracts(model), around);
  if (!network.ok) return network.reason;
  const machine = machineOfSystem(model, system, contracts(model), around);
  if (!machine.ok) return machine.reason;
  return {
    model,
    network: network.system,
    built: machine.built,
    questions: [...builtInQuestions, ...model.properties.flatMap((one) => questionOf(one) ?? [])],
  };
}
