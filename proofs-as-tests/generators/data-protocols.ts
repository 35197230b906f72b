/**
 * Random protocols with data: three roles, one register, values 0 and 1, loops. Some messages are free and kept in the register, some are what it holds, some are
 * possible for one of its values only. All of them are eligible for the theorem on coherence. In a few of them one of two senders speaks first to a third role, which
 * may have to answer in between.
 */
import type fc from "fast-check";
import type { SymbolicProtocol } from "../../calculus/core/index.ts";
import { nowhere } from "../../calculus/diagnostics/index.ts";
import type { DataCondition, DataTerm } from "../../calculus/syntax/index.ts";
import type { Generator } from "../theorem.ts";
import { structured, type Chance } from "./chance.ts";

export interface DataEdge {
  readonly from: string;
  readonly to: string;
  /** A constant, what the register holds, or 0 or 1. */
  readonly sends: number | "register" | "any";
  /** For which values of the register; absent: for all. */
  readonly when?: "zero" | "other";
  /** What is sent is kept in the register. */
  readonly keeps: boolean;
  readonly target: number;
}

/** The edges of each state; a state without is final. The first is initial. */
export type DataCase = readonly (readonly DataEdge[])[];

const roles = ["p", "q", "r"] as const;

function generated(chance: Chance): DataCase {
  if (chance.percent(35)) return overtaking(chance);
  const size = chance.pick([3, 4, 4, 5]);
  const states: (readonly DataEdge[])[] = [];
  for (let state = 0; state < size - 1; state++) {
    const target = (): number => (chance.percent(15) && state > 0 ? chance.between(0, state) : state + 1 + (chance.percent(20) && state + 2 < size ? 1 : 0));
    const [from = "p", one = "q", other = "r"] = chance.shuffle(roles);
    const edge = (more: Partial<DataEdge>): DataEdge => ({ from, to: one, sends: chance.between(0, 1), keeps: false, target: target(), ...more });
    const kind = state === 0 ? "any" : chance.pick(["any", "branch", "branch", "register", "constants", "one"] as const);
    switch (kind) {
      case "any":
        states.push([edge({ sends: "any", keeps: state === 0 || chance.percent(50) })]);
        break;
      case "register":
        states.push([edge({ sends: "register" })]);
        break;
      case "one":
        states.push([edge({ target: state + 1 })]);
        break;
      case "constants":
        states.push([edge({ sends: 0 }), edge({ sends: 1, to: chance.pick([one, other]) })]);
        break;
      case "branch":
        states.push([
          edge({ when: "zero" }),
          edge({ when: "other", to: chance.pick([one, other]), target: chance.percent(70) ? Math.min(state + 2, size - 1) : target() }),
        ]);
        break;
    }
  }
  return [...states, []];
}

/** For one value of the register q and then p sends to r, for the other p and then q, r having perhaps answered in between. */
function overtaking(chance: Chance): DataCase {
  const [p = "p", q = "q", r = "r"] = chance.shuffle(roles);
  const constant = (): number => chance.between(0, 1);
  const [first, second] = [constant(), constant()];
  const isAnswered = chance.percent(50);
  const [toFirst, toSecond] = [isAnswered ? q : chance.pick([p, q, r]), isAnswered ? p : chance.pick([p, q, r])];
  const step = (from: string, to: string, sends: DataEdge["sends"], target: number, more: Partial<DataEdge> = {}): DataEdge => ({
    ...{ from, to, sends, keeps: false, target },
    ...more,
  });
  return [
    [step(p, q, "any", 1, { keeps: true })],
    [step(q, r, first, 2, { when: "other" }), step(p, r, second, 3, { when: "zero" })],
    [toSecond === r ? step(p, r, second, 6) : step(r, toSecond, constant(), 4)],
    [toFirst === r ? step(q, r, first, 6) : step(r, toFirst, constant(), 5)],
    [step(p, r, second, 6)],
    [step(q, r, first, 6)],
    [],
  ];
}

/** The same with one edge less, or one that says less. */
function* smaller(states: DataCase): Iterable<DataCase> {
  for (const [index, edges] of states.entries()) {
    const replaced = (with_: readonly DataEdge[]): DataCase => states.map((each, state) => (state === index ? with_ : each));
    const [edge] = edges;
    if (edge === undefined) continue;
    if (edges.length > 1) for (const only of edges) if (only.when === undefined) yield replaced([only]);
    if (edges.length > 1) yield replaced([{ from: edge.from, to: edge.to, sends: edge.sends, keeps: edge.keeps, target: edge.target }]);
    if (edge.target !== states.length - 1 && edges.length === 1) yield replaced([{ ...edge, target: states.length - 1 }]);
  }
}

/** The protocol that the case stands for. */
export function dataProtocol(states: DataCase): SymbolicProtocol {
  const name = (text: string): { readonly text: string; readonly span: typeof nowhere } => ({ text, span: nowhere });
  return {
    name: "G",
    roles: [...roles],
    span: nowhere,
    automaton: {
      registers: ["r"],
      initial: 0,
      start: equal(register, number(0)),
      startSpan: nowhere,
      states: states.map((edges, index) => ({
        name: name(String(index)),
        isFinal: edges.length === 0,
        transitions: edges.map((edge) => ({
          sender: name(edge.from),
          receiver: name(edge.to),
          condition: conditionOf(edge),
          target: edge.target,
          span: nowhere,
        })),
      })),
    },
  };
}

const sent: DataTerm = { kind: "sent" };
const register: DataTerm = { kind: "before", register: "r" };

function number(value: number): DataTerm {
  return { kind: "integer", value: BigInt(value) };
}

function equal(left: DataTerm, right: DataTerm): DataCondition {
  return { kind: "comparison", operator: "=", left, right };
}

function conditionOf({ sends, when, keeps }: DataEdge): DataCondition {
  const atLeast: DataCondition = { kind: "comparison", operator: ">=", left: sent, right: number(0) };
  const atMost: DataCondition = { kind: "comparison", operator: "<", left: sent, right: number(2) };
  const parts: readonly DataCondition[] = [
    ...(sends === "any" ? [atLeast, atMost] : [equal(sent, sends === "register" ? register : number(sends))]),
    ...(when === undefined ? [] : [when === "zero" ? equal(register, number(0)) : ({ kind: "not", of: equal(register, number(0)) } as const)]),
    ...(keeps ? [equal({ kind: "after", register: "r" }, sent)] : []),
  ];
  return parts.reduce((left, right) => ({ kind: "and", left, right }));
}

export const dataCases: Generator<DataCase> = {
  name: "protocols with three roles, a register and values 0 and 1, with loops, free and guarded messages",
  arbitrary: structured(generated, smaller) satisfies fc.Arbitrary<DataCase>,
  extension: "json",
  write: (states) => `${JSON.stringify(states, null, 2)}\n`,
  read: (text) => JSON.parse(text) as DataCase,
};
