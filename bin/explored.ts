/** The graph of a subject within the bounds that the options set: how `explore` and `compare --up-to` look at all of a system. */
import type { Model } from "../calculus/core/index.ts";
import { defaultBounds } from "../checker/index.ts";
import { graphOfNetwork, graphOfSystem, initialValues } from "../checker/graph/index.ts";
import type { GraphLimits, SystemGraph } from "../checker/graph/index.ts";
import { compared } from "../checker/equivalence/index.ts";
import type { Compared } from "../checker/equivalence/index.ts";
import type { NetworkConfiguration } from "../calculus/semantics/index.ts";
import type { Request } from "./command.ts";
import type { Io } from "./io.ts";
import { stopping } from "./judge-inputs.ts";
import type { Subject } from "./subject.ts";

export interface ExploredSubject extends Compared {
  /** What tells an initial state from the others of the system; empty where there is one only. */
  readonly initialText: (state: number) => readonly string[];
  /** Given for networks: what is wrong in a state can be asked. */
  readonly network?: SystemGraph<NetworkConfiguration>;
}

/** The limits of one exploration. */
export function graphLimits({ options }: Request, io: Io): GraphLimits {
  return {
    maxStates: options.maxStates ?? defaultBounds.maxStates,
    memory: options.memory === undefined ? defaultBounds.memory : options.memory * 1_048_576,
    ...(options.maxDepth === undefined ? {} : { maxDepth: options.maxDepth }),
    ...stopping(options, io),
  };
}

/** Explores a subject by the rules. */
export function exploredSubject({ form }: Subject, model: Model, limits: GraphLimits): ExploredSubject {
  switch (form.kind) {
    case "network": {
      const graph = graphOfNetwork(form.system, limits);
      return { ...compared(form.system, graph), network: graph, initialText: (state) => initialValues(model, graph.configuration(state).world) };
    }
    case "choreography": {
      const graph = graphOfSystem(form.system, limits);
      return { ...compared(form.system, graph), initialText: (state) => initialValues(model, graph.configuration(state).world) };
    }
    case "automata": {
      const graph = graphOfSystem(form.system, limits, { queues: ({ queues }) => queues.values() });
      return { ...compared(form.system, graph), initialText: () => [] };
    }
  }
}
