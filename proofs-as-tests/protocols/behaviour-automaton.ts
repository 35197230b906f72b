/**
 * The messages of a process as an automaton: local actions, decisions and calls are silent, the rest is made deterministic. Walks the process itself, so it
 * shares nothing with the erasure of choreographies; messages have no payload, as processes have no types.
 */
import { concatenateBehaviours, exposeHead, instantiate, stop, type Behaviour, type Model, type Role } from "../../calculus/core/index.ts";
import { Identities } from "../../calculus/identity/index.ts";
import { projection } from "../../calculus/projection/index.ts";
import type { LocalAction, LocalAutomaton, LocalEdge } from "../../calculus/protocols/index.ts";

/** The automaton of ⟦C⟧ᵣ for a projectable procedure; undefined where it takes more than `limit` behaviours, as with work that piles up behind calls. */
export function behaviourAutomaton(model: Model, procedureName: string, role: Role, limit: number): LocalAutomaton | undefined {
  const identities = new Identities();
  const project = projection(identities);
  const known = new Map<number, { readonly own: readonly (readonly [LocalAction, Behaviour])[]; readonly silent: readonly Behaviour[] }>();
  const bodyOf = (name: string, roles: readonly Role[]): Behaviour => {
    const procedure = model.procedures.get(name);
    const projected = procedure === undefined ? undefined : project.of(instantiate(procedure, roles), role);
    if (projected?.ok !== true) throw new Error(`${name} is not projectable to ${role}`);
    return projected.behaviour;
  };
  const stepsOf = (behaviour: Behaviour): ReturnType<typeof known.get> & object => {
    const number = identities.behaviour(behaviour);
    let steps = known.get(number);
    if (steps === undefined) known.set(number, (steps = computed(exposeHead(behaviour), bodyOf)));
    return steps;
  };
  const closure = (starts: readonly Behaviour[]): ReadonlyMap<number, Behaviour> | undefined => {
    const reached = new Map(starts.map((behaviour) => [identities.behaviour(behaviour), behaviour]));
    for (const behaviour of reached.values()) {
      for (const next of stepsOf(behaviour).silent) reached.set(identities.behaviour(next), next);
      if (known.size > limit) return undefined;
    }
    return reached;
  };
  const sets: ReadonlyMap<number, Behaviour>[] = [];
  const numbers = new Map<string, number>();
  const stateOf = (starts: readonly Behaviour[]): number | undefined => {
    const set = closure(starts);
    if (set === undefined) return undefined;
    const key = [...set.keys()].sort((a, b) => a - b).join();
    const state = numbers.get(key) ?? sets.push(set) - 1;
    numbers.set(key, state);
    return state;
  };
  const procedure = model.procedures.get(procedureName);
  if (procedure === undefined || stateOf([bodyOf(procedureName, procedure.roles)]) === undefined) return undefined;
  const states: { readonly isFinal: boolean; readonly edges: readonly LocalEdge[] }[] = [];
  for (const set of sets) {
    const moves = new Map<string, { readonly action: LocalAction; readonly targets: Behaviour[] }>();
    for (const behaviour of set.values()) {
      for (const [action, target] of stepsOf(behaviour).own) {
        const key = `${action.direction} ${action.peer} ${action.message.label}`;
        const move = moves.get(key);
        if (move === undefined) moves.set(key, { action, targets: [target] });
        else move.targets.push(target);
      }
    }
    const edges: LocalEdge[] = [];
    for (const { action, targets } of moves.values()) {
      const target = stateOf(targets);
      if (target === undefined || sets.length > limit) return undefined;
      edges.push({ action, target });
    }
    states.push({ isFinal: [...set.values()].some((behaviour) => exposeHead(behaviour).kind === "end"), edges });
  }
  return { role, initial: 0, states };
}

function computed(
  behaviour: Behaviour,
  bodyOf: (name: string, roles: readonly Role[]) => Behaviour,
): { readonly own: readonly (readonly [LocalAction, Behaviour])[]; readonly silent: readonly Behaviour[] } {
  if (behaviour.kind === "end") return { own: [], silent: [] };
  const { head, tail } = behaviour;
  const then = (body: Behaviour): Behaviour => concatenateBehaviours(body, tail);
  switch (head.kind) {
    case "send":
      return { own: [[{ direction: "send", peer: head.to, message: { label: head.label, payload: [] } }, tail]], silent: [] };
    case "receive":
      return {
        own: head.branches.map(({ from, label, body }) => [{ direction: "receive", peer: from ?? head.from, message: { label, payload: [] } }, then(body)]),
        silent: [],
      };
    case "if":
      return { own: [], silent: [head.then, head.else].map(then) };
    case "match":
      return { own: [], silent: head.cases.map(({ body }) => then(body)) };
    case "choose":
      return { own: [], silent: head.branches.map(then) };
    case "call":
      return { own: [], silent: [then(bodyOf(head.procedure, head.roles))] };
    case "assign":
    case "havoc":
    case "assert":
    case "assume":
      return { own: [], silent: [then(stop)] };
    default:
      throw new Error(`${head.kind} is no head of a source behaviour`);
  }
}
