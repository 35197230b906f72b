/**
 * The moves of one action, one or more for each rule of networks about it (`semantics/networks`), in the order of the rules. Names are still those of the
 * source; what is not settled yet is which variable a name is, which ends a variable holds, and what happens to frames.
 */
import { assertNever } from "../assert-never.ts";
import type { Action, Alternative, Behaviour, CorePattern, MessageLabel, Role, Site, Variable } from "../core/index.ts";
import { concatenateBehaviours, prefix, senderOf, sendersOf } from "../core/index.ts";
import { present } from "../present.ts";
import { conditionText } from "../semantics/index.ts";
import type { Expression } from "../syntax/index.ts";
import type { Effect, Guard, MatchCase, Update } from "./machine.ts";
import type { Slot } from "./stack.ts";

/** `session` is the variable that holds the end of a further session. */
export type MoveEffect =
  | Exclude<Effect, { kind: "send" | "receive" | "transfer" | "give-up" }>
  | { readonly kind: "send"; readonly session?: Variable; readonly to: Role; readonly label: MessageLabel; readonly payload: readonly Expression[] }
  | { readonly kind: "receive"; readonly session?: Variable; readonly from: Role; readonly label: MessageLabel; readonly variables: readonly Variable[] };

export interface Move {
  readonly guard: Guard;
  readonly effect: MoveEffect;
  readonly writes: readonly Update[];
  /** What the innermost process does next. */
  readonly next: Behaviour;
  /** The frame of a call that is entered. */
  readonly pushed?: Slot;
  readonly site: Site;
  readonly rules: readonly string[];
}

export interface CallTarget {
  readonly behaviour: Behaviour;
  readonly parameters: readonly Variable[];
}

const always: Guard = { kind: "always" };

/** The moves of A ; B at p. `enter` finds what a call does. Linear in the parts of the action. */
export function movesOf(p: Role, A: Action, B: Behaviour, enter: (call: Extract<Action, { kind: "call" }>) => CallTarget): readonly Move[] {
  switch (A.kind) {
    case "send":
      return sending(A, B);
    case "receive":
      return receivingMoves(A, B);
    case "assign": {
      const writes: readonly Update[] = [{ variable: A.variable, value: { kind: "expression", expression: A.expression } }];
      return [{ guard: defined([A.expression]), effect: { kind: "local" }, writes, next: B, site: A.site, rules: ["N-ASSIGN"] }, failing(A, B, [A.expression])];
    }
    case "havoc": {
      const { variable, domain, site } = A;
      const moves: readonly Move[] = [{ guard: always, effect: { kind: "any", variable, domain }, writes: [], next: B, site, rules: ["N-ANY"] }];
      return domain.kind === "range" ? [...moves, failing(A, B, [domain.low, domain.high])] : moves;
    }
    case "assert":
      return [
        deciding(A, "holds", { kind: "local" }, B, "N-ASSERT"),
        deciding(A, "refutes", { kind: "violate", text: conditionText(p, A.condition) }, B, "N-VIOLATE"),
        failing(A, B, [A.condition]),
      ];
    case "assume":
      return [
        deciding(A, "holds", { kind: "local" }, B, "N-ASSUME"),
        deciding(A, "refutes", { kind: "stop" }, prefix(A, B), "N-STOP"),
        failing(A, B, [A.condition]),
      ];
    case "if":
      return [
        deciding(A, "holds", { kind: "local" }, concatenateBehaviours(A.then, B), "N-THEN"),
        deciding(A, "refutes", { kind: "local" }, concatenateBehaviours(A.else, B), "N-ELSE"),
        failing(A, B, [A.condition]),
      ];
    case "match":
      return [...matching(A, B), failing(A, B, [A.scrutinee])];
    case "choose":
      return A.branches.map((body, branch) => ({
        guard: always,
        effect: { kind: "choose", branch },
        writes: [],
        next: concatenateBehaviours(body, B),
        site: A.site,
        rules: ["N-CHOOSE"],
      }));
    case "select":
      return selecting(A, B);
    case "call": {
      const { behaviour, parameters } = enter(A);
      const bound = parameters.map((variable, index) => ({ variable, expression: present(A.arguments[index]) }));
      const next = prefix({ kind: "frame", body: behaviour }, B);
      const pushed: Slot = { kind: "pushed", parameters: bound };
      return [
        { guard: defined(A.arguments), effect: { kind: "local" }, writes: [], next, pushed, site: A.site, rules: ["N-CALL"] },
        failing(A, B, A.arguments),
      ];
    }
    case "loop":
    case "continue":
    case "frame":
      return [];
    default:
      return assertNever(A);
  }
}

function defined(expressions: readonly Expression[]): Guard {
  return expressions.length === 0 ? always : { kind: "defined", expressions };
}

/** N-FAIL: some of the expressions is undefined, and the process stays where it is. */
function failing(A: Action & { readonly site: Site }, B: Behaviour, expressions: readonly Expression[], site: Site = A.site, when?: Expression): Move {
  const guard: Guard = { kind: "undefined", expressions, ...(when === undefined ? {} : { when }) };
  return { guard, effect: { kind: "fail" }, writes: [], next: prefix(A, B), site, rules: ["N-FAIL"] };
}

function deciding(
  { condition, site }: Extract<Action, { kind: "if" | "assert" | "assume" }>,
  kind: "holds" | "refutes",
  effect: MoveEffect,
  next: Behaviour,
  rule: string,
): Move {
  return { guard: { kind, condition }, effect, writes: [], next, site, rules: [rule] };
}

function sending(A: Extract<Action, { kind: "send" }>, B: Behaviour): readonly Move[] {
  const { session, to, label, expressions: payload, site } = A;
  const common = { guard: always, writes: [], next: B, site };
  const fails = failing(A, B, payload);
  if (session === undefined) return [{ ...common, effect: { kind: "send", to, label, payload }, rules: ["N-SEND"] }, fails];
  return [{ ...common, effect: { kind: "send", session, to, label, payload }, rules: ["N-SEND-ON"] }, withoutEnd(A, B, session), fails];
}

function withoutEnd(A: Extract<Action, { kind: "send" | "receive" }>, B: Behaviour, variable: Variable): Move {
  return { guard: { kind: "has-no-end", variable }, effect: { kind: "fail" }, writes: [], next: prefix(A, B), site: A.site, rules: ["N-NO-END"] };
}

/** One move for each sender, label and number of values: the first branch that takes such a message. */
function receivingMoves(A: Extract<Action, { kind: "receive" }>, B: Behaviour): readonly Move[] {
  const { session, site } = A;
  const on = session === undefined ? {} : { session };
  const moves = sendersOf(A).flatMap((from) => {
    const seen = new Set<string>();
    return A.branches.flatMap((branch): readonly Move[] => {
      const { label, variables, body } = branch;
      const message = `${label}/${String(variables.length)}`;
      if (senderOf(A, branch) !== from || seen.has(message)) return [];
      seen.add(message);
      const effect: MoveEffect = { kind: "receive", ...on, from, label, variables };
      return [{ guard: always, effect, writes: [], next: concatenateBehaviours(body, B), site, rules: [session === undefined ? "N-RECEIVE" : "N-RECEIVE-ON"] }];
    });
  });
  return session === undefined ? moves : [...moves, withoutEnd(A, B, session)];
}

function matching({ scrutinee, cases: written, site }: Extract<Action, { kind: "match" }>, B: Behaviour): readonly Move[] {
  const cases = written.map(({ pattern }) => caseOf(pattern));
  return written.map(({ pattern, body }, index) => {
    const variables = pattern.kind === "constructor" ? pattern.variables : [];
    const writes = variables.flatMap((variable, position): readonly Update[] =>
      variable === "_" ? [] : [{ variable, value: { kind: "payload", scrutinee, position } }],
    );
    const guard: Guard = { kind: "matches", scrutinee, cases, index };
    return { guard, effect: { kind: "local" }, writes, next: concatenateBehaviours(body, B), site, rules: ["N-MATCH"] };
  });
}

function caseOf(pattern: CorePattern): MatchCase {
  return pattern.kind === "constructor" ? { kind: "constructor", name: pattern.name } : pattern;
}

const selectKinds = ["send", "receive", "local"] as const;

/** The rules about sends come first, then those about receives, then the others: whatever the order of the alternatives. */
function selecting(A: Extract<Action, { kind: "select" }>, B: Behaviour): readonly Move[] {
  const moves = selectKinds.flatMap((kind) => A.alternatives.filter(({ action }) => action.kind === kind).map((one) => alternative(one, B)));
  const failures = A.alternatives.flatMap(({ action, guard, site }) => {
    const guards = guard === undefined ? [] : [failing(A, B, [guard], site)];
    return action.kind === "send" ? [...guards, failing(A, B, action.expressions, site, guard)] : guards;
  });
  return [...moves, ...failures];
}

function alternative({ action, guard: condition, updates, body, site }: Alternative, B: Behaviour): Move {
  const guard: Guard = condition === undefined ? always : { kind: "holds", condition };
  const writes = updates.map(({ variable, expression }): Update => ({ variable, value: { kind: "expression", expression } }));
  const common = { guard, writes, next: concatenateBehaviours(body, B), site };
  switch (action.kind) {
    case "send": {
      const { to, label, expressions: payload } = action;
      return { ...common, effect: { kind: "send", to, label, payload }, rules: ["N-SELECT-SEND", "N-SEND"] };
    }
    case "receive": {
      const { from, label, variables } = action;
      return { ...common, effect: { kind: "receive", from, label, variables }, rules: ["N-SELECT-RECEIVE", "N-RECEIVE"] };
    }
    case "local":
      return { ...common, effect: { kind: "local" }, rules: ["N-SELECT-LOCAL"] };
    default:
      return assertNever(action);
  }
}
