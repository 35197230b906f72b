/** Explanation pages: limits. */
import type { Explanations } from "./explanation.ts";

export const limitsExplanations: Explanations = {};
