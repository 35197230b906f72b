/** A-IN and A-OUT have each other's premise on payloads. */
import { asyncSubtypeRules, isAsyncSubtype } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const asyncPayloadsVaryWrongly: Mutant = {
  name: "payloads that vary against their direction, asynchronously",
  error: "A-IN and A-OUT have each other's premise on payloads.",
  killedBy: "T17",
  change: (parts) => ({
    ...parts,
    asyncSubtype: (left, right, options) =>
      isAsyncSubtype(left, right, { ...options, rules: { ...asyncSubtypeRules, "A-IN": asyncSubtypeRules["A-OUT"], "A-OUT": asyncSubtypeRules["A-IN"] } }),
  }),
};
