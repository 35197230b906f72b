/**
 * What the theorem on coherence asks of a protocol beforehand, for its configurations: one initial one, in each one sender, a message leads to one configuration, final
 * ones are sinks and all others go on (Li, Stutz, Wies and Zufferey, OOPSLA 2025, GCLTS).
 */
import { present } from "../../calculus/present.ts";
import { freeSymbols } from "../smt/head-first/index.ts";
import { intSort, newTerms } from "../smt/terms/index.ts";
import type { Term } from "../smt/terms/index.ts";
import { Beyond } from "./eliminate.ts";
import { disjunction, negated } from "./formula.ts";
import type { Asking } from "./ask.ts";
import { registersOf } from "./conditions.ts";
import { assigned } from "./sliced.ts";
import { formulaTerm } from "./encode.ts";
import { enabled, naming } from "./futures.ts";
import { startTerm } from "./product.ts";
import { reached } from "./reachability.ts";
import { allEqual, chosenBy, relationOf, stepTaken, type ConcreteStep, type Placed } from "./relation.ts";
import type { SlicedProtocol, SlicedTransition } from "./sliced.ts";
import type { Move, System } from "./system.ts";

export type Eligibility =
  | { readonly kind: "eligible" }
  /** `reason` says what is wrong after the messages of `run`. */
  | { readonly kind: "ineligible"; readonly run: readonly ConcreteStep[]; readonly reason: string }
  | { readonly kind: "unknown"; readonly reason: string };

interface Told {
  readonly step?: Placed;
  readonly reason?: string;
}

/** Decides by questions to the solver. */
export function eligibility(protocol: SlicedProtocol, asking: Asking): Eligibility {
  const begun = oneStart(protocol, asking);
  if (begun !== undefined) return begun;
  const { name, states, initial, start } = protocol;
  const moves: Move<Told>[] = protocol.transitions.map((transition) => {
    const placed: Placed = { transition, before: 0, after: 0, chosen: 0 };
    return {
      ...{ from: transition.source, to: transition.target, chosen: chosenBy(protocol, placed), told: { step: placed } },
      relation: (cells) => relationOf(protocol, placed, cells),
    };
  });
  let beyond: string | undefined;
  for (const [from, { name: state, isFinal, transitions }] of states.entries()) {
    if (isFinal) {
      for (const transition of transitions) {
        const placed: Placed = { transition, before: 0, after: "chosen", chosen: 0 };
        moves.push({
          ...{ from, to: "goal", chosen: chosenBy(protocol, placed), told: { reason: `the final state (${state}) goes on` } },
          relation: (cells) => relationOf(protocol, placed, cells),
        });
      }
      continue;
    }
    moves.push(...choices(protocol, from, transitions));
    const stuck = stuckMove(protocol, from, { reason: `state (${state}) is not final, and no message is possible` });
    if (typeof stuck === "string") beyond = `whether something is possible in state (${state}): ${stuck}`;
    else if (stuck !== undefined) moves.push(stuck);
  }
  const system: System<Told> = {
    ...{ name: `${name}-eligible`, places: states.map(({ registers }) => registers.length), initial, moves },
    start: (variables, terms) => startTerm(start, present(states[initial]).registers, variables, "start ", terms),
  };
  const answer = reached(system, asking);
  switch (answer.kind) {
    case "yes": {
      const last = present(answer.way.at(-1)).move.told;
      const run = answer.way.flatMap((taken) => (taken.move.told.step === undefined ? [] : [stepTaken(protocol, taken.move.told.step, taken)]));
      return { kind: "ineligible", run, reason: last.reason ?? "" };
    }
    case "unknown":
      return { kind: "unknown", reason: answer.reason };
    case "no":
      return beyond === undefined ? { kind: "eligible" } : { kind: "unknown", reason: beyond };
  }
}

/**
 * The goal that a state is reached in which no message is possible, whatever is chosen, as a formula without quantifiers: undefined where there is always one, a
 * reason where that has no formula.
 */
export function stuckMove<Told>(protocol: SlicedProtocol, from: number, told: Told): Move<Told> | string | undefined {
  const { registers, transitions } = present(protocol.states[from]);
  try {
    const stuck = negated(disjunction(transitions.map((transition) => enabled(protocol, transition))));
    if (stuck.kind === "false") return undefined;
    return {
      ...{ from, to: "goal", chosen: 0, told },
      relation: ({ before, terms }) =>
        formulaTerm(stuck, (text) => present(before[registers.findIndex((register) => naming.before(register) === text)]), terms),
    };
  } catch (problem) {
    if (!(problem instanceof Beyond)) throw problem;
    return problem.message;
  }
}

/** Two senders, or one message that leads to two configurations. */
function choices(protocol: SlicedProtocol, from: number, transitions: readonly SlicedTransition[]): readonly Move<Told>[] {
  return transitions.flatMap((one, index) =>
    transitions.slice(index).flatMap((other): readonly Move<Told>[] => {
      if (one.sender === other.sender && one.receiver !== other.receiver) return [];
      if (one === other && isFunction(protocol, one)) return [];
      const first: Placed = { transition: one, before: 0, after: "chosen", chosen: 0 };
      const second: Placed = { transition: other, before: 0, after: "chosen", chosen: chosenBy(protocol, first) };
      const chosen = second.chosen + chosenBy(protocol, second);
      const isOneSender = one.sender === other.sender;
      const reason = isOneSender
        ? `one message of ${one.sender} to ${one.receiver} leads to two configurations`
        : `${one.sender} and ${other.sender} may both be the next to send`;
      const count = present(protocol.states[one.target]).registers.length;
      return [
        {
          ...{ from, to: "goal", chosen, told: { reason } },
          relation: (cells) => {
            const { terms } = cells;
            const after = (placed: Placed): readonly Term[] => cells.chosen.slice(placed.chosen + 1, placed.chosen + 1 + count);
            const differ = one.target !== other.target ? terms.true : terms.not(allEqual(after(first), after(second), terms));
            const sameMessage = terms.equal(present(cells.chosen[first.chosen]), present(cells.chosen[second.chosen]));
            const both = terms.and(relationOf(protocol, first, cells), relationOf(protocol, second, cells));
            return isOneSender ? terms.and(both, sameMessage, differ) : both;
          },
        },
      ];
    }),
  );
}

/** Whether the message says what the registers are afterwards: `r' = e`, where e speaks of no register afterwards, for each of them. */
function isFunction({ states }: SlicedProtocol, { conjuncts, target }: SlicedTransition): boolean {
  const given = new Set(conjuncts.filter((conjunct) => registersOf(conjunct, "after").size === 1).map(assigned));
  return present(states[target]).registers.every((register) => given.has(register));
}

/** Undefined where there is exactly one initial configuration. */
function oneStart({ name, states, initial, start }: SlicedProtocol, asking: Asking): Eligibility | undefined {
  const { registers } = present(states[initial]);
  const terms = newTerms();
  const copy = (text: string): readonly Term[] => registers.map((register) => terms.symbol(`${text} ${register}`, intSort));
  const [one, other] = [copy("one"), copy("other")];
  const first = startTerm(start, registers, one, "first ", terms);
  const ask = (question: string, term: Term): "yes" | "no" | Eligibility => {
    if (term.kind === "true" || term.kind === "false") return term.kind === "true" ? "yes" : "no";
    const { solver, effort } = asking;
    const answer = solver.ask({ name: `${name}-${question}`, assertions: [{ term }], values: freeSymbols(term) }, effort);
    if (answer.kind === "sat") return "yes";
    if (answer.kind === "unsat") return "no";
    return { kind: "unknown", reason: `whether the registers have one value at first: ${answer.detail}` };
  };
  const some = ask("start", first);
  if (typeof some !== "string") return some;
  if (some === "no") return { kind: "ineligible", run: [], reason: "no registers are as they have to be at first" };
  const second = ask("starts", terms.and(first, startTerm(start, registers, other, "second ", terms), terms.not(allEqual(one, other, terms))));
  if (typeof second !== "string") return second;
  return second === "yes" ? { kind: "ineligible", run: [], reason: "registers that matter may have several values at first" } : undefined;
}
