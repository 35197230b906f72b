/** How an exploration resolves nondeterminism: every value of a finite domain; of an infinite one a few, with a note that the exploration is incomplete. */
import { placeText } from "../../calculus/core/index.ts";
import type { Value } from "../../calculus/core/index.ts";
import type { Chooser } from "../../calculus/semantics/index.ts";
import { describeLimit, maximumDomainValues } from "../../calculus/values/index.ts";

/** So many values of an infinite domain are tried: enough to find what is wrong with small ones, never enough to prove anything. */
const samples = 3n;
/** After so many infinite domains one value of each is tried, because they multiply. */
const sampledDomains = 4;
/** More initial configurations than this are not built. */
const maximumInitialStates = 100_000;

export interface RecordingChooser extends Chooser {
  /** Choices over infinite or too large domains that were met: the exploration is incomplete. In the order in which they were met. */
  readonly infinite: ReadonlyMap<string, "infinite" | "large">;
  /** Limits of the evaluator that were met, each with its role: the exploration is incomplete, because the role did not move. */
  readonly limits: ReadonlySet<string>;
  /** Choices without any value that were met: nothing can satisfy what was asked for. */
  readonly empty: ReadonlySet<string>;
  /** Why some initial configurations were left out, where they were. */
  readonly leftOut: ReadonlySet<string>;
  /** The chooser for initial values, whose choices multiply: it keeps their product within bounds. Deterministic and repeatable. */
  readonly initial: () => Chooser;
}

/** A chooser of its own for one exploration. */
export function recordingChooser(): RecordingChooser {
  const infinite = new Map<string, "infinite" | "large">();
  const limits = new Set<string>();
  const empty = new Set<string>();
  const leftOut = new Set<string>();
  const choose: Chooser["choose"] = (request, domain) => {
    if (domain.kind === "finite") {
      if (domain.values.length === 0) empty.add(request.description);
      return domain.values;
    }
    infinite.set(request.description, domain.extent);
    const position = [...infinite.keys()].indexOf(request.description);
    const values: Value[] = [];
    for (let index = 0n; index < (position < sampledDomains ? samples : 1n); index += 1n) {
      const value = domain.sample(index);
      if (value !== undefined) values.push(value);
    }
    return values;
  };
  const meetLimit: Chooser["meetLimit"] = (limit) => limits.add(describeLimit(limit));
  const initial = (): Chooser => {
    let product = 1;
    return {
      meetLimit,
      choose: (request, domain) => {
        const values = choose(request, domain);
        const room = Math.max(1, Math.floor(maximumInitialStates / product));
        if (values.length > room)
          leftOut.add(`there are more than ${String(maximumInitialStates)} initial states: not all values of ${request.description} are tried`);
        const kept = values.slice(0, room);
        product *= Math.max(1, kept.length);
        return kept;
      },
    };
  };
  return { infinite, limits, empty, leftOut, choose, meetLimit, initial };
}

/** Why choices over these domains cannot be tried exhaustively, in a sentence for each kind. */
export function describeInfinite(infinite: RecordingChooser["infinite"]): readonly string[] {
  const sentence = (extent: "infinite" | "large", what: string): readonly string[] => {
    const choices = [...infinite].filter(([, of]) => of === extent).map(([choice]) => choice);
    if (choices.length === 0) return [];
    return [`${listed(choices)} range${choices.length === 1 ? "s" : ""} over ${what}`];
  };
  return [...sentence("infinite", "infinitely many values"), ...sentence("large", `more values than the limit of ${String(maximumDomainValues)}`)];
}

/** The first three of them; places in words where elaboration made their names. */
export function listed(things: readonly string[]): string {
  return `${things.slice(0, 3).map(placeText).join(", ")}${things.length > 3 ? ", …" : ""}`;
}
