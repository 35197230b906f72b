/**
 * Bounds on what evaluation builds, so that no program exhausts memory or the stack. Beyond them the value is not known: the operation does not fail,
 * evaluation ends with `LimitReached`, and nothing is concluded (docs/semantics.md §3).
 */

/** Integers have at most this many bits. */
export const maximumIntegerBits: number = 2 ** 20;
/** Strings have at most this many code units; lists, sets and maps at most this many items. */
export const maximumLength = 1_000_000;
/** A value with all its parts: one for each part, plus one for every 8 code units and every 64 bits. */
export const maximumWeight = 4_000_000;
/** Values nest at most this deep (`Cons(1, Cons(2, …))`). */
export const maximumDepth = 500;
/** Evaluation nests at most this deep: expressions and function calls together. */
export const maximumEvaluationDepth = 1_500;
/** One evaluation visits at most this many expressions: functions that call each other twice can ask for exponentially many. */
export const maximumEvaluationSteps = 5_000_000;
/** A finite domain with more values than this is treated as infinite: it is sampled, never enumerated. */
export const maximumDomainValues = 100_000;
/** Sets and maps over an element type with more values than this are treated as infinite. */
export const maximumElementValues = 10;
/** How many candidates are tried for one sample of a refined infinite domain. */
export const maximumSampleTries = 1_000;
