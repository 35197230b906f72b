/** What the typing rules share: the session on which an action is done, payloads, bindings, and the words of what is wrong. */
import type { Message, Variable } from "../../calculus/core/index.ts";
import type { Label, Span } from "../../calculus/diagnostics/index.ts";
import { printLocalAction } from "../../calculus/protocols/index.ts";
import type { LocalAutomaton, LocalEdge } from "../../calculus/protocols/index.ts";
import { printExpression, printPlainType } from "../../calculus/syntax/index.ts";
import type { Expression, Type } from "../../calculus/syntax/index.ts";
import { describeType, joinTypes } from "../../calculus/values/index.ts";
import type { End, LocalTypeAt } from "./derivation.ts";
import { variablesOf } from "./program-points.ts";
import type { SentValues } from "./refined-payload.ts";
import { edgesOf, extended, isOver } from "./situation.ts";
import type { Ends, Goal, Situation, Typing, Variables } from "./situation.ts";

/** The session on which an action is done. */
export interface Channel {
  readonly type: LocalTypeAt;
  readonly automaton: LocalAutomaton;
  readonly edges: readonly LocalEdge[];
  /** The judgement with this type in the place of the session's. */
  readonly at: (type: LocalTypeAt) => Goal;
  /** Γ, Δ and T behind the action that the edge allows. */
  readonly behind: (edge: LocalEdge) => Surroundings;
}

export type Surroundings = Pick<Goal, "variables" | "ends" | "type">;

/** The channel of a send or receive; undefined, and reported, where its variable holds no end. */
export function channelOf({ A, goal, typing, delegated }: Situation<"send"> | Situation<"receive">): Channel | undefined {
  const { type, ends, variables, on } = goal;
  const { session } = A;
  const { span } = A.site;
  const end = session === undefined ? type : ends.get(session);
  if (end === undefined || (session !== undefined && !ends.has(session))) {
    reportNoEnd(session ?? "", span, delegated, typing);
    return undefined;
  }
  const { protocol, role } = end;
  const automaton = typing.automaton(protocol, role, span);
  if (automaton === undefined) return undefined;
  const current: LocalTypeAt = session !== undefined && on?.variable === session ? on.type : end;
  return {
    type: current,
    automaton,
    edges: edgesOf(automaton, current),
    at: (next) => (session === undefined ? { ...goal, type: next } : { ...goal, on: { variable: session, type: next } }),
    behind: ({ target }) => {
      const after = { protocol, role, state: target };
      return session === undefined ? { variables, ends, type: after } : { variables, ends: extended(ends, [session], [after]), type };
    },
  };
}

/** What the session allows now, as text: `B!a(int)`, `A?a or A?b`. */
export function expected(edges: readonly LocalEdge[]): string {
  return edges.length === 0 ? "nothing: the session is over" : edges.map(({ action }) => `\`${printLocalAction(action)}\``).join(" or ");
}

/** Labels at the protocol for the first of these edges. */
export function places(typing: Typing, end: Pick<End, "protocol" | "role">, edges: readonly LocalEdge[]): readonly Label[] {
  return edges.slice(0, 3).flatMap((edge) => typing.placeOf(end, edge) ?? []);
}

function reportNoEnd(variable: Variable, span: Span, delegated: Situation["delegated"], typing: Typing): void {
  const gone = delegated.get(variable);
  if (gone === undefined) typing.report("unknown-session", span, `\`${variable}\` holds no end of a session here`);
  else
    typing.report("end-used-after-delegation", span, `\`${variable}\` was delegated and is no longer held here`, [{ span: gone, message: "given away here" }]);
}

/** The type of an expression that uses no session end; one that does is reported. */
export function typeOf(expression: Expression, { variables, ends }: Goal, delegated: Situation["delegated"], typing: Typing): Type | undefined {
  for (const name of variablesOf(expression)) {
    if (!ends.has(name)) {
      if (!delegated.has(name) || variables.has(name)) continue;
      reportNoEnd(name, expression.span, delegated, typing);
    } else
      typing.report(
        "end-as-value",
        expression.span,
        `\`${name}\` is the end of a session, not a value: it is used to send, to receive, or delegated as a whole`,
      );
    return undefined;
  }
  return typing.typeOf(expression, variables);
}

/** Reports unless the expression has the type. */
export function checkType(expression: Expression, type: Type, situation: Situation): boolean {
  const { goal, typing, delegated } = situation;
  const actual = typeOf(expression, goal, delegated, typing);
  if (actual === undefined) return false;
  if (joinTypes(actual, typing.base(type)) !== undefined) return true;
  typing.report("type-mismatch", expression.span, `expected ${describeType(type)}, found ${describeType(actual)}`);
  return false;
}

/**
 * Γ ⊢ e⃗ : S⃗, and the ends that e⃗ gives away. Refinements are decided where evaluation decides them, and assumed elsewhere.
 * @returns Δ without the delegated ends, or undefined where something is wrong, which was reported.
 */
export function payload(
  situation: Situation<"send">,
  message: Message,
  place: readonly Label[],
): { readonly ends: Ends; readonly delegates: readonly Variable[] } | undefined {
  const { A, goal, typing } = situation;
  if (A.expressions.length !== message.payload.length) {
    const counts = `\`${message.label}\` carries ${counted(message.payload.length)}, but is given ${String(A.expressions.length)}`;
    typing.report("wrong-payload", A.site.span, counts, place);
    return undefined;
  }
  const ends = new Map(goal.ends);
  const sent = new Map<string, Expression>();
  const delegates: Variable[] = [];
  let isRight = true;
  for (const [index, expression] of A.expressions.entries()) {
    const sort = message.payload[index]?.sort;
    if (sort === undefined) continue;
    if (sort.kind === "value") {
      isRight = checkPayload(expression, sort.type, sent, situation, place) && isRight;
      const name = message.payload[index]?.name;
      if (name !== undefined) sent.set(name, expression);
      continue;
    }
    const variable = delegatedBy(expression, sort, ends, situation, place);
    if (variable === undefined) isRight = false;
    else {
      ends.delete(variable);
      delegates.push(variable);
    }
  }
  return isRight ? { ends, delegates } : undefined;
}

function checkPayload(expression: Expression, type: Type, sent: SentValues, situation: Situation, place: readonly Label[]): boolean {
  const { goal, typing, delegated } = situation;
  const actual = typeOf(expression, goal, delegated, typing);
  if (actual === undefined) return false;
  if (joinTypes(actual, typing.base(type)) === undefined) {
    typing.report("wrong-payload", expression.span, `the protocol has ${describeType(type)} here, but this is ${describeType(actual)}`, place);
    return false;
  }
  if (!typing.isRefined(type)) return true;
  switch (typing.meets(expression, type, sent, (name) => goal.variables.has(name) || typing.endpoint.fields.has(name))) {
    case "met":
      return true;
    case "open":
      typing.assume(`\`${printExpression(expression)}\` satisfies \`${printPlainType(type)}\` where it is sent`);
      return true;
    case "missed":
      typing.report("wrong-payload", expression.span, `\`${printExpression(expression)}\` is not of type \`${printPlainType(type)}\``, place);
      return false;
  }
}

/** The variable whose end is delegated: it must hold the whole end that the protocol asks for. */
function delegatedBy(
  expression: Expression,
  sort: Extract<Message["payload"][number]["sort"], { kind: "session" }>,
  ends: Ends,
  { typing, delegated, goal }: Situation,
  place: readonly Label[],
): Variable | undefined {
  const wanted = `${sort.protocol}@${sort.role}`;
  const variable = expression.kind === "name" ? expression.name.text : undefined;
  const end = variable === undefined ? undefined : ends.get(variable);
  if (variable === undefined || end === undefined) {
    if (variable !== undefined && goal.ends.has(variable))
      typing.report("end-used-after-delegation", expression.span, `\`${variable}\` is given away twice in one message`);
    else if (variable !== undefined && delegated.has(variable)) reportNoEnd(variable, expression.span, delegated, typing);
    else typing.report("wrong-payload", expression.span, `the protocol has the session end ${wanted} here, but this is none`, place);
    return undefined;
  }
  if (end.protocol !== sort.protocol || end.role !== sort.role) {
    typing.report(
      "wrong-payload",
      expression.span,
      `the protocol has the session end ${wanted} here, but \`${variable}\` is ${end.protocol}@${end.role}`,
      place,
    );
    return undefined;
  }
  const automaton = typing.automaton(end.protocol, end.role, expression.span);
  if (automaton === undefined) return undefined;
  if (end.state === automaton.initial) return variable;
  const rest = expected(automaton.states[end.state]?.edges ?? []);
  typing.report(
    "delegation-midway",
    expression.span,
    `${wanted} is a whole session, but \`${variable}\` has been used: what is left begins with ${rest}`,
    place,
  );
  return undefined;
}

/**
 * Γ, x⃗:S⃗ and Δ, s⃗:T⃗ after a message was received.
 * @returns undefined where something is wrong, which was reported.
 */
export function bindSorts(
  variables: readonly Variable[],
  message: Message,
  after: Surroundings,
  span: Span,
  typing: Typing,
  place: readonly Label[],
): Surroundings | undefined {
  if (variables.length !== message.payload.length) {
    typing.report(
      "wrong-payload",
      span,
      `\`${message.label}\` carries ${counted(message.payload.length)}, but ${String(variables.length)} are received`,
      place,
    );
    return undefined;
  }
  // Copied once: a message may bind very many variables.
  const [gamma, ends] = [new Map(after.variables), new Map(after.ends)];
  for (const [index, variable] of variables.entries()) {
    const sort = message.payload[index]?.sort;
    if (sort === undefined) return undefined;
    if (sort.kind === "value") {
      if (!bindInto(variable, sort.type, gamma, ends, span, typing)) return undefined;
      continue;
    }
    const automaton = typing.automaton(sort.protocol, sort.role, span);
    if (automaton === undefined || !mayBind(variable, ends, span, typing)) return undefined;
    if (typing.endpoint.fields.has(variable)) {
      typing.report("end-as-value", span, `\`${variable}\` is a field, which holds values, not the end of a session`, place);
      return undefined;
    }
    gamma.delete(variable);
    ends.set(variable, { protocol: sort.protocol, role: sort.role, state: automaton.initial });
  }
  return { ...after, variables: gamma, ends };
}

/** Γ, x:S: fields keep their type, and an end that is not finished is not overwritten. */
export function bind(variable: Variable, type: Type, after: Surroundings, span: Span, typing: Typing): Surroundings | undefined {
  const [variables, ends] = [new Map(after.variables), new Map(after.ends)];
  return bindInto(variable, type, variables, ends, span, typing) ? { ...after, variables, ends } : undefined;
}

/** The same in environments that nobody else has. */
function bindInto(variable: Variable, type: Type, gamma: Map<Variable, Type>, ends: Map<Variable, End>, span: Span, typing: Typing): boolean {
  if (!mayBind(variable, ends, span, typing)) return false;
  const field = typing.endpoint.fields.get(variable);
  const base = typing.base(type);
  if (field === undefined) {
    gamma.set(variable, base);
    ends.delete(variable);
    return true;
  }
  if (joinTypes(base, typing.base(field)) !== undefined) return true;
  typing.report("type-mismatch", span, `\`${variable}\` is a field of type ${describeType(field)}, and gets ${describeType(base)}`);
  return false;
}

function mayBind(variable: Variable, ends: Ends, span: Span, typing: Typing): boolean {
  const end = ends.get(variable);
  if (end === undefined) return true;
  const automaton = typing.automaton(end.protocol, end.role, span);
  if (automaton === undefined) return false;
  if (isOver(automaton, end.state)) return true;
  const rest = expected(automaton.states[end.state]?.edges ?? []);
  typing.report("unfinished-session", span, `\`${variable}\` is bound again, but holds the end ${end.protocol}@${end.role}, which goes on with ${rest}`);
  return false;
}

/** Δ is finished; each end that is not is reported. `when` says what happens here. */
export function isFinished(ends: Ends, span: Span, when: string, typing: Typing): boolean {
  let isRight = true;
  for (const [variable, end] of ends) {
    const automaton = typing.automaton(end.protocol, end.role, span);
    if (automaton !== undefined && isOver(automaton, end.state)) continue;
    isRight = false;
    if (automaton === undefined) continue;
    const edges = automaton.states[end.state]?.edges ?? [];
    const message = `${when}, but the end ${end.protocol}@${end.role} in \`${variable}\` goes on with ${expected(edges)}`;
    typing.report("unfinished-session", span, message, places(typing, end, edges));
  }
  return isRight;
}

function counted(count: number): string {
  return count === 1 ? "1 value" : `${String(count)} values`;
}

/** Δ restricted to the ends that the role holds beyond calls, or to the others. */
export function endsThat(ends: Ends, isWanted: (variable: Variable) => boolean): Ends {
  return new Map([...ends].filter(([variable]) => isWanted(variable)));
}

/** Γ with the parameters of a call. */
export function parametersOf(parameters: readonly { readonly name: Variable; readonly type: Type }[], typing: Typing): Variables {
  return new Map(parameters.map(({ name, type }) => [name, typing.base(type)]));
}
