/** The machine that a file asks for, by its switches as written. */
import type { RuntimeDefinition } from "../core/index.ts";
import type { Declaration } from "../syntax/index.ts";

/** The runtime of the declarations, if they have one. Linear. */
export function runtimeOf(declarations: readonly Declaration[]): RuntimeDefinition | undefined {
  const written = declarations.find((each) => each.kind === "runtime");
  if (written === undefined) return undefined;
  const sessions = written.settings.find(({ name }) => name.text === "sessions");
  return {
    preset: written.preset === undefined ? "sound" : "as-implemented",
    settings: written.settings.flatMap((each) => (each === sessions ? [] : [{ name: each.name.text, value: each.value.text, span: each.span }])),
    sessions: sessions === undefined ? 1 : Number(sessions.value.text),
    span: written.span,
  };
}
