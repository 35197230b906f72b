/** How an exploration resolves nondeterminism: every value of a finite domain; of an infinite one a few, with a note that the exploration is incomplete. */
import type { Value } from "../../calculus/core/index.ts";
import type { Chooser } from "../../calculus/semantics/index.ts";

/** So many values of an infinite domain are tried: enough to find what is wrong with small ones, never enough to prove anything. */
const samples = 3n;

export interface RecordingChooser extends Chooser {
  /** Choices over infinite domains that were met: the exploration is incomplete. In the order in which they were met. */
  readonly infinite: ReadonlySet<string>;
  /** Choices without any value that were met: nothing can satisfy what was asked for. */
  readonly empty: ReadonlySet<string>;
}

/** A chooser of its own for one exploration. */
export function recordingChooser(): RecordingChooser {
  const infinite = new Set<string>();
  const empty = new Set<string>();
  return {
    infinite,
    empty,
    choose: (request, domain) => {
      if (domain.kind === "finite") {
        if (domain.values.length === 0) empty.add(request.description);
        return domain.values;
      }
      infinite.add(request.description);
      const values: Value[] = [];
      for (let index = 0n; index < samples; index += 1n) {
        const value = domain.sample(index);
        if (value !== undefined) values.push(value);
      }
      return values;
    },
  };
}
