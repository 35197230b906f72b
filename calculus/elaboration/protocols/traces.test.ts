/**
 * Elaboration keeps behaviours: the messages that a protocol allows by its text, read as a program with a stack of what is still to do, are those that
 * its global type allows. Random protocols with choices, loops, jumps and sub-protocols at the starts of branches, to a fixed depth.
 */
import { describe, expect, test } from "vitest";
import type { GlobalType } from "../../core/index.ts";
import { analyseText } from "../../loading/index.ts";
import type { Declaration, ProtocolBlock, ProtocolStatement } from "../../syntax/index.ts";

type ProtocolDeclaration = Extract<Declaration, { kind: "protocol" }>;

/** What is still to do: statements of a block from one on, then the rest. */
interface Stack {
  readonly block: ProtocolBlock;
  readonly from: number;
  readonly roles: ReadonlyMap<string, string>;
  readonly loops: ReadonlyMap<string, Stack>;
  /** Receivers of the first statement that have been served. */
  readonly served: number;
  readonly rest: Stack | undefined;
}

/** Calls `step` with each message that may come next and what is to do then, and `done` when nothing has to come. */
function next(
  start: Stack | undefined,
  protocols: ReadonlyMap<string, ProtocolDeclaration>,
  step: (label: string, then: Stack | undefined) => void,
  done: () => void,
): void {
  if (start === undefined) {
    done();
    return;
  }
  const { block, from, roles, loops, served, rest } = start;
  const statement: ProtocolStatement | undefined = block.statements[from];
  const behind: Stack = { ...start, from: from + 1, served: 0 };
  const enter = (inner: ProtocolBlock, more: Partial<Stack> = {}): void => {
    next({ block: inner, from: 0, roles, loops, served: 0, rest: behind, ...more }, protocols, step, done);
  };
  switch (statement?.kind) {
    case undefined:
      next(rest, protocols, step, done);
      return;
    case "message": {
      const to = statement.to[served];
      if (to === undefined) next(behind, protocols, step, done);
      else step(`${String(roles.get(statement.from.text))}→${String(roles.get(to.text))}:${statement.label.text}`, { ...start, served: served + 1 });
      return;
    }
    case "choice":
      for (const branch of statement.branches) enter(branch);
      return;
    case "rec":
      enter(statement.body, { loops: new Map(loops).set(statement.variable.text, start) });
      return;
    case "continue":
      next(loops.get(statement.variable.text), protocols, step, done);
      return;
    case "do": {
      const called = protocols.get(statement.protocol.text);
      if (called === undefined) throw new Error(`no protocol ${statement.protocol.text}`);
      const actual = statement.roles.map((role) => roles.get(role.text) ?? "");
      enter(called.body, { roles: new Map(called.roles.map((role, index) => [role.text, actual[index] ?? ""])), loops: new Map() });
      return;
    }
    default:
      throw new Error(`no ${String(statement?.kind)} here`);
  }
}

interface Moves {
  readonly labels: Map<string, (Stack | undefined)[]>;
  isDone: boolean;
}

function movesOfText(stacks: readonly (Stack | undefined)[], protocols: ReadonlyMap<string, ProtocolDeclaration>): Moves {
  const moves: Moves = { labels: new Map(), isDone: false };
  for (const stack of stacks) {
    next(
      stack,
      protocols,
      (label, then) => moves.labels.set(label, [...(moves.labels.get(label) ?? []), then]),
      () => (moves.isDone = true),
    );
  }
  return moves;
}

/** A type with what its variables stand for. */
interface Closed {
  readonly type: GlobalType;
  readonly loops: ReadonlyMap<string, Closed>;
}

function movesOfType({ type, loops }: Closed): ReadonlyMap<string, Closed> {
  switch (type.kind) {
    case "end":
      return new Map();
    case "variable": {
      const loop = loops.get(type.name);
      if (loop === undefined) throw new Error(`free variable ${type.name}`);
      return movesOfType(loop);
    }
    case "recursion":
      return movesOfType({ type: type.body, loops: new Map(loops).set(type.variable, { type, loops }) });
    case "choice": {
      const moves = type.branches.map(
        ({ receiver, message, continuation }) => [`${type.sender}→${receiver}:${message.label}`, { type: continuation, loops }] as const,
      );
      if (new Set(moves.map(([label]) => label)).size < moves.length) throw new Error("an ambiguous choice");
      return new Map(moves);
    }
  }
}

/** Compares what the two allow, on all paths of this length. */
function compare(stacks: readonly (Stack | undefined)[], closed: Closed, protocols: ReadonlyMap<string, ProtocolDeclaration>, depth: number): void {
  const text = movesOfText(stacks, protocols);
  const type = movesOfType(closed);
  const [written, elaborated] = [[...text.labels.keys()].sort().join(), [...type.keys()].sort().join()];
  if (written !== elaborated || text.isDone !== (type.size === 0)) throw new Error(`the text allows ${written}, the global type ${elaborated}`);
  if (depth === 0) return;
  for (const [label, after] of text.labels) {
    const then = type.get(label);
    if (then !== undefined) compare(after, then, protocols, depth - 1);
  }
}

/** Whether some choice is a loop by itself, because a branch of it jumps to the start of a loop around it. */
function bindsChoice(type: GlobalType): boolean {
  const seen = new Set<GlobalType>([type]);
  for (const each of seen) {
    if (each.kind === "recursion" && each.variable.startsWith("t")) return true;
    if (each.kind === "recursion") seen.add(each.body);
    if (each.kind === "choice") for (const { continuation } of each.branches) seen.add(continuation);
  }
  return false;
}

/** Random protocols P0 and P1, each of which may use the other. One role does most of the choosing, labels are all different. */
function randomText(draw: (below: number) => number): string {
  let labels = 0;
  const message = (from: string, roles: readonly string[]): string => {
    const others = roles.filter((role) => role !== from);
    const to = draw(4) === 0 ? others : [others[draw(others.length)] ?? from];
    return `${from} -> ${to.join(", ")} : l${String(labels++)};`;
  };
  const use = (roles: readonly string[]): string => {
    const start = draw(roles.length);
    return `do P${String(draw(2))}(${[...roles.slice(start), ...roles.slice(0, start)].join(", ")});`;
  };
  const block = (roles: readonly string[], loops: readonly string[], depth: number, first: string | undefined): string => {
    const parts: string[] = [];
    if (first !== undefined) parts.push(beginning(first, roles, loops, depth));
    for (let more = draw(3); more > 0; more--) parts.push(statement(roles, loops, depth));
    if (draw(3) === 0 && loops.length > 0) parts.push(`continue ${loops[draw(loops.length)] ?? ""};`);
    else if (draw(4) === 0) parts.push(use(roles));
    return parts.join(" ");
  };
  /** Something that begins with a message of `by`, often behind the start of a loop, a choice or a sub-protocol. */
  const beginning = (by: string, roles: readonly string[], loops: readonly string[], depth: number): string => {
    const how = depth > 0 ? draw(6) : 5;
    if (how === 0) return loop(roles, loops, depth, by);
    if (how === 1) return choice(by, roles, loops, depth);
    if (how === 2 && loops.length > 0) return `choice at ${by} { ${message(by, roles)} } or { continue ${loops[draw(loops.length)] ?? ""}; }`;
    if (how === 3) return use([by, ...roles.filter((role) => role !== by)]);
    return message(by, roles);
  };
  const choice = (at: string, roles: readonly string[], loops: readonly string[], depth: number): string =>
    `choice at ${at} { ${block(roles, loops, depth - 1, at)} } or { ${block(roles, loops, depth - 1, at)} }`;
  const loop = (roles: readonly string[], loops: readonly string[], depth: number, first: string | undefined): string => {
    const name = `X${String(loops.length)}`;
    return `rec ${name} { ${block(roles, [...loops, name], depth - 1, first)} }`;
  };
  const statement = (roles: readonly string[], loops: readonly string[], depth: number): string => {
    const by = roles[Math.max(0, draw(2 * roles.length) - roles.length)] ?? "";
    const how = depth > 0 ? draw(6) : 5;
    if (how === 0) return loop(roles, loops, depth, draw(2) === 0 ? by : undefined);
    if (how <= 2) return choice(by, roles, loops, depth);
    if (how === 3) return use(roles);
    if (how === 4) {
      const name = `Y${String(labels)}`;
      return `rec ${name} { ${message(by, roles)} choice at ${by} { ${message(by, roles)} } or { continue ${name}; } }`;
    }
    return message(by, roles);
  };
  const declare = (index: number, roles: readonly string[], depth: number): string =>
    `protocol P${String(index)}(${roles.join(", ")}) { ${block(roles, [], depth, roles[0])} }`;
  return [declare(0, ["A", "B", "C"], 2), declare(1, ["D", "E", "F"], 1)].join("\n");
}

describe("the global type of a protocol", () => {
  test("allows what its text allows", () => {
    let state = 2463534242;
    const draw = (below: number): number => {
      state = (state * 1103515245 + 12345) % 2147483648;
      return Math.floor((state / 2147483648) * below);
    };
    let compared = 0;
    let unfolded = 0;
    for (let round = 0; round < 200; round++) {
      const { files, model } = analyseText(randomText(draw));
      if (model === undefined) continue;
      const protocols = new Map((files[0]?.declarations ?? []).flatMap((each) => (each.kind === "protocol" ? [[each.name.text, each] as const] : [])));
      for (const [name, { type, roles }] of model.protocols) {
        const declaration = protocols.get(name);
        if (declaration === undefined) throw new Error(`no protocol ${name}`);
        const start: Stack = {
          block: declaration.body,
          from: 0,
          roles: new Map(roles.map((role) => [role, role])),
          loops: new Map(),
          served: 0,
          rest: undefined,
        };
        compare([start], { type, loops: new Map() }, protocols, 5);
        compared++;
        if (bindsChoice(type)) unfolded++;
      }
    }
    expect(compared).toBeGreaterThan(100);
    expect(unfolded).toBeGreaterThan(5);
  });
});
