/** The supertype is asked to be a subtype. */
import { isAsyncSubtype } from "../../calculus/protocols/index.ts";
import type { Mutant } from "./mutant.ts";

export const asyncWrongWayRound: Mutant = {
  name: "asynchronous subtyping the wrong way round",
  error: "The supertype is asked to be a subtype.",
  killedBy: "T17",
  change: (parts) => ({ ...parts, asyncSubtype: (left, right, options) => isAsyncSubtype(right, left, options) }),
};
