/**
 * Random protocols with refinements: two or three roles, integers 0, 1 and 2, a loop with a variable, choices. Refinements compare what is sent with what was sent before and
 * with the variable; names are sent more than once, some messages have two receivers. Some can go on whatever was sent, some get stuck, some have dead branches.
 */
import type { Generator } from "../theorem.ts";
import { structured, type Chance } from "./chance.ts";

const roles = ["A", "B", "C"] as const;

/** Names that are known in a place. */
type Known = ReadonlySet<string>;

class Writer {
  private readonly chance: Chance;
  private labels = 0;

  constructor(chance: Chance) {
    this.chance = chance;
  }

  /** `P`, as a line for each statement. */
  protocol(): string {
    const { chance } = this;
    const known = new Set<string>();
    const lines = Array.from({ length: chance.between(1, 2) }, () => this.message(chance.pick(roles), known));
    if (chance.percent(55)) lines.push(...this.loop(known));
    else lines.push(...this.choice(known, undefined));
    if (chance.percent(30)) lines.push(this.message(chance.pick(roles), known));
    return `protocol P(A, B, C) {\n${lines.map((line) => `  ${line}\n`).join("")}}\n`;
  }

  private loop(known: Known): readonly string[] {
    const { chance } = this;
    const inside = new Set([...known, "n"]);
    const refined = chance.percent(50) ? `(int where ${this.predicate(new Set([...known].filter(() => chance.percent(50))), "value")})` : "int";
    return [`rec X(n: ${refined} = ${this.value(known)}) {`, ...this.choice(inside, "X").map((line) => `  ${line}`), "}"];
  }

  private choice(known: Known, again: string | undefined): readonly string[] {
    const { chance } = this;
    const at = chance.pick(roles);
    const branch = (repeats: boolean): readonly string[] => {
      const own = new Set(known);
      const lines = [this.message(at, own)];
      if (chance.percent(40)) lines.push(this.message(chance.pick(roles), own));
      if (repeats) lines.push(`continue X(${this.value(own)});`);
      return lines.map((line) => `  ${line}`);
    };
    const branches = Array.from({ length: chance.between(1, 2) + 1 }, (_, index) => branch(again !== undefined && index === 0));
    return [...branches.flatMap((lines, index) => [index === 0 ? `choice at ${at} {` : "} or {", ...lines]), "}"];
  }

  private message(from: string, known: Set<string>): string {
    const { chance } = this;
    const others = chance.shuffle(roles.filter((role) => role !== from));
    const to = others.slice(0, chance.percent(20) ? 2 : 1);
    const name = chance.percent(70) ? chance.pick(["x", "y"]) : undefined;
    const items = [this.item(name, known)];
    if (name !== undefined) known.add(name);
    if (chance.percent(15)) items.push(`(unit where ${this.predicate(known, undefined)})`);
    return `${from} -> ${to.join(", ")} : l${String(this.labels++)}(${items.join(", ")});`;
  }

  private item(name: string | undefined, known: Known): string {
    const limits = "0 <= value and value <= 2";
    const predicate = this.chance.percent(75) ? `${limits} and ${this.predicate(known, "value")}` : limits;
    return `${name === undefined ? "" : `${name}: `}(int where ${predicate})`;
  }

  private predicate(known: Known, own: string | undefined): string {
    const { chance } = this;
    const names = [...known, ...(own === undefined ? [] : [own, own])];
    const term = (): string => (names.length === 0 ? "1" : chance.pick(names));
    const atom = (): string =>
      chance.weighted<() => string>([
        [4, () => `${own ?? term()} ${chance.pick(["<", "<=", ">", ">=", "==", "!="])} ${term()}`],
        [2, () => `${own ?? term()} ${chance.pick(["<", "!=", ">"])} ${String(chance.between(0, 2))}`],
        [1, () => `(${term()} + ${term()}) % ${String(chance.between(2, 3))} == ${String(chance.between(0, 1))}`],
        [1, () => `(if ${term()} > 0 then ${term()} else 1) <= ${term()}`],
      ])();
    const both = chance.percent(30) ? `(${atom()} ${chance.pick(["and", "or"])} ${atom()})` : atom();
    return chance.percent(10) ? `not (${both})` : both;
  }

  /** A value from 0 to 2. */
  private value(known: Known): string {
    const { chance } = this;
    if (known.size === 0 || chance.percent(20)) return String(chance.between(0, 2));
    const name = chance.pick([...known]);
    return chance.pick([name, `(${name} + 1) % 3`, `2 - ${name}`, `(${name} * 2) % 3`]);
  }
}

/** Whole statements are left out: those that the text then refuses are no candidates. */
function* smaller(text: string): Iterable<string> {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) if (line.includes("->")) yield lines.toSpliced(index, 1).join("\n");
}

/** As texts. */
export const refinedProtocols: Generator<string> = {
  name: "protocols with three roles and a loop with a variable, in which integers from 0 to 2 are refined by what was sent before",
  arbitrary: structured((chance) => new Writer(chance).protocol(), smaller),
  extension: "choreo",
  write: (text) => text,
  read: (text) => text,
};
