/** Searches by several threads, and searches that do not keep whole states, with exact results for what they see. */
export { exploreApproximately } from "./explore-approximately.ts";
export type { ApproximateResult } from "./explore-approximately.ts";
export { searchWithWorkers } from "./search-with-workers.ts";
export type { SearchResult, Threads } from "./search-with-workers.ts";
export { usualTeam } from "./team.ts";
export type { TeamOptions } from "./team.ts";
