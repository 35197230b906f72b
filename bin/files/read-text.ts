/** A text file that is no program: a trace, a schedule. */
import type { Io } from "../io.ts";
import { reasonOf } from "../io-failure.ts";
import { UsageError } from "../usage-error.ts";
import { errorCode } from "./file-system.ts";

const longest = 64 * 1024 * 1024;

/** The text of a regular file, or of standard input for `-`. Throws `UsageError` if it cannot be read or is larger than 64 MiB. */
export function readText(path: string, io: Io): string {
  let bytes: Uint8Array;
  try {
    if (path !== "-" && io.files.status(path).kind !== "file") throw new UsageError(`\`${path}\` is not a regular file`);
    bytes = path === "-" ? io.stdin(longest + 1) : io.files.read(path, longest + 1);
  } catch (failure) {
    if (failure instanceof UsageError) throw failure;
    throw new UsageError(`\`${path}\` cannot be read: ${reasonOf(errorCode(failure))}`);
  }
  if (bytes.length > longest) throw new UsageError(`\`${path}\` is larger than ${String(longest)} bytes`);
  return new TextDecoder("utf-8").decode(bytes);
}
