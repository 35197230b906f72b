/**
 * The inference of Γ; Δ ⊢ B ▷ T: judgements are met once each, by a point of the text, the live part of Γ, Δ and T; a judgement that is met again closes a
 * cycle of the derivation. No recursion over the text.
 */
import type { Behaviour, Variable } from "../../calculus/core/index.ts";
import type { Span } from "../../calculus/diagnostics/index.ts";
import type { Type } from "../../calculus/syntax/index.ts";
import { typeKey } from "../../calculus/values/index.ts";
import type { Bindings, Derivation, DerivationNode, End, Judgement, LocalTypeAt, Point, TypingRuleName } from "./derivation.ts";
import type { Callee, Endpoint } from "./endpoint.ts";
import { loopAround, programPoints } from "./program-points.ts";
import type { ProgramPoints } from "./program-points.ts";
import { ends, typingRules } from "./typing-rules.ts";
import type { Goal, Situation, Typing } from "./situation.ts";

/** More judgements than this are not made: whether the process is well typed is then unknown. */
export const judgementLimit = 500_000;

export type Inference =
  { readonly kind: "typed"; readonly derivation: Derivation } | { readonly kind: "ill-typed" } | { readonly kind: "unknown"; readonly limit: number };

/** A body that is being typed: that of the endpoint, or of a process that it calls. */
interface Body {
  readonly number: number;
  readonly callee: Callee;
  readonly points: ProgramPoints;
}

interface Waiting {
  readonly judgement: Judgement;
  readonly body: Body;
  /** Where each end that was held on the way here was given away. */
  readonly delegated: ReadonlyMap<Variable, Span>;
}

/** The derivation of an endpoint. What is wrong is reported through `typing`; the limit is on judgements. */
export function infer(endpoint: Endpoint, typing: Typing, assumptions: () => readonly string[], limit: number = judgementLimit): Inference {
  const bodies = new Map<Behaviour, Body>();
  const positions = new Map<string, number>();
  const waiting: Waiting[] = [];
  const nodes: DerivationNode[] = [];
  let isRight = true;

  function bodyOf(callee: Callee): Body {
    let body = bodies.get(callee.body);
    if (body === undefined) bodies.set(callee.body, (body = { number: bodies.size, callee, points: programPoints(callee.body) }));
    return body;
  }

  /** The position of the judgement among the nodes; it is made when it was not met before. */
  function positionOf(goal: Goal, from: Body, delegated: Waiting["delegated"]): number {
    const body = goal.callee === undefined ? from : bodyOf(goal.callee);
    const point = goal.callee === undefined ? goal.point : body.points.entry;
    const live = body.points.live(point);
    const variables = sorted([...goal.variables].filter(([name]) => live.has(name)));
    const held = sorted([...goal.ends]);
    const judgement: Judgement = { point, variables, ends: held, type: goal.type, ...(goal.on === undefined ? {} : { on: goal.on }) };
    const key = `${String(body.number)} ${String(body.points.number(point))} ${keyOf(judgement)}`;
    let position = positions.get(key);
    if (position === undefined) {
      positions.set(key, (position = waiting.length));
      waiting.push({ judgement, body, delegated });
    }
    return position;
  }

  const start = typing.automaton(endpoint.protocol, endpoint.role, endpoint.span);
  if (start === undefined) return { kind: "ill-typed" };
  const held = new Map<Variable, End>();
  for (const [variable, { protocol, role }] of endpoint.held) {
    const automaton = typing.automaton(protocol, role, endpoint.span);
    if (automaton === undefined) return { kind: "ill-typed" };
    held.set(variable, { protocol, role, state: automaton.initial });
  }
  const own = bodyOf(endpoint);
  const variables = new Map(endpoint.parameters.map(({ name, type }) => [name, typing.base(type)]));
  positionOf(
    { point: own.points.entry, variables, ends: held, type: { protocol: endpoint.protocol, role: endpoint.role, state: start.initial } },
    own,
    new Map(),
  );

  for (let index = 0; index < waiting.length; index++) {
    if (waiting.length > limit) return { kind: "unknown", limit };
    const one = waiting[index];
    if (one === undefined) break;
    const node = step(one);
    if (node === undefined) isRight = false;
    nodes.push(node ?? { rule: "T-END", conclusion: one.judgement, premises: [] });
  }
  return isRight ? { kind: "typed", derivation: { subject: endpoint.name, nodes, assumptions: assumptions() } } : { kind: "ill-typed" };

  function step({ judgement, body, delegated }: Waiting): DerivationNode | undefined {
    const { point, type, on } = judgement;
    const { rest, outside } = point;
    const goal: Goal = { point, variables: new Map(judgement.variables), ends: new Map(judgement.ends), type, ...(on === undefined ? {} : { on }) };
    const made = (rule: TypingRuleName, premises: readonly number[]): DerivationNode => ({ rule, conclusion: judgement, premises });
    if (rest.kind === "end") return ends(goal, lastOf(body.callee.span), typing) ? made("T-END", []) : undefined;
    const { points } = body;
    const situation: Situation = {
      A: rest.head,
      goal,
      into: (part) => points.settle(part, points.inside(rest, outside)),
      get behind(): Point {
        return points.settle(rest.tail, outside);
      },
      loop: (name) => {
        const around = loopAround(outside, name);
        return points.settle(around.cell, around.outer);
      },
      delegated,
      typing,
    };
    const rule = Object.values(typingRules).find(({ applies }) => applies?.(situation) === true);
    if (rule === undefined) throw new Error(`no typing rule for ${rest.head.kind}`);
    const premises = rule.premises(situation);
    if (premises === undefined) return undefined;
    const gone = premises.delegates === undefined || premises.delegates.length === 0 ? delegated : new Map(delegated);
    if (gone !== delegated && "site" in rest.head)
      for (const variable of premises.delegates ?? []) (gone as Map<Variable, Span>).set(variable, rest.head.site.span);
    return made(
      rule.name,
      premises.goals.map((premise) => positionOf(premise, body, gone)),
    );
  }
}

/** The closing brace of a declaration. */
function lastOf({ file, start, end }: Span): Span {
  return { file, start: Math.max(start, end - 1), end };
}

function sorted<T>(bindings: (readonly [Variable, T])[]): Bindings<T> {
  return bindings.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

function keyOf({ variables, ends: held, type, on }: Judgement): string {
  const gamma = variables.map(([name, of]: readonly [Variable, Type]) => `${name}:${typeKey(of)}`).join(";");
  const delta = held.map(([name, end]) => `${name}:${end.protocol}@${end.role}:${String(end.state)}`).join(";");
  return `${typeText(type)}|${gamma}|${delta}|${on === undefined ? "" : `${on.variable}:${typeText(on.type)}`}`;
}

function typeText({ state, only, more }: LocalTypeAt): string {
  return `${String(state)}${only === undefined ? "" : `!${String(only)}`}${more === undefined ? "" : `?${more.join(",")}`}`;
}
