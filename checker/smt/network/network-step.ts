/**
 * One step of a network: every command of every process and every fault as a move, at most one of which is made, and the state after it.
 *
 *     made(m)  =  reach ∧ turn(actor of m) ∧ pick(m) ∧ possible(m)
 *     x′       =  ite(made(m₁), x after m₁, … ite(made(mₙ), x after mₙ, x))          the last x is the frame condition
 *
 * A send to a queue whose slots are full, where the network has room, is no move, nor is the reception of values into variables of other types: `overflow` is the
 * condition under which there is one.
 */
import { assertNever } from "../../../calculus/assert-never.ts";
import { present } from "../../../calculus/present.ts";
import type { TypedCommand } from "../../compiled/analysis/index.ts";
import { withoutValue } from "../head-first/conditions.ts";
import { areExclusive } from "../head-first/exclusive.ts";
import type { Term } from "../terms/index.ts";
import { boolSort } from "../terms/index.ts";
import type { Cell, Cells, Context, SymbolicValue } from "../values/index.ts";
import { chooseValue, encodeGuard, encodeTerms, encodeUpdates, iteCell, refuse } from "../values/index.ts";
import { faultMoves } from "./fault-moves.ts";
import type { Draft, Move, Offer } from "./moves.ts";
import type { NetworkProgram } from "./network-program.ts";
import { mayOverflow } from "./network-program.ts";
import type { NetworkState, SymbolicSlot, Why } from "./network-state.ts";
import { hasStopped } from "./network-state.ts";
import { changedQueue } from "./queue-changes.ts";
import { usualParts } from "./parts.ts";
import type { NetworkParts } from "./parts.ts";

export interface NetworkStep {
  readonly offers: readonly Offer[];
  readonly moves: readonly Move[];
  readonly overflow: Term;
  /** The state after it; its `reach` says that there was a step. */
  readonly after: NetworkState;
}

/** What the processes offer in a state, and the condition under which a queue outgrows its slots. */
export interface NetworkOffers extends Pick<NetworkStep, "offers" | "overflow"> {
  /** By process, location and command. */
  readonly drafts: readonly (readonly (readonly (readonly Draft[])[])[])[];
}

/** What the processes offer. Names of symbols that it makes end in `@` and the tag. @throws Refusal for what has no encoding */
export function networkOffers(program: NetworkProgram, state: NetworkState, tag: string, context: Context): NetworkOffers {
  const { terms } = context;
  const offers: Offer[] = [];
  const overflows: Term[] = [];
  const drafts = program.machine.processes.map((_, process) =>
    present(program.commands[process]).map((commands, location) =>
      commands.map((typed, index) =>
        drafted(
          program,
          state,
          { process, location, typed, place: `${String(process)}.${String(location)}.${String(index)}@${tag}` },
          context,
          offers,
          overflows,
        ),
      ),
    ),
  );
  return { drafts, offers, overflow: terms.and(state.reach, terms.or(...overflows)) };
}

/** The step from the state. Names of symbols that it makes end in `@` and the tag. @throws Refusal for what has no encoding */
export function networkStep(program: NetworkProgram, state: NetworkState, tag: string, context: Context, parts: NetworkParts = usualParts): NetworkStep {
  const { terms } = context;
  const { machine } = program;
  const moves: Move[] = [];
  const { drafts, offers, overflow } = networkOffers(program, state, tag, context);
  const faults = faultMoves(program, state, drafts.flat(2).flat(), tag, context, parts);
  // Whose turn it is: the first that is picked, the last if nobody else is.
  const actors = machine.processes.length + (faults.length === 0 ? 0 : 1);
  let open: Term = state.reach;
  const turns = Array.from({ length: actors }, (_, actor) => {
    if (actor === actors - 1) return open;
    const pick = terms.symbol(`turn ${String(actor)}@${tag}`, boolSort);
    const turn = terms.and(open, pick);
    open = terms.and(open, terms.not(pick));
    return turn;
  });
  const picked = (own: readonly (readonly Draft[])[], turn: Term, name: string, arePicked: boolean): void => {
    let left: Term = turn;
    const count = own.reduce((sum, one) => sum + one.length, 0);
    for (const [number, draft] of own.flat().entries()) {
      const pick = arePicked && number < count - 1 ? terms.symbol(`${name}.${String(number)}@${tag}`, boolSort) : terms.true;
      moves.push({ ...draft, made: terms.and(left, pick, draft.possible) });
      if (arePicked) left = terms.and(left, terms.not(pick));
    }
  };
  for (const [process, locations] of drafts.entries())
    for (const [location, own] of locations.entries()) {
      const commands = present(program.commands[process]?.[location]);
      const arePicked = !areExclusive(commands) || own.some((all) => all.length > 1);
      picked(own, present(turns[process]), `pick ${String(process)}`, arePicked);
    }
  if (faults.length > 0) picked([faults], present(turns.at(-1)), "fault", true);
  const real = moves.filter(({ made }) => made.kind !== "false");
  return { offers, moves: real, overflow, after: stateAfter(program, state, real, tag, context, parts) };
}

interface Place {
  readonly process: number;
  readonly location: number;
  readonly typed: TypedCommand;
  readonly place: string;
}

/** The ways in which the command can be done: from a bag there are as many as slots. None where it certainly cannot. */
function drafted(
  program: NetworkProgram,
  state: NetworkState,
  { process, location, typed, place }: Place,
  context: Context,
  offers: Offer[],
  overflows: Term[],
): readonly Draft[] {
  const { terms } = context;
  const here = terms.and(present(state.at[process]?.[location]), terms.not(hasStopped(state, process, context)));
  if (here.kind === "false") return [];
  const own = present(state.cells[process]);
  const cells: Cells = (of, index) => present(state.cells[of]?.[index]);
  const guard = encodeGuard(typed.guard, process, cells, context);
  const { effect, target } = typed.command;
  const common = { process, location, typed, here, guard };
  const offering = (more: Partial<Pick<Offer, "ready" | "withoutValue">>): Offer => {
    const offer: Offer = { ...common, ready: more.ready ?? terms.true, withoutValue: more.withoutValue ?? terms.false };
    offers.push(offer);
    return offer;
  };
  if (guard.kind === "false") {
    offering({});
    return [];
  }
  const done = (offer: Offer, conditions: readonly Term[], bound: readonly Cell[], more: Partial<Draft> = {}): Draft => {
    const updated = encodeUpdates(typed.updates, typed.guard, process, (of, index) => (of === process ? present(bound[index]) : cells(of, index)), context);
    const after = bound.map((cell, index) => updated.cells.get(index) ?? cell);
    const possible = terms.and(here, guard, ...conditions, updated.answered);
    return { what: { kind: "command", offer, keeps: false }, possible, process, target, cells: after, ...more };
  };
  const withBound = (values: readonly SymbolicValue[]): readonly Cell[] => {
    const result = [...own];
    for (const [index, variable] of typed.bound.entries()) result[variable] = { value: present(values[index]), isSet: terms.true };
    return result;
  };
  switch (effect.kind) {
    case "local":
    case "choose":
    case "violate":
      return [done(offering({}), [], own)];
    case "stop":
      return [done(offering({}), [], own, { stops: "assumption" })];
    case "fail":
      return [done(offering({}), [], own, { stops: "failed" })];
    case "any": {
      const environment = { scope: present(program.scopes[process]), cells };
      const choice = chooseValue(`any ${place}`, effect.domain, environment, context);
      const conditions = [choice.answered, choice.defined, choice.holds];
      return [
        done(
          offering({ withoutValue: withoutValue({ machine: program.machine, scope: present(program.scopes[process]) }, typed, own, context) }),
          conditions,
          withBound([choice.value]),
          {
            chosen: choice.value,
          },
        ),
      ];
    }
    case "send": {
      const { channel } = effect;
      const slots = present(state.queues[channel]);
      const sent = encodeTerms(
        typed.payload.map((term) => term ?? refuse("an expression that is too large")),
        cells,
        context,
      );
      const isFull = slots.at(-1)?.taken ?? terms.true;
      const { number: kind } = typed.kinds[0] ?? refuse("a message that the machine does not know");
      if (mayOverflow(program)) overflows.push(terms.and(here, guard, sent.answered, sent.defined, isFull));
      const offer = offering({ ready: mayOverflow(program) ? terms.true : terms.not(isFull) });
      return [done(offer, [sent.answered, sent.defined, terms.not(isFull)], own, { queue: { kind: "put", channel, message: kind, values: sent.values } })];
    }
    case "receive": {
      const { channel } = effect;
      const slots = present(state.queues[channel]);
      const reach = program.machine.network.order === "bag" ? slots : slots.slice(0, 1);
      const isOffered = ({ taken, is }: SymbolicSlot, kind: number): Term => terms.and(taken, present(is[kind]));
      const offer = offering({ ready: terms.or(...reach.flatMap((slot) => typed.kinds.map(({ number }) => isOffered(slot, number)))) });
      return reach.flatMap((slot, position) =>
        typed.kinds.flatMap(({ number, isHeld }) => {
          const offered = isOffered(slot, number);
          if (offered.kind === "false") return [];
          if (!isHeld) {
            overflows.push(terms.and(here, guard, offered));
            return [];
          }
          const taking = { queue: { kind: "take", channel, position }, slot: { channel, position } } as const;
          return [done(offer, [offered], withBound(present(slot.payload[number])), taking)];
        }),
      );
    }
    case "transfer":
    case "give-up":
      throw new Error("in a network, messages go through queues");
    default:
      return assertNever(effect);
  }
}

function stateAfter(program: NetworkProgram, state: NetworkState, moves: readonly Move[], tag: string, context: Context, parts: NetworkParts): NetworkState {
  const { terms } = context;
  const made = (chosen: readonly Move[]): Term => terms.or(...chosen.map((move) => move.made));
  const at = state.at.map((locations, process) => {
    const own = moves.filter((move) => move.process === process && move.target !== undefined);
    const stays = terms.not(made(own));
    return locations.map((here, location) => terms.or(terms.and(here, stays), made(own.filter(({ target }) => target === location))));
  });
  const stopped = state.stopped.map((flags, process) => {
    const after = (why: Why): Term => terms.or(flags[why], made(moves.filter((move) => move.process === process && move.stops === why)));
    return { failed: after("failed"), assumption: after("assumption"), crashed: after("crashed") };
  });
  const cells = state.cells.map((own, process) => {
    const writing = moves.filter((move) => move.process === process && move.cells !== undefined);
    return own.map((cell, index) => {
      const framed = parts.frame(cell, { process, index, tag }, program, context);
      return writing.reduce((after, move) => {
        const written = present(move.cells?.[index]);
        return written === cell && framed === cell ? after : iteCell(move.made, written, after, context);
      }, framed);
    });
  });
  const queues = state.queues.map((slots, channel) =>
    changedQueue(
      slots,
      moves.flatMap(({ queue, made: when }) => (queue?.channel === channel ? [{ change: queue, when }] : [])),
      context,
      parts,
    ),
  );
  const spent = state.spent.map((used, clause) => {
    const spends = made(moves.filter((move) => move.spends === clause));
    return used.map((one, number) => terms.or(one, terms.and(spends, used[number - 1] ?? terms.true)));
  });
  return { reach: made(moves), at, stopped, cells, queues, spent };
}
