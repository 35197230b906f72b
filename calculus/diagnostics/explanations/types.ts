/** Explanation pages: types. */
import type { Explanations } from "./explanation.ts";

export const typesExplanations: Explanations = {};
