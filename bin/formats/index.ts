/** The formats of other tools: which files are theirs, and how each is read. */
import type { ParseFile } from "../../calculus/loading/index.ts";
import { readMachines } from "./fsa/read-machines.ts";
import { readGraphs } from "./efsm/read-graphs.ts";
import { readKmc } from "./kmc/read.ts";
import { readChorgram } from "./chorgram/read.ts";
import { readSprout } from "./sprout/read.ts";
import { readContexts } from "./mpstk/read-contexts.ts";
import { readTelltale } from "./telltale/read.ts";
import { readGlobal } from "./stc/read-global.ts";
import { readLocal } from "./stc/read-local.ts";
import { readScribble } from "./scribble/read.ts";

const readers: ReadonlyMap<string, ParseFile> = new Map<string, ParseFile>([
  [".nuscr", readScribble],
  [".scr", readScribble],
  [".global", readGlobal],
  [".st", readLocal],
  [".gc", readChorgram],
  [".sgg", readChorgram],
  [".sprout", readSprout],
  [".tell", readTelltale],
  [".kmc", readKmc],
  [".fsa", readMachines],
  [".ctx", readContexts],
  [".dot", readGraphs],
]);

/** The endings of the files that are read, `.choreo` first. */
export const extensions: readonly string[] = [".choreo", ...readers.keys()];

/** The endings of the files that directories and patterns mean. Not every drawing is of an automaton, so a `.dot` file is read only where it is named itself. */
export const gathered: readonly string[] = extensions.filter((extension) => extension !== ".dot");

/** Whether a file of this name is read when it is not named itself. */
export function isReadable(path: string): boolean {
  return gathered.some((extension) => path.endsWith(extension));
}

/** Whether a file of this name has a reader of its own. */
export function isForeign(path: string): boolean {
  return [...readers.keys()].some((extension) => path.endsWith(extension));
}

/** The names of the formats that have a reader of their own: their endings without the dot. */
export const formatNames: readonly string[] = [...readers.keys()].map((extension) => extension.slice(1));

/** The reader of the files that end like this one; `native` for every other. */
export function readerOf(path: string, native: ParseFile): ParseFile {
  for (const [extension, reader] of readers) if (path.endsWith(extension)) return reader;
  return native;
}

/** As `readerOf`, but for the named file, which is of the format `from`, an ending without its dot. */
export function readerFrom(from: string, native: ParseFile): ParseFile {
  const own = readers.get(`.${from}`) ?? native;
  return (text, file, limits, path) => (file === 0 ? own : readerOf(path, native))(text, file, limits, path);
}
