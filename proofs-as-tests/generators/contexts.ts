/**
 * Random contexts of two to four communicating automata: machines that fit by chance, projections of random global types, some of them damaged in one place, and
 * two contexts side by side that have nothing to do with each other.
 */
import type { Role } from "../../calculus/core/index.ts";
import { globalAutomaton, numbered, subsetConstruction, type LocalAutomaton, type LocalEdge } from "../../calculus/protocols/index.ts";
import type { Generator } from "../theorem.ts";
import { structured, type Chance } from "./chance.ts";
import { generatedType } from "./global-types.ts";

export interface ContextCase {
  readonly automata: readonly LocalAutomaton[];
}

/** A state as its steps, `q!a 1`; `end` makes it final. */
type WrittenContext = readonly { readonly role: Role; readonly initial: number; readonly states: readonly (readonly string[])[] }[];

/** Random contexts as cases of theorems. */
export const contextCases: Generator<ContextCase> = {
  name: "random contexts: machines, projections, damaged projections, two contexts side by side",
  arbitrary: structured(generatedContext, smallerContexts),
  extension: "json",
  write: ({ automata }) => `${JSON.stringify(automata.map(written))}\n`,
  read: (text) => ({ automata: (JSON.parse(text) as WrittenContext).map(read) }),
};

/** One of them. */
export function generatedContext(chance: Chance): ContextCase {
  const automata = chance.weighted<() => readonly LocalAutomaton[]>([
    [
      4,
      () =>
        machines(
          chance,
          chance.pick([
            ["p", "q"],
            ["p", "q", "r"],
          ]),
        ),
    ],
    [4, () => projections(chance)],
    [3, () => [...machines(chance, ["p", "q"]), ...machines(chance, ["r", "s"])]],
  ])();
  return { automata: chance.percent(40) ? damaged(chance, automata) : automata };
}

const labels = ["a", "b"];

/** Each state sends to one role, receives from one role, mixes both, or is the end. */
function machines(chance: Chance, roles: readonly Role[]): readonly LocalAutomaton[] {
  return roles.map((role) => {
    const count = chance.between(1, 3);
    const others = roles.filter((other) => other !== role);
    const states = Array.from({ length: count }, () => {
      const kind = chance.weighted([[4, "send"] as const, [5, "receive"] as const, [1, "mixed"] as const, [2, "end"] as const]);
      if (kind === "end") return { isFinal: true, edges: [] };
      const peer = chance.pick(others);
      const edges = chance.subset(labels, chance.weighted([[3, 1] as const, [2, 2] as const])).map((label): LocalEdge => {
        const direction = kind === "mixed" ? chance.pick(["send", "receive"] as const) : kind;
        return {
          action: { direction, peer: kind === "mixed" ? chance.pick(others) : peer, message: { label, payload: [] } },
          target: chance.between(0, count - 1),
        };
      });
      return { isFinal: chance.percent(5), edges };
    });
    return { role, initial: 0, states };
  });
}

function projections(chance: Chance): readonly LocalAutomaton[] {
  const { roles, type } = generatedType(chance);
  const view = numbered(globalAutomaton(type, roles));
  return roles.flatMap((role) => {
    const built = subsetConstruction(view, role);
    return built.kind === "capped" ? [] : [withoutPayloads(built.automaton)];
  });
}

function withoutPayloads(automaton: LocalAutomaton): LocalAutomaton {
  return withEdges(automaton, (edges) =>
    edges.map((edge) => ({ ...edge, action: { ...edge.action, message: { label: edge.action.message.label, payload: [] } } })),
  );
}

function withEdges(automaton: LocalAutomaton, change: (edges: readonly LocalEdge[], state: number) => readonly LocalEdge[]): LocalAutomaton {
  const states = automaton.states.map(({ isFinal, edges }, state) => {
    const changed = change(edges, state);
    return { isFinal: isFinal || changed.length === 0, edges: changed };
  });
  return { ...automaton, states };
}

/** One step dropped, renamed, or led elsewhere. */
export function damaged(chance: Chance, automata: readonly LocalAutomaton[]): readonly LocalAutomaton[] {
  const index = chance.between(0, automata.length - 1);
  return automata.map((automaton, each) => {
    if (each !== index) return automaton;
    const state = chance.between(0, automaton.states.length - 1);
    return withEdges(automaton, (edges, at) => {
      const [edge] = at === state ? edges : [];
      if (edge === undefined) return edges;
      const how = chance.pick(["drop", "rename", "lead"] as const);
      if (how === "drop") return edges.slice(1);
      if (how === "lead") return [{ ...edge, target: chance.between(0, automaton.states.length - 1) }, ...edges.slice(1)];
      return [{ ...edge, action: { ...edge.action, message: { label: "c", payload: [] } } }, ...edges.slice(1)];
    });
  });
}

/** A role less, or a step less. */
export function* smallerContexts({ automata }: ContextCase): Iterable<ContextCase> {
  for (const { role } of automata) {
    const others = automata.filter((automaton) => automaton.role !== role);
    if (others.length > 1) yield { automata: others.map((automaton) => withEdges(automaton, (edges) => edges.filter(({ action }) => action.peer !== role))) };
  }
  for (const [index, automaton] of automata.entries()) {
    for (const [state, { edges }] of automaton.states.entries()) {
      for (const [place] of edges.entries()) {
        yield {
          automata: automata.with(
            index,
            withEdges(automaton, (own, at) => (at === state ? own.toSpliced(place, 1) : own)),
          ),
        };
      }
    }
  }
}

function written({ role, initial, states }: LocalAutomaton): WrittenContext[number] {
  const texts = states.map(({ isFinal, edges }) => [
    ...(isFinal ? ["end"] : []),
    ...edges.map(({ action: { direction, peer, message }, target }) => `${peer}${direction === "send" ? "!" : "?"}${message.label} ${target}`),
  ]);
  return { role, initial, states: texts };
}

function read({ role, initial, states }: WrittenContext[number]): LocalAutomaton {
  return { role, initial, states: states.map((texts) => ({ isFinal: texts.includes("end"), edges: texts.filter((text) => text !== "end").map(readEdge) })) };
}

function readEdge(text: string): LocalEdge {
  const [, peer = "", sign = "", label = "", target = ""] = /^(\w+)([!?])(\w+) (\d+)$/.exec(text) ?? [];
  return { action: { direction: sign === "!" ? "send" : "receive", peer, message: { label, payload: [] } }, target: Number(target) };
}
