/**
 * Where a schedule that always executes the first instruction may run for ever and ignore everybody else: at a loop that is unfolded, and at a call of a
 * recursive choreography. Valmari, Stubborn sets for reduced state space generation, 1990, calls this the ignoring problem.
 */
import { instructionsWithin, ownRoles, rolesOf } from "../core/index.ts";
import type { Choreography, Instruction, Model, Role, RoleSet } from "../core/index.ts";

/** The choreographies that call themselves, directly or through others. Quadratic in the number of choreographies. */
export function recursiveProcedures(model: Model): ReadonlySet<string> {
  const calls = new Map([...model.procedures].map(([name, { body }]) => [name, calledFrom(body)]));
  const reaches = (from: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const open = [...(calls.get(from) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(calls.get(next) ?? []));
    }
    return seen;
  };
  return new Set([...calls.keys()].filter((name) => reaches(name).has(name)));
}

function calledFrom(term: Choreography): ReadonlySet<string> {
  return new Set(instructionsWithin(term).flatMap((I) => (I.kind === "call" ? [I.procedure] : [])));
}

/**
 * The roles that act in the loop which the next step of `role` unfolds, or that the recursive call which it starts lists; undefined when the step does
 * neither. Follows the derivation: past instructions of others, into the first branch of a choice that others have not made yet, into frames, and past
 * loops of others into their exit. Of several loops unfolded together the outermost counts: the next round of an inner one finds it first.
 */
export function divergingRoles(term: Choreography, role: Role, recursive: ReadonlySet<string>): RoleSet | undefined {
  for (let rest = term; rest.kind === "sequence"; rest = rest.tail) {
    if (rolesOf(rest.head).has(role)) return ofInstruction(rest.head, role, recursive);
  }
  return undefined;
}

function ofInstruction(I: Instruction, role: Role, recursive: ReadonlySet<string>): RoleSet | undefined {
  const into = (term: Choreography | undefined): RoleSet | undefined => (term === undefined ? undefined : divergingRoles(term, role, recursive));
  switch (I.kind) {
    case "if":
      return I.role === role ? undefined : into(I.then);
    case "match":
      return I.role === role ? undefined : into(I.cases[0]?.body);
    case "choose":
      return I.role === role ? undefined : into(I.branches[0]);
    case "loop": {
      const own = ownRoles(I.body);
      return own.has(role) ? own : into(I.exit);
    }
    case "frame":
      return I.pending.includes(role) ? undefined : into(I.body);
    case "call":
      return recursive.has(I.procedure) ? new Set(I.roles) : undefined;
    default:
      return undefined;
  }
}
