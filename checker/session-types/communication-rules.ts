/** The typing rules of messages: sending, receiving, branching, and choosing less or accepting more than the type says. */
import { senderOf, sendersOf } from "../../calculus/core/index.ts";
import type { ReceiveBranch, Role } from "../../calculus/core/index.ts";
import type { LocalEdge } from "../../calculus/protocols/index.ts";
import { printLocalAction } from "../../calculus/protocols/index.ts";
import { bindSorts, channelOf, expected, payload, places } from "./rule-parts.ts";
import type { Channel } from "./rule-parts.ts";
import type { Goal, Situation } from "./situation.ts";
import { sources, typingRule } from "./typing-rule.ts";
import type { Premises, TypingRule } from "./typing-rule.ts";

export const send: TypingRule = typingRule<"send">({
  name: "T-SEND",
  summary: "a process sends the message that its session's type has, with the payload's sorts; an end that it sends it holds no more",
  source: sources.scalas,
  drawing: `
  Γ ⊢ e⃗ : S⃗     Γ; Δ ⊢ B ▷ T
 ──────────────────────────────────────────────────────
  Γ; Δ, s⃗:T⃗ₛ ⊢ q!ℓ⟨e⃗, s⃗⟩ ; B ▷ q!ℓ⟨S⃗, T⃗ₛ⟩.T`,
  on: ["send"],
  premises: (situation) => {
    const { A, behind, typing } = situation;
    const channel = channelOf(situation);
    if (channel === undefined) return undefined;
    const edge = channel.edges.find(({ action }) => action.direction === "send" && action.peer === A.to && action.message.label === A.label);
    if (edge === undefined) {
      reportAction(situation, channel, [A.to], `\`${A.to}!${A.label}\``);
      return undefined;
    }
    const sent = payload(situation, edge.action.message, places(typing, channel.type, [edge]));
    if (sent === undefined) return undefined;
    const after = channel.behind(edge);
    const ends = new Map([...after.ends].filter(([variable]) => !sent.delegates.includes(variable)));
    return { goals: [{ ...after, ends, point: behind }], delegates: sent.delegates };
  },
});

/** The branches of a receive with the edges that they are for. */
function received({ A }: Situation<"receive">, { edges }: Channel): readonly { readonly edge: LocalEdge; readonly branch: ReceiveBranch | undefined }[] {
  return edges.map((edge) => {
    const { direction, peer, message } = edge.action;
    const branch = direction === "receive" ? A.branches.find((each) => each.label === message.label && senderOf(A, each) === peer) : undefined;
    return { edge, branch };
  });
}

function branches(situation: Situation<"receive">): Premises {
  const { A, goal, into, typing } = situation;
  const channel = channelOf(situation);
  if (channel === undefined) return undefined;
  const pairs = received(situation, channel);
  if (pairs.every(({ branch }) => branch === undefined)) {
    reportAction(situation, channel, sendersOf(A), written(A));
    return undefined;
  }
  const missing = pairs.flatMap(({ edge, branch }) => (branch === undefined ? [edge] : []));
  if (missing.length > 0) {
    const texts = missing.map(({ action }) => `\`${printLocalAction(action)}\``).join(", ");
    const names = missing.some(({ action }) => !sendersOf(A).includes(action.peer));
    const notes = names ? [`a process waits for several roles with a \`branch\` whose cases name them: \`branch { ${caseOf(missing)} … }\``] : [];
    typing.report("missing-branch", A.site.span, `there is no branch for ${texts}, which may arrive here`, places(typing, channel.type, missing), notes);
    return undefined;
  }
  const [added] = unasked(situation, channel).filter(({ label }) => channel.type.more?.includes(label) !== true);
  if (added !== undefined) {
    const sender = senderOf(A, added);
    const code = channel.edges.some(({ action }) => action.peer === sender) ? "unexpected-label" : "wrong-peer";
    const message = `expected ${expected(channel.edges)}, and there is also a branch for \`${sender}?${added.label}\``;
    typing.report(code, A.site.span, message, places(typing, channel.type, channel.edges), [
      "further branches are for messages of the one role that may send here: a message of another may be meant for later",
    ]);
    return undefined;
  }
  const goals: Goal[] = [];
  for (const { edge, branch } of pairs) {
    if (branch === undefined) continue;
    const after = bindSorts(branch.variables, edge.action.message, channel.behind(edge), A.site.span, typing, places(typing, channel.type, [edge]));
    if (after !== undefined) goals.push({ ...goal, ...cut(after), point: into(branch.body) });
  }
  return goals.length === pairs.length ? { goals } : undefined;
}

function caseOf([edge]: readonly LocalEdge[]): string {
  return edge === undefined ? "" : `${edge.action.peer}?${edge.action.message.label} => { … }`;
}

/** What a receive waits for: `A?ok`, `A?{ok, quit}`, `A?ok` or `B?quit`. */
function written({ from, branches }: Situation<"receive">["A"]): string {
  const byRole = sendersOf({ from, branches }).map((sender) => {
    const labels = branches.flatMap((branch) => (senderOf({ from }, branch) === sender ? [branch.label] : []));
    return `\`${sender}?${labels.length === 1 ? (labels[0] ?? "") : `{${labels.join(", ")}}`}\``;
  });
  return byRole.join(" or ");
}

/** Without the narrowed type of the premise that T-SUB made. */
function cut({ variables, ends, type }: Pick<Goal, "variables" | "ends" | "type">): Omit<Goal, "point"> {
  return { variables, ends, type };
}

export const receive: TypingRule = typingRule<"receive">({
  name: "T-RECEIVE",
  summary: "a process receives the one message that may arrive",
  source: sources.scalas,
  drawing: `
  Γ, x⃗:S⃗; Δ, s⃗:T⃗ₛ ⊢ B ▷ T
 ───────────────────────────────────────────────────────
  Γ; Δ ⊢ p?ℓ(x⃗, s⃗) ; B ▷ p?ℓ⟨S⃗, T⃗ₛ⟩.T`,
  on: ["receive"],
  applies: ({ A }) => A.branches.length === 1,
  premises: branches,
});

export const branch: TypingRule = typingRule<"receive">({
  name: "T-BRANCH",
  summary: "a process has a branch for every message that may arrive, from whichever role may send",
  source: sources.scalas,
  drawing: `
  Γ, x⃗ᵢ:S⃗ᵢ; Δ, s⃗ᵢ:T⃗ᵢ' ⊢ Bᵢ ⨟ B ▷ Tᵢ     for every i ∈ I
 ─────────────────────────────────────────────────────────────────────
  Γ; Δ ⊢ &{pᵢ?ℓᵢ(x⃗ᵢ, s⃗ᵢ): Bᵢ}ᵢ∈I ; B ▷ &{pᵢ?ℓᵢ⟨S⃗ᵢ, T⃗ᵢ'⟩.Tᵢ}ᵢ∈I`,
  on: ["receive"],
  premises: branches,
});

/** Branches for which there is no edge. */
function unasked({ A }: Situation<"receive">, { edges }: Channel): readonly ReceiveBranch[] {
  return A.branches.filter((branch) => !edges.some(({ action }) => action.message.label === branch.label && action.peer === senderOf(A, branch)));
}

export const subsumption: TypingRule = typingRule<"send" | "receive">({
  name: "T-SUB",
  summary: "a process of a subtype may do for one of the type: it chooses less, or accepts more",
  source: sources.ghilezan,
  drawing: `
  Γ; Δ ⊢ B ▷ T     T ≤ T'
 ──────────────────────────────
  Γ; Δ ⊢ B ▷ T'`,
  on: ["send", "receive"],
  applies: (situation) => subtypeFor(situation) !== undefined,
  premises: (situation) => {
    const subtype = subtypeFor(situation);
    return subtype === undefined ? undefined : { goals: [subtype] };
  },
});

/** The judgement about the smaller type, where the type has more sends, or the process more branches for its only sender, than the other. */
function subtypeFor(situation: Situation<"send" | "receive">): Goal | undefined {
  const { A, goal } = situation;
  const held = A.session === undefined ? goal.type : goal.on?.variable === A.session ? goal.on.type : goal.ends.get(A.session);
  if (held === undefined || "only" in held || "more" in held) return undefined;
  const quiet: Situation["typing"] = { ...situation.typing, report: () => undefined };
  if (A.kind === "send") {
    const one = { ...situation, A, typing: quiet };
    const channel = channelOf(one);
    const only = channel?.edges.findIndex(({ action }) => action.direction === "send" && action.peer === A.to && action.message.label === A.label) ?? -1;
    return channel === undefined || only < 0 || channel.edges.length === 1 ? undefined : channel.at({ ...held, only });
  }
  const one = { ...situation, A, typing: quiet };
  const channel = channelOf(one);
  if (channel === undefined || !received(one, channel).every((pair) => pair.branch !== undefined)) return undefined;
  const more = sendersOf(A).length === 1 ? unasked(one, channel).map(({ label }) => label) : [];
  return channel.edges.length === 0 || more.length === 0 ? undefined : channel.at({ ...held, more });
}

/** Says what is wrong with an action that the session does not allow: the end, the direction, the peer or the label. */
function reportAction({ A, typing }: Situation<"send"> | Situation<"receive">, { edges, type }: Channel, peers: readonly Role[], actual: string): void {
  const { span } = A.site;
  const direction = A.kind;
  const session = A.session === undefined ? "" : ` in \`${A.session}\``;
  const place = places(typing, type, edges);
  if (edges.length === 0) typing.report("action-after-end", span, `${actual} comes after the end of the session${session}`, place);
  else if (edges.every(({ action }) => action.direction !== direction)) {
    typing.report("wrong-direction", span, `expected ${expected(edges)}${session}, found ${actual}`, place);
  } else if (edges.every(({ action }) => !peers.includes(action.peer)))
    typing.report("wrong-peer", span, `expected ${expected(edges)}${session}, found ${actual}`, place);
  else typing.report("unexpected-label", span, `expected ${expected(edges)}${session}, found ${actual}`, place);
}
