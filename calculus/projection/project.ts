/**
 * Endpoint projection ⟦C⟧ᵣ with full merge (docs/semantics.md §7; Montesi 2023; Cruz-Filipe, Montesi and Peressotti, JAR 2023, `bproj`),
 * for source terms and for runtime terms alike.
 */
import { present } from "../present.ts";
import { assertNever } from "../assert-never.ts";
import type { Action, Behaviour, Choreography, Instruction, Role } from "../core/index.ts";
import { concatenateBehaviours, hasJump, headJumps, jumpsOf, leavesOf, ownRoles, prefix, receiving, rolesOf, spine, stop } from "../core/index.ts";
import type { Identities } from "../identity/index.ts";
import type { Conflict, Merge } from "./merge.ts";
import { merger } from "./merge.ts";

/** Why ⟦C⟧ᵣ is undefined: at this choice (or loop), r must behave the same in two branches but cannot tell them apart. */
export interface Unprojectable {
  readonly role: Role;
  /** The `if`, `match`, `choose` whose branches do not merge, or the `loop` whose exits do not. */
  readonly choice: Instruction;
  /** Positions of the two branches (for a loop: of its exits, 0 is what follows it). */
  readonly branches: readonly [number, number];
  /** The first actions of r that differ, one for each branch; undefined where r has nothing left to do. */
  readonly conflict: Conflict;
}

export type Projected = { readonly ok: true; readonly behaviour: Behaviour } | { readonly ok: false; readonly error: Unprojectable };

/** ⟦·⟧ᵣ for one role, with memos that live as long as the function. */
export type Projector = (term: Choreography) => Projected;

/** What is known of the loops around a term: whether r acts in them, and what r does after them. */
type Loops = ReadonlyMap<string, { readonly exit: Behaviour }>;

class Failure extends Error {
  readonly error: Unprojectable;
  constructor(error: Unprojectable) {
    super("unprojectable");
    this.error = error;
  }
}

/** The projector of a role. `merge` replaces full merge, for mutants. Linear in the distinct nodes of a term, plus the merges. */
export function projector(role: Role, identities: Identities, merge: Merge = merger(identities)): Projector {
  const noLoops: Loops = new Map();
  const closed = new WeakMap<Choreography, Behaviour>();
  const open = new WeakMap<Loops, WeakMap<Choreography, Behaviour>>();

  /** Terms without free jumps do not depend on the loops around them; the others are remembered for these loops. */
  function memoFor(loops: Loops): { readonly get: (term: Choreography) => Behaviour | undefined; readonly set: (term: Choreography, of: Behaviour) => void } {
    let inside = open.get(loops);
    if (inside === undefined) open.set(loops, (inside = new WeakMap()));
    const table = inside;
    const of = (term: Choreography): WeakMap<Choreography, Behaviour> => (loops === noLoops || !hasJump(term) ? closed : table);
    return { get: (term) => of(term).get(term), set: (term, behaviour) => of(term).set(term, behaviour) };
  }

  /** ⟦C⟧ᵣ, from the end of the sequence to its head. Results are kept for the term and for every eighth suffix: enough for terms that share suffixes. */
  function project(term: Choreography, loops: Loops): Behaviour {
    if (term.kind === "end") return stop;
    const memo = memoFor(loops);
    const cells: readonly Choreography[] = spine<Choreography>(term, (suffix) => memo.get(suffix) !== undefined);
    let result: Behaviour = stop;
    for (let index = cells.length - 1; index >= 0; index--) {
      const cell = present(cells[index]);
      if (cell.kind === "end") continue;
      const known = memo.get(cell);
      result = known ?? (isInvolved(cell.head) ? projectHead(cell.head, result, loops) : result);
      if (known === undefined && (index & 7) === 0) memo.set(cell, result);
    }
    return result;
  }

  /** Whether r acts in the instruction or must follow a jump out of it. */
  function isInvolved(I: Instruction): boolean {
    switch (I.kind) {
      case "communicate":
      case "select":
        return I.from === role || I.to === role;
      case "assign":
      case "havoc":
      case "assert":
      case "assume":
        return I.role === role;
      case "if":
      case "match":
      case "choose":
      case "loop":
        return rolesOf(I).has(role) || headJumps(I).length > 0;
      case "continue":
      case "break":
        return true;
      default:
        return rolesOf(I).has(role);
    }
  }

  function projectHead(I: Instruction, tail: Behaviour, loops: Loops): Behaviour {
    switch (I.kind) {
      case "communicate":
        if (role === I.from) return prefix({ kind: "send", to: I.to, label: I.label, expressions: I.expressions, site: I.site }, tail);
        return role === I.to ? receiving(I.from, [{ label: I.label, variables: I.variables, body: tail }], I.site) : tail;
      case "select":
        if (role === I.from) return prefix({ kind: "send", to: I.to, label: I.label, expressions: [], site: I.site }, tail);
        return role === I.to ? receiving(I.from, [{ label: I.label, variables: [], body: tail }], I.site) : tail;
      case "in-transit":
        return role === I.to ? receiving(I.from, [{ label: I.label, variables: I.variables, body: tail }], I.site) : tail;
      case "assign":
      case "havoc":
      case "assert":
      case "assume":
        return role === I.role ? prefix(localAction(I), tail) : tail;
      case "if":
        if (role === I.role) {
          const { condition, site } = I;
          return prefix({ kind: "if", condition, then: project(I.then, loops), else: project(I.else, loops), site }, tail);
        }
        return concatenateBehaviours(mergeAll(I, [I.then, I.else], loops), tail);
      case "match":
        if (role === I.role) {
          const cases = I.cases.map(({ pattern, body }) => ({ pattern, body: project(body, loops) }));
          return prefix({ kind: "match", scrutinee: I.scrutinee, cases, site: I.site }, tail);
        }
        return concatenateBehaviours(
          mergeAll(
            I,
            I.cases.map(({ body }) => body),
            loops,
          ),
          tail,
        );
      case "choose":
        if (role === I.role) return prefix({ kind: "choose", branches: I.branches.map((branch) => project(branch, loops)), site: I.site }, tail);
        return concatenateBehaviours(mergeAll(I, I.branches, loops), tail);
      case "call":
        return rolesOf(I).has(role) ? prefix(callAction(I), tail) : tail;
      case "loop":
        return concatenateBehaviours(projectLoop(I, loops), tail);
      case "continue": {
        const inside = loops.has(I.loop);
        return inside ? prefix({ kind: "continue", loop: I.loop, site: I.site }, stop) : stop;
      }
      case "break":
        return loops.get(I.loop)?.exit ?? stop;
      case "leave":
        return project(I.to, noLoops);
      case "frame":
        if (I.pending.includes(role)) return prefix(callAction(I.call), tail);
        if (I.live.includes(role)) return prefix({ kind: "frame", body: project(I.body, noLoops) }, tail);
        return concatenateBehaviours(project(I.body, noLoops), tail);
      default:
        return assertNever(I);
    }
  }

  function callAction(call: Extract<Instruction, { kind: "call" }>): Action {
    return { kind: "call", procedure: call.procedure, roles: call.roles, arguments: call.arguments.get(role) ?? [], site: call.site };
  }

  /** A role that acts in the repeated part keeps the loop; any other passes into its exits, which must look alike. */
  function projectLoop(loop: Extract<Instruction, { kind: "loop" }>, loops: Loops): Behaviour {
    const exit = project(loop.exit, loops);
    if (ownRoles(loop.body).has(role)) {
      const body = project(loop.body, new Map(loops).set(loop.name, { exit }));
      return prefix({ kind: "loop", name: loop.name, body, site: loop.site }, stop);
    }
    const jumps = jumpsOf(loop.body).filter((jump) => jump.loop !== loop.name && loops.has(jump.loop));
    const others = [...jumps.map((jump) => projectHead(jump, stop, loops)), ...leavesOf(loop.body).map((leave) => project(leave, noLoops))];
    return unite(loop, [exit, ...others]);
  }

  function mergeAll(choice: Instruction, branches: readonly Choreography[], loops: Loops): Behaviour {
    return unite(
      choice,
      branches.map((branch) => project(branch, loops)),
    );
  }

  function unite(choice: Instruction, behaviours: readonly Behaviour[]): Behaviour {
    return behaviours.reduce((left, right, index) => {
      const result = merge(left, right);
      if (result.ok) return result.behaviour;
      throw new Failure({ role, choice, branches: [culprit(behaviours, index, right), index], conflict: result.conflict });
    });
  }

  /** The first branch that does not merge with this one on its own (the earlier ones are merged together by then). */
  function culprit(behaviours: readonly Behaviour[], index: number, right: Behaviour): number {
    return Math.max(
      0,
      behaviours.slice(0, index).findIndex((left) => !merge(left, right).ok),
    );
  }

  return (term) => {
    try {
      return { ok: true, behaviour: project(term, noLoops) };
    } catch (failure) {
      if (failure instanceof Failure) return { ok: false, error: failure.error };
      throw failure;
    }
  };
}

function localAction(I: Extract<Instruction, { kind: "assign" | "havoc" }> | (Instruction & { kind: "assert" | "assume" })): Action {
  switch (I.kind) {
    case "assign":
      return { kind: "assign", variable: I.variable, expression: I.expression, site: I.site };
    case "havoc":
      return { kind: "havoc", variable: I.variable, domain: I.domain, site: I.site };
    case "assert":
    case "assume":
      return { kind: I.kind, condition: I.condition, site: I.site };
    default:
      return assertNever(I);
  }
}
