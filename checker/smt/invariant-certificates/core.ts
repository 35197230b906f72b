/**
 * Which statements, initial values and contracts a proof needs: the argument of a certificate is shown again of a program in which each of them counts only if a
 * symbol says so, and the symbols of the unsatisfiable cores are those that it needs. What is not among them may be replaced: the argument stays as it is.
 */
import type { Model } from "../../../calculus/core/index.ts";
import type { ParsedFile } from "../../../calculus/syntax/index.ts";
import type { Core } from "../../proof-core.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import { newTerms } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { newContext, Refusal } from "../values/index.ts";
import { Rejection } from "./asking.ts";
import type { About, AsIf, Shown } from "./core-arguments.ts";
import { shownOf } from "./core-arguments.ts";
import { replaceablesOf } from "./replaceables.ts";
import type { Impossible } from "./smaller-cores.ts";
import { coreOfAll } from "./smaller-cores.ts";

/**
 * The core of a proof that the solver finds of the property: head first, or of a network. The cost is that of proving it and of so many questions
 * more. The subject is closed and projectable, or a system.
 */
export function coreOf(property: string, subject: string, model: Model, files: readonly ParsedFile[], effort: Effortful, about: About = {}): Core {
  const none = (reason: string): Core => ({ kind: "none", reason });
  try {
    const shown = shownOf(property, subject, model, files, effort, about);
    return typeof shown === "string" ? none(shown) : coreOfShown(shown, model, files, effort);
  } catch (error) {
    if (error instanceof Refusal) return none(`it has no encoding: ${error.message}`);
    if (error instanceof Rejection) return none(error.message);
    throw error;
  }
}

/** @throws Refusal @throws Rejection */
function coreOfShown({ programs, writes, obligations }: Shown, { definitions }: Model, files: readonly ParsedFile[], effort: Effortful): Core {
  const replaceables = replaceablesOf(programs, files, writes);
  const asIf: AsIf = (program) => ({ ...program, known: () => undefined, reliance: replaceables });
  const fresh = (): Context => newContext({ terms: newTerms(), definitions, arithmetic: "integers", contractCounts: replaceables.contract });
  const queries = [...obligations(asIf, fresh)].flatMap(({ obligation: { name, premises, excluded }, context }): readonly Impossible[] =>
    excluded.kind === "false" ? [] : [{ name, assertions: [...premises.map(({ term }) => term), excluded], context }],
  );
  return coreOfAll(queries, replaceables, effort);
}
