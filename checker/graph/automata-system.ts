/**
 * Communicating automata as a transition system, by their definition: the automata of a context or of the roles of a protocol, with a first-in-first-out
 * queue without bound for each ordered pair of roles (Brand and Zafiropulo, JACM 1983). Payloads are sorts, so that messages carry no values.
 */
import type { LocalAutomaton, Message as Sort, Role } from "../../calculus/core/index.ts";
import { present } from "../../calculus/present.ts";
import { messageKey } from "../../calculus/protocols/index.ts";
import type { Label, Step, TransitionSystem } from "../../calculus/semantics/index.ts";

interface AutomataQueue {
  readonly from: Role;
  readonly to: Role;
  /** Oldest first. */
  readonly messages: readonly string[];
}

export interface AutomataConfiguration {
  /** By automaton. */
  readonly states: readonly number[];
  /** Empty queues are absent. */
  readonly queues: ReadonlyMap<string, AutomataQueue>;
}

const nowhere = { span: { file: 0, start: 0, end: 0 } };

/** The transition system of these automata, one for each role; steps are in the order of roles and edges. */
export function automataSystem(automata: readonly LocalAutomaton[]): TransitionSystem<AutomataConfiguration> {
  const stateOf = ({ states }: AutomataConfiguration, role: number): LocalAutomaton["states"][number] => present(automata[role]?.states[present(states[role])]);

  function stepsOf(configuration: AutomataConfiguration, index: number): readonly Step<AutomataConfiguration>[] {
    const { role } = present(automata[index]);
    return stateOf(configuration, index).edges.flatMap(({ action: { direction, peer, message }, target, span }) => {
      const [from, to] = direction === "send" ? [role, peer] : [peer, role];
      const before = configuration.queues.get(`${from}→${to}`)?.messages ?? [];
      if (direction === "receive" && before[0] !== messageKey(message)) return [];
      const messages = direction === "send" ? [...before, messageKey(message)] : before.slice(1);
      const queues = new Map(configuration.queues);
      if (messages.length === 0) queues.delete(`${from}→${to}`);
      else queues.set(`${from}→${to}`, { from, to, messages });
      const next = { states: configuration.states.with(index, target), queues };
      return [{ label: labelOf(direction, from, to, message), target: next, rules: [], site: span === undefined ? nowhere : { span } }];
    });
  }

  return {
    initial: () => [{ states: automata.map(({ initial }) => initial), queues: new Map() }],
    steps: (configuration) => automata.flatMap((_, index) => stepsOf(configuration, index)),
    isFinal: (configuration) => configuration.queues.size === 0 && automata.every((_, index) => stateOf(configuration, index).isFinal),
    key: ({ states, queues }) =>
      `${states.join()};${[...queues]
        .map(([name, { messages }]) => `${name}:${messages.join("·")}`)
        .sort()
        .join(";")}`,
  };
}

function labelOf(direction: "send" | "receive", from: Role, to: Role, { label }: Sort): Label {
  return direction === "send" ? { kind: "send", from, to, label, values: [], oracles: [] } : { kind: "receive", from, to, label, values: [] };
}
