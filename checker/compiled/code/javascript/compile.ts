/** The one place where text becomes a function. The text is printed from generated code: names of programs never get into it. */
import type { CodeExport, CodeInstance, CodeMemory, Imports } from "../instance.ts";
import type { Program } from "../program.ts";
import { printProgram } from "./print.ts";

/** Compiles a well-formed program; throws where the platform forbids code from text. */
export function compileJavaScript(program: Program, memory: CodeMemory): (imports: Imports) => CodeInstance {
  const make = new Function("m", "e", printProgram(program)) as (memory: CodeMemory, imports: Imports) => Readonly<Record<string, CodeExport>>;
  return (imports) => {
    const exported = make(memory, imports);
    return (name) => {
      const found = exported[name];
      if (found === undefined) throw new Error(`no exported function ${name}`);
      return found;
    };
  };
}
