/** Names for the variables of a machine: those of the source where they are unique and can be read, otherwise with a number behind them. */
import type { Definitions, Variable } from "../core/index.ts";
import { reservedWords } from "../parser/index.ts";
import { isBuiltin } from "../values/index.ts";

const readable = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reserved: ReadonlySet<string> = new Set([...reservedWords, "_", "value", "result"]);

/** Gives each name once. A name is never that of a constant, a function or a constructor. Amortised constant. */
export class VariableNames {
  readonly #definitions: Definitions;
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  constructor(definitions: Definitions) {
    this.#definitions = definitions;
  }

  /** The name itself if it is free, otherwise one made from it. */
  fresh(source: Variable): Variable {
    const stem = readable.test(source) ? source : "payload";
    let name = stem === source ? stem : `${stem}_0`;
    let number = this.#next.get(stem) ?? 1;
    while (this.#isTaken(name)) {
      name = `${stem}_${String(number)}`;
      number += 1;
    }
    this.#next.set(stem, number);
    this.#taken.add(name);
    return name;
  }

  #isTaken(name: string): boolean {
    const { constants, functions, constructors, enums, records, types } = this.#definitions;
    return (
      this.#taken.has(name) ||
      reserved.has(name) ||
      isBuiltin(name) ||
      [constants, functions, constructors, enums, records, types].some((table) => table.has(name))
    );
  }
}
