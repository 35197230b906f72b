/** Searches by one thread or by several, of which the result is that of one: where its order decides something, a sequential search is made after all. */
import type { Backend, CodeMemory, Imports } from "../code/index.ts";
import type { CompiledSearch, ModelCode, Search, SearchLimits } from "../exploration/index.ts";
import { compileSearch, searchBreadthFirst, searchDepthFirst } from "../exploration/index.ts";
import type { TeamOptions } from "./team.ts";
import { teamOf } from "./team.ts";

export interface SearchResult {
  /** Figures and the end. */
  readonly search: Search;
  /** Sightings, and the runs to them. */
  readonly seen: Search;
  /** With all rows in the order of a sequential search; made when it is first asked. */
  readonly inOrder: () => Search;
  readonly threads: Threads;
}

/** Who searched. */
export interface Threads {
  /** Rows that each thread expanded; of one thread where one searched alone. What was searched again, for its order, is not among them. */
  readonly expanded: readonly number[];
  /** Why one thread searched alone where several were asked for, as a clause. */
  readonly alone?: string;
}

export interface ToSearch {
  readonly code: ModelCode;
  readonly bindImports: (memory: CodeMemory) => Imports;
  readonly backend: Backend;
  /** The watches that decide; see `searchBreadthFirst`. */
  readonly wanted: readonly number[];
  /** Breadth first unless it is so. */
  readonly isDepthFirst?: boolean;
}

/** More threads than these are not started. */
const maximumWorkers = 64;

/** Searches with up to `workers` threads, where the model and the kind of search allow several. */
export function searchWithWorkers(what: ToSearch, limits: SearchLimits, workers: number, team?: TeamOptions): SearchResult {
  const because = reasonForOne(what, limits);
  if (workers <= 1 || because !== undefined) {
    const isDepthFirst = what.isDepthFirst === true && limits.maxDepth === undefined;
    const search = isDepthFirst ? depthFirst(what, limits) : sequential(what, limits, what.wanted);
    return { search, seen: search, inOrder: () => search, threads: threadsOf(search, workers > 1 ? because : undefined) };
  }
  const { search, trouble } = together(what, limits, Math.min(workers, maximumWorkers), team);
  const { together: met } = search;
  if (met === undefined) return { search, seen: search, inOrder: () => search, threads: threadsOf(search, trouble ?? tooSmall) };
  let ordered: Search | undefined;
  const inOrder = (): Search => (ordered ??= sequential(what, limits, what.wanted));
  const threads = threadsOf(search);
  const ofThreads: Search = { ...search, sightings: met.sightings };
  if (met.isUndecided) {
    // A limit of states is met in the order of one thread; what was seen behind it does not count.
    const seen = inOrder().ending.kind === "interrupted" && isLost(ofThreads, inOrder()) ? ofThreads : inOrder();
    return { search: inOrder(), seen, inOrder, threads };
  }
  if (met.seenAt < 0 || search.ending.kind === "gave-up") return { search, seen: search, inOrder, threads };
  if (search.ending.kind === "interrupted") return { search, seen: ofThreads, inOrder, threads };
  // Runs are shortest: the levels up to the last sighting have them all. One of a level that was cut short, and any if there is no time left, is told as the threads have seen it.
  const again = sequential(what, { ...limits, maxDepth: met.seenAt + 1 }, []);
  return { search, seen: isLost(ofThreads, again) ? ofThreads : again, inOrder, threads };
}

const tooSmall = "so few states at a time are not worth more threads";

/** Why the search is one for one thread. */
function reasonForOne({ code, isDepthFirst }: ToSearch, { maxDepth }: SearchLimits): string | undefined {
  if (maxDepth !== undefined) return "searches as far as a greatest depth are made by one";
  if (isDepthFirst === true) return "depth-first searches are made by one";
  return code.forOneThread;
}

function threadsOf({ expandedBy }: Search, alone?: string): Threads {
  return { expanded: expandedBy, ...(alone === undefined ? {} : { alone }) };
}

/** Whether one search has seen what another one has not. */
function isLost(one: Search, other: Search): boolean {
  return one.sightings.some((sighting, watch) => sighting !== undefined && other.sightings[watch] === undefined);
}

function depthFirst({ code, bindImports, backend, wanted }: ToSearch, limits: SearchLimits): Search {
  return searchDepthFirst(compileSearch(code, bindImports, backend, limits.memory, { maxStates: limits.maxStates }), wanted, limits);
}

function sequential({ code, bindImports, backend }: ToSearch, limits: SearchLimits, wanted: readonly number[]): Search {
  return searchBreadthFirst(compileSearch(code, bindImports, backend, limits.memory, { maxStates: limits.maxStates }), wanted, limits);
}

interface ByTeam {
  readonly search: Search;
  /** Why the threads did not work together, as a clause. */
  readonly trouble?: string;
}

function together({ code, bindImports, backend, wanted }: ToSearch, limits: SearchLimits, threads: number, options?: TeamOptions): ByTeam {
  const compiled: CompiledSearch = compileSearch(code, bindImports, backend, limits.memory, { threads, maxStates: limits.maxStates });
  const team = teamOf(compiled, options);
  try {
    const search = searchBreadthFirst(compiled, wanted, limits, team);
    const trouble = team.trouble();
    return trouble === undefined ? { search } : { search, trouble: `a thread could not be started: ${trouble}` };
  } finally {
    team.close();
  }
}
