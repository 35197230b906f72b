/** A search that does not keep whole states, and an exact one for what it has seen. */
import type { Ending } from "../../explicit-state/explore.ts";
import type { ApproximateSearch, Approximation, Search, SearchLimits } from "../exploration/index.ts";
import { compileSearch, searchApproximately, searchBreadthFirst } from "../exploration/index.ts";
import type { ToSearch } from "./search-with-workers.ts";

export interface ApproximateResult {
  readonly search: ApproximateSearch;
  /** `decided` only if the exact search has found the runs; its own end where a limit kept it from what was seen. */
  readonly ending: Ending;
  /** Exact, of the levels up to the last sighting. */
  readonly seen?: Search;
}

/** Searches in hashes; watches that have seen something are looked up exactly, as far as the limits allow. */
export function exploreApproximately({ code, bindImports, backend, wanted }: ToSearch, how: Approximation, limits: SearchLimits): ApproximateResult {
  const search = searchApproximately(compileSearch(code, bindImports, backend, limits.memory, { approximate: how }), how, wanted, limits);
  if (search.ending.kind === "gave-up") return { search, ending: { kind: "complete" } };
  if (search.seenAt < 0) return { search, ending: search.ending };
  const exactly = { ...limits, maxDepth: Math.min(search.seenAt + 1, limits.maxDepth ?? Number.POSITIVE_INFINITY) };
  const seen = searchBreadthFirst(compileSearch(code, bindImports, backend, limits.memory, { maxStates: limits.maxStates }), wanted, exactly);
  const isCut = seen.ending.kind === "limit" || seen.ending.kind === "interrupted";
  const isLost = isCut || (search.ending.kind === "decided" && wanted.some((watch) => seen.sightings[watch] === undefined));
  return { search, ending: isLost && seen.ending.kind !== "gave-up" ? seen.ending : search.ending, seen };
}
