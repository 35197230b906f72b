/** What solvers are asked about a file, as text: for each property and built-in item of its choreographies that one can be asked about. */
import type { Model } from "../calculus/core/index.ts";
import { headFirstDecides } from "./head-first/applicability.ts";
import type { Question } from "./items.ts";
import { isRunItem, nameOf, questionOf } from "./items.ts";
import type { VerifyOptions } from "./options.ts";
import { scriptsOf } from "./smt/head-first/index.ts";
import type { QuestionScripts, ScriptForm } from "./smt/head-first/index.ts";
import { expectedVerdicts, wantedSubjects } from "./wanted.ts";

export type ScriptsOfQuestion = QuestionScripts & { readonly subject: string; readonly property: string };

/** One entry for each question, in the order in which they are judged. The model is well typed and projectable. */
export function questionScripts(model: Model, form: ScriptForm, options: Pick<VerifyOptions, "property">): readonly ScriptsOfQuestion[] {
  return wantedSubjects(model, expectedVerdicts(model), options).flatMap(({ name, items, properties }) => {
    const questions: readonly Question[] = [
      ...items.filter(isRunItem).map((item): Question => ({ kind: "built-in", item })),
      ...properties.flatMap((property) => questionOf(property) ?? []),
    ];
    return questions
      .filter((question) => headFirstDecides(question, model))
      .map((question) => ({ subject: name, property: nameOf(question), ...scriptsOf(model, name, question, form) }));
  });
}
