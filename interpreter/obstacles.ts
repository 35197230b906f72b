/** What keeps roles from moving although nobody waits: choices without any value, and limits of the evaluator. */
import type { Chooser } from "../calculus/semantics/index.ts";
import { describeLimit } from "../calculus/values/index.ts";

/** Both describe what was met: the choice, or who met which limit evaluating what. */
export type Obstacle = { readonly kind: "no-value"; readonly description: string } | { readonly kind: "beyond-limits"; readonly description: string };

/** A chooser that remembers what it was told. */
export interface Watching {
  readonly chooser: Chooser;
  /** The first limit that was met since the beginning or since `forget`, else the first choice without a value. */
  readonly obstacle: () => Obstacle | undefined;
  readonly forget: () => void;
}

/** Answers as `chooser` does. */
export function watching(chooser: Chooser): Watching {
  let empty: string | undefined;
  let limit: string | undefined;
  return {
    chooser: {
      choose: (request, domain) => {
        const values = chooser.choose(request, domain);
        if (values.length === 0) empty ??= request.description;
        return values;
      },
      meetLimit: (met) => {
        limit ??= describeLimit(met);
        chooser.meetLimit(met);
      },
    },
    obstacle: () => {
      if (limit !== undefined) return { kind: "beyond-limits", description: limit };
      return empty === undefined ? undefined : { kind: "no-value", description: empty };
    },
    forget: () => {
      empty = undefined;
      limit = undefined;
    },
  };
}
