/** The re-checker accepts what the inference derives, and no derivation that was changed in any place. */
import { describe, expect, test } from "vitest";
import { stop } from "../../calculus/core/index.ts";
import { boolType, intType } from "../../calculus/values/index.ts";
import type { Derivation, DerivationNode, Judgement, TypingRuleName } from "./derivation.ts";
import { endpointOf, playsInProtocol } from "./endpoint.ts";
import { recheckDerivation } from "./recheck-derivation.ts";
import { typingRules } from "./typing-rules.ts";
import { typingOf } from "./typings-of-text.ts";

const { model, typing } = typingOf(`enum Answer { Yes(int), No }
role B { served: int = 0; }
protocol Shop(A, B) {
  rec X {
    choice at A {
      A -> B : ask(int);
      choice at B { B -> A : price(n: (int where value > 0)); } or { B -> A : none_left; }
      continue X;
    } or {
      A -> B : quit(Work@W);
    }
  }
}
protocol Work(M, W) {
  rec Y { choice at M { M -> W : job(string); continue Y; } or { M -> W : stop; W -> M : stopped(bool); } }
}
process Customer plays A in Shop {
  call Buyer(3, Yes(2));
}
process Buyer(n: int, answer: Answer) plays A in Shop {
  asked := false;
  while n > 0 {
    B!ask(n);
    branch B {
      price(p) => { match answer { Yes(limit) => { n := if p < limit then n - 1 else 0; } No => { n := 0; asked := true; } } }
      none_left => { n := 0; }
      other => { }
    }
  }
  assert asked == asked;
  choose { m.W!stop(); B!quit(w); m.W?stopped(d); } or { call Leave(n); }
}
process Leave(k: int) plays A in Shop {
  assume k <= 0;
  m.W!job("a");
  m.W!stop();
  B!quit(w);
  m.W?stopped(d);
}
process Seller plays B in Shop {
  stock := any 0..9;
  loop L {
    branch A {
      ask(n) => { if stock > n { stock := stock - n; served := served + 1; A!price(n); } else { A!none_left(); } }
      quit(w) => { break L; }
    }
  }
  loop W { branch w.M { job(text) => { x := length(text) + served; continue W; } stop => { break W; } } }
  w.M!stopped(stock > 0);
}
protocol Fork(A, B, C) { choice at A { A -> B : left; B -> C : go(int); } or { A -> C : go(string); A -> B : off; } }
process Third plays C in Fork { branch { B?go(n) => { assert n > 0; } A?go(text) => { assert text == ""; } } }
process Second plays B in Fork { branch A { left => { C!go(1); } off => { } } }
process Picky plays M in Work {
  n := 1;
  select {
    when n > 0: W!job("a") do { n := n + 1; } => { select { W!stop } }
    W!stop do { n := 0; }
  }
  assert n >= 0;
  select { W?stopped(b) do { n := 2; } }
}
process Manager plays M in Work { W!job("x"); W!stop(); W?stopped(b); }
system Market { A = Customer; B = Seller; session q : Work { W = A as w; M = A as m; } }
`);

const trusted = {
  localType: (protocol: string, role: string) => {
    const contract = typing.contracts(protocol, role);
    return contract.kind === "type" ? contract.automaton : undefined;
  },
  expressions: typing.expressions,
  definitions: model.definitions,
};

const derivations = [...model.processes.values()]
  .filter(({ name }) => !["Buyer", "Leave"].includes(name))
  .map((process) => {
    if (!playsInProtocol(process)) throw new Error(`${process.name} plays in no protocol`);
    const system = [...model.systems.values()].find(({ members }) => members.some(({ by }) => by.name === process.name));
    const { derivation, endpoint, diagnostics } = typing.ofProcess(process, system);
    if (derivation === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
    return { name: process.name, derivation, verdict: (changed: Derivation) => recheckDerivation(changed, endpoint, trusted) };
  });

/** The derivation with one node changed. */
function changed(derivation: Derivation, index: number, change: (node: DerivationNode) => DerivationNode): Derivation {
  return { ...derivation, nodes: derivation.nodes.map((node, position) => (position === index ? change(node) : node)) };
}

function concluding(node: DerivationNode, change: Partial<Judgement>): DerivationNode {
  return { ...node, conclusion: { ...node.conclusion, ...change } };
}

interface Mutant {
  readonly what: string;
  readonly derivation: Derivation;
}

function* mutants(derivation: Derivation): Iterable<Mutant> {
  const { nodes } = derivation;
  for (const [index, node] of nodes.entries()) {
    const { rule, conclusion, premises } = node;
    const at = (what: string, change: (node: DerivationNode) => DerivationNode): Mutant => ({
      what: `${rule} ${String(index)}: ${what}`,
      derivation: changed(derivation, index, change),
    });
    for (const other of Object.keys(typingRules) as TypingRuleName[]) if (other !== rule) yield at(`becomes ${other}`, (one) => ({ ...one, rule: other }));
    for (const position of premises.keys()) {
      yield at(`premise ${String(position)} is dropped`, (one) => ({ ...one, premises: premises.toSpliced(position, 1) }));
      yield at(`premise ${String(position)} is there twice`, (one) => ({ ...one, premises: premises.toSpliced(position, 0, premises[position] ?? 0) }));
      yield at(`premise ${String(position)} is itself`, (one) => ({ ...one, premises: premises.with(position, index) }));
      yield at(`premise ${String(position)} does not exist`, (one) => ({ ...one, premises: premises.with(position, nodes.length) }));
      const right = nodes[premises[position] ?? 0];
      const wrong = nodes.findIndex(({ rule: of, conclusion: { point, type } }) => {
        const { point: rightPoint, type: rightType } = right?.conclusion ?? node.conclusion;
        return of === right?.rule && (point.rest !== rightPoint.rest || type.state !== rightType.state);
      });
      if (wrong >= 0) yield at(`premise ${String(position)} is another judgement`, (one) => ({ ...one, premises: premises.with(position, wrong) }));
    }
    const [first, second] = premises;
    if (first !== undefined && second !== undefined && first !== second)
      yield at("branches are swapped", (one) => ({ ...one, premises: premises.toReversed() }));
    for (const [position, [name, type]] of conclusion.variables.entries()) {
      const other = type.kind === "primitive" && type.name === "int" ? boolType : intType;
      yield at(`${name} has another type`, (one) => concluding(one, { variables: conclusion.variables.with(position, [name, other]) }));
    }
    yield at("Γ has one name more", (one) => concluding(one, { variables: [...conclusion.variables, ["zzz", intType]] }));
    yield at("T is another state", (one) => concluding(one, { type: { ...conclusion.type, state: conclusion.type.state + 1 } }));
    yield at("T is of another role", (one) => concluding(one, { type: { ...conclusion.type, role: "Z" } }));
    if (conclusion.type.only === undefined) yield at("T is cut", (one) => concluding(one, { type: { ...conclusion.type, only: 0 } }));
    if (conclusion.type.more === undefined) yield at("T is widened", (one) => concluding(one, { type: { ...conclusion.type, more: ["zzz"] } }));
    for (const [position, [name, end]] of conclusion.ends.entries()) {
      yield at(`the end ${name} is dropped`, (one) => concluding(one, { ends: conclusion.ends.toSpliced(position, 1) }));
      yield at(`the end ${name} is in another state`, (one) =>
        concluding(one, { ends: conclusion.ends.with(position, [name, { ...end, state: end.state + 1 }]) }),
      );
    }
    yield at("Δ has one end more", (one) => concluding(one, { ends: [...conclusion.ends, ["zzz", { protocol: "Work", role: "W", state: 0 }]] }));
    const { point } = conclusion;
    if (point.rest.kind === "sequence") {
      yield at("B is over", (one) => concluding(one, { point: { rest: stop, outside: point.outside } }));
      if (point.outside !== undefined) yield at("B stands alone", (one) => concluding(one, { point: { rest: point.rest, outside: undefined } }));
    }
  }
  if (derivation.assumptions.length > 0) yield { what: "assumptions are kept silent", derivation: { ...derivation, assumptions: [] } };
  yield { what: "there is no judgement", derivation: { ...derivation, nodes: [] } };
  yield { what: "it is about another process", derivation: { ...derivation, subject: `${derivation.subject}2` } };
}

describe.each(derivations)("the derivation of $name", ({ derivation, verdict }) => {
  test("is accepted", () => {
    expect(verdict(derivation)).toBeUndefined();
  });

  test("is refused with any one change", () => {
    const all = [...mutants(derivation)];
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((mutant) => verdict(mutant.derivation) === undefined).map(({ what }) => what)).toEqual([]);
  });
});

describe("more is accepted by subsumption from the one role that may send, and refused", () => {
  const refused = (body: string): string | undefined => {
    const text = `protocol One(A, B, C) { choice at A { A -> C : l; } or { A -> C : m; } } protocol Two(A, B, C) { choice at A { A -> C : l; } or { A -> B : k; B -> C : m; } }
process Third plays C in ${body}`;
    const { model: of, typing: types } = typingOf(text);
    const process = [...of.processes.values()][0];
    const rest = process?.body;
    if (process === undefined || !playsInProtocol(process) || rest?.kind !== "sequence") throw new Error("no process");
    const contract = types.contracts(process.protocol, "C");
    if (contract.kind !== "type") throw new Error("no local type");
    const end = { protocol: process.protocol, role: "C", state: contract.automaton.initial };
    const last = contract.automaton.states.findIndex(({ edges }) => edges.length === 0);
    const about = (of_: Judgement["type"], at: Judgement["point"]): Judgement => ({ point: at, variables: [], ends: [], type: of_ });
    const [whole, over] = [
      { rest, outside: undefined },
      { rest: stop, outside: undefined },
    ];
    const forged: Derivation = {
      subject: "Third",
      nodes: [
        { rule: "T-SUB", conclusion: about(end, whole), premises: [1] },
        { rule: "T-BRANCH", conclusion: about({ ...end, more: ["n"] }, whole), premises: [2, 2] },
        { rule: "T-END", conclusion: about({ ...end, state: last }, over), premises: [] },
      ],
      assumptions: [],
    };
    const known = { ...trusted, localType: () => contract.automaton, expressions: types.expressions };
    return recheckDerivation(forged, endpointOf(of, process), known);
  };

  test.each([
    ["nowhere", "One { branch A { l => {} m => {} n => {} } }", undefined],
    ["from another role", "One { branch { A?l => {} A?m => {} B?n => {} } }", "judgement 1: the type has other messages"],
    ["where several may send", "Two { branch { A?l => {} B?m => {} A?n => {} } }", "judgement 0: this is no subtype"],
  ])("%s", (_, body, problem) => {
    expect(refused(body)).toBe(problem);
  });
});

test("the derivations use every rule", () => {
  const used = new Set(derivations.flatMap(({ derivation }) => derivation.nodes.map(({ rule }) => rule)));
  expect(Object.keys(typingRules).filter((rule) => !used.has(rule as TypingRuleName))).toEqual([]);
});
