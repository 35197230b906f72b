/** From the words of a command line to the files that they mean, `.choreo` and those of other tools: files, directories, globs and `-`, in an order that depends on nothing else. */
import { gathered, isReadable } from "../formats/index.ts";
import { reasonOf } from "../io-failure.ts";
import { errorCode } from "./file-system.ts";
import type { FileSystem } from "./file-system.ts";

/** How standard input is called in reports. */
export const stdinName = "<stdin>";

export type Input =
  | { readonly kind: "file"; readonly path: string }
  | { readonly kind: "stdin" }
  /** A word that means no file: what is wrong with it. */
  | { readonly kind: "nothing"; readonly path: string; readonly message: string };

/** Which files of a directory or pattern are meant. */
export interface Kinds {
  readonly isMeant: (path: string) => boolean;
  /** For messages. */
  readonly written: string;
}

const everyKind: Kinds = { isMeant: isReadable, written: gathered.join(", ") };

/** Directories of other tools' files. */
const skipped: ReadonlySet<string> = new Set(["node_modules"]);

/** How many entries of a directory, and of those below it, are looked at. */
export const entryLimit = 200_000;

class TooManyEntries extends Error {}

/** By UTF-16 code units. */
function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** All files of these kinds below a directory, sorted by path; hidden directories and `node_modules` are left out, links are not followed. Throws beyond the limit on entries. */
export function filesBelow(directory: string, files: FileSystem, { isMeant }: Kinds = everyKind): readonly string[] {
  const found: string[] = [];
  const pending = [directory];
  let entries = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const below = next.endsWith("/") ? next : `${next}/`;
    for (const entry of files.list(next)) {
      if (++entries > entryLimit) throw new TooManyEntries();
      if (entry.directory && !entry.name.startsWith(".") && !skipped.has(entry.name)) pending.push(below + entry.name);
      else if (!entry.directory && isMeant(entry.name)) found.push(below + entry.name);
    }
  }
  return found.sort(compare);
}

function expandDirectory(path: string, files: FileSystem, kinds: Kinds): readonly Input[] {
  try {
    const found = filesBelow(path, files, kinds);
    if (found.length === 0) return [{ kind: "nothing", path, message: `the directory holds no ${kinds.written} files` }];
    return found.map((file) => ({ kind: "file", path: file }));
  } catch (failure) {
    const message =
      failure instanceof TooManyEntries
        ? `the directory holds more than ${String(entryLimit)} entries, which is the limit; name a smaller one`
        : `the directory cannot be read: ${reasonOf(errorCode(failure))}`;
    return [{ kind: "nothing", path, message }];
  }
}

function expandWord(word: string, files: FileSystem, kinds: Kinds): readonly Input[] {
  if (word === "-") return [{ kind: "stdin" }];
  if (word === "") return [{ kind: "nothing", path: '""', message: "a file is named by an empty word" }];
  try {
    if (files.status(word).kind === "directory") return expandDirectory(word, files, kinds);
  } catch {
    if (/[*?[{]/.test(word)) {
      const found = [...files.glob(word)].filter((path) => kinds.isMeant(path)).sort(compare);
      if (found.length === 0) return [{ kind: "nothing", path: word, message: `no ${kinds.written} file matches` }];
      return found.map((path) => ({ kind: "file", path }));
    }
  }
  return [{ kind: "file", path: word }];
}

/** The inputs that the words mean: words in the order given, each expanded in code-unit order, nothing twice. */
export function inputsOf(words: readonly string[], files: FileSystem, kinds: Kinds = everyKind): readonly Input[] {
  const seen = new Set<string>();
  const inputs: Input[] = [];
  for (const input of words.flatMap((word) => expandWord(word, files, kinds))) {
    const key = input.kind === "stdin" ? "-" : input.path;
    if (seen.has(key)) continue;
    seen.add(key);
    inputs.push(input);
  }
  return inputs;
}
