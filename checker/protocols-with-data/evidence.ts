/**
 * From a way of the product to two runs with values that a role cannot tell apart. They are checked by evaluating conditions, and then replayed as the runs of an
 * explicit protocol are: in the part of the protocol that they visit, written out. What that part cannot show, that the role may not send so after the second run, the
 * solver is asked again, without the formula that led to it.
 */
import { present } from "../../calculus/present.ts";
import type { Role } from "../../calculus/core/index.ts";
import { replayRuns, type GlobalAutomaton, type GlobalEdge, type IndistinguishableRuns, type SplitEvent } from "../../calculus/protocols/index.ts";
import { allEqual, chosenBy, relationOf, stepTaken, type ConcreteStep, type Placed } from "./relation.ts";
import type { Asking } from "./ask.ts";
import type { Taken } from "./bounded.ts";
import { holds } from "./conditions.ts";
import type { Claim, Told } from "./product.ts";
import { reached } from "./reachability.ts";
import type { SlicedProtocol } from "./sliced.ts";
import type { Move } from "./system.ts";

/** Two runs, what the role does after the first, and what happens after the second until that shows. */
export interface Pair {
  readonly claim: Claim;
  readonly role: Role;
  readonly left: readonly ConcreteStep[];
  readonly right: readonly ConcreteStep[];
  readonly step: ConcreteStep;
  readonly ahead: readonly ConcreteStep[];
}

/** What a way to the goal says. */
export function pairOf(protocol: SlicedProtocol, role: Role, way: readonly Taken<Told>[]): Pair {
  const left: ConcreteStep[] = [];
  const right: ConcreteStep[] = [];
  const ahead: ConcreteStep[] = [];
  let step: ConcreteStep | undefined;
  let claim: Claim = "send-coherent";
  for (const taken of way) {
    const { told } = taken.move;
    const taking = (placed: Placed | undefined): readonly ConcreteStep[] => (placed === undefined ? [] : [stepTaken(protocol, placed, taken)]);
    switch (told.kind) {
      case "both":
      case "left":
      case "right":
        left.push(...taking(told.left));
        right.push(...taking(told.right));
        break;
      case "overtaking":
        [step] = taking(told.left);
        ahead.push(...taking(told.right));
        break;
      case "ahead":
        ahead.push(...taking(told.right));
        break;
      case "violation":
        claim = told.claim ?? claim;
        if (claim === "sink-final") [step] = taking(told.right);
        else {
          [step] = [...(step === undefined ? [] : [step]), ...taking(told.left)];
          ahead.push(...taking(told.right));
        }
        break;
    }
  }
  return { claim, role, left, right, step: present(step), ahead };
}

/** The pair as traces, in the form in which those of explicit protocols are shown. */
export function tracesOf({ claim, role, left, right, step, ahead }: Pair): IndistinguishableRuns {
  if (claim === "sink-final") {
    const isSender = step.transition.sender === role;
    const first = isSender ? inOrder(right) : [...inOrder(right), event("send", step)];
    return { claim, role, first, second: inOrder(left), step: event(isSender ? "send" : "receive", step) };
  }
  const second = [...inOrder(right), ...overtaking(ahead, role)];
  if (claim === "receive-coherent") return { claim, role, first: [...inOrder(left), event("send", step)], second, step: event("receive", step) };
  return { claim, role, first: inOrder(left), second, step: event("send", step) };
}

function event(kind: "send" | "receive", { transition: { sender, receiver, span }, sent }: ConcreteStep): SplitEvent {
  return { kind, sender, receiver, message: String(sent), span };
}

function inOrder(run: readonly ConcreteStep[]): readonly SplitEvent[] {
  return run.flatMap((step) => [event("send", step), event("receive", step)]);
}

/** The role does not move, and therefore nobody who waits for it: what stays under way is not received. */
function overtaking(run: readonly ConcreteStep[], role: Role): readonly SplitEvent[] {
  const blocked = new Set([role]);
  return run.flatMap((step) => {
    const { sender, receiver } = step.transition;
    if (blocked.has(sender)) {
      blocked.add(receiver);
      return [];
    }
    return blocked.has(receiver) ? [event("send", step)] : [event("send", step), event("receive", step)];
  });
}

/** Why the pair does not show what it claims; undefined where it does. What the solver alone can say is not asked here. */
export function faultOf(protocol: SlicedProtocol, pair: Pair): string | undefined {
  const { claim, left, right, step, ahead } = pair;
  const runs =
    claim === "sink-final"
      ? [left, [...right, step]]
      : [
          [...left, step],
          [...right, ...ahead],
        ];
  for (const run of runs) {
    const fault = runFault(protocol, run);
    if (fault !== undefined) return fault;
  }
  const replay = replayRuns(fragment(protocol, runs), tracesOf(pair));
  return replay.ok ? undefined : replay.reason;
}

/** Why this is no run of the protocol. */
export function runFault({ states, initial, start }: SlicedProtocol, run: readonly ConcreteStep[]): string | undefined {
  let state = initial;
  let registers = run[0]?.before;
  if (registers !== undefined && start.some((conjunct) => holds(conjunct, { before: present(registers), after: new Map() }) === false))
    return "the registers do not begin so";
  for (const { transition, sent, before, after } of run) {
    if (transition.source !== state) return `state (${present(states[state]).name}) has no such message`;
    const known = registers;
    if (present(states[state]).registers.some((register) => before.get(register) !== known?.get(register))) return "the registers change between two messages";
    if (transition.conjuncts.some((conjunct) => holds(conjunct, { sent, before, after }) !== true))
      return `${transition.sender} may not send ${String(sent)} there`;
    state = transition.target;
    registers = after;
  }
  return undefined;
}

/** The configurations of the runs, written out. */
function fragment({ roles, states, initial }: SlicedProtocol, runs: readonly (readonly ConcreteStep[])[]): GlobalAutomaton {
  const numbers = new Map<string, number>();
  const written: { readonly isFinal: boolean; readonly edges: GlobalEdge[] }[] = [];
  const number = (state: number, values: ReadonlyMap<string, bigint>): number => {
    const { registers, isFinal } = present(states[state]);
    const key = `${String(state)} ${registers.map((register) => String(values.get(register))).join(" ")}`;
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, written.length);
    written.push({ isFinal, edges: [] });
    return written.length - 1;
  };
  number(initial, runs.find((run) => run.length > 0)?.[0]?.before ?? new Map());
  for (const run of runs) {
    for (const { transition, sent, before, after } of run) {
      const { edges } = present(written[number(transition.source, before)]);
      const { sender, receiver, span } = transition;
      const edge = { sender, receiver, message: { label: String(sent), payload: [] }, target: number(transition.target, after), span };
      if (!edges.some((other) => other.sender === sender && other.receiver === receiver && other.message.label === edge.message.label)) edges.push(edge);
    }
  }
  return { roles, initial: 0, states: written };
}

/**
 * Whether the role can still send so after the second run, before it does or sees anything else; for a violation of send coherence it must not. Not by the formula of
 * `futures`, but by the messages that the others may exchange.
 */
export function sendsLater(protocol: SlicedProtocol, { role, right, step }: Pair, asking: Asking): ReturnType<typeof reached> {
  const { states, initial, transitions } = protocol;
  const last = right.at(-1);
  const state = last === undefined ? initial : last.transition.target;
  const { sender, receiver } = step.transition;
  const moves: Move<undefined>[] = transitions.flatMap((transition): readonly Move<undefined>[] => {
    const isWanted = transition.sender === sender && transition.receiver === receiver;
    const isSilent = transition.sender !== role && transition.receiver !== role;
    if (!isWanted && !isSilent) return [];
    const placed: Placed = { transition, before: 0, after: isWanted ? "chosen" : 0, chosen: 0 };
    return [
      {
        ...{ from: transition.source, to: isWanted ? "goal" : transition.target, chosen: chosenBy(protocol, placed), told: undefined },
        relation: (cells) => {
          const relation = relationOf(protocol, placed, cells);
          return isWanted ? cells.terms.and(relation, cells.terms.equal(present(cells.chosen[0]), cells.terms.integer(step.sent))) : relation;
        },
      },
    ];
  });
  const { registers } = present(states[state]);
  // The registers of an initial configuration are those with which the first run begins, too.
  const values = last?.after ?? (state === step.transition.source ? step.before : new Map<string, bigint>());
  return reached(
    {
      ...{ name: `${protocol.name}-${role}-later`, places: states.map((each) => each.registers.length), initial: state, moves },
      start: (variables, terms) =>
        allEqual(
          variables,
          registers.map((register) => terms.integer(values.get(register) ?? 0n)),
          terms,
        ),
    },
    asking,
  );
}
