/** A choice without values goes unseen: whoever asks has no step, and nobody is told. */
import type { Mutant } from "./mutant.ts";

export const missingValuesUnseen: Mutant = {
  name: "missing values unseen",
  error: "Generated code does not say where a choice has no value, so that what nothing was tried of counts as tried.",
  killedBy: "T35-code",
  seed: 6,
  change: (parts) => ({ ...parts, watch: (watch) => (watch.kind === "no-value" ? { kind: "rule", rules: new Set() } : watch) }),
};
