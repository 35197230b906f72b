/**
 * Behavioural properties as formulas of the μ-calculus, from the paper (Scalas and Yoshida, POPL 2019, §5), and fair runs as formulas (Emerson and Lei, 1987): what
 * the fast algorithms are compared with.
 */
import { messageKey, type LocalAutomaton, type LocalEdge } from "../../calculus/protocols/index.ts";
import {
  initialConfiguration,
  keyOf,
  movesOf,
  namedNetwork,
  type BehaviourItem,
  type BehaviourNetwork,
  type Fairness,
  type NamedConfiguration,
} from "../../checker/behavioural-properties/index.ts";
import { all, any, can, fails, greatest, least, must, truth, type Formula, type Transition, type TransitionSystem } from "./mu-calculus.ts";

/** `i`, `o`: something is pending; `i?`, `o?`: the same, of roles in final states too. `t`: a message is passed on; `s`: it is put into its queue. */
export interface BehaviourLabel {
  readonly kind: "i" | "o" | "i?" | "o?" | "t" | "s";
  readonly sender: string;
  readonly receiver: string;
  readonly message: string;
  /** Whose choice a step is. */
  readonly role: string;
}

type BehaviourFormula = Formula<BehaviourLabel>;

const isStep = ({ kind }: BehaviourLabel): boolean => kind === "t" || kind === "s";
const isOwed = ({ kind }: BehaviourLabel): boolean => kind === "i" || kind === "o";

/** The labelled transition system of a network; undefined where it has more configurations, or longer queues. */
export function behaviourSystem(
  automata: readonly LocalAutomaton[],
  kind: BehaviourNetwork,
  limits: { readonly configurations: number; readonly queue: number },
): TransitionSystem<BehaviourLabel> | undefined {
  const network = namedNetwork(automata, kind);
  const start = initialConfiguration(network);
  const numbers = new Map([[keyOf(start), 0]]);
  const configurations = [start];
  const system: (readonly Transition<BehaviourLabel>[])[] = [];
  for (const configuration of configurations) {
    if (configuration.queues.some(({ messages }) => messages.length > limits.queue)) return undefined;
    const steps = movesOf(network, configuration).map(({ event, role, to }): Transition<BehaviourLabel> => {
      const key = keyOf(to);
      if (!numbers.has(key)) {
        numbers.set(key, configurations.length);
        configurations.push(to);
      }
      const isQueued = kind === "fifo" && event.kind === "send";
      return { label: { ...event, kind: isQueued ? "s" : "t", role }, target: numbers.get(key) };
    });
    if (configurations.length > limits.configurations) return undefined;
    system.push([...steps, ...pendingAt(automata, kind, configuration).map((label) => ({ label, target: undefined }))]);
  }
  return system;
}

function pendingAt(automata: readonly LocalAutomaton[], kind: BehaviourNetwork, { states, queues }: NamedConfiguration): readonly BehaviourLabel[] {
  const local = automata.flatMap(({ role, states: own }, index) => {
    const state = own[states[index] ?? 0];
    return (state?.edges ?? []).flatMap((edge) => {
      const label = labelOf(role, edge);
      if (kind === "fifo" && label.kind === "o?") return [];
      return state?.isFinal === true ? [label] : [label, { ...label, kind: label.kind === "i?" ? ("i" as const) : ("o" as const) }];
    });
  });
  const heads = queues.flatMap(({ sender, receiver, messages: [message = ""] }) =>
    (["o", "o?"] as const).map((head): BehaviourLabel => ({ kind: head, sender, receiver, message, role: sender })),
  );
  return [...local, ...heads];
}

function labelOf(role: string, { action: { direction, peer, message } }: LocalEdge): BehaviourLabel {
  const [sender, receiver] = direction === "send" ? [role, peer] : [peer, role];
  return { kind: direction === "send" ? "o?" : "i?", sender, receiver, message: messageKey(message), role };
}

/** Everything that can be pending: a pair of roles for inputs, with a message for outputs. */
function obligations(
  system: TransitionSystem<BehaviourLabel>,
): readonly { readonly owed: (label: BehaviourLabel) => boolean; readonly met: (label: BehaviourLabel) => boolean }[] {
  const found = new Map<string, BehaviourLabel>();
  for (const { label } of system.flat())
    if (isOwed(label)) found.set(`${label.kind} ${label.sender} ${label.receiver} ${label.kind === "i" ? "" : label.message}`, label);
  return [...found.values()].map((wanted) => {
    const fits = (label: BehaviourLabel): boolean =>
      label.sender === wanted.sender && label.receiver === wanted.receiver && (wanted.kind === "i" || label.message === wanted.message);
    return { owed: (label) => label.kind === wanted.kind && fits(label), met: (label) => label.kind === "t" && fits(label) };
  });
}

function always(body: BehaviourFormula): BehaviourFormula {
  return greatest("Z", (self) => all(body, must(isStep, self)));
}

/** [A]⊥ or φ: φ wherever A is possible. */
function where(of: (label: BehaviourLabel) => boolean, then: BehaviourFormula): BehaviourFormula {
  return any(must(of, fails), then);
}

/** Does the property hold of the first state? Without fairness by its formula; with fairness liveness and termination are statements on runs. */
export function holdsByFormula(system: TransitionSystem<BehaviourLabel>, { kind }: BehaviourItem, fairness: Fairness | undefined): boolean {
  if (fairness !== undefined && (kind === "terminating" || kind.startsWith("live"))) return holdsOnRuns(system, kind, fairness);
  return truth(system, formulaOf(system, kind))[0] === true;
}

function formulaOf(system: TransitionSystem<BehaviourLabel>, kind: BehaviourItem["kind"]): BehaviourFormula {
  const isOver = any(can(isStep), must(isOwed, fails));
  const live = (met: (goal: BehaviourFormula) => BehaviourFormula): BehaviourFormula =>
    always(all(...obligations(system).map((obligation) => where(obligation.owed, met(can(obligation.met))))));
  switch (kind) {
    case "safe":
      return always(all(...clashes(system)));
    case "deadlock-free":
      return always(isOver);
    case "terminating":
      return least("X", (self) => all(isOver, must(isStep, self)));
    case "never-terminating":
      return always(can(isStep));
    case "live":
      return live((goal) => least("Y", (self) => any(goal, can(isStep, self))));
    case "live+":
      return live((goal) => least("Y", (self) => any(goal, ...turns(system).map((turn) => all(can(turn), must(turn, self))))));
    case "live++":
      return live((goal) => least("Y", (self) => any(goal, all(can(isStep), must(isStep, self)))));
  }
}

/** ⟨o(p,q,m)⟩⊤ ∧ ⟨i(p,q,–)⟩⊤ ⇒ ⟨t(p,q,m)⟩⊤, for each p, q and m. */
function clashes(system: TransitionSystem<BehaviourLabel>): readonly BehaviourFormula[] {
  const labels = [...new Map(system.flat().flatMap(({ label }) => (label.kind === "o?" ? [[JSON.stringify(label), label]] : []))).values()];
  return labels.map((sent) => {
    const isBetween = (label: BehaviourLabel): boolean => label.sender === sent.sender && label.receiver === sent.receiver;
    const isSame = (label: BehaviourLabel): boolean => isBetween(label) && label.message === sent.message;
    return where(
      (label) => label.kind === "o?" && isSame(label),
      where(
        (label) => label.kind === "i?" && isBetween(label),
        can((label) => label.kind === "t" && isSame(label)),
      ),
    );
  });
}

function turns(system: TransitionSystem<BehaviourLabel>): readonly ((label: BehaviourLabel) => boolean)[] {
  const roles = new Set(system.flat().map(({ label }) => label.role));
  return [...roles].map((role) => (label: BehaviourLabel) => isStep(label) && label.role === role);
}

function holdsOnRuns(system: TransitionSystem<BehaviourLabel>, kind: BehaviourItem["kind"], fairness: Fairness): boolean {
  const never = (bad: readonly boolean[]): boolean => !bad.includes(true);
  if (kind === "terminating")
    return (
      truth(system, formulaOf(system, "deadlock-free"))[0] === true &&
      never(
        endless(
          system,
          system.map(() => true),
          fairness,
        ),
      )
    );
  return obligations(system).every(({ owed, met }) => {
    const inside = truth(system, must(met, fails));
    const stuck = truth(system, must(isStep, fails));
    const isEndless = endless(system, inside, fairness);
    const bad = until(
      system,
      inside,
      system.map((_, state) => stuck[state] === true || isEndless[state] === true),
    );
    const isOwing = truth(system, can(owed));
    return never(bad.map((each, state) => each && isOwing[state] === true));
  });
}

/** E[inside U goal] within `inside`. */
function until(system: TransitionSystem<BehaviourLabel>, inside: readonly boolean[], goal: readonly boolean[]): readonly boolean[] {
  const formula: BehaviourFormula = least("U", (self) => all({ kind: "variable", name: "inside" }, any({ kind: "variable", name: "goal" }, can(isStep, self))));
  return truth(system, formula, new Map([["inside", inside], ["goal", goal]])); // prettier-ignore
}

/** By state: whether an endless fair run from it stays inside. */
function endless(system: TransitionSystem<BehaviourLabel>, inside: readonly boolean[], fairness: Fairness): readonly boolean[] {
  const actions = [...new Map(system.flat().flatMap(({ label }) => (isStep(label) ? [[nameOf(label), label]] : []))).keys()];
  const is = (action: string) => (label: BehaviourLabel): boolean => isStep(label) && nameOf(label) === action; // prettier-ignore
  const within: BehaviourFormula = { kind: "variable", name: "inside" };
  /** νZ.⋀ E[inside U the condition, and then Z]: each condition again and again. */
  const again = (part: readonly boolean[], conditions: readonly ((then: BehaviourFormula) => BehaviourFormula)[]): readonly boolean[] => {
    const formula: BehaviourFormula = greatest("Z", (next) =>
      all(...conditions.map((condition) => least<BehaviourLabel>("U", (self) => all(within, any(condition(all(within, next)), can(isStep, self)))))),
    );
    return truth(system, formula, new Map([["inside", part]]));
  };
  const moves = (then: BehaviourFormula): BehaviourFormula => can(isStep, then);
  if (fairness === "no-fairness") return again(inside, [moves]);
  if (fairness === "weak-fairness") {
    return again(inside, [
      moves,
      ...actions.map((action) => (then: BehaviourFormula) => any(can(is(action), then), all(must(is(action), fails), can(isStep, then)))),
    ]);
  }
  let found: readonly boolean[] = system.map(() => false);
  for (let subset = 0; subset < 2 ** actions.length; subset++) {
    const [impossible, taken] = [actions.filter((_, bit) => ((subset >> bit) & 1) === 1), actions.filter((_, bit) => ((subset >> bit) & 1) === 0)];
    const without = truth(system, all(...impossible.map((action) => must(is(action), fails))));
    const part = inside.map((each, state) => each && without[state] === true);
    const fair = again(part, [moves, ...taken.map((action) => (then: BehaviourFormula) => can(is(action), then))]);
    found = found.map((each, state) => each || fair[state] === true);
  }
  return until(system, inside, found);
}

function nameOf({ kind, sender, receiver, message }: BehaviourLabel): string {
  return `${kind} ${sender} ${receiver} ${message}`;
}

/** How many actions there are: strong fairness takes all their subsets. */
export function actionsIn(system: TransitionSystem<BehaviourLabel>): number {
  return new Set(system.flat().flatMap(({ label }) => (isStep(label) ? [nameOf(label)] : []))).size;
}
