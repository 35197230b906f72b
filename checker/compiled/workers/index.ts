/** Searches by several threads. */
export { searchWithWorkers } from "./search-with-workers.ts";
export type { SearchResult } from "./search-with-workers.ts";
