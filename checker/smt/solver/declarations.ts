/** Declarations of what terms use (SMT-LIB 2.6, §4.2.3), in the order of first use: sorts first, then functions, predicates and constants. */
import { printSort, printSymbol } from "../terms/index.ts";
import type { FunctionSymbol, Sort, Term } from "../terms/index.ts";
import { usesOf } from "./uses.ts";

/** Knows what has been declared. Levels are those of `push` and `pop`: what was declared within one is forgotten with it. */
export interface Declarations {
  /** Commands that declare what these terms and functions use and what is not declared yet. @throws Error if a name means two things. */
  readonly declare: (terms: readonly Term[], functions?: readonly FunctionSymbol[]) => readonly string[];
  readonly push: () => void;
  /** @throws Error without a `push` before it. */
  readonly pop: () => void;
}

/** What was declared under a name. Sorts and functions have names of their own. */
interface Level {
  readonly sorts: Map<string, string>;
  readonly functions: Map<string, string>;
}

export function newDeclarations(): Declarations {
  const levels: Level[] = [newLevel()];

  /** True if it is new. */
  function note(kind: keyof Level, name: string, meaning: string): boolean {
    for (const known of levels) {
      const before = known[kind].get(name);
      if (before === undefined) continue;
      if (before !== meaning) throw new Error(`${name} is declared in two ways: ${before} and ${meaning}`);
      return false;
    }
    levels.at(-1)?.[kind].set(name, meaning);
    return true;
  }

  function ofSort(sort: Sort): readonly string[] {
    if (sort.kind === "opaque") return note("sorts", sort.name, "opaque") ? [`(declare-sort ${printSymbol(sort.name)} 0)`] : [];
    if (sort.kind !== "enumeration") return [];
    const members = sort.members.map(printSymbol);
    if (members.length === 0) throw new Error(`${sort.name} has no members`);
    if (!note("sorts", sort.name, members.join(" "))) return [];
    for (const member of sort.members) note("functions", member, `member of ${sort.name}`);
    return [`(declare-datatypes ((${printSymbol(sort.name)} 0)) ((${members.map((member) => `(${member})`).join(" ")})))`];
  }

  function ofFunction({ name, domain, range }: FunctionSymbol): readonly string[] {
    const signature = `(${domain.map(printSort).join(" ")}) ${printSort(range)}`;
    return note("functions", name, signature) ? [`(declare-fun ${printSymbol(name)} ${signature})`] : [];
  }

  return {
    declare: (terms, functions = []) => {
      const uses = usesOf(terms, functions);
      return [...[...uses.sorts].flatMap(ofSort), ...uses.functions.flatMap(ofFunction)];
    },
    push: () => levels.push(newLevel()),
    pop: () => {
      if (levels.length === 1) throw new Error("pop without push");
      levels.pop();
    },
  };
}

function newLevel(): Level {
  return { sorts: new Map(), functions: new Map() };
}
