/** What an analysis of values knows of a variable. */
import type { Shape } from "../../compiled/analysis/index.ts";

/** What a variable may hold, and whether it may hold nothing. */
export interface Known {
  readonly shape: Shape;
  readonly mayBeUnset: boolean;
  /** How large lists, sets and maps in it are at most, by their places (`SizeAt`): it is proved. */
  readonly sizes?: ReadonlyMap<string, number>;
}
