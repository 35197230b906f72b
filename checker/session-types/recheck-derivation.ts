/**
 * A second reading of the typing rules (docs/session-types.md): whether a derivation is one. It shares no code with the inference, which may be wrong in any
 * way; it trusts the local types of protocols and the typing of expressions.
 */
import { assertNever } from "../../calculus/assert-never.ts";
import type { Behaviour, Role } from "../../calculus/core/index.ts";
import type { LocalEdge } from "../../calculus/protocols/index.ts";
import { boolType, typeKey } from "../../calculus/values/index.ts";
import type { Derivation, End, Judgement, LocalTypeAt, Outside, Point } from "./derivation.ts";
import type { Endpoint } from "./endpoint.ts";
import { plainChoice } from "./plain-choice.ts";
import { automatonOf, demand, Expressions, Invalid, isOver } from "./recheck-expressions.ts";
import type { Delta, Gamma, Trusted } from "./recheck-expressions.ts";

/** Why the derivation is none of the endpoint; undefined where it is one. Linear in its judgements, times their size. */
export function recheckDerivation(derivation: Derivation, endpoint: Endpoint, trusted: Trusted): string | undefined {
  let at = 0;
  try {
    checkRoot(derivation, endpoint, trusted);
    for (; at < derivation.nodes.length; at++) checkNode(derivation, at, endpoint, trusted);
    checkProgress(derivation);
    return undefined;
  } catch (problem) {
    if (problem instanceof Invalid) return `judgement ${String(at)}: ${problem.message}`;
    throw problem;
  }
}

function checkRoot({ nodes, subject }: Derivation, endpoint: Endpoint, trusted: Trusted): void {
  const root = nodes[0]?.conclusion;
  demand(root !== undefined && subject === endpoint.name, "there is no root");
  const begin = (protocol: string, role: Role): End => ({ protocol, role, state: automatonOf(protocol, role, trusted).initial });
  const parameters = new Map(endpoint.parameters.map(({ name, type }) => [name, trusted.expressions.base(type)]));
  const held = new Map([...endpoint.held].map(([variable, end]) => [variable, begin(end.protocol, end.role)]));
  agrees(root, { point: { rest: endpoint.body, outside: undefined }, variables: parameters, ends: held, type: begin(endpoint.protocol, endpoint.role) });
}

/** Every cycle does something: loops, jumps and subsumption alone prove nothing. */
function checkProgress({ nodes }: Derivation): void {
  const isIdle = (index: number): boolean => ["T-SUB", "T-LOOP", "T-CONTINUE"].includes(nodes[index]?.rule ?? "");
  const depths = new Map<number, "open" | "done">();
  for (const start of nodes.keys()) {
    const path: number[] = [];
    for (let index: number | undefined = start; index !== undefined && isIdle(index) && depths.get(index) !== "done"; index = nodes[index]?.premises[0]) {
      demand(depths.get(index) !== "open", "a cycle of the derivation does nothing");
      depths.set(index, "open");
      path.push(index);
    }
    for (const index of path) depths.set(index, "done");
  }
}

function edgesAt({ protocol, role, state, only }: LocalTypeAt, trusted: Trusted): readonly LocalEdge[] {
  const edges = automatonOf(protocol, role, trusted).states[state]?.edges;
  demand(edges !== undefined, "there is no such state");
  return only === undefined ? edges : edges.slice(only, only + 1);
}

/** What a premise has to say: about Γ it may forget, about the rest it may not. */
interface Claim {
  readonly point: Point;
  readonly variables: Gamma;
  readonly ends: Delta;
  readonly type: LocalTypeAt;
  readonly on?: Judgement["on"];
}

function agrees(actual: Judgement, { point, variables, ends, type, on }: Claim): void {
  demand(samePoint(actual.point, leave(point)), "a premise is about another behaviour");
  inOrder(actual.variables.map(([name]) => name));
  inOrder(actual.ends.map(([name]) => name));
  for (const [name, of] of actual.variables) {
    const known = variables.get(name);
    demand(known !== undefined && typeKey(known) === typeKey(of), `Γ does not say this of ${name}`);
  }
  demand(actual.ends.length === ends.size, "Δ has other ends");
  for (const [name, end] of actual.ends) {
    const known = ends.get(name);
    demand(known !== undefined && sameType(known, end), `Δ does not say this of ${name}`);
  }
  demand(sameType(actual.type, type), "T is another");
  demand(
    actual.on?.variable === on?.variable && (on === undefined || actual.on === undefined || sameType(actual.on.type, on.type)),
    "another session is meant",
  );
}

function inOrder(names: readonly string[]): void {
  demand(
    names.every((name, index) => index === 0 || (names[index - 1] ?? "") < name),
    "a name is bound twice",
  );
}

function sameType(a: LocalTypeAt, b: LocalTypeAt): boolean {
  const [x, y] = [a, b].map(({ protocol, role, state, only, more }) => JSON.stringify([protocol, role, state, only ?? null, more ?? null]));
  return x === y;
}

/** A finished part goes on with what follows its cell. */
function leave(point: Point): Point {
  let { rest, outside } = point;
  for (; rest.kind === "end" && outside !== undefined; outside = outside.outer) rest = outside.cell.tail;
  return { rest, outside };
}

function samePoint(a: Point, b: Point): boolean {
  if (a.rest !== b.rest && (a.rest.kind !== "end" || b.rest.kind !== "end")) return false;
  let [left, right] = [a.outside, b.outside];
  while (left !== right) {
    if (left === undefined || right === undefined || left.cell !== right.cell) return false;
    [left, right] = [left.outer, right.outer];
  }
  return true;
}

function checkNode({ nodes, assumptions }: Derivation, index: number, endpoint: Endpoint, trusted: Trusted): void {
  const node = nodes[index];
  demand(node !== undefined, "there is no such judgement");
  const { rule, conclusion } = node;
  const { point, type, on } = conclusion;
  const premises = node.premises.map((premise) => {
    const found = nodes[premise]?.conclusion;
    demand(found !== undefined, "a premise is missing");
    return found;
  });
  const needs = (claims: readonly Claim[]): void => {
    demand(premises.length === claims.length, "the number of premises is another");
    claims.forEach((claim, position) => {
      const premise = premises[position];
      if (premise !== undefined) agrees(premise, claim);
    });
  };
  const variables: Gamma = new Map(conclusion.variables);
  const ends: Delta = new Map(conclusion.ends);
  const isPlain = on === undefined && type.only === undefined && type.more === undefined;
  const { rest, outside } = point;
  if (rest.kind === "end") {
    demand(rule === "T-END" && isPlain && outside === undefined, "only T-END is about ε");
    demand(isOver(type, trusted) && [...ends.values()].every((end) => isOver(end, trusted)), "a session is not over");
    needs([]);
    return;
  }
  const A = rest.head;
  const here: Claim = { point, variables, ends, type };
  const into = (part: Behaviour, more: Partial<Claim> = {}): Claim => ({ ...here, ...more, point: { rest: part, outside: { cell: rest, outer: outside } } });
  const behind = (more: Partial<Claim> = {}): Claim => ({ ...here, ...more, point: { rest: rest.tail, outside } });
  const types = new Expressions(variables, endpoint, trusted);
  const isRule = (name: string): void => {
    demand(rule === name && isPlain, `${rule} is not about this`);
  };

  if (A.kind === "send" || A.kind === "receive") {
    const end = A.session === undefined ? type : ends.get(A.session);
    demand(end !== undefined, "no end of a session is held");
    const current: LocalTypeAt = A.session !== undefined && on !== undefined ? on.type : end;
    demand(
      on === undefined || (on.variable === A.session && on.type.state === end.state && on.type.protocol === end.protocol && on.type.role === end.role),
      "another session is meant",
    );
    demand(A.session === undefined || (type.only === undefined && type.more === undefined), "another session is meant");
    const edges = edgesAt(current, trusted);
    const after = ({ target }: LocalEdge): Pick<Claim, "ends" | "type"> => {
      const next: End = { protocol: end.protocol, role: end.role, state: target };
      return A.session === undefined ? { ends, type: next } : { ends: new Map(ends).set(A.session, next), type };
    };
    if (rule === "T-SUB") {
      const [premise] = premises;
      const narrowed = A.session === undefined ? premise?.type : premise?.on?.type;
      demand(narrowed !== undefined && on === undefined && type.only === undefined && type.more === undefined, "subsumption changes nothing");
      const { only, more } = narrowed;
      const isLess = more === undefined && only !== undefined && edges.length > 1 && edges[only]?.action.direction === "send";
      const isFromOne = edges.length > 0 && edges.every(({ action }) => action.direction === "receive" && action.peer === edges[0]?.action.peer);
      const isMore = only === undefined && more !== undefined && more.length > 0 && isFromOne;
      demand(isLess || isMore, "this is no subtype");
      const subtype: LocalTypeAt = {
        protocol: end.protocol,
        role: end.role,
        state: end.state,
        ...(only === undefined ? {} : { only }),
        ...(more === undefined ? {} : { more }),
      };
      needs([A.session === undefined ? { ...here, type: subtype } : { ...here, on: { variable: A.session, type: subtype } }]);
      return;
    }
    if (A.kind === "send") {
      const [edge] = edges;
      demand(rule === "T-SEND" && current.more === undefined && edge !== undefined && edges.length === 1, "the type has not this one message");
      demand(edge.action.direction === "send" && edge.action.peer === A.to && edge.action.message.label === A.label, "the type has another message");
      const given = types.payload(A.expressions, edge.action.message, ends, assumptions);
      const next = after(edge);
      needs([behind({ ...next, ends: new Map([...next.ends].filter(([name]) => !given.includes(name))) })]);
      return;
    }
    demand(rule === (A.branches.length === 1 ? "T-RECEIVE" : "T-BRANCH") && current.only === undefined, "this is no sending type");
    const awaited = A.branches.map(({ from = A.from, label }) => `${from}?${label}`);
    const offered = edges.map(({ action }) => `${action.peer}?${action.message.label}`);
    const all = [...offered, ...(current.more ?? []).map((label) => `${edges[0]?.action.peer ?? ""}?${label}`)];
    demand(edges.length > 0 && new Set(awaited).size === awaited.length && new Set(all).size === all.length, "a message is there twice");
    demand(awaited.length === all.length && awaited.every((message) => all.includes(message)), "the type has other messages");
    const claims = edges.map((edge, position) => {
      const branch = A.branches[awaited.indexOf(offered[position] ?? "")];
      demand(edge.action.direction === "receive" && branch !== undefined, "the type has another message");
      const next = after(edge);
      return into(branch.body, { ...next, ...types.received(branch.variables, edge.action.message, next.ends) });
    });
    needs(claims);
    return;
  }

  switch (A.kind) {
    case "assign":
    case "havoc": {
      isRule("T-ASSIGN");
      needs([behind(types.bound(A.variable, A.kind === "assign" ? types.typeOf(A.expression) : types.typeOfDomain(A.domain), variables, ends))]);
      return;
    }
    case "assert":
    case "assume":
      isRule("T-ASSERT");
      types.has(A.condition, boolType);
      needs([behind()]);
      return;
    case "if":
      isRule("T-IF");
      types.has(A.condition, boolType);
      needs([into(A.then), into(A.else)]);
      return;
    case "match": {
      isRule("T-MATCH");
      const scrutinee = types.typeOf(A.scrutinee);
      needs(
        A.cases.map(({ pattern, body }) => {
          let [gamma, delta] = [variables, ends];
          const carried = pattern.kind === "constructor" ? types.carriedBy(pattern.name, scrutinee) : [];
          const names = pattern.kind === "constructor" ? pattern.variables : [];
          names.forEach((name, position) => {
            const of = carried[position];
            demand(of !== undefined, "a pattern binds too much");
            if (name !== "_") ({ variables: gamma, ends: delta } = types.bound(name, of, gamma, delta));
          });
          return into(body, { variables: gamma, ends: delta });
        }),
      );
      return;
    }
    case "choose":
      isRule("T-CHOOSE");
      needs(A.branches.map((branch) => into(branch)));
      return;
    case "select": {
      isRule("T-SELECT");
      const [actions, guarded] = [A.alternatives.map(({ action }) => action), A.alternatives.filter(({ guard }) => guard !== undefined)];
      const receives = actions.flatMap((action) => (action.kind === "receive" ? [action] : []));
      const sends = actions.every(({ kind }) => kind === "send") && guarded.length < actions.length;
      const listens = receives.length === actions.length && guarded.length === 0 && new Set(receives.map(({ from }) => from)).size === 1;
      const plain = plainChoice(A);
      demand(plain.ok && (sends || (listens && new Set(receives.map(({ label }) => label)).size === receives.length)), "it is no choice of a session");
      needs([into(plain.behaviour)]);
      return;
    }
    case "loop":
      isRule("T-LOOP");
      needs([into(A.body)]);
      return;
    case "continue": {
      isRule("T-CONTINUE");
      let loop: Outside | undefined = outside;
      while (loop !== undefined && !(loop.cell.head.kind === "loop" && loop.cell.head.name === A.loop)) loop = loop.outer;
      demand(loop !== undefined, "there is no such loop");
      needs([{ ...here, point: { rest: loop.cell, outside: loop.outer } }]);
      return;
    }
    case "call": {
      isRule("T-CALL");
      const callee = endpoint.enter(A);
      demand(callee.parameters.length === A.arguments.length, "the number of arguments is another");
      callee.parameters.forEach(({ type: parameter }, position) => {
        const argument = A.arguments[position];
        if (argument !== undefined) types.has(argument, trusted.expressions.base(parameter));
      });
      const gamma = new Map(callee.parameters.map(({ name, type: parameter }) => [name, trusted.expressions.base(parameter)]));
      const kept = new Map([...ends].filter(([name]) => endpoint.held.has(name)));
      const own = new Map([...ends].filter(([name]) => !endpoint.held.has(name)));
      const entered: Claim = { point: { rest: callee.body, outside: undefined }, variables: gamma, ends: kept, type };
      const { states } = automatonOf(type.protocol, type.role, trusted);
      const last = states.findIndex(({ edges }) => edges.length === 0);
      if (last < 0)
        demand(
          [...own.values()].every((end) => isOver(end, trusted)),
          "an end is dropped",
        );
      needs(last < 0 ? [entered] : [entered, behind({ ends: own, type: { protocol: type.protocol, role: type.role, state: last } })]);
      return;
    }
    case "frame":
      throw new Invalid("a frame is no source text");
    default:
      assertNever(A);
  }
}
