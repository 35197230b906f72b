/** Whether commands of a location exclude each other, as far as their guards show it: then nothing has to be picked. */
import type { TypedCommand, TypedGuard } from "../../compiled/analysis/index.ts";

/** No two of the commands are possible in one state. False where the guards do not show it. Quadratic in the commands. */
export function areExclusive(commands: readonly TypedCommand[]): boolean {
  return commands.every((one, index) => commands.slice(index + 1).every((other) => exclude(one.guard, other.guard)));
}

/** Terms are the same object where they stand for the same expression. */
function exclude(left: TypedGuard, right: TypedGuard): boolean {
  const [lefts, rights] = [atoms(left), atoms(right)];
  return lefts.some((one) => rights.some((other) => contradict(one, other) || contradict(other, one)));
}

/** The guards that must all hold. */
function atoms(guard: TypedGuard): readonly TypedGuard[] {
  return guard.kind === "all" ? guard.guards.flatMap(atoms) : [guard];
}

function contradict(left: TypedGuard, right: TypedGuard): boolean {
  switch (left.kind) {
    case "holds":
      return right.kind === "refutes"
        ? right.condition === left.condition
        : right.kind === "undefined" && right.terms.length === 1 && right.terms[0] === left.condition;
    case "refutes":
      return right.kind === "undefined" && right.terms.length === 1 && right.terms[0] === left.condition;
    case "matches":
      if (right.kind === "matches") return right.scrutinee === left.scrutinee && right.index !== left.index;
      return right.kind === "undefined" && right.terms.length === 1 && right.terms[0] === left.scrutinee;
    case "defined":
      return right.kind === "undefined" && right.terms.every((term) => left.terms.includes(term));
    case "has-end":
      if (right.kind === "has-end") return left.variable === right.variable && (left.session !== right.session || left.end !== right.end);
      return right.kind === "has-no-end" && left.variable === right.variable;
    case "always":
    case "undefined":
    case "has-no-end":
    case "all":
      return false;
  }
}
