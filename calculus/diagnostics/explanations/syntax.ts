/** Explanation pages: syntax. */
import type { Explanations } from "./explanation.ts";

export const syntaxExplanations: Explanations = {};
