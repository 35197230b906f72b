/** The models of the counterexamples, from their texts. */
import type { Model } from "../../calculus/core/index.ts";
import { analyseText } from "../../calculus/loading/index.ts";

/** The model of a text. @throws Error when it is refused: then the counterexample itself is broken. */
export function modelOfText(text: string): Model {
  const { model, diagnostics } = analyseText(text);
  if (model === undefined) throw new Error(diagnostics.map((each) => each.message).join("; "));
  return model;
}
