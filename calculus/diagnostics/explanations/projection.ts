/** Explanation pages: projection. */
import type { Explanations } from "./explanation.ts";

export const projectionExplanations: Explanations = {};
