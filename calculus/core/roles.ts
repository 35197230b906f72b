/**
 * Which roles still act in a term: roles(I), own(B) and the level of a frame (docs/semantics.md §4).
 * All are memoised by node, so that asking again about a shared suffix costs nothing; suffixes share their sets.
 */
import { assertNever } from "../assert-never.ts";
import { end, note, noteOn } from "./choreography.ts";
import type { Choreography, Instruction, Role } from "./choreography.ts";
import { spine } from "./spine.ts";

export type RoleSet = ReadonlySet<Role>;

export const noRoles: RoleSet = new Set();

/** a ∪ b; returns one of the two where it already is the union. */
export function union(a: RoleSet, b: RoleSet): RoleSet {
  if (a.size === 0 || a === b) return b;
  if (b.size === 0) return a;
  const [large, small] = a.size >= b.size ? [a, b] : [b, a];
  let result: Set<Role> | undefined;
  for (const role of small) {
    if (large.has(role)) continue;
    result ??= new Set(large);
    result.add(role);
  }
  return result ?? large;
}

/** a ⊆ b */
export function isSubset(a: RoleSet, b: RoleSet): boolean {
  if (a.size > b.size) return false;
  for (const role of a) if (!b.has(role)) return false;
  return true;
}

/** How far a question about roles looks into a term. */
type View = "all" | "own" | "level";
const views: readonly View[] = ["all", "own", "level"];

interface Measure {
  readonly instruction: (instruction: Instruction) => RoleSet;
  readonly term: (term: Choreography) => RoleSet;
}

function measure(view: View): Measure {
  const instructions = new WeakMap<Instruction, RoleSet>();
  const about = views.indexOf(view);

  /** The answer is kept for the term and for every eighth of its suffixes, so that a long term of many roles does not keep a set for each position. */
  function term(start: Choreography): RoleSet {
    const known = noteOn(start, about);
    if (known !== undefined) return known;
    if (start.kind === "end") return noRoles;
    const cells = spine<Choreography>(start, (suffix) => noteOn(suffix, about) !== undefined);
    const beyond = noteOn(cells.at(-1) ?? end, about);
    if (beyond !== undefined) cells.pop();
    let kept = beyond ?? noRoles;
    let grown: Set<Role> | undefined;
    for (let index = cells.length - 1; index >= 0; index -= 1) {
      const cell = cells[index];
      if (cell?.kind !== "sequence") continue;
      for (const role of instruction(cell.head)) if (!(grown ?? kept).has(role)) (grown ??= new Set(kept)).add(role);
      if (index % 8 !== 0) continue;
      kept = grown ?? kept;
      grown = undefined;
      note(cell, about, kept);
    }
    return kept;
  }

  function instruction(I: Instruction): RoleSet {
    // Every step inside nested calls makes their frames anew: what is remembered of their bodies is enough.
    if (I.kind === "frame") return compute(I);
    const known = instructions.get(I);
    if (known !== undefined) return known;
    const result = compute(I);
    instructions.set(I, result);
    return result;
  }

  function compute(I: Instruction): RoleSet {
    switch (I.kind) {
      case "communicate":
      case "select":
        return new Set([I.from, I.to]);
      case "in-transit":
        return new Set([I.to]);
      case "assign":
      case "havoc":
      case "assert":
      case "assume":
        return new Set([I.role]);
      case "if":
        return union(new Set([I.role]), union(term(I.then), term(I.else)));
      case "match":
        return I.cases.reduce<RoleSet>((roles, { body }) => union(roles, term(body)), new Set([I.role]));
      case "choose":
        return I.branches.reduce<RoleSet>((roles, branch) => union(roles, term(branch)), new Set([I.role]));
      case "call":
        return new Set(I.roles);
      case "loop":
        return union(term(I.body), term(I.exit));
      case "continue":
      case "break":
        return noRoles;
      case "frame":
        if (view === "level") return I.pending.length === 0 ? noRoles : new Set(I.pending);
        return I.pending.length === 0 ? term(I.body) : union(new Set(I.pending), term(I.body));
      case "leave":
        return view === "own" ? noRoles : term(I.to);
      default:
        return assertNever(I);
    }
  }

  return { instruction, term };
}

const all = measure("all");
const own = measure("own");
const level = measure("level");

/** roles(I): the roles that still act in I. */
export const rolesOf: (instruction: Instruction) => RoleSet = all.instruction;

/** roles(C): the roles that still act in C. */
export const rolesOfTerm: (term: Choreography) => RoleSet = all.term;

/** own(B) of a loop body: roles(B) without what stands under `leave`. */
export const ownRoles: (body: Choreography) => RoleSet = own.term;

/** The roles that still act at the level of the frame whose body this is: not those that act only in frames of calls made from it. */
export const levelRoles: (body: Choreography) => RoleSet = level.term;
