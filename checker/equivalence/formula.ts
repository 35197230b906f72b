/**
 * Experiments that tell two states apart, as formulas: Hennessy and Milner, Algebraic laws for nondeterminism and concurrency, JACM 1985; for branching
 * bisimulation the until modality of De Nicola and Vaandrager, Three logics for branching bisimulation, JACM 1995.
 */
import { silent } from "./observation.ts";
import type { Observed } from "./observation.ts";

/**
 * `at-once`: it does the action now. `weakly`: the same with silent steps before and after. `staying`: the same after silent steps in states that all satisfy
 * `while`, its own among them. A silent action that is not `at-once` may be no step at all. Then everything in `then` holds. Conjunctions that are empty hold.
 */
export type Formula =
  | {
      readonly kind: "can";
      readonly how: "at-once" | "weakly" | "staying";
      readonly action: Observed;
      readonly while: readonly Formula[];
      readonly then: readonly Formula[];
    }
  | { readonly kind: "not"; readonly of: Formula };

/** ¬φ, without a double negation. */
export function negated(formula: Formula): Formula {
  return formula.kind === "not" ? formula.of : { kind: "not", of: formula };
}

/** Nesting of `can`. Shared parts are looked at once. */
export function depthOf(formula: Formula, known: Map<Formula, number> = new Map()): number {
  const before = known.get(formula);
  if (before !== undefined) return before;
  const inner = formula.kind === "not" ? [formula.of] : [...formula.while, ...formula.then];
  const depth = Math.max(0, ...inner.map((part) => depthOf(part, known))) + (formula.kind === "can" ? 1 : 0);
  known.set(formula, depth);
  return depth;
}

/** The experiment as indented lines, at most `room` of them and then a line `…`. */
export function formulaLines(formula: Formula, room: number): readonly string[] {
  const lines: string[] = [];
  write(formula, 0, lines, room);
  return lines.length > room ? [...lines.slice(0, room), "…"] : lines;
}

function write(formula: Formula, indent: number, lines: string[], room: number): void {
  if (lines.length > room) return;
  const space = "  ".repeat(indent);
  const [word, can] = formula.kind === "not" && formula.of.kind === "can" ? ["impossible", formula.of] : ["possible", formula];
  if (can.kind === "not") {
    write(can.of, indent, lines, room);
    return;
  }
  lines.push(`${space}${word}: ${can.action.key === silent.key && can.how !== "at-once" ? "silent steps, or none" : can.action.text}`);
  if (can.while.length > 0) lines.push(`${space}  after silent steps through states in which it is`);
  for (const part of can.while) write(part, indent + 2, lines, room);
  if (can.then.length > 0) lines.push(`${space}  ${word === "possible" ? "and then it is" : "so that it then is"}`);
  for (const part of can.then) write(part, indent + 2, lines, room);
}
