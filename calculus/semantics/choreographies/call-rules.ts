/** Calls: roles enter one by one and each pushes its own frame; a frame disappears when its role has nothing left to do in it (docs/semantics.md §3). */
import type { Choreography, Instruction, Role } from "../../core/index.ts";
import { concatenate, levelRoles, rolesOfTerm, sequence, spine } from "../../core/index.ts";
import { parameterFrame } from "../parameter-frame.ts";
import { sources } from "../rule-text.ts";
import type { World } from "../transition-system.ts";
import type { Valuation } from "../valuation.ts";
import { dropFrame, pushFrame } from "../world.ts";
import type { ChoreographyRule, Conclusion, Given } from "./rule.ts";
import { rule } from "./rule.ts";

type Frame = Extract<Instruction, { kind: "frame" }>;
type Call = Extract<Instruction, { kind: "call" }>;

/** How many frames p has inside this body: in the frames of calls made from it. */
function framesInside(body: Choreography, p: Role): number {
  for (const cell of spine(body)) {
    if (cell.kind === "end") break;
    const depth = framesInsideInstruction(cell.head, p);
    if (depth > 0) return depth;
  }
  return 0;
}

function framesInsideInstruction(I: Instruction, p: Role): number {
  switch (I.kind) {
    case "frame":
      return (I.live.includes(p) ? 1 : 0) + (rolesOfTerm(I.body).has(p) ? framesInside(I.body, p) : 0);
    case "if":
      return framesInside(I.then, p) || framesInside(I.else, p);
    case "match":
      return I.cases.reduce((depth, { body }) => depth || framesInside(body, p), 0);
    case "choose":
      return I.branches.reduce((depth, branch) => depth || framesInside(branch, p), 0);
    case "loop":
      return framesInside(I.exit, p);
    default:
      return 0;
  }
}

/**
 * settle(X⟨pending | live⟩{C0} ; C, Σ): drops the frames of roles with nothing left to do at this level, and the block when nobody is pending or live.
 * Tail calls thereby replace their caller's frame.
 */
export function settle(frame: Frame, C: Choreography, world: World): { readonly term: Choreography; readonly world: World } {
  const needed = levelRoles(frame.body);
  const live = frame.live.filter((p) => needed.has(p));
  let settled = world;
  for (const p of frame.live) if (!needed.has(p)) settled = dropFrame(settled, p, framesInside(frame.body, p));
  if (live.length === 0 && frame.pending.length === 0) return { term: concatenate(frame.body, C), world: settled };
  return { term: sequence(live.length === frame.live.length ? frame : { ...frame, live }, C), world: settled };
}

function enterAll(call: Call, before: Frame, C: Choreography, Σ: World, blocked: ReadonlySet<Role>, given: Given, name: string): readonly Conclusion[] {
  return before.pending
    .filter((p) => !blocked.has(p))
    .flatMap((p) => given.valuations(p, call, Σ).flatMap((valuation) => enter(call, before, C, p, valuation, given, name)));
}

function enter(
  call: Call,
  before: Frame,
  C: Choreography,
  p: Role,
  { result, consulted, world }: Valuation,
  given: Given,
  name: string,
): readonly Conclusion[] {
  if (result.kind === "failure") return [];
  const entered: Frame = { ...before, pending: before.pending.filter((q) => q !== p), live: [...before.live, p].sort() };
  const settled = settle(entered, C, pushFrame(world, p, parameterFrame(given.model, call, p, result.values)));
  return [{ label: { kind: "local", role: p, oracles: consulted }, ...settled, rules: [name], site: call.site }];
}

export const call: ChoreographyRule = rule<"call">({
  name: "C-CALL",
  summary: "the first role enters a call: it evaluates its arguments and pushes a frame",
  source: `${sources.theory}; frames: ${sources.ours}`,
  drawing: `
  p ∈ q̄     σ(p) ⊢ e⃗(p) ⇓ v⃗
 ──────────────────────────────────────────────────────────────────────────────────────────────
  ⟨X(q̄ ; e⃗) ; C, Σ⟩ —τ_p→ settle ⟨X⟨q̄∖p | p⟩{C_X[q̄/ps(X)]} ; C, Σ[p ↦ σ(p)·(x⃗ ↦ v⃗)]⟩`,
  on: ["call"],
  apply: ({ I, C, Σ, blocked, given }) => {
    const body = given.instantiate(I.procedure, I.roles);
    return enterAll(I, { kind: "frame", call: I, pending: I.roles, live: [], body }, C, Σ, blocked, given, "C-CALL");
  },
});

export const enterRule: ChoreographyRule = rule<"frame">({
  name: "C-ENTER",
  summary: "another role enters a call that has begun",
  source: `${sources.theory}; frames: ${sources.ours}`,
  drawing: `
  p ∈ pending     σ(p) ⊢ e⃗(p) ⇓ v⃗
 ──────────────────────────────────────────────────────────────────────────────────────────────────────
  ⟨X⟨pending | live⟩{C0} ; C, Σ⟩ —τ_p→ settle ⟨X⟨pending∖p | live ∪ p⟩{C0} ; C, Σ[p ↦ σ(p)·(x⃗ ↦ v⃗)]⟩`,
  on: ["frame"],
  apply: ({ I, C, Σ, blocked, given }) => enterAll(I.call, I, C, Σ, blocked, given, "C-ENTER"),
});
