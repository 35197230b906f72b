/** Loading: source texts through a port, their imports, and the one call from a path to a model. */
export { analyse, analyseText } from "./analyse.ts";
export type { Analysis, AnalyseOptions } from "./analyse.ts";
export { load } from "./load.ts";
export type { Loaded, ParseFile } from "./load.ts";
export { memoryReader } from "./reader.ts";
export type { ReadError, ReadFailure, SourceReader } from "./reader.ts";
