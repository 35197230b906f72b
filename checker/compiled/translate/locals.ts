/** Locals of a function under construction: each is used again once what it was for is written. */
import type { Code, Local, NumberType, Statement } from "../code/index.ts";
import { get, set } from "../code/index.ts";

export class Locals {
  readonly #all: Local[] = [];
  #free: Local[] = [];
  #taken: Local[] = [];

  /** All that were ever taken. */
  all(): readonly Local[] {
    return this.#all;
  }

  take(type: NumberType): string {
    const at = this.#free.findIndex((one) => one.type === type);
    const found = at < 0 ? undefined : this.#free.splice(at, 1)[0];
    const local = found ?? { name: `${type === "i32" ? "t" : "u"}${this.#all.length}`, type };
    if (found === undefined) this.#all.push(local);
    this.#taken.push(local);
    return local.name;
  }

  /** Runs `act`; the locals that it takes are free afterwards. */
  within<T>(act: () => T): T {
    const [free, taken] = [this.#free, this.#taken];
    this.#taken = [];
    const result = act();
    this.#free = [...free.filter((one) => !this.#taken.includes(one)), ...this.#taken];
    this.#taken = taken;
    return result;
  }
}

/** Statements with the locals that they use. */
export class Block {
  readonly statements: Statement[] = [];
  readonly locals: Locals;

  constructor(locals: Locals) {
    this.locals = locals;
  }

  /** The code in a local, if computing it again would cost something. */
  keep(code: Code, type: NumberType = "i32"): Code {
    if (weight(code, 3) < 3) return code;
    const name = this.locals.take(type);
    this.statements.push(set(name, code));
    return get(name);
  }
}

/** The number of nodes, counted up to the limit. */
function weight(code: Code, limit: number): number {
  if (limit <= 0) return 0;
  switch (code.kind) {
    case "i32":
    case "i64":
    case "get":
      return 1;
    case "unary":
      return 1 + weight(code.operand, limit - 1);
    case "binary": {
      const left = weight(code.left, limit - 1);
      return 1 + left + weight(code.right, limit - 1 - left);
    }
    case "load":
    case "select":
    case "call":
    case "atomic":
      return limit;
  }
}
