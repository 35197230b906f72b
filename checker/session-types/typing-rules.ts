/**
 * The rules of Γ; Δ ⊢ B ▷ T: a process of behaviour B does on its session what the local type T says, and on the session ends in Δ what theirs say
 * (Scalas and Yoshida, POPL 2019; process-oriented, with subsumption: Ghilezan, Jakšić, Pantović, Scalas and Yoshida, JLAMP 2019; full merge is sound: Yoshida
 * and Hou, Less is More Revisited, arXiv 2402.16741). Each rule says which judgements it needs. They are read coinductively.
 */
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { RuleText } from "../../calculus/semantics/index.ts";
import { boolType } from "../../calculus/values/index.ts";
import { branch, receive, send, subsumption } from "./communication-rules.ts";
import type { TypingRuleName } from "./derivation.ts";
import { plainChoice } from "./plain-choice.ts";
import { bind, checkType, endsThat, expected, isFinished, parametersOf, places, typeOf } from "./rule-parts.ts";
import { isOver } from "./situation.ts";
import type { Goal, Typing } from "./situation.ts";
import { sources, typingRule } from "./typing-rule.ts";
import type { TypingRule } from "./typing-rule.ts";

const end: TypingRule = {
  name: "T-END",
  summary: "a process is over when its session and all ends that it holds are",
  source: sources.scalas,
  drawing: `
  Δ = s⃗:end
 ──────────────────
  Γ; Δ ⊢ ε ▷ end`,
  on: [],
  premises: () => undefined,
};

/** T-END where the body is over; reports what is not. `span` is the text that ends. */
export function ends(goal: Goal, span: Span, typing: Typing): boolean {
  const { type } = goal;
  const automaton = typing.automaton(type.protocol, type.role, span);
  if (automaton === undefined) return false;
  const isOwnOver = isOver(automaton, type.state);
  if (!isOwnOver) {
    const edges = automaton.states[type.state]?.edges ?? [];
    typing.report("ends-too-early", span, `the process ends, but the protocol goes on with ${expected(edges)}`, places(typing, type, edges));
  }
  return isFinished(goal.ends, span, "the process ends", typing) && isOwnOver;
}

const assign: TypingRule = typingRule<"assign" | "havoc">({
  name: "T-ASSIGN",
  summary: "a process computes; no session is concerned",
  source: sources.ours,
  drawing: `
  Γ ⊢ e : S     Γ, x:S; Δ ⊢ B ▷ T
 ────────────────────────────────────
  Γ; Δ ⊢ x := e ; B ▷ T`,
  on: ["assign", "havoc"],
  premises: ({ A, goal, behind, typing, delegated }) => {
    const type = A.kind === "assign" ? typeOf(A.expression, goal, delegated, typing) : typing.typeOfDomain(A.domain, goal.variables);
    const after = type === undefined ? undefined : bind(A.variable, type, goal, A.site.span, typing);
    return after === undefined ? undefined : { goals: [{ ...after, point: behind }] };
  },
});

const assertion: TypingRule = typingRule<"assert" | "assume">({
  name: "T-ASSERT",
  summary: "what is asserted or assumed is a bool",
  source: sources.ours,
  drawing: `
  Γ ⊢ e : bool     Γ; Δ ⊢ B ▷ T
 ───────────────────────────────────────────────
  Γ; Δ ⊢ assert e ; B ▷ T     (also: assume)`,
  on: ["assert", "assume"],
  premises: (situation) => (checkType(situation.A.condition, boolType, situation) ? { goals: [{ ...situation.goal, point: situation.behind }] } : undefined),
});

const conditional: TypingRule = typingRule<"if">({
  name: "T-IF",
  summary: "both branches do what the type says",
  source: sources.scalas,
  drawing: `
  Γ ⊢ e : bool     Γ; Δ ⊢ B1 ⨟ B ▷ T     Γ; Δ ⊢ B2 ⨟ B ▷ T
 ──────────────────────────────────────────────────────────────
  Γ; Δ ⊢ if e {B1} else {B2} ; B ▷ T`,
  on: ["if"],
  premises: (situation) => {
    const { A, goal, into } = situation;
    if (!checkType(A.condition, boolType, situation)) return undefined;
    return { goals: [A.then, A.else].map((body) => ({ ...goal, point: into(body) })) };
  },
});

const match: TypingRule = typingRule<"match">({
  name: "T-MATCH",
  summary: "every case does what the type says",
  source: sources.ours,
  drawing: `
  Γ ⊢ e : S     Γ ⊢ Pᵢ : S ⇒ x⃗ᵢ:S⃗ᵢ     Γ, x⃗ᵢ:S⃗ᵢ; Δ ⊢ Bᵢ ⨟ B ▷ T     for every i
 ─────────────────────────────────────────────────────────────────────────────────
  Γ; Δ ⊢ match e { Pᵢ ⇒ Bᵢ } ; B ▷ T`,
  on: ["match"],
  premises: ({ A, goal, into, typing, delegated }) => {
    const scrutinee = typeOf(A.scrutinee, goal, delegated, typing);
    if (scrutinee === undefined) return undefined;
    const goals: Goal[] = [];
    for (const { pattern, body } of A.cases) {
      const types = pattern.kind === "constructor" ? typing.patternTypes(pattern.name, scrutinee) : [];
      if (types === undefined) {
        typing.report("type-mismatch", A.site.span, `\`${pattern.kind === "constructor" ? pattern.name : "_"}\` is no constructor of what is matched`);
        return undefined;
      }
      let after: Pick<Goal, "variables" | "ends" | "type"> | undefined = goal;
      for (const [index, variable] of (pattern.kind === "constructor" ? pattern.variables : []).entries()) {
        const type = types[index];
        if (after !== undefined && type !== undefined && variable !== "_") after = bind(variable, type, after, A.site.span, typing);
      }
      if (after === undefined) return undefined;
      goals.push({ variables: after.variables, ends: after.ends, type: after.type, point: into(body) });
    }
    return { goals };
  },
});

const choose: TypingRule = typingRule<"choose">({
  name: "T-CHOOSE",
  summary: "whatever is chosen does what the type says",
  source: sources.ours,
  drawing: `
  Γ; Δ ⊢ Bᵢ ⨟ B ▷ T     for every i
 ───────────────────────────────────────────
  Γ; Δ ⊢ choose {B0} or {B1} … ; B ▷ T`,
  on: ["choose"],
  premises: ({ A, goal, into }) => ({ goals: A.branches.map((body) => ({ ...goal, point: into(body) })) }),
});

const select: TypingRule = typingRule<"select">({
  name: "T-SELECT",
  summary: "a guarded choice that is a choice of sends, or of receives from one role, is typed as that choice",
  source: sources.ours,
  drawing: `
  Γ; Δ ⊢ choose {α₀; x⃗₀ := d⃗₀; B₀} or … ⨟ B ▷ T     or     Γ; Δ ⊢ p&{ℓᵢ(y⃗ᵢ): x⃗ᵢ := d⃗ᵢ; Bᵢ} ⨟ B ▷ T
 ──────────────────────────────────────────────────────────────────────────────────────────────────
  Γ; Δ ⊢ select {αᵢ do {x⃗ᵢ := d⃗ᵢ} ⇒ Bᵢ} ; B ▷ T     αᵢ sends, and some has no guard; or αᵢ = p?ℓᵢ(y⃗ᵢ), none with a guard`,
  on: ["select"],
  premises: ({ A, goal, into, typing }) => {
    const plain = plainChoice(A);
    if (plain.ok) return { goals: [{ ...goal, point: into(plain.behaviour) }] };
    typing.report(
      "mixed-choice",
      A.site.span,
      `this \`select\` is no choice of a protocol: ${plain.reason}`,
      [],
      [
        "a protocol has one role that decides, and everybody else waits for it: a `select` under a protocol only sends, with at least one alternative without guard, or only receives, from one role, without guards",
        "a process without protocol, `process … plays …` without `in`, may mix them; its system is explored",
      ],
    );
    return undefined;
  },
});

const loop: TypingRule = typingRule<"loop">({
  name: "T-LOOP",
  summary: "a loop does what its body does; off its end it goes on behind the loop",
  source: sources.ours,
  drawing: `
  Γ; Δ ⊢ B' ⨟ B ▷ T     with X ↦ loop X {B'} ; B
 ─────────────────────────────────────────────────
  Γ; Δ ⊢ loop X {B'} ; B ▷ T`,
  on: ["loop"],
  premises: ({ A, goal, into }) => ({ goals: [{ ...goal, point: into(A.body) }] }),
});

const continuation: TypingRule = typingRule<"continue">({
  name: "T-CONTINUE",
  summary: "to continue is to come to the loop again, with the types of here; a judgement that was met before closes a cycle",
  source: sources.ours,
  drawing: `
  X ↦ loop X {B'} ; B     Γ; Δ ⊢ loop X {B'} ; B ▷ T
 ══════════════════════════════════════════════════════
  Γ; Δ ⊢ continue X ▷ T`,
  on: ["continue"],
  premises: ({ A, goal, loop: pointOf }) => ({ goals: [{ ...goal, point: pointOf(A.loop) }] }),
});

const call: TypingRule = typingRule<"call">({
  name: "T-CALL",
  summary: "the called body does what is left of the session, with the ends that persist; what follows the call has nothing left to say",
  source: sources.ours,
  drawing: `
  Γ ⊢ e⃗ : S⃗     X(x⃗:S⃗) = B'     x⃗:S⃗; Δ₀ ⊢ B' ▷ T     Γ; Δ₁ ⊢ B ▷ end
 ─────────────────────────────────────────────────────────────────────────
  Γ; Δ₀, Δ₁ ⊢ call X(e⃗) ; B ▷ T     Δ₀: the ends that the role holds beyond calls`,
  on: ["call"],
  premises: (situation) => {
    const { A, goal, behind, typing } = situation;
    const { endpoint } = typing;
    const callee = endpoint.enter(A);
    const right = callee.parameters.every(({ type }, index) => {
      const argument = A.arguments[index];
      return argument !== undefined && checkType(argument, type, situation);
    });
    const automaton = typing.automaton(goal.type.protocol, goal.type.role, A.site.span);
    if (!right || automaton === undefined) return undefined;
    const [kept, own] = [endsThat(goal.ends, (name) => endpoint.held.has(name)), endsThat(goal.ends, (name) => !endpoint.held.has(name))];
    const { protocol, role } = goal.type;
    const over = automaton.states.findIndex((_, state) => isOver(automaton, state));
    // Where the protocol never ends the called process does not come back.
    if (over < 0 && !isFinished(own, A.site.span, "the called process does not come back", typing)) return undefined;
    const entered: Goal = { point: goal.point, variables: parametersOf(callee.parameters, typing), ends: kept, type: goal.type, callee };
    const after: Goal = { point: behind, variables: goal.variables, ends: own, type: { protocol, role, state: over } };
    return { goals: over < 0 ? [entered] : [entered, after] };
  },
});

/** A relation is a record of its rules: leaving one out does not compile. Of the rules for an action the first that applies is the one. */
export const typingRules: { readonly [Name in TypingRuleName]: TypingRule } = {
  "T-END": end,
  "T-SUB": subsumption,
  "T-SEND": send,
  "T-RECEIVE": receive,
  "T-BRANCH": branch,
  "T-ASSIGN": assign,
  "T-ASSERT": assertion,
  "T-IF": conditional,
  "T-MATCH": match,
  "T-CHOOSE": choose,
  "T-SELECT": select,
  "T-LOOP": loop,
  "T-CONTINUE": continuation,
  "T-CALL": call,
};

/** The rules of session typing for `rules` and `explain`. */
export const sessionTypingRules: readonly RuleText[] = Object.values(typingRules).map(({ name, summary, drawing, source }) => ({
  name,
  summary,
  drawing: drawing.replace(/^\n/, ""),
  source,
}));
