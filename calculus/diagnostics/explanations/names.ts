/** Explanation pages: names. */
import type { Explanations } from "./explanation.ts";

export const namesExplanations: Explanations = {};
