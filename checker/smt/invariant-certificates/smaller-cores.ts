/** Unsatisfiable cores of several questions, made smaller together: each name is tried to be left out. */
import type { Core, Ground } from "../../proof-core.ts";
import type { Effortful } from "../head-first/decide-watched.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import type { Replaceables } from "./replaceables.ts";

/** So many questions are asked at most to drop grounds from a core, and so much may each of them cost. */
const most = { questions: 120, steps: 1_000_000, milliseconds: 2_000 } as const;

export type CoreEffort = Pick<Effortful, "solver" | "effort" | "shouldStop">;

/** What is impossible, as a question of a context of its own, or of one that it shares with others. */
export interface Impossible {
  readonly name: string;
  readonly assertions: readonly Term[];
  readonly context: Context;
}

/** What counts: by the names of symbols, and what counts always. */
export type Grounds = Pick<Replaceables, "grounds" | "always">;

/** What of the grounds is enough for all of this to be impossible. The cost is that of asking, and of so many questions more. */
export function coreOfAll(queries: readonly Impossible[], grounds: Grounds, effort: CoreEffort): Core {
  return new Cores(queries, grounds, effort).core();
}

/** The cores of some questions, made smaller together. */
class Cores {
  readonly #queries: readonly Impossible[];
  readonly #replaceables: Grounds;
  readonly #effort: CoreEffort;
  #left: number = most.questions;

  constructor(queries: readonly Impossible[], replaceables: Grounds, effort: CoreEffort) {
    this.#queries = queries;
    this.#replaceables = replaceables;
    this.#effort = effort;
  }

  core(): Core {
    const { grounds, always } = this.#replaceables;
    let needed: (readonly string[])[] = [];
    for (const query of this.#queries) {
      const names = this.#ask(query, [...grounds.keys()], this.#effort.effort);
      if (names === undefined) return { kind: "none", reason: "the solver does not find the proof again where each statement may be replaced" };
      needed.push(names);
    }
    let isLeast = true;
    for (const dropped of new Set(needed.flat())) {
      const stopped = this.#effort.shouldStop() !== undefined || this.#left <= 0;
      const without = stopped ? undefined : this.#without(dropped, needed);
      if (without !== undefined) needed = without;
      else if (stopped) isLeast = false;
    }
    const kept = new Set(needed.flat());
    const all = [...always, ...[...grounds].flatMap(([name, ground]) => (kept.has(name) ? [ground] : []))];
    return { kind: "core", grounds: inOrder(all), of: grounds.size + always.length, isLeast };
  }

  /** The cores where this name is in none of them; undefined where some question needs it, or that is not known. */
  #without(dropped: string, needed: readonly (readonly string[])[]): (readonly string[])[] | undefined {
    const rest = [...new Set(needed.flat())].filter((name) => name !== dropped);
    const fresh: (readonly string[])[] = [];
    for (const [index, query] of this.#queries.entries()) {
      const own = needed[index] ?? [];
      if (!own.includes(dropped)) {
        fresh.push(own);
        continue;
      }
      this.#left -= 1;
      const { effort } = this.#effort;
      const names = this.#ask(query, rest, {
        ...effort,
        steps: Math.min(effort.steps ?? most.steps, most.steps),
        milliseconds: Math.min(effort.milliseconds, most.milliseconds),
      });
      if (names === undefined) return undefined;
      fresh.push(names);
    }
    return fresh;
  }

  /** Of the names those that it needs; undefined where it is possible, or not known. */
  #ask(
    { name, assertions, context: { terms, assumptions } }: Impossible,
    names: readonly string[],
    effort: CoreEffort["effort"],
  ): readonly string[] | undefined {
    const counting = names.map((one) => ({ term: terms.symbol(one, terms.true.sort), name: one }));
    const all = [...assertions, ...assumptions].map((term) => ({ term }));
    const answer = this.#effort.solver.ask({ name: `core-${name}`, assertions: [...all, ...counting] }, effort);
    if (answer.kind !== "unsat") return undefined;
    return answer.core ?? names;
  }
}

function inOrder(grounds: readonly Ground[]): readonly Ground[] {
  return [...grounds].sort((left, right) => left.span.file - right.span.file || left.span.start - right.span.start);
}
