/** Generated programs as cases of theorems: the surface tree, its model when it is well-typed, and its text. */
import type { Model } from "../../calculus/core/index.ts";
import { defaultLimits } from "../../calculus/diagnostics/index.ts";
import { elaborate } from "../../calculus/elaboration/index.ts";
import { parseFile } from "../../calculus/parser/index.ts";
import { printFile, type ParsedFile } from "../../calculus/syntax/index.ts";
import { check } from "../../calculus/typing/index.ts";
import type { Generator } from "../theorem.ts";
import { ordinary, programs, type ProgramOptions } from "./programs.ts";

const models = new WeakMap<ParsedFile, Model | "ill-typed">();

/** The model of a program, or undefined when the checks refuse it. Memoised by tree. */
export function modelOf(program: ParsedFile): Model | undefined {
  let model = models.get(program);
  if (model === undefined) {
    const refused = check([program]).some((diagnostic) => diagnostic.severity === "error");
    model = refused ? "ill-typed" : elaborate([program], []);
    models.set(program, model);
  }
  return model === "ill-typed" ? undefined : model;
}

/** Programs of this mixture, written as `.choreo` files. */
export function programGenerator(name: string, options: ProgramOptions = ordinary): Generator<ParsedFile> {
  return { name, arbitrary: programs(options), extension: "choreo", write: printFile, read: readProgram };
}

function readProgram(text: string): ParsedFile {
  const { tree, diagnostics } = parseFile(text, 0, defaultLimits);
  if (diagnostics.some((diagnostic) => diagnostic.severity === "error")) throw new Error(`a saved counterexample does not parse: ${diagnostics[0]?.message}`);
  return tree;
}
