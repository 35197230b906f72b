/** `verify --emit`: what solvers are asked, on standard output, as one script after the other; nobody is asked. */
import type { ExitCode } from "../checker/index.ts";
import { combineExitCodes, questionScripts } from "../checker/index.ts";
import type { Request } from "./command.ts";
import { loadModel } from "./files/load-model.ts";
import type { Io } from "./io.ts";
import { cleanLine } from "./report/clean-text.ts";

/** Writes the scripts for each file, with `(reset)` behind each, so that all of them are one script. 2 for files that cannot be read, 3 where something has no encoding. */
export async function emitScripts(request: Request, form: "smt2" | "horn", io: Io): Promise<ExitCode> {
  const codes: ExitCode[] = [0];
  for (const word of request.words) {
    const loaded = await loadModel(word, request, io);
    if (!loaded.ok) {
      codes.push(loaded.exitCode);
      continue;
    }
    const { property } = request.options;
    for (const scripts of questionScripts(loaded.model, form, property === undefined ? {} : { property })) {
      const title = cleanLine(`${scripts.subject}: ${scripts.property}`);
      if (!scripts.ok) {
        io.stdout(`; ${title}: ${cleanLine(scripts.reason)}\n`);
        if (scripts.reason.startsWith("it has no encoding")) codes.push(3);
      } else for (const { name, meaning, text } of scripts.scripts) io.stdout(`; ${title}, ${name}\n; ${meaning}\n${text}(reset)\n`);
    }
  }
  return combineExitCodes(codes);
}
