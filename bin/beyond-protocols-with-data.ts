/** What commands that change or project programs say of protocols with data, about which only `check` and `verify` know more. */
import type { Model } from "../calculus/core/index.ts";
import { error } from "../calculus/diagnostics/index.ts";
import type { Diagnostic } from "../calculus/diagnostics/index.ts";

/** One diagnostic for each protocol with data of the model: that it is not `done` (projected, amended). */
export function beyondProtocolsWithData(model: Model, done: string): readonly Diagnostic[] {
  return [...model.symbolicProtocols.values()].map(({ name, span }) =>
    error("not-yet-supported", span, `${name} is a protocol with data, which is judged by \`verify\` and not ${done}`),
  );
}
