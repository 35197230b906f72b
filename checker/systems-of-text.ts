/** The systems and questions that a text denotes: how tests set up an exploration. */
import { analyseText } from "../calculus/loading/index.ts";
import { choreographySystem, networkSystem } from "../calculus/semantics/index.ts";
import { builtInProperties } from "../calculus/typing/index.ts";
import type { Systems } from "./engines.ts";
import type { Question, RunItem } from "./items.ts";
import { isRunItem, questionOf } from "./items.ts";

export interface Setting extends Required<Systems> {
  /** The five built-in questions and the declared properties, by name. */
  readonly questions: ReadonlyMap<string, Question>;
}

const items: readonly RunItem[] = builtInProperties.filter(isRunItem);

/** The entry of a text that is well-typed and projectable. @throws Error with the diagnostics if it is not. */
export function systemsOf(text: string): Setting {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map(({ code, message }) => `${code}: ${message}`).join("\n"));
  const network = networkSystem(model);
  if (!network.ok) throw new Error(`not projectable for ${network.errors.map(({ role }) => role).join(", ")}`);
  const properties = model.properties.flatMap((definition) => questionOf(definition) ?? []);
  const all: readonly Question[] = [...items.map((item): Question => ({ kind: "built-in", item })), ...properties];
  return {
    model,
    choreography: choreographySystem(model),
    network: network.system,
    questions: new Map(all.map((question) => [question.kind === "built-in" ? question.item : question.name, question])),
  };
}
