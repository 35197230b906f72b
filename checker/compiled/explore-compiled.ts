/** The explicit-state engine: a machine is analysed, laid out in bits, translated, compiled and searched; what is found is told in terms of the machine. */
import type { Model } from "../../calculus/core/index.ts";
import type { BuiltMachine, MachineConfiguration } from "../../calculus/machine/index.ts";
import type { Ending } from "../explicit-state/explore.ts";
import type { Backend } from "./code/index.ts";
import type { CodeGraph, Search, SearchLimits } from "./exploration/index.ts";
import { chosenBackend, compileSearch, graphOf, rowOf, searchBreadthFirst } from "./exploration/index.ts";
import { decode } from "./layout/index.ts";
import type { FoundMachineRun } from "./machine-runs.ts";
import { machineRun } from "./machine-runs.ts";
import type { Translation } from "./translate/index.ts";
import { firstTranslation, prepare, retranslate } from "./translate/index.ts";
import type { Watch } from "./watch.ts";

export interface CompiledOptions {
  /** WebAssembly where there is some, by default. */
  readonly backend?: Backend | "auto";
  /** Threads that search; 1 by default. The result does not depend on it. */
  readonly workers?: number;
  /** By default every state is kept. Otherwise states may be taken for others: `omission` says how probably one was. */
  readonly approximate?: "bitstate" | "hash-compaction";
  /** Places of the watches that end the search when all of them have found something; by default all watches. Empty: it is never ended so. */
  readonly decidedBy?: readonly number[];
}

export interface CompiledExploration {
  readonly backend: Backend;
  readonly ending: Ending;
  readonly states: number;
  readonly transitions: number;
  readonly initialStates: number;
  readonly finalStates: number;
  /** Steps from an initial state to the farthest. */
  readonly depth: number;
  /** The longest that each of the machine's queues has been in an entered state. */
  readonly peaks: readonly number[];
  /** Bytes of rows, table and buffers. */
  readonly memory: number;
  /** Bytes of a state's row. */
  readonly bytesPerState: number;
  /** What the semantics of machines does instead of generated code, and why: one clause each. */
  readonly callOuts: readonly string[];
  /** By the watches' places. */
  readonly found: ReadonlyMap<number, FoundMachineRun>;
  /** Only of an approximate exploration: an estimate of the probability that some reachable state was omitted. */
  readonly omission?: number;
  /** The configuration with this number, in the order of discovery. Not of an approximate exploration. */
  readonly configuration: (state: number) => MachineConfiguration;
  /** All states and steps. Time and memory linear in the steps. Not of an approximate exploration. */
  readonly graph: () => CodeGraph;
}

/** `reason`: a clause that says why the machine is not compiled (an infinite domain, say): it is explored by the rules. */
export type CompiledResult = { readonly ok: true; readonly exploration: CompiledExploration } | { readonly ok: false; readonly reason: string };

/**
 * Explores all states of a machine, or until every watch has found something, or until a limit: with the counts, the order and the ends of `explore` on the
 * network that the machine was built from. Properties are evaluated in `model`.
 */
export function exploreCompiled(
  built: BuiltMachine,
  model: Model,
  watches: readonly Watch[],
  limits: SearchLimits,
  options: CompiledOptions = {},
): CompiledResult {
  const preparation = prepare(built, model);
  if (!preparation.ok) return preparation;
  const { prepared } = preparation;
  const backend = chosenBackend(options.backend ?? "auto");
  const wanted = options.decidedBy ?? watches.map((_, place) => place);
  let translation = firstTranslation(prepared, watches);
  // Sizes are guesses; one that is too small shows itself early, in most cases, and the search begins again with a larger one.
  for (;;) {
    if (typeof translation === "string") return { ok: false, reason: translation };
    const search = searchBreadthFirst(compileSearch(translation.code, translation.bindImports, backend, limits.memory), wanted, limits);
    if (search.ending.kind !== "gave-up") return { ok: true, exploration: explorationOf(search, search.ending, built, translation) };
    translation = retranslate(prepared, watches, translation, search.ending.reason);
  }
}

function explorationOf(search: Search, ending: Ending, { machine }: BuiltMachine, { layout, callOuts }: Translation): CompiledExploration {
  const { states, transitions, initialStates, finalStates, depth, peaks, memory, compiled } = search;
  const found = search.sightings.flatMap((sighting, watch) =>
    sighting === undefined ? [] : [[watch, machineRun(search, sighting, machine, layout)] as const],
  );
  return {
    backend: compiled.backend,
    ending,
    states,
    transitions,
    initialStates,
    finalStates,
    depth,
    peaks,
    memory,
    bytesPerState: compiled.map.stride,
    callOuts,
    found: new Map(found),
    configuration: (state) => decode(rowOf(search, state), layout),
    graph: () => graphOf(search),
  };
}
