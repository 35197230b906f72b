/**
 * Facts that hold on every path to a place of a structured program: a forward must-analysis (Nielson, Nielson and Hankin 1999, §2.1) that walks
 * the program once and undoes what a branch added, so that its cost is the number of facts that branches add and never the number known.
 */

/** A loop being walked. */
export interface OpenLoop<Fact> {
  readonly mark: number;
  /** What every path that left the loop so far added since its head; undefined before the first. */
  left: Set<Fact> | undefined;
}

export interface MustFlow<Fact> {
  readonly has: (fact: Fact) => boolean;
  readonly add: (fact: Fact) => void;
  /**
   * Walks each branch from the facts that hold here; a branch says whether it falls through. Afterwards the facts are those common to all that
   * do. Returns whether any does.
   */
  readonly branches: (branches: readonly (() => boolean)[]) => boolean;
  /** Starts a loop here. */
  readonly enter: () => OpenLoop<Fact>;
  /** A path leaves the loop with what it has. */
  readonly leave: (loop: OpenLoop<Fact>) => void;
  /** Ends the walk of the loop's body: the facts are now those of its exit; of one that no path leaves, those of its head. */
  readonly exit: (loop: OpenLoop<Fact>) => void;
}

/** Returns an analysis without facts. */
export function mustFlow<Fact>(): MustFlow<Fact> {
  const facts = new Set<Fact>();
  const trail: Fact[] = [];

  function add(fact: Fact): void {
    if (facts.has(fact)) return;
    facts.add(fact);
    trail.push(fact);
  }

  function undo(mark: number): readonly Fact[] {
    const gained = trail.splice(mark);
    for (const fact of gained) facts.delete(fact);
    return gained;
  }

  return {
    has: (fact) => facts.has(fact),
    add,
    branches: (branches) => {
      const mark = trail.length;
      let common: readonly Fact[] | undefined;
      for (const branch of branches) {
        const falls = branch();
        const gained = undo(mark);
        if (!falls) continue;
        if (common === undefined) common = gained;
        else if (common.length > 0) {
          const also = new Set(gained);
          common = common.filter((fact) => also.has(fact));
        }
      }
      common?.forEach(add);
      return common !== undefined;
    },
    enter: () => ({ mark: trail.length, left: undefined }),
    leave: (loop) => {
      if (loop.left === undefined) loop.left = new Set(trail.slice(loop.mark));
      else for (const fact of loop.left) if (!facts.has(fact)) loop.left.delete(fact);
    },
    exit: (loop) => {
      undo(loop.mark);
      loop.left?.forEach(add);
    },
  };
}
