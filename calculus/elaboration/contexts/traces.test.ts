/** The automaton of a member has the traces of its text, which are defined here once more: by what follows each statement in the text, without states. */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { LocalAutomaton } from "../../core/index.ts";
import { nowhere } from "../../diagnostics/index.ts";
import { analyseText } from "../../loading/index.ts";
import { printDeclaration } from "../../syntax/index.ts";
import type { LocalBlock, LocalStatement } from "../../syntax/index.ts";

const span = nowhere;

function name(text: string): { readonly text: string; readonly span: typeof span } {
  return { text, span };
}

/** What is left to do: a statement, then the rest. */
type Rest = { readonly statement: LocalStatement; readonly rest: Rest } | undefined;

function before(block: LocalBlock, rest: Rest): Rest {
  return block.statements.reduceRight<Rest>((following, statement) => ({ statement, rest: following }), rest);
}

/** Each loop with what follows it. */
function loopsOf(block: LocalBlock, rest: Rest, found: Map<string, Rest>): Map<string, Rest> {
  for (let here = before(block, rest); here !== rest && here !== undefined; here = here.rest) {
    const { statement } = here;
    if (statement.kind === "rec") {
      found.set(statement.variable.text, here);
      loopsOf(statement.body, here.rest, found);
    } else if (statement.kind === "choice") for (const branch of statement.branches) loopsOf(branch, here.rest, found);
  }
  return found;
}

/** The traces of at most `length` actions; those that end in `.` may be all that the member does. */
function tracesOf(body: LocalBlock, length: number): ReadonlySet<string> {
  const loops = loopsOf(body, undefined, new Map());
  const traces = new Set<string>();
  const walk = (rest: Rest, trace: string, left: number): void => {
    if (rest === undefined) {
      traces.add(`${trace}.`);
      return;
    }
    const { statement, rest: following } = rest;
    switch (statement.kind) {
      case "send":
      case "receive": {
        if (left === 0) return;
        const longer = `${trace}${statement.kind === "send" ? "!" : "?"}${statement.peer.text}${statement.label.text} `;
        traces.add(longer);
        walk(following, longer, left - 1);
        return;
      }
      case "choice":
        for (const branch of statement.branches) walk(before(branch, following), trace, left);
        return;
      case "rec":
        walk(before(statement.body, following), trace, left);
        return;
      case "continue":
        walk(loops.get(statement.variable.text), trace, left);
        return;
      case "unsupported":
    }
  };
  walk(before(body, undefined), "", length);
  return traces;
}

function tracesOfAutomaton({ initial, states }: LocalAutomaton, length: number): ReadonlySet<string> {
  const traces = new Set<string>();
  const walk = (state: number, trace: string, left: number): void => {
    const { isFinal = false, edges = [] } = states[state] ?? {};
    if (isFinal) traces.add(`${trace}.`);
    if (left === 0) return;
    for (const { action, target } of edges) {
      const longer = `${trace}${action.direction === "send" ? "!" : "?"}${action.peer}${action.message.label} `;
      traces.add(longer);
      walk(target, longer, left - 1);
    }
  };
  walk(initial, "", length);
  return traces;
}

const { block } = fc.letrec<{ block: LocalBlock; statement: LocalStatement }>((tie) => ({
  block: fc.array(tie("statement"), { maxLength: 3 }).map((statements) => ({ statements, span })),
  statement: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom("send" as const, "receive" as const), fc.constantFrom("B", "C"), fc.nat(30))
        .map(([kind, peer, label]) => ({ kind, peer: name(peer), label: name(`m${String(label)}`), payload: [], span })),
    },
    { weight: 2, arbitrary: fc.nat(9).map((loop) => ({ kind: "continue" as const, variable: name(String(loop)), span })) },
    { weight: 2, arbitrary: fc.array(tie("block"), { minLength: 1, maxLength: 3 }).map((branches) => ({ kind: "choice" as const, branches, span })) },
    { weight: 2, arbitrary: tie("block").map((body) => ({ kind: "rec" as const, variable: name("X"), body, span })) },
  ),
}));

/** The block with different names of loops, jumps to loops that exist, and nothing behind a jump. */
function withJumps(written: LocalBlock): LocalBlock {
  let loops = 0;
  const number = (each: LocalBlock): LocalBlock => ({
    ...each,
    statements: each.statements.map((statement) => {
      if (statement.kind === "rec") return { ...statement, variable: name(`X${String(loops++)}`), body: number(statement.body) };
      return statement.kind === "choice" ? { ...statement, branches: statement.branches.map(number) } : statement;
    }),
  });
  const aim = (each: LocalBlock): LocalBlock => {
    const jump = each.statements.findIndex(({ kind }) => kind === "continue");
    const reached = jump < 0 ? each.statements : each.statements.slice(0, loops === 0 ? jump : jump + 1);
    return {
      ...each,
      statements: reached.map((statement) => {
        if (statement.kind === "continue") return { ...statement, variable: name(`X${String(Number(statement.variable.text) % loops)}`) };
        if (statement.kind === "rec") return { ...statement, body: aim(statement.body) };
        return statement.kind === "choice" ? { ...statement, branches: statement.branches.map(aim) } : statement;
      }),
    };
  };
  return aim(number(written));
}

test("the traces of members", () => {
  const empty: LocalBlock = { statements: [], span };
  let [judged, jumping, branching] = [0, 0, 0];
  fc.assert(
    fc.property(block.map(withJumps), (body) => {
      const members = [body, empty, empty].map((each, index) => ({ role: name(["A", "B", "C"][index] ?? ""), body: each, span }));
      const text = printDeclaration({ kind: "context", name: name("X"), members, span });
      const automaton = analyseText(text).model?.contexts.get("X")?.automata[0];
      if (automaton === undefined) return;
      judged++;
      if (text.includes("continue")) jumping++;
      if (automaton.states.some(({ isFinal, edges }) => isFinal && edges.length > 0)) branching++;
      expect(tracesOfAutomaton(automaton, 4)).toEqual(tracesOf(body, 4));
    }),
    { seed: 5, numRuns: 1000 },
  );
  expect(judged).toBeGreaterThan(300);
  expect(jumping).toBeGreaterThan(50);
  expect(branching).toBeGreaterThan(30);
});
