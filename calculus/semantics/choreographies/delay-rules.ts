/** The delay rules: what later instructions may do before earlier ones of other roles (docs/semantics.md §5). */
import { present } from "../../present.ts";
import type { Choreography, Instruction, RoleSet } from "../../core/index.ts";
import type { World } from "../transition-system.ts";
import { concatenate, leavesOf, mapLeaves, ownRoles, rolesOf, rolesOfTerm, sequence, unfold, union } from "../../core/index.ts";
import { labelKey } from "../label-key.ts";
import { sources } from "../rule-text.ts";
import { worldKey } from "../world.ts";
import { settle } from "./call-rules.ts";
import { Concluded } from "./derivation.ts";
import type { ChoreographyRule, Conclusion, Given, InstructionDelay, Premises } from "./rule.ts";
import { rule } from "./rule.ts";
import { subject } from "../label.ts";

export const delayInstruction: InstructionDelay = {
  name: "D-INSTR",
  summary: "a step of roles that an instruction does not involve may come before it",
  source: `${sources.theory} (C_Delay_Eta)`,
  drawing: `
  ⟨C, Σ⟩ —μ→ ⟨C', Σ'⟩     subj(μ) ∉ roles(I)
 ─────────────────────────────────────────────
  ⟨I ; C, Σ⟩ —μ→ ⟨I ; C', Σ'⟩`,
  bars: rolesOf,
};

/** The steps that every one of these terms can make with the same label and the same resulting world, each with the terms that it leads to. */
function common(
  terms: readonly Choreography[],
  Σ: World,
  blocked: RoleSet,
  given: Given,
): readonly { readonly step: Conclusion; readonly targets: readonly Choreography[] }[] {
  const [first, ...others] = terms;
  if (first === undefined || terms.some((term) => !mayMove(term, blocked))) return [];
  const matching = others.map((term) => new Map(given.steps(term, Σ, blocked).map((step) => [stepKey(step), step.term])));
  return given.steps(first, Σ, blocked).flatMap((step) => {
    const targets = matching.map((steps) => steps.get(stepKey(step)));
    const agreed = targets.filter((target) => target !== undefined);
    return agreed.length === targets.length ? [{ step, targets: [step.term, ...agreed] }] : [];
  });
}

function mayMove(term: Choreography, blocked: RoleSet): boolean {
  for (const role of rolesOfTerm(term)) if (!blocked.has(role)) return true;
  return false;
}

function stepKey({ label, world }: Conclusion): string {
  return `${labelKey(label)}\u0002${worldKey(world)}`;
}

export const delayConditional: ChoreographyRule = rule<"if" | "match" | "choose">({
  name: "D-COND",
  summary: "a step that all branches can make alike may come before the decision",
  source: `${sources.theory} (C_Delay_Cond)`,
  drawing: `
  ⟨Ci, Σ⟩ —μ→ ⟨Ci', Σ'⟩  for every branch i     subj(μ) ≠ p
 ──────────────────────────────────────────────────────────────────────────
  ⟨if p.e {C1} else {C2} ; C, Σ⟩ —μ→ ⟨if p.e {C1'} else {C2'} ; C, Σ'⟩`,
  on: ["if", "match", "choose"],
  apply: ({ I, C, Σ, blocked, given }) => {
    const steps = common(branchesOf(I), Σ, union(blocked, new Set([I.role])), given);
    return steps.map(({ step, targets }) => new Concluded(step, "D-COND", () => ({ term: sequence(withBranches(I, targets), C), world: step.world })));
  },
});

type Conditional = Extract<Instruction, { kind: "if" | "match" | "choose" }>;

function branchesOf(I: Conditional): readonly Choreography[] {
  if (I.kind === "if") return [I.then, I.else];
  return I.kind === "match" ? I.cases.map(({ body }) => body) : I.branches;
}

function withBranches(I: Conditional, branches: readonly Choreography[]): Conditional {
  if (I.kind === "if") return { ...I, then: present(branches[0]), else: present(branches[1]) };
  if (I.kind === "match") return { ...I, cases: I.cases.map(({ pattern }, index) => ({ pattern, body: present(branches[index]) })) };
  return { ...I, branches };
}

export const delayCall: ChoreographyRule = rule<"frame">({
  name: "D-CALL",
  summary: "roles that have entered a call move inside it while others have yet to enter",
  source: `${sources.theory} (C_Delay_Call)`,
  drawing: `
  ⟨C0, Σ⟩ —μ→ ⟨C0', Σ'⟩     subj(μ) ∉ pending ≠ ∅
 ──────────────────────────────────────────────────────────────────────────────────────────
  ⟨X⟨pending | live⟩{C0} ; C, Σ⟩ —μ→ settle ⟨X⟨pending | live⟩{C0'} ; C, Σ'⟩`,
  on: ["frame"],
  apply: (premises) => (premises.I.pending.length === 0 ? [] : inside(premises, "D-CALL")),
});

export const frameRule: ChoreographyRule = rule<"frame">({
  name: "C-FRAME",
  summary: "everybody has entered a call: its body moves",
  source: `frames: ${sources.ours}`,
  drawing: `
  ⟨C0, Σ⟩ —μ→ ⟨C0', Σ'⟩
 ─────────────────────────────────────────────────────────────────────────────
  ⟨X⟨∅ | live⟩{C0} ; C, Σ⟩ —μ→ settle ⟨X⟨∅ | live⟩{C0'} ; C, Σ'⟩`,
  on: ["frame"],
  apply: (premises) => (premises.I.pending.length === 0 ? inside(premises, "C-FRAME") : []),
});

function inside({ I, C, Σ, blocked, given }: Premises<"frame">, name: string): readonly Conclusion[] {
  const excluded = I.pending.length === 0 ? blocked : union(blocked, new Set(I.pending));
  return given.steps(I.body, Σ, excluded).map((step) => new Concluded(step, name, () => settle({ ...I, body: step.term }, C, step.world)));
}

export const loop: ChoreographyRule = rule<"loop">({
  name: "C-LOOP",
  summary: "a loop unfolds silently in a step of one of its own roles",
  source: sources.ours,
  drawing: `
  ⟨unfold(loop X {B} exit {C0}) ⨟ C, Σ⟩ —μ→ ⟨C', Σ'⟩     subj(μ) ∈ own(B)
 ────────────────────────────────────────────────────────────────────────────
  ⟨loop X {B} exit {C0} ; C, Σ⟩ —μ→ ⟨C', Σ'⟩`,
  on: ["loop"],
  apply: ({ I, C, Σ, blocked, given }) => {
    const own = ownRoles(I.body);
    if (given.unfolding.has(I) || [...own].every((role) => blocked.has(role))) return [];
    given.unfolding.add(I);
    const unfolded = concatenate(unfold(I), C);
    const steps = given.steps(unfolded, Σ, blocked).filter(({ label }) => own.has(subject(label)));
    given.unfolding.delete(I);
    return steps.map((step) => new Concluded(step, "C-LOOP", () => step));
  },
});

export const delayLoop: ChoreographyRule = rule<"loop">({
  name: "D-LOOP",
  summary: "a role that the repeated part does not involve passes into what follows the loop",
  source: sources.ours,
  drawing: `
  ⟨E, Σ⟩ —μ→ ⟨E', Σ'⟩  for every exit E of the loop     subj(μ) ∉ own(B)
 ──────────────────────────────────────────────────────────────────────────
  ⟨loop X {B} exit {C0} ; C, Σ⟩ —μ→ ⟨loop X {B'} exit {C0'} ; C, Σ'⟩`,
  on: ["loop"],
  apply: ({ I, C, Σ, blocked, given }) => {
    const leaves = leavesOf(I.body);
    return common([I.exit, ...leaves], Σ, union(blocked, ownRoles(I.body)), given).map(({ step, targets }) => {
      const [exit, ...left] = targets;
      const after = new Map(leaves.map((leave, index) => [leave, present(left[index])]));
      const body = leaves.length === 0 ? I.body : mapLeaves(I.body, (leave) => present(after.get(leave)));
      return new Concluded(step, "D-LOOP", () => ({ term: sequence({ ...I, body, exit: present(exit) }, C), world: step.world }));
    });
  },
});
