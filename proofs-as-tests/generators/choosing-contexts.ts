/**
 * Random contexts, some of them with states of several peers: machines that choose whom to send to or wait for several at once, a role that is told the
 * same thing directly or by way of another, one that is read only when it has stopped sending, and races. What compatibility calls independence is about these.
 */
import type { Role } from "../../calculus/core/index.ts";
import type { LocalAutomaton, LocalEdge } from "../../calculus/protocols/index.ts";
import type { Generator } from "../theorem.ts";
import { structured, type Chance } from "./chance.ts";
import { contextCases, damaged, generatedContext, smallerContexts, type ContextCase } from "./contexts.ts";

/** Random contexts as cases of theorems, one in three with states of several peers. */
export const choosingContexts: Generator<ContextCase> = {
  ...contextCases,
  name: "random contexts: machines, projections, damaged projections, two contexts side by side, machines with several peers in one state",
  arbitrary: structured(generated, smallerContexts),
};

function generated(chance: Chance): ContextCase {
  return chance.weighted<() => ContextCase>([
    [13, () => generatedContext(chance)],
    [3, () => ({ automata: choosingMachines(chance, ["p", "q", "r"]) })],
    [4, () => eitherWay(chance)],
    [1, () => heldUp(chance)],
    [1, () => race(chance)],
  ])();
}

function step(sends: boolean, peer: Role, label: string, target: number): LocalEdge {
  return { action: { direction: sends ? "send" : "receive", peer, message: { label, payload: [] } }, target };
}

/** Each state sends to some roles, or receives from some, or is the end; no message has two targets. */
function choosingMachines(chance: Chance, roles: readonly Role[]): readonly LocalAutomaton[] {
  return roles.map((role) => {
    const count = chance.between(1, 3);
    const actions = roles.filter((other) => other !== role).flatMap((peer) => ["a", "b"].map((label) => ({ peer, label })));
    const states = Array.from({ length: count }, () => {
      const kind = chance.weighted([[4, "send"] as const, [5, "receive"] as const, [2, "end"] as const]);
      const chosen = kind === "end" ? [] : chance.subset(actions, chance.weighted([[2, 1] as const, [3, 2] as const, [1, 3] as const]));
      return { isFinal: kind === "end", edges: chosen.map(({ peer, label }) => step(kind === "send", peer, label, chance.between(0, count - 1))) };
    });
    return { role, initial: 0, states };
  });
}

/**
 * q tells r directly (a), or tells p (x), which tells r (b). In the first case r lets p go, which then sends b all the same. Sometimes all of it is repeated,
 * sometimes q sends something else first, sometimes one step is damaged.
 */
function eitherWay(chance: Chance): ContextCase {
  const again = chance.percent(40);
  const late = chance.percent(70);
  const end = (state: number): number => (again ? 0 : state);
  const finish = { isFinal: true, edges: [] };
  const q = [{ isFinal: false, edges: [step(true, "r", "a", end(1)), step(true, "p", "x", end(1))] }, finish];
  const p = [
    { isFinal: false, edges: [step(false, "q", "x", 1), step(false, "r", "go", late ? 1 : end(2))] },
    { isFinal: false, edges: [step(true, "r", "b", end(2))] },
    finish,
  ];
  const r = [
    { isFinal: false, edges: [step(false, "q", "a", 1), step(false, "p", "b", end(3))] },
    { isFinal: false, edges: [step(true, "p", "go", late ? 2 : end(3))] },
    { isFinal: false, edges: [step(false, "p", "b", end(3))] },
    finish,
  ];
  const automata = [
    { role: "p", initial: 0, states: p },
    { role: "q", initial: 0, states: q },
    { role: "r", initial: 0, states: r },
  ];
  return { automata: chance.percent(50) ? damaged(chance, automata) : automata };
}

/** p sends to q as often as it likes before it tells r to stop; q receives only when r, told by p, lets it go. Sometimes one step is damaged. */
function heldUp(chance: Chance): ContextCase {
  const finish = { isFinal: true, edges: [] };
  const p = [{ isFinal: false, edges: [step(true, "q", "a", 0), step(true, "r", "b", 1)] }, finish];
  const q = [
    { isFinal: false, edges: [step(false, "r", "x", 1)] },
    { isFinal: false, edges: [step(false, "p", "a", 1)] },
  ];
  const r = [{ isFinal: false, edges: [step(false, "p", "b", 1)] }, { isFinal: false, edges: [step(true, "q", "x", 2)] }, finish];
  const automata = [
    { role: "p", initial: 0, states: p },
    { role: "q", initial: 0, states: q },
    { role: "r", initial: 0, states: r },
  ];
  return { automata: chance.percent(30) ? damaged(chance, automata) : automata };
}

/** p and q send to r, which takes both in one order and forgets one of them in the other. Sometimes one step is damaged. */
function race(chance: Chance): ContextCase {
  const finish = { isFinal: true, edges: [] };
  const [p, q] = ["a", "b"].map((label) => [{ isFinal: false, edges: [step(true, "r", label, 1)] }, finish]);
  const [first, second] = chance.shuffle(["p", "q"] as const);
  const label = (peer: Role | undefined): string => (peer === "p" ? "a" : "b");
  const r = [
    { isFinal: false, edges: [step(false, first ?? "p", label(first), 1), step(false, second ?? "q", label(second), 2)] },
    { isFinal: false, edges: [step(false, second ?? "q", label(second), 2)] },
    finish,
  ];
  const automata = [
    { role: "p", initial: 0, states: p ?? [] },
    { role: "q", initial: 0, states: q ?? [] },
    { role: "r", initial: 0, states: r },
  ];
  return { automata: chance.percent(30) ? damaged(chance, automata) : automata };
}
