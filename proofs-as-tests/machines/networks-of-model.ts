/** The networks that a model is about: those of its closed choreographies and of its systems, on fifo queues without faults and as its expectations say. */
import type { Model } from "../../calculus/core/index.ts";
import { choreographiesOf, readNetwork } from "../../calculus/core/index.ts";
import { projection } from "../../calculus/projection/index.ts";
import { contracts } from "../../calculus/protocols/index.ts";
import { isClosed, networkSystem, systemNetwork } from "../../calculus/semantics/index.ts";
import type { NetworkSystem } from "../../calculus/semantics/index.ts";
import type { Question } from "../../checker/index.ts";
import { questionOf } from "../../checker/index.ts";
import { realImplementation } from "../implementation.ts";
import { builtInQuestions } from "./question-groups.ts";

export interface NetworkOfModel {
  /** Of what, under which faults, on which network. */
  readonly name: string;
  readonly network: NetworkSystem;
  /** The built-in ones, and the properties of the model about it. */
  readonly questions: readonly Question[];
}

/** The networks of a model with what is asked about them. */
export function networksOf(model: Model): readonly NetworkOfModel[] {
  const using = projection();
  const projectable = realImplementation.projectable(model) ? choreographiesOf(model).filter(isClosed) : [];
  return [...projectable.map(({ name }) => name), ...model.systems.keys()].flatMap((subject) => {
    const questions = [...builtInQuestions, ...model.properties.filter(({ of }) => of === subject).flatMap((one) => questionOf(one) ?? [])];
    const asked = model.expectations.filter((one) => one.subject.text === subject);
    const places = new Map(
      [{ faults: undefined, network: "fifo" }, ...asked].map(({ faults, network }) => [`${faults ?? ""} ${network}`, { faults, network }]),
    );
    return [...places.values()].flatMap(({ faults: fault, network: words }): readonly NetworkOfModel[] => {
      const [reading, faults, system] = [readNetwork(words), model.faults.get(fault ?? ""), model.systems.get(subject)];
      if (!reading.ok) return [];
      const options = { projection: using, network: reading.network, ...(faults === undefined ? {} : { faults }) };
      const network = system === undefined ? networkSystem(model, subject, options) : systemNetwork(model, system, contracts(model), options);
      return network.ok ? [{ name: `${subject} under ${fault ?? "no faults"} on ${words}`, network: network.system, questions }] : [];
    });
  });
}
