/**
 * The errors of networks as conditions on a state, as `explicit-state/network-errors.ts` defines them: unspecified receptions, orphan messages, deadlocks; pairwise
 * disjoint.
 */
import { present } from "../../../calculus/present.ts";
import type { Term } from "../terms/index.ts";
import type { Context } from "../values/index.ts";
import { refuse } from "../values/index.ts";
import type { NetworkProgram } from "./network-program.ts";
import { hasSessions } from "./network-program.ts";
import type { NetworkState } from "./network-state.ts";
import { hasStopped } from "./network-state.ts";
import type { Offer } from "./moves.ts";
import type { NetworkStep } from "./network-step.ts";

/** No process can do anything; faults are no moves. @throws Refusal where that depends on what functions without body answer */
export function isStuck({ offers }: NetworkStep, context: Context): Term {
  const { terms, applications } = context;
  if (applications.length > 0) return refuse("who can move, where functions without body are asked");
  return terms.not(terms.or(...offers.map((offer) => canBeDone(offer, context))));
}

function canBeDone({ here, guard, ready, withoutValue }: Offer, { terms }: Context): Term {
  return terms.and(here, guard, ready, terms.not(withoutValue));
}

/** A role can only receive, and finds from everybody whom it may hear from a message that it does not expect. */
export function unspecifiedReception(program: NetworkProgram, state: NetworkState, step: NetworkStep, context: Context): Term {
  const { terms } = context;
  if (hasSessions(program)) return refuse("the errors of systems with further sessions");
  if (context.applications.length > 0) return refuse("who can move, where functions without body are asked");
  if (program.machine.network.order === "bag") return terms.false;
  return terms.or(
    ...locationsOf(step).map((own) => {
      const receives = own.filter(({ typed }) => typed.command.effect.kind === "receive");
      if (receives.length === 0) return terms.false;
      const movesOtherwise = own.filter((offer) => !receives.includes(offer)).map(({ guard }) => guard);
      const canMove = own.map((offer) => canBeDone(offer, context));
      const senders = [...new Set(receives.map(senderOf))];
      const offered = senders.map((sender) => {
        const from = receives.filter((one) => senderOf(one) === sender);
        const isOpen = terms.or(...from.map(({ guard }) => guard));
        const { effect } = present(from[0]).typed.command;
        if (effect.kind !== "receive") throw new Error("a receive");
        const head = state.queues[effect.channel]?.[0];
        if (head === undefined) return { isOpen, isRefused: terms.false };
        // From a mailbox also what is from others.
        const expected = receives.map(({ typed: { command, kinds } }) => {
          if (command.effect.kind !== "receive") throw new Error("a receive");
          return command.effect.channel === effect.channel ? terms.or(...kinds.map(({ number }) => present(head.is[number]))) : terms.false;
        });
        return { isOpen, isRefused: terms.and(head.taken, terms.not(terms.or(...expected))) };
      });
      return terms.and(
        present(own[0]).here,
        terms.not(terms.or(...movesOtherwise, ...canMove)),
        terms.or(...offered.map(({ isOpen }) => isOpen)),
        ...offered.map(({ isOpen, isRefused }) => terms.implies(isOpen, isRefused)),
      );
    }),
  );
}

/** Everybody is finished or has stopped, and a message is left for one that has not stopped. Receptions are none then. */
export function orphanMessage(program: NetworkProgram, state: NetworkState, context: Context): Term {
  const { terms } = context;
  if (hasSessions(program)) return refuse("the errors of systems with further sessions");
  const { processes, channels } = program.machine;
  const areOver = processes.map((_, process) => terms.or(hasStopped(state, process, context), isFinished(program, state, process, context)));
  const left = channels.map(({ to }, channel) => {
    const receiver = processes.findIndex(({ role }) => role === to);
    return terms.and(state.queues[channel]?.[0]?.taken ?? terms.false, terms.not(receiver < 0 ? terms.false : hasStopped(state, receiver, context)));
  });
  return terms.and(...areOver, terms.or(...left));
}

/** Nobody can move, and somebody waits, but not, directly or through others, for one that failed, whose assumption is false, or that has no value to choose. */
export function deadlock(program: NetworkProgram, state: NetworkState, step: NetworkStep, context: Context): Term {
  const { terms } = context;
  const reception = unspecifiedReception(program, state, step, context);
  const { processes } = program.machine;
  const edges: Term[][] = processes.map(() => processes.map(() => terms.false));
  const waitsFor = (process: number, role: string, when: Term): void => {
    const other = processes.findIndex((one) => one.role === role);
    const row = present(edges[process]);
    if (other < 0) return refuse("a role without process");
    row[other] = terms.or(row[other] ?? terms.false, when);
  };
  for (const own of locationsOf(step)) {
    const [first] = own;
    if (first === undefined) continue;
    const isChoice = own.some(({ typed }) => typed.command.rules.some((rule) => rule.startsWith("N-SELECT")));
    const alternatives = own.filter(({ typed }) => typed.command.effect.kind !== "fail");
    const isOpen = ({ typed: { command } }: Offer): boolean => command.effect.kind !== "receive" && command.effect.kind !== "send";
    const goesOn = isChoice
      ? terms.or(
          ...alternatives.map((one) => terms.and(one.guard, isOpen(one) ? terms.true : one.typed.command.effect.kind === "send" ? one.ready : terms.false)),
        )
      : terms.false;
    for (const { typed, here, guard, ready, process } of alternatives) {
      const { effect } = typed.command;
      const when = terms.and(here, guard, terms.not(goesOn));
      if (effect.kind === "receive") waitsFor(process, effect.from, when);
      if (effect.kind === "send") waitsFor(process, effect.to, terms.and(when, terms.not(ready)));
    }
    if (isChoice) {
      const { process, here } = first;
      waitsFor(process, present(processes[process]).role, terms.and(here, terms.not(terms.or(...alternatives.map(({ guard }) => guard)))));
    }
  }
  const waits = edges.map((row) => terms.or(...row));
  // Fixpoint: after as many rounds as processes everybody who waits for such a one is found.
  let excused = processes.map((_, process) => {
    const { failed, assumption, crashed } = present(state.stopped[process]);
    const isIdle = terms.and(terms.not(crashed), terms.not(isFinished(program, state, process, context)), terms.not(present(waits[process])));
    return terms.or(failed, assumption, isIdle);
  });
  for (let round = 0; round < processes.length; round += 1) {
    const before = excused;
    excused = before.map((one, process) => terms.or(one, ...present(edges[process]).map((edge, other) => terms.and(edge, present(before[other])))));
  }
  const blocked = waits.map((one, process) => terms.and(one, terms.not(present(excused[process]))));
  return terms.and(isStuck(step, context), terms.not(reception), terms.not(orphanMessage(program, state, context)), terms.or(...blocked));
}

/** Everybody is finished or has crashed for good, and every message to one that has not is received. */
export function isFinal(program: NetworkProgram, state: NetworkState, context: Context): Term {
  const { terms } = context;
  const { processes, channels } = program.machine;
  const everybody = processes.map((_, process) => {
    const { failed, assumption, crashed } = present(state.stopped[process]);
    return terms.and(terms.not(failed), terms.not(assumption), terms.or(crashed, isFinished(program, state, process, context)));
  });
  const received = channels.map(({ to }, channel) => {
    const receiver = processes.findIndex(({ role }) => role === to);
    const isGone = receiver < 0 ? terms.false : present(state.stopped[receiver]).crashed;
    if (receiver < 0 && program.machine.faults !== undefined) return refuse("final states of systems with further sessions and faults");
    return terms.or(isGone, terms.not(state.queues[channel]?.[0]?.taken ?? terms.false));
  });
  return terms.and(...everybody, ...received);
}

/** The process is at a location where nothing is left to do. */
export function isFinished({ machine }: NetworkProgram, { at }: NetworkState, process: number, { terms }: Context): Term {
  const { locations } = present(machine.processes[process]);
  return terms.or(...locations.map(({ isEnd }, location) => (isEnd ? present(at[process]?.[location]) : terms.false)));
}

/** Every run ends where this is: an assumption that is false stopped somebody, and nobody who had something to do is finished. */
export function isCutOff(program: NetworkProgram, state: NetworkState, context: Context): Term {
  const { terms } = context;
  const { processes } = program.machine;
  const isIdle = (process: number): boolean => processes[process]?.locations[0]?.isEnd === true;
  return terms.and(
    terms.or(...state.stopped.map(({ assumption }) => assumption)),
    ...processes.map((_, process) =>
      isIdle(process) ? terms.true : terms.or(hasStopped(state, process, context), terms.not(isFinished(program, state, process, context))),
    ),
  );
}

function senderOf({ typed: { command } }: Offer): string {
  return command.effect.kind === "receive" ? `${String(command.effect.channel)} ${command.effect.sender}` : "";
}

/** The offers of each process at each location. */
function locationsOf({ offers }: NetworkStep): readonly (readonly Offer[])[] {
  const found = new Map<string, Offer[]>();
  for (const offer of offers) {
    const key = `${String(offer.process)} ${String(offer.location)}`;
    found.set(key, [...(found.get(key) ?? []), offer]);
  }
  return [...found.values()];
}
