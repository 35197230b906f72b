/** The rules of networks (docs/semantics.md §6; Montesi 2023, asynchronous processes), each the step of one process. */
import { present } from "../../present.ts";
import type { Behaviour, Site } from "../../core/index.ts";
import { concatenateBehaviours, prefix } from "../../core/index.ts";
import { parameterFrame } from "../parameter-frame.ts";
import { conditionText } from "../condition-text.ts";
import { matchPattern } from "../match-pattern.ts";
import { sources } from "../rule-text.ts";
import type { Valuation } from "../valuation.ts";
import { pushFrame, stopRole, write, writeAll } from "../world.ts";
import { noEnd, receive, receiveFromBag, receiveFromMailbox, receiveOn, send, sendOn } from "./communication-rules.ts";
import { evaluated } from "./evaluated.ts";
import type { NetworkConclusion, NetworkPremises, NetworkRules } from "./rule.ts";
import { networkRule } from "./rule.ts";
import { selectLocal, selectReceive, selectSend, undefinedAlternatives } from "./select-rules.ts";

const assign = networkRule<"assign">({
  name: "N-ASSIGN",
  summary: "a process evaluates and binds",
  source: sources.montesi,
  drawing: `
  N(p) = x := e ; B     σ(p) ⊢ e ⇓ v
 ───────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p→ ⟨N[p ↦ B], Q, Σ[p.x ↦ v]⟩`,
  on: ["assign"],
  apply: (premises) => {
    const { p, A, B, Q } = premises;
    return evaluated(premises, ([v], { consulted, world }) => ({
      label: { kind: "local", role: p, oracles: consulted },
      behaviour: B,
      channels: Q,
      world: write(world, p, A.variable, present(v)),
      rules: ["N-ASSIGN"],
      site: A.site,
    }));
  },
});

const any = networkRule<"havoc">({
  name: "N-ANY",
  summary: "a process binds any value of a domain",
  source: sources.ours,
  drawing: `
  N(p) = x := any D ; B     v ∈ D
 ───────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p(any v)→ ⟨N[p ↦ B], Q, Σ[p.x ↦ v]⟩`,
  on: ["havoc"],
  apply: (premises) => {
    const { p, A, B, Q } = premises;
    return evaluated(premises, ([v], { consulted, world }) => ({
      label: { kind: "any", role: p, value: present(v), oracles: consulted },
      behaviour: B,
      channels: Q,
      world: write(world, p, A.variable, present(v)),
      rules: ["N-ANY"],
      site: A.site,
    }));
  },
});

/** A step of p that only decides how it goes on: with this behaviour if its condition has this truth value. */
function decided(
  premises: NetworkPremises<"if"> | NetworkPremises<"assert"> | NetworkPremises<"assume">,
  truth: boolean,
  behaviour: Behaviour,
  name: string,
): readonly NetworkConclusion[] {
  const { p, A, Q } = premises;
  return evaluated<"if" | "assert" | "assume">(premises, ([value], { consulted, world }) => {
    if (value !== truth) return undefined;
    return { label: { kind: "local", role: p, oracles: consulted }, behaviour, channels: Q, world, rules: [name], site: A.site };
  });
}

const thenRule = networkRule<"if">({
  name: "N-THEN",
  summary: "the guard holds",
  source: sources.montesi,
  drawing: `
  N(p) = if e {B1} else {B2} ; B     σ(p) ⊢ e ⇓ true
 ─────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p→ ⟨N[p ↦ B1 ⨟ B], Q, Σ⟩`,
  on: ["if"],
  apply: (premises) => decided(premises, true, concatenateBehaviours(premises.A.then, premises.B), "N-THEN"),
});

const elseRule = networkRule<"if">({
  name: "N-ELSE",
  summary: "the guard does not hold",
  source: sources.montesi,
  drawing: `
  N(p) = if e {B1} else {B2} ; B     σ(p) ⊢ e ⇓ false
 ──────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p→ ⟨N[p ↦ B2 ⨟ B], Q, Σ⟩`,
  on: ["if"],
  apply: (premises) => decided(premises, false, concatenateBehaviours(premises.A.else, premises.B), "N-ELSE"),
});

const match = networkRule<"match">({
  name: "N-MATCH",
  summary: "the first pattern that matches binds its variables",
  source: sources.ours,
  drawing: `
  N(p) = match e { P ⇒ B, … } ; B     σ(p) ⊢ e ⇓ v     Pᵢ is the first pattern that matches v, with x⃗ ↦ w⃗
 ─────────────────────────────────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p→ ⟨N[p ↦ Bᵢ ⨟ B], Q, Σ[p.x⃗ ↦ w⃗]⟩`,
  on: ["match"],
  apply: (premises) => {
    const { p, A, B, Q, model } = premises;
    return evaluated(premises, ([v], { consulted, world }) => {
      const { index, variables, values } = matchPattern(A.cases, present(v), model.definitions);
      return {
        label: { kind: "local", role: p, oracles: consulted },
        behaviour: concatenateBehaviours(present(A.cases[index]).body, B),
        channels: Q,
        world: writeAll(world, p, variables, values),
        rules: ["N-MATCH"],
        site: A.site,
      };
    });
  },
});

const choose = networkRule<"choose">({
  name: "N-CHOOSE",
  summary: "a process chooses; the label says what",
  source: sources.ours,
  drawing: `
  N(p) = choose {B0} or {B1} … ; B
 ──────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p(choose i)→ ⟨N[p ↦ Bᵢ ⨟ B], Q, Σ⟩`,
  on: ["choose"],
  apply: ({ p, A, B, Q, Σ }) =>
    A.branches.map((Bi, i) => ({
      label: { kind: "choose", role: p, branch: i },
      behaviour: concatenateBehaviours(Bi, B),
      channels: Q,
      world: Σ,
      rules: ["N-CHOOSE"],
      site: A.site,
    })),
});

const call = networkRule<"call">({
  name: "N-CALL",
  summary: "a process enters a call: it evaluates its arguments and pushes a frame",
  source: `${sources.theory}; frames: ${sources.ours}`,
  drawing: `
  N(p) = X_p(q̄ ; e⃗) ; B     σ(p) ⊢ e⃗ ⇓ v⃗
 ────────────────────────────────────────────────────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p→ settle ⟨N[p ↦ frame {B_X,p} ; B], Q, Σ[p ↦ σ(p)·(x⃗ ↦ v⃗)]⟩`,
  on: ["call"],
  apply: (premises) => {
    const { p, A, B, Q, model, bodyOf } = premises;
    return evaluated(premises, (values, { consulted, world }) => ({
      label: { kind: "local", role: p, oracles: consulted },
      behaviour: prefix({ kind: "frame", body: bodyOf(A.procedure, A.roles, p) }, B),
      channels: Q,
      world: pushFrame(world, p, parameterFrame(model, A, p, values)),
      rules: ["N-CALL"],
      site: A.site,
    }));
  },
});

const assertion = networkRule<"assert">({
  name: "N-ASSERT",
  summary: "an assertion that holds is a local step",
  source: sources.ours,
  drawing: `
  N(p) = assert e ; B     σ(p) ⊢ e ⇓ true
 ──────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p→ ⟨N[p ↦ B], Q, Σ⟩`,
  on: ["assert"],
  apply: (premises) => decided(premises, true, premises.B, "N-ASSERT"),
});

const violate = networkRule<"assert">({
  name: "N-VIOLATE",
  summary: "an assertion that does not hold is a step that shows it; the process goes on",
  source: sources.ours,
  drawing: `
  N(p) = assert e ; B     σ(p) ⊢ e ⇓ false
 ───────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p(✗ e)→ ⟨N[p ↦ B], Q, Σ⟩`,
  on: ["assert"],
  apply: (premises) => {
    const { p, A, B, Q } = premises;
    return evaluated(premises, ([value], { consulted, world }) => {
      if (value !== false) return undefined;
      const label = { kind: "violate" as const, role: p, site: conditionText(p, A.condition), oracles: consulted };
      return { label, behaviour: B, channels: Q, world, rules: ["N-VIOLATE"], site: A.site };
    });
  },
});

const assumption = networkRule<"assume">({
  name: "N-ASSUME",
  summary: "an assumption that holds is a local step",
  source: sources.ours,
  drawing: `
  N(p) = assume e ; B     σ(p) ⊢ e ⇓ true
 ──────────────────────────────────────────
  ⟨N, Q, Σ⟩ —τ_p→ ⟨N[p ↦ B], Q, Σ⟩`,
  on: ["assume"],
  apply: (premises) => decided(premises, true, premises.B, "N-ASSUME"),
});

const stop = networkRule<"assume">({
  name: "N-STOP",
  summary: "an assumption that does not hold stops its process; nothing is violated",
  source: sources.ours,
  drawing: `
  N(p) = assume e ; B     σ(p) ⊢ e ⇓ false
 ───────────────────────────────────────────────
  ⟨N, Q, Σ, S⟩ —stop_p→ ⟨N, Q, Σ, S ∪ {p}⟩`,
  on: ["assume"],
  apply: (premises) => {
    const { p, A, B, Q } = premises;
    return evaluated(premises, ([value], { consulted, world }) => {
      if (value !== false) return undefined;
      const label = { kind: "stop" as const, role: p, oracles: consulted };
      return { label, behaviour: prefix(A, B), channels: Q, world: stopRole(world, p, "assumption"), rules: ["N-STOP"], site: A.site };
    });
  },
});

/** Each way in which what the action evaluates is undefined, and where that is written. */
function undefinedIn(premises: NetworkPremises): readonly { readonly reason: string; readonly valuation: Valuation; readonly site: Site }[] {
  const { A } = premises;
  if (!("site" in A)) return [];
  const found = A.kind === "select" ? undefinedAlternatives({ ...premises, A }) : premises.valuations().map((each) => ({ ...each, site: A.site }));
  return found.flatMap(({ site, ...valuation }) => (valuation.result.kind === "failure" ? [{ reason: valuation.result.reason, valuation, site }] : []));
}

const fail = networkRule({
  name: "N-FAIL",
  summary: "an expression that is undefined stops its process",
  source: sources.ours,
  drawing: `
  N(p) = A ; B     A evaluates e⃗     σ(p) ⊢ e⃗ undefined
 ─────────────────────────────────────────────────────────
  ⟨N, Q, Σ, S⟩ —fail_p→ ⟨N, Q, Σ, S ∪ {p}⟩`,
  on: ["send", "assign", "havoc", "if", "match", "assert", "assume", "call", "select"],
  apply: (premises) => {
    const { p, A, B, Q } = premises;
    return undefinedIn(premises).map(({ reason, valuation: { consulted, world }, site }) => {
      const label = { kind: "fail" as const, role: p, reason, oracles: consulted };
      return { label, behaviour: prefix(A, B), channels: Q, world: stopRole(world, p, "failed"), rules: ["N-FAIL"], site };
    });
  },
});

export const networkRules: NetworkRules = {
  "N-SEND": send,
  "N-SEND-ON": sendOn,
  "N-RECEIVE": receive,
  "N-RECEIVE-MAILBOX": receiveFromMailbox,
  "N-RECEIVE-BAG": receiveFromBag,
  "N-RECEIVE-ON": receiveOn,
  "N-NO-END": noEnd,
  "N-ASSIGN": assign,
  "N-ANY": any,
  "N-THEN": thenRule,
  "N-ELSE": elseRule,
  "N-MATCH": match,
  "N-CHOOSE": choose,
  "N-SELECT-SEND": selectSend,
  "N-SELECT-RECEIVE": selectReceive,
  "N-SELECT-LOCAL": selectLocal,
  "N-CALL": call,
  "N-ASSERT": assertion,
  "N-VIOLATE": violate,
  "N-ASSUME": assumption,
  "N-STOP": stop,
  "N-FAIL": fail,
};
