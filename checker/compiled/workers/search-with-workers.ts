/** Searches by one thread or by several, of which the result is that of one: where its order decides something, a sequential search is made after all. */
import type { Backend, CodeMemory, Imports } from "../code/index.ts";
import type { ModelCode, Search, SearchLimits } from "../exploration/index.ts";
import { compileSearch, searchBreadthFirst, searchDepthFirst } from "../exploration/index.ts";
import { teamOf } from "./team.ts";

export interface SearchResult {
  /** Figures and the end. */
  readonly search: Search;
  /** Sightings, and the runs to them. */
  readonly seen: Search;
  /** With all rows in the order of a sequential search; made when it is first asked. */
  readonly inOrder: () => Search;
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

/** Searches with up to `workers` threads; depth first with one. Models whose call-outs number values, and searches with a greatest depth, are searched by one. */
export function searchWithWorkers(what: ToSearch, limits: SearchLimits, workers: number): SearchResult {
  if (what.isDepthFirst === true && limits.maxDepth === undefined) {
    const { code, bindImports, backend, wanted } = what;
    const search = searchDepthFirst(compileSearch(code, bindImports, backend, limits.memory), wanted, limits);
    return { search, seen: search, inOrder: () => search };
  }
  if (workers <= 1 || what.code.isSequential || limits.maxDepth !== undefined) {
    const search = sequential(what, limits, what.wanted);
    return { search, seen: search, inOrder: () => search };
  }
  const search = together(what, limits, Math.min(workers, maximumWorkers));
  let ordered: Search | undefined = search.together === undefined ? search : undefined;
  const inOrder = (): Search => (ordered ??= sequential(what, limits, what.wanted));
  if (search.together?.isUndecided === true) return { search: inOrder(), seen: inOrder(), inOrder };
  const seenAt = search.together?.seenAt ?? -1;
  // Runs are shortest: the levels up to the last sighting have them all.
  const seen = seenAt < 0 || search.ending.kind === "gave-up" ? search : sequential(what, { ...limits, maxDepth: seenAt + 1 }, []);
  return { search, seen, inOrder };
}

function sequential({ code, bindImports, backend }: ToSearch, limits: SearchLimits, wanted: readonly number[]): Search {
  return searchBreadthFirst(compileSearch(code, bindImports, backend, limits.memory), wanted, limits);
}

function together({ code, bindImports, backend, wanted }: ToSearch, limits: SearchLimits, threads: number): Search {
  const compiled = compileSearch(code, bindImports, backend, limits.memory, { threads });
  const team = teamOf(compiled);
  try {
    return searchBreadthFirst(compiled, wanted, limits, team);
  } finally {
    team.close();
  }
}
