/** A subject within the bounds that the options set: how `explore` and `compare --up-to` look at all of a system, as figures or as a graph. */
import type { Model } from "../calculus/core/index.ts";
import { present } from "../calculus/present.ts";
import { defaultBounds, limitOfStates, statesByCode, statesByRules } from "../checker/index.ts";
import type { SearchLimits } from "../checker/index.ts";
import { factsByCode, graphByCode, graphFacts, graphOfNetwork, graphOfSystem, initialValues, networkFacts } from "../checker/graph/index.ts";
import type { GraphFacts, GraphLimits, SystemGraph } from "../checker/graph/index.ts";
import { compared } from "../checker/equivalence/index.ts";
import type { Compared } from "../checker/equivalence/index.ts";
import type { NetworkSystem } from "../calculus/semantics/index.ts";
import type { Request } from "./command.ts";
import type { Io } from "./io.ts";
import { stopping } from "./judge-inputs.ts";
import { progressLine } from "./progress.ts";
import type { Subject } from "./subject.ts";

export interface ExploredSubject extends Compared {
  /** What tells an initial state from the others of the system; empty where there is one only. */
  readonly initialText: (state: number) => readonly string[];
  readonly facts: GraphFacts;
  /** Why the graph is not all of the system. */
  readonly missing: readonly string[];
  /** Why generated code was not used, where it was asked for. */
  readonly notCompiled?: string;
}

/** What is told of a subject without its graph. */
export type ExploredFacts = Pick<ExploredSubject, "initialText" | "facts" | "missing" | "notCompiled"> & {
  /** What was left out, by name: figures are those of the rest. */
  readonly reductions: readonly string[];
  /** Why one thread explored where more were asked for, as a clause. */
  readonly alone?: string | undefined;
};

/** A graph with more transitions is not handed on: as text it would be hundreds of megabytes. */
const transitionsOfDrawing = 2_000_000;

/** The limits of one exploration. */
export function graphLimits({ options }: Request, io: Io): GraphLimits {
  return {
    maxStates: options.maxStates ?? defaultBounds.maxStates,
    memory: options.memory === undefined ? defaultBounds.memory : options.memory * 1_048_576,
    ...(options.maxDepth === undefined ? {} : { maxDepth: options.maxDepth }),
    ...stopping(options, io),
  };
}

/** Those of generated code, which is faster and takes less memory; on a terminal it shows how far it has come. */
function codeLimits(request: Request, io: Io): SearchLimits {
  const showing = shows(request, io) ? { onProgress: progressLine(io, "exploring", () => performance.now()) } : {};
  return { ...graphLimits(request, io), maxStates: request.options.maxStates ?? statesByCode, ...showing };
}

/** Whether progress is shown. */
function shows({ options }: Request, io: Io): boolean {
  return io.stderrIsTerminal && !options.quiet;
}

/** Explores a subject by the rules. */
export function exploredByRules({ form }: Subject, model: Model, limits: GraphLimits): ExploredSubject {
  switch (form.kind) {
    case "network": {
      const graph = graphOfNetwork(form.system, limits);
      return ofGraph(compared(form.system, graph), graph, networkFacts(graph, form.system), (state) => initialValues(model, graph.configuration(state).world));
    }
    case "choreography": {
      const graph = graphOfSystem(form.system, limits);
      return ofGraph(compared(form.system, graph), graph, graphFacts(graph), (state) => initialValues(model, graph.configuration(state).world));
    }
    case "automata": {
      const graph = graphOfSystem(form.system, limits, { queues: ({ queues }) => queues.values() });
      return ofGraph(compared(form.system, graph), graph, graphFacts(graph), () => []);
    }
  }
}

function ofGraph(subject: Compared, graph: SystemGraph<unknown>, facts: GraphFacts, initialText: ExploredSubject["initialText"]): ExploredSubject {
  return { ...subject, facts, initialText, missing: missingOf(graph) };
}

function missingOf({ ending, incomplete }: Pick<SystemGraph<unknown>, "ending" | "incomplete">): readonly string[] {
  return ending.kind === "depth" ? [...incomplete, `runs were followed for ${String(ending.limit)} steps only`] : incomplete;
}

/** The graph of a subject, by the engine that the options ask for. */
export function exploredSubject(subject: Subject, model: Model, request: Request, io: Io): ExploredSubject {
  return chosen<ExploredSubject>(subject, model, request, io, {
    byRules: (found) => found,
    byCode: (system) => {
      const found = graphByCode(model, system, codeLimits(request, io), { maxTransitions: transitionsOfDrawing });
      if (!found.ok) return found.reason;
      const { graph } = found;
      return ofGraph(compared(system, graph), graph, networkFacts(graph, system), (state) => initialValues(model, graph.configuration(state).world));
    },
  });
}

/** The figures of a subject, by the engine that the options ask for. Generated code keeps no graph for them. */
export function exploredFacts(subject: Subject, model: Model, request: Request, io: Io): ExploredFacts {
  const { workers, reduction } = request.options;
  const wanted = new Set(reduction);
  const left = { persistent: wanted.has("persistent"), symmetry: wanted.has("symmetry"), deadVariables: wanted.has("dead-variables") };
  const options = { ...(workers === undefined ? {} : { workers }), ...(wanted.size === 0 ? {} : { reduction: left }) };
  return chosen<ExploredFacts>(subject, model, request, io, {
    byRules: ({ facts, missing, initialText }) => ({ facts, missing, initialText, reductions: [] }),
    byCode: (system) => {
      const result = factsByCode(model, system, codeLimits(request, io), options);
      if (!result.ok) return result.reason;
      const { facts, initial, reductions, alone } = result.found;
      return { facts, reductions, alone, missing: missingOf(result.found), initialText: (state) => initialValues(model, present(initial[state]).world) };
    },
  });
}

/** How something is found out by either engine; a text says why there is no code for the network. */
interface Ways<Found> {
  readonly byRules: (found: ExploredSubject) => Found;
  readonly byCode: (system: NetworkSystem) => Found | string;
}

/** Small networks are explored by the rules unless the options ask for code, and so is what has none. */
function chosen<Found extends Pick<ExploredSubject, "notCompiled">>(
  subject: Subject,
  model: Model,
  request: Request,
  io: Io,
  { byRules, byCode }: Ways<Found>,
): Found {
  const { engine = "auto", workers, reduction } = request.options;
  const { form } = subject;
  const limits = graphLimits(request, io);
  const slowly = (): Found => byRules(exploredByRules(subject, model, limits));
  if (engine === "rules") return slowly();
  const isAsked = engine === "explicit" || workers !== undefined || reduction !== undefined;
  if (form.kind !== "network") return isAsked ? { ...slowly(), notCompiled: `${subject.title} is no network of processes` } : slowly();
  if (!isAsked) {
    const few = exploredByRules(subject, model, { ...limits, maxStates: Math.min(limits.maxStates, statesByRules) });
    const isLarge = limits.maxStates > statesByRules && few.missing.includes(limitOfStates(statesByRules));
    if (!isLarge) return byRules(few);
  }
  const found = byCode(form.system);
  if (shows(request, io)) io.stderr("\r\u001b[2K");
  if (typeof found !== "string") return found;
  return isAsked ? { ...slowly(), notCompiled: found } : slowly();
}
