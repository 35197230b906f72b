/** Writing a result back to the file that it comes from. */
import type { ExitCode } from "../../checker/index.ts";
import { reasonOf } from "../io-failure.ts";
import type { Io } from "../io.ts";
import { cleanLine } from "../report/clean-text.ts";
import { errorCode } from "./file-system.ts";

/** Replaces the text of a file. Returns 0, or 2 where the file system refuses, which is told on standard error, so that other files are still written. */
export function writeFile(path: string, text: string, io: Io): ExitCode {
  return attempted(path, "written", io, () => {
    io.files.write(path, text);
  });
}

/** Makes a directory, and those around it. Returns 0, or 2 where the file system refuses, which is told on standard error. */
export function makeDirectory(path: string, io: Io): ExitCode {
  return attempted(path, "made", io, () => {
    io.files.makeDirectory(path);
  });
}

function attempted(path: string, done: string, io: Io, act: () => void): ExitCode {
  try {
    act();
    return 0;
  } catch (failure) {
    const code = errorCode(failure);
    // Without a code it is a mistake of ours, not of the file system.
    if (code === "EUNKNOWN") throw failure;
    io.stderr(`choreo-verify: ${cleanLine(path)} cannot be ${done}: ${reasonOf(code)}\n`);
    return 2;
  }
}
